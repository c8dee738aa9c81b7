import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  curpsOf,
  type DiscoveryNodes,
  discoveryNodes,
  suspects,
} from '../../../test/discovery-nodes.js';
import { present, sha256 } from '../../base/index.js';
import { checkIdentifier } from '../../model/index.js';
import { readAudit } from '../../store/index.js';
import {
  contextKey,
  evaluate,
  type Group,
  type GroupWork,
  inputAt,
  maskInputs,
  openGroup,
  openTokens,
  packInputs,
  suiteOf,
  tokenise,
  workHere,
} from '../group/index.js';

const US = 'exmaus33.us';
const MX = 'exmbmxmm.mx';
const STATES =
  'AS BC BS CC CL CM CS CH DF DG GT GR HG JC MC MN MS NT NL OC PL QT QR ' +
  'SP SL SR TC TS TL VZ YN ZS NE';

/** Every CURP that a known name, birth date and sex can have: state, homonym, check digit. */
function curpDictionary(): string[] {
  const stems = STATES.split(' ').flatMap((state) =>
    Array.from({ length: 10 }, (_, homonym) => `MOTR500101H${state}RMN${homonym}`),
  );
  return stems.flatMap((stem) =>
    Array.from({ length: 10 }, (_, digit) => `${stem}${digit}`).filter((curp) =>
      checkIdentifier('curp', curp).findings.every(({ severity }) => severity !== 'error'),
    ),
  );
}

const TOKEN_BYTES = 10;
const guesses = packInputs(curpDictionary().map((curp) => `cifx1|curp|${curp}`));
const guessAt = (i: number) => Buffer.from(inputAt(guesses, i)).toString();
const rowsOf = (bytes: Uint8Array, width: number) => {
  const hex = Buffer.from(bytes).toString('hex');
  return Array.from({ length: bytes.length / width }, (_, i) =>
    hex.slice(i * width * 2, (i + 1) * width * 2),
  );
};

let curve: Group;
let group: GroupWork;
beforeAll(async () => {
  curve = await openGroup();
  group = workHere(curve);
});

/** Everything that can be computed of a guess without a key of the session. */
async function marksOf(suite: string, i: number, element: string): Promise<string[]> {
  const guess = guessAt(i);
  const curp = present(guess.split('|')[2], 'a CURP');
  const hashes = ['sha1', 'sha256', 'sha512'].flatMap((name) =>
    [guess, curp, `${suite}${guess}`].map((text) => createHash(name).update(text).digest('hex')),
  );
  return [curp, ...[...hashes, element].map((hash) => hash.slice(0, TOKEN_BYTES * 2))];
}

