import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  curpsOf,
  type DiscoveryNodes,
  discoveryNodes,
  suspects,
} from '../../../test/discovery-nodes.js';
import { present } from '../../base/index.js';
import {
  answerCount,
  blindSet,
  contextKey,
  countShared,
  drawOrder,
  type Group,
  type GroupWork,
  inOrder,
  openGroup,
  packInputs,
  suiteOf,
  workHere,
} from '../group/index.js';
import { ALL_CHECKS } from './checks.js';

const US = 'exmaus33.us';
const MX = 'exmbmxmm.mx';
const THEIRS = curpsOf(20);
/** What the Mexican bank suspects: of the US bank's twenty none, one, half, all. */
const OVERLAPS = [0, 1, 10, 20];

/** Ids, hashes and signatures are each run's own; what they stand for is compared elsewhere. */
const masked = (text: string) =>
  text
    .replaceAll(/t-[a-z0-9.]+-\d+/g, 'ID')
    .replaceAll(/[0-9a-f]{64}/g, 'HASH')
    .replaceAll(/"(sig|signature)":"[^"]*"/g, '"$1":"SIG"');

/** One run; all that the US bank gets of it, and the lengths of all that crossed the wire. */
async function transcript(nodes: DiscoveryNodes, title: string, overlap: number, ask = true) {
  nodes.books.set(US, suspects(THEIRS));
  nodes.books.set(MX, suspects(curpsOf(20, 20 - overlap)));
  const agreement = await nodes.agree([US, MX], { title });
  nodes.heard.length = 0;
  const session = await nodes.run(MX, US, agreement, { stage_two: ask ? 'always' : 'never' });
  const received = nodes.heard
    .filter(({ to }) => to === US)
    .map(({ header, attachments }) => ({
      header: masked(JSON.stringify(header)),
      attachments: attachments.map(({ length }) => length),
    }));
  const wire = nodes.heard.map(({ to, header, attachments }) => [
    to,
    header.kind,
    masked(JSON.stringify(header)).length,
    ...attachments.map(({ length }) => length),
  ]);
  const rows = await nodes
    .of(US)
    .ledger.db.selectFrom('exchange_message')
    .select(['way', 'kind', 'state', 'at', 'fault', 'receipt'])
    .where('session', '=', session)
    .orderBy('position')
    .execute();
  const kept = rows.map(({ receipt, ...row }) => ({ ...row, receipt: receiptOf(receipt) }));
  return { received, wire, kept, state: await nodes.stateAt(US, session), session };
}

/** What a receipt says: its payload, which is all but the signature. */
function receiptOf(text: string | null): string {
  const { payload } = JSON.parse(text ?? '{"payload":""}') as { readonly payload: string };
  return masked(Buffer.from(payload, 'base64').toString());
}

const withoutSession = ({ session: _, ...rest }: Awaited<ReturnType<typeof transcript>>) => rest;

describe('what a US bank sees of a Mexican bank that may not tell it anything', () => {
  let nodes: DiscoveryNodes;
  beforeAll(async () => {
    nodes = await discoveryNodes([US, MX]);
  }, 60_000);
  afterAll(() => nodes.close());

  test('does not depend on the overlap: kinds, order, sizes, times, receipts, bodies', async () => {
    const runs: Awaited<ReturnType<typeof transcript>>[] = [];
    for (const overlap of OVERLAPS) {
      runs.push(await transcript(nodes, `Run ${runs.length}`, overlap));
    }
    const [first, ...others] = runs.map(withoutSession);
    for (const other of others) expect(other).toEqual(first);
    expect(first?.wire.filter(([to]) => to === US).map(([, kind]) => kind)).toEqual([
      'discovery.proposed',
      'discovery.blinded',
      'discovery.followed',
    ]);
    expect(first?.kept.at(-1)?.receipt).toContain('verdict');
    const found = runs.map(({ session }) => nodes.shown(MX, session));
    const bands = (await Promise.all(found)).map(({ band }) => band);
    expect(bands).toEqual(['0', '1–4', '5–19', '20–99']);
  });

  test('nor where it never asks on', async () => {
    const none = await transcript(nodes, 'Never 0', 0, false);
    const all = await transcript(nodes, 'Never 1', 20, false);
    expect(withoutSession(all)).toEqual(withoutSession(none));
  });

  test('and its elements are fresh: the same set twice has none in common', async () => {
    const batches: string[][] = [];
    for (const title of ['Fresh 0', 'Fresh 1']) {
      await transcript(nodes, title, 20, false);
      batches.push(rowsOf(present(nodes.heard.find(isBatch)?.attachments[0], 'a batch')));
    }
    const [one = [], other = []] = batches;
    expect(one.filter((element) => other.includes(element))).toEqual([]);
    expect(new Set(one).size).toBe(64);
  });

  test('a protocol that asks on only if something was found is told apart', async () => {
    const weak = await discoveryNodes([US, MX], { ...ALL_CHECKS, follows_always: false });
    try {
      const none = withoutSession(await transcript(weak, 'Weak 0', 0));
      const one = withoutSession(await transcript(weak, 'Weak 1', 1));
      expect(none).not.toEqual(one);
      expect(none.received.length).toBeLessThan(one.received.length);
    } finally {
      await weak.close();
    }
  }, 60_000);
});

