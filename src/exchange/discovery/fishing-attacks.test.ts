import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  curpsOf,
  type DiscoveryNodes,
  discoveryNodes,
  suspects,
} from '../../../test/discovery-nodes.js';
import { Fault, present } from '../../base/index.js';
import { bundledPaths } from '../agreement/index.js';
import {
  answerCount,
  blindSet,
  contextKey,
  openGroup,
  packInputs,
  suiteOf,
  workHere,
} from '../group/index.js';
import {
  anyProtocol,
  createExchangeNode,
  ledgerRecords,
  listSpending,
  openBlobs,
  openVault,
} from '../session/index.js';
import { peerDirectory, splitMessages } from '../wire/index.js';
import { ALL_CHECKS, type Checks } from './checks.js';
import { discoveryKinds } from './discovery-data.js';
import { discoveryProtocol } from './discovery-protocol.js';
import { releaseChannel } from './run-guards.js';

const US = 'exmaus33.us';
const MX = 'exmbmxmm.mx';
const MX_TWIN = 'exmbmxm2.mx';
const DAY_MS = 86_400_000;
const TYPES = ['curp', 'rfc', 'clabe', 'phone'] as const;

let nodes: DiscoveryNodes;
let weak: DiscoveryNodes;
let askers = 0;
/** Whoever asks is somebody else each time: no run counts as a second one. */
const NO_CHECKS: Checks = {
  ...ALL_CHECKS,
  groupBy: (node) => `${node} ${++askers}`,
  set_change: false,
  usefulness: false,
};

beforeAll(async () => {
  const names = [US, MX, MX_TWIN];
  nodes = await discoveryNodes(names);
  weak = await discoveryNodes(names, NO_CHECKS);
  for (const world of [nodes, weak]) {
    world.books.set(US, suspects(curpsOf(20)));
    for (const name of names.slice(1)) world.books.set(name, suspects(curpsOf(20, 10)));
  }
}, 120_000);
afterAll(async () => {
  await nodes.close();
  await weak.close();
});

const PAIR = [US, MX];
const spent = async (agreement: string) => {
  const rows = await listSpending(weak.of(US).ledger.db);
  return rows.filter((row) => row.agreement === agreement).map((row) => Number(row.spent));
};