describe('a dictionary of all CURPs that fit a known name and birth date', () => {
  let nodes: DiscoveryNodes;
  const victim = curpsOf(1)[0] ?? '';
  let suite = '';
  beforeAll(async () => {
    nodes = await discoveryNodes([US, MX]);
    nodes.books.set(US, suspects([victim, ...curpsOf(10, 50)]));
    nodes.books.set(MX, suspects([victim, ...curpsOf(10, 90)]));
    const agreement = await nodes.agree([US, MX]);
    const session = await nodes.run(MX, US, agreement);
    const purpose = `fentanyl_proceeds discovery ${session}`;
    suite = suiteOf({ agreement, epoch: '0', purpose });
  }, 60_000);
  afterAll(() => nodes.close());

  async function recovered(haystack: string): Promise<number> {
    const elements = await group.run({ op: 'hash', suite, inputs: guesses });
    const tags = await group.run({ op: 'tag', suite, elements });
    const [whole, short] = [rowsOf(elements, 32), rowsOf(tags, TOKEN_BYTES)];
    let found = 0;
    for (let i = 0; i < whole.length; i++) {
      const marks = await marksOf(suite, i, whole[i] ?? '');
      if ([...marks, short[i] ?? ''].some((mark) => haystack.includes(mark))) found++;
    }
    return found;
  }

  test('holds the victim, and recovers nobody from the wire and the logs', async () => {
    expect(curpDictionary()).toContain(victim);
    const wire = nodes.heard.map(({ bytes, header }) => [
      Buffer.from(bytes).toString('hex'),
      JSON.stringify(header),
    ]);
    const logs: string[] = [];
    for (const name of [US, MX]) {
      const entries = await readAudit(nodes.of(name).ledger.db, 0, 10_000);
      logs.push(...entries.map(({ entry }) => entry));
    }
    expect(await recovered([wire, logs].flat(2).join('\n'))).toBe(0);
  });

  test('recovers the victim from a list of hashes, as it does from any', async () => {
    const list = [victim, ...curpsOf(10, 50)].map((curp) => sha256(`cifx1|curp|${curp}`));
    expect(await recovered(list.join('\n'))).toBe(1);
  });

  test('neither ledger holds an identifier of the other’s that both do not have', async () => {
    const dump = async (name: string) => {
      const { db } = nodes.of(name).ledger;
      const rows = [
        await db.selectFrom('exchange_record').selectAll().execute(),
        await db.selectFrom('exchange_session').selectAll().execute(),
        await db.selectFrom('exchange_message').selectAll().execute(),
      ];
      return JSON.stringify(rows, (_key, item) => (typeof item === 'bigint' ? `${item}` : item));
    };
    const [us, mx] = [await dump(US), await dump(MX)];
    const within = (text: string, curps: readonly string[]) =>
      curps.filter((curp) => text.includes(curp)).length;
    expect([within(us, curpsOf(10, 90)), within(mx, curpsOf(10, 50))]).toEqual([0, 0]);
    expect([within(us, curpsOf(10, 50)), within(mx, curpsOf(10, 90))]).toEqual([10, 10]);
  });
});

describe('a store of tokens whose key is split across the border', () => {
  const binding = { agreement: 'a1', epoch: '0', purpose: 'monitoring' };
  const suite = suiteOf(binding);
  const SSN_FROM = 536_900_000;
  const SSNS = 400;

  test.each([
    ['all CURPs of a name and birth date', guesses, 20],
    [
      'a range of SSNs',
      packInputs(Array.from({ length: SSNS }, (_, i) => `cifx1|ssn|${SSN_FROM + i}`)),
      20,
    ],
  ] as const)('%s: none by one share, all by both', async (_name, dictionary, step) => {
    const shareOf = async (n: number) => {
      const pair = contextKey(curve, new Uint8Array(32).fill(n), binding);
      return { key: await group.hold(pair.secret, 'scalar'), public_key: pair.public };
    };
    const shares = [await shareOf(1), await shareOf(2)];
    const tokensByBoth = async (inputs: typeof dictionary) => {
      const session = { suite, seed: new Uint8Array(32).fill(3) };
      const masked = await maskInputs(group, session, inputs);
      const bounds = { elements_max: 10_000 };
      const parts = [];
      for (const share of shares) {
        const part = await evaluate(group, session, share, { masked, bounds });
        parts.push({ ...part, public_key: share.public_key });
      }
      const asked = { inputs, masked, width: TOKEN_BYTES };
      return rowsOf(await openTokens(group, session, asked, parts), TOKEN_BYTES);
    };
    const texts = Array.from(dictionary.ends, (_, i) => Buffer.from(inputAt(dictionary, i)));
    const members = texts.filter((_, i) => i % step === 0);
    const store = new Set(await tokensByBoth(packInputs(members)));
    const hits = (tokens: readonly string[]) => tokens.filter((token) => store.has(token)).length;
    for (const { key } of shares) {
      const asked = { inputs: dictionary, width: TOKEN_BYTES };
      const alone = await tokenise(group, suite, key, asked);
      expect(hits(rowsOf(alone, TOKEN_BYTES))).toBe(0);
    }
    const hashed = texts.map((text) => sha256(text).slice(0, TOKEN_BYTES * 2));
    expect(hits(hashed)).toBe(0);
    expect(hits(await tokensByBoth(dictionary))).toBe(members.length);
    // The weakened store keeps SHA-256 of its members, and gives all of them away.
    const weak = new Set(members.map((text) => sha256(text).slice(0, TOKEN_BYTES * 2)));
    expect(hashed.filter((mark) => weak.has(mark))).toHaveLength(members.length);
  });
});