const isBatch = ({ header }: { readonly header: { readonly kind: string } }) =>
  header.kind === 'discovery.blinded';

function rowsOf(batch: Uint8Array): string[] {
  const hex = Buffer.from(batch).toString('hex');
  return Array.from({ length: batch.length / 32 }, (_, i) => hex.slice(i * 64, i * 64 + 64));
}

describe('order and time', () => {
  const suite = suiteOf({ agreement: 'a1', epoch: '0', purpose: 'p' });
  const seedOf = (n: number) => new Uint8Array(32).fill(n + 1);
  const ROWS = 16;
  const RUNS = 64;
  let curve: Group;
  let group: GroupWork;
  beforeAll(async () => {
    curve = await openGroup();
    group = workHere(curve);
  });

  async function count(learner_set: readonly string[], holder_set: readonly string[], n: number) {
    const learner = { suite, seed: seedOf(200) };
    const pair = contextKey(curve, seedOf(100), { agreement: 'a1', epoch: '0', purpose: 'p' });
    const held = await group.hold(pair.secret, 'scalar');
    const key = { key: held, public_key: pair.public };
    const blinded = await blindSet(group, learner, { inputs: packInputs(learner_set), rows: ROWS });
    const holder = { suite, seed: seedOf(n) };
    const bounds = { elements_max: ROWS };
    const own = packInputs(holder_set);
    const asked = { blinded, bounds, own, tags: ROWS, with_proof: false };
    const answer = await answerCount(group, holder, key, asked);
    const before = process.cpuUsage();
    const counted = await countShared(group, learner, { blinded, answer, public_key: null });
    const { user, system } = process.cpuUsage(before);
    return { answer, counted, cpu_us: user + system };
  }

  /** How far the places of the one shared element are from equally likely, by quarters. */
  const spread = (places: readonly number[]) => {
    const quarters = [0, 0, 0, 0];
    for (const place of places) {
      const quarter = Math.floor((place * 4) / ROWS);
      quarters[quarter] = (quarters[quarter] ?? 0) + 1;
    }
    const even = places.length / 4;
    return quarters.reduce((sum, n) => sum + (n - even) ** 2 / even, 0);
  };
  /** Chi-square of three degrees of freedom, one in a thousand. */
  const LIMIT = 16.27;

  test('where the shared one stands says nothing of which it is', async () => {
    const places: number[] = [];
    const unshuffled: number[] = [];
    for (let n = 0; n < RUNS; n++) {
      const { counted } = await count(['ana', 'beto'], ['ana', 'zoe'], n);
      places.push(counted.is_shared.indexOf(1));
      // A holder that leaves the learner's order as it was: the weakened build.
      const order = drawOrder(seedOf(200), suite, ROWS);
      const rows = inOrder(Uint8Array.from([1, ...new Array<number>(ROWS - 1).fill(0)]), 1, order);
      unshuffled.push(rows.indexOf(1));
    }
    expect(spread(places)).toBeLessThan(LIMIT);
    expect(spread(unshuffled)).toBeGreaterThan(LIMIT);
  });

  test('the order of the tags says nothing of the order of the set', async () => {
    const one = await count(['ana'], ['zoe', 'yuri', 'xavi'], 1);
    const other = await count(['ana'], ['xavi', 'yuri', 'zoe'], 1);
    expect(Buffer.from(other.answer.tags)).toEqual(Buffer.from(one.answer.tags));
  });

  test('a count takes as long whatever it finds (coarsely, in CPU time)', async () => {
    const names = Array.from({ length: ROWS }, (_, i) => `n${i}`);
    const others = names.map((name) => `not ${name}`);
    const best = async (holder_set: readonly string[]) => {
      const times: number[] = [];
      for (let n = 0; n < 5; n++) times.push((await count(names, holder_set, n)).cpu_us);
      return Math.min(...times);
    };
    const [none, all] = [await best(others), await best(names)];
    expect(Math.max(none, all) / Math.min(none, all)).toBeLessThan(3);
  });
});