describe('budgets', () => {
  /** Batches that have left the learner's hands and have not reached the holder. */
  async function onTheirWay(agreement: string, count: number): Promise<Uint8Array[]> {
    const proposal = { learner: 'us', id_types: ['curp'], stage_two: 'always' } as const;
    for (let n = 0; n < count; n++) {
      const session = await weak.propose(MX, US, agreement, proposal);
      sessions.push(session);
    }
    for (const session of sessions) await weak.both(US, session, 'accept');
    await weak.of(US).node.deliver();
    return splitMessages(await weak.of(MX).node.waitingFor(US));
  }
  const sessions: string[] = [];
  const verdictOf = async (receipt: Promise<string>) => {
    const { payload } = JSON.parse(await receipt) as { readonly payload: string };
    return Number(
      (JSON.parse(Buffer.from(payload, 'base64').toString()) as { verdict: number }).verdict,
    );
  };

  test('of two batches at once one has budget, and after a restart none', async () => {
    const budgets = { day: 64, epoch: 64 };
    const agreement = await weak.agree(PAIR, { title: 'Race', budgets });
    const [third = new Uint8Array(), ...batches] = await onTheirWay(agreement, 3);
    const { node, ledger, identity, folder } = weak.of(US);
    const verdicts = await Promise.all(batches.map((bytes) => verdictOf(node.receive(bytes, MX))));
    expect(new Set(verdicts).size).toBe(2);
    expect(await spent(agreement)).toEqual([64, 64]);
    const curve = await openGroup();
    let ids = 0;
    const restarted = createExchangeNode({
      identity,
      ledger,
      peers: peerDirectory([weak.of(MX).identity.card]),
      blobs: openBlobs(join(folder, 'messages')),
      vault: openVault(join(folder, 'secrets')),
      clock: weak.clock,
      ids: { next: () => `again-${++ids}` },
      paths: bundledPaths(),
      protocols: [anyProtocol(discoveryProtocol())],
      tools: {
        curve,
        group: workHere(curve),
        book: { subjects: () => [] },
        records: ledgerRecords(ledger.db),
      },
      post: () => Promise.reject(new Fault('exchange.wire.unreachable', { node: MX })),
    });
    expect(await verdictOf(restarted.receive(third, MX))).toBe(Math.max(...verdicts));
    expect(await spent(agreement)).toEqual([64, 64]);
    await weak.settle();
  });

  test('enumerating ends where the budget does', async () => {
    const budgets = { day: 200, epoch: 200 };
    const agreement = await weak.agree(PAIR, { title: 'Enumerate', budgets });
    const states: (string | null)[] = [];
    for (const chunk of [0, 1, 2]) {
      weak.books.set(MX, suspects(curpsOf(60, chunk * 60)));
      states.push(await weak.stateAt(MX, await weak.run(MX, US, agreement)));
    }
    const last = await weak.propose(MX, US, agreement, { learner: 'us', id_types: ['curp'] });
    await weak.both(US, last, 'accept');
    await weak.settle();
    states.push(await weak.stateAt(MX, last));
    expect(states).toEqual(['learned', 'learned', 'learned', 'aborted']);
    expect(await spent(agreement)).toEqual([192, 192]);
    weak.books.set(MX, suspects(curpsOf(20, 10)));
  });

  test('dummies count, and it is the bytes that are counted and not what is said of them', () => {
    const charge = present(discoveryKinds['discovery.blinded']?.charge, 'a charge');
    const hash = '0'.repeat(64);
    const commitment = { inputs: hash, seed: hash, key: null };
    const said = { rows: 64, stage_two: 'always', context: hash, commitment };
    const message = {
      id: 'm',
      kind: 'discovery.blinded',
      from: MX,
      at: 0,
      in_reply_to: null,
      attachments: [new Uint8Array(32 * 1_024)],
      body: { ...said, id_types: ['phone', 'curp'] },
    };
    expect(charge(message)).toEqual({ id_type: 'curp', elements: 1_024 });
    // The weakened count: what the message says of itself.
    expect(message.body.rows).toBe(64);
  });

  test('a clock set back gives no budget back', async () => {
    weak.clock.advance(-2 * DAY_MS);
    const begun = weak.of(US).node.begin({ protocol: 'discovery', agreement_id: 'a', peer: MX });
    const refused = await begun.catch((error: unknown) => String(error));
    weak.clock.advance(2 * DAY_MS);
    expect(refused).toContain('exchange.clock_back');
  });
});

describe('asking again', () => {
  const again = async (world: DiscoveryNodes, title: string, learners: readonly string[]) => {
    const agreement = await world.agree([US, ...new Set(learners)], { title });
    const states: (string | null)[] = [];
    for (const learner of learners) {
      const session = await world.run(learner, US, agreement).catch(() => null);
      states.push(session === null ? 'refused' : await world.stateAt(learner, session));
    }
    return states;
  };

  test('a second run of a type in one epoch is refused', async () => {
    expect(await again(nodes, 'Twice', [MX, MX])).toEqual(['learned', 'refused']);
  });

  test('a bank’s other node is the same asker; counted apart it is another', async () => {
    expect((await again(nodes, 'Sybil', [MX, MX_TWIN]))[1]).not.toBe('learned');
    expect(await again(weak, 'Sybil', [MX, MX_TWIN])).toEqual(['learned', 'learned']);
  });

  /** One run, then in the next epoch the same set with one more: what the counts differ by. */
  async function differ(world: DiscoveryNodes) {
    world.books.set(MX, suspects(curpsOf(20, 10)));
    const agreement = await world.agree(PAIR, { title: 'Differ' });
    const first = await world.run(MX, US, agreement);
    world.clock.advance(31 * DAY_MS);
    world.books.set(MX, suspects([...curpsOf(20, 10), ...curpsOf(1)]));
    const second = await world.run(MX, US, agreement);
    const counts: number[] = [];
    for (const session of [first, second]) {
      counts.push((await world.shown(MX, session)).matched?.length ?? 0);
    }
    return counts;
  }

  test('a set that differs by one is refused; let through, it tells of the one', async () => {
    await expect(differ(nodes)).rejects.toThrow('exchange.discovery.set_change');
    expect(await differ(weak)).toEqual([10, 11]);
  });

  test('runs that find nothing freeze the channel until compliance releases it', async () => {
    const useless = async (world: DiscoveryNodes) => {
      world.books.set(MX, suspects(curpsOf(20, 5_000)));
      const agreement = await world.agree(PAIR, { title: 'Useless' });
      for (const type of TYPES.slice(0, 3)) {
        await world.run(MX, US, agreement, { id_types: [type] });
      }
      const fourth = () => world.run(MX, US, agreement, { id_types: ['phone'] });
      return { agreement, fourth };
    };
    const { agreement, fourth } = await useless(nodes);
    await expect(fourth()).rejects.toThrow('exchange.discovery.frozen');
    const given = { agreement_id: agreement, peer: US, note: 'Set was reviewed' };
    const { ledger } = nodes.of(MX);
    const by = (officer: string) =>
      releaseChannel(ledger, { ...given, officer, now: nodes.clock.now() + 1 });
    await expect(by('eo')).rejects.toThrow('exchange.officer.role');
    await by('co');
    expect(await nodes.stateAt(MX, await fourth())).toBe('learned');
    expect(await weak.stateAt(MX, await (await useless(weak)).fourth())).toBe('learned');
  });
});

describe('two learners who lay their answers side by side', () => {
  const tagsOf = (world: DiscoveryNodes) =>
    world.heard
      .filter(({ header }) => header.kind === 'discovery.counted')
      .map(({ attachments }) => tagTexts(attachments[1] ?? new Uint8Array()));
  const tagTexts = (tags: Uint8Array) => {
    const hex = Buffer.from(tags).toString('hex');
    return Array.from({ length: hex.length / 20 }, (_, i) => hex.slice(i * 20, i * 20 + 20));
  };

  test('find no tag in common, though the holder’s set is the same', async () => {
    weak.books.set(MX, suspects(curpsOf(20, 10)));
    const agreement = await weak.agree([US, MX, MX_TWIN], { title: 'Collude' });
    weak.heard.length = 0;
    await weak.run(MX, US, agreement);
    await weak.run(MX_TWIN, US, agreement);
    const [one = [], other = []] = tagsOf(weak);
    expect([one.length, other.length]).toEqual([64, 64]);
    expect(one.filter((tag) => other.includes(tag))).toEqual([]);
    // Weakened: one key for both runs, as one for the whole epoch would be.
    const curve = await openGroup();
    const group = workHere(curve);
    const binding = { agreement: 'a1', epoch: '0', purpose: 'p' };
    const suite = suiteOf(binding);
    const pair = contextKey(curve, new Uint8Array(32).fill(9), binding);
    const key = { key: await group.hold(pair.secret, 'scalar'), public_key: pair.public };
    const own = packInputs(curpsOf(20));
    const answers: string[][] = [];
    for (const n of [1, 2]) {
      const session = { suite, seed: new Uint8Array(32).fill(n) };
      const blinded = await blindSet(group, session, { inputs: own });
      const asked = { blinded, bounds: { elements_max: 20 }, own, with_proof: false };
      answers.push(tagTexts((await answerCount(group, session, key, asked)).tags));
    }
    const [first = [], second = []] = answers;
    expect(first.filter((tag) => second.includes(tag))).toHaveLength(20);
  });
});
