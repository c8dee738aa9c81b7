import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestNodes } from '../../../test/exchange-nodes.js';
import {
  B,
  BANKS,
  bankOf,
  D,
  DAYS,
  HUB,
  type MonitoringNodes,
  monitoringNodes,
  RINGS,
  TERMS,
  US,
} from '../../../test/monitoring-nodes.js';
import { isoTime, present, sha256 } from '../../base/index.js';
import {
  contextKey,
  evaluate,
  type GroupWork,
  maskInputs,
  openGroup,
  openTokens,
  type Part,
  packInputs,
  suiteOf,
} from '../group/index.js';
import { ledgerRecords, listSpending } from '../session/index.js';
import { decodeMessage, encodeMessage, peerDirectory } from '../wire/index.js';
import type { Contribution } from './index.js';

const DAY_MS = 86_400_000;

let world: MonitoringNodes;
let nodes: TestNodes;
let group: GroupWork;
let agreement_id: string;
let other_id: string;
beforeAll(async () => {
  world = await monitoringNodes();
  ({ nodes, group } = world);
  agreement_id = await nodes.agree([US, B, D, HUB], TERMS, 'MX.UIF-REQ');
  other_id = await nodes.agree([US, B, D, HUB], { ...TERMS, title: 'Another' }, 'MX.UIF-REQ');
}, 120_000);
afterAll(() => world.close());

/** The hub's campaign under an agreement, up to the banks' contributions. */
async function campaign(agreement: string) {
  const hub = nodes.of(HUB).node;
  const peer = D;
  const session = await hub.begin({ protocol: 'monitoring', agreement_id: agreement, peer });
  const input = { from: isoTime(0), until: isoTime(DAYS * DAY_MS) };
  await hub.act({ session, action: 'invite', officer: 'ao', input, note: '' });
  await nodes.settle();
  for (const bank of [B, D]) await contribute(bank, session);
  return session;
}

async function contribute(bank: string, hub_session: string) {
  const { node } = nodes.of(bank);
  const session = at(hub_session, bank);
  const action = { session, action: 'contribute', input: null, note: '' };
  const one = await node.act({ ...action, officer: 'eo' });
  expect(one.waits_for).toBe(1);
  await node.act({ ...action, officer: 'co' });
  await nodes.settle();
}

const at = (...parts: readonly string[]) => sha256(parts.join('|')).slice(0, 32);

async function stateOf(name: string, id: string): Promise<string> {
  const { db } = nodes.of(name).ledger;
  const row = await db.selectFrom('exchange_session').select('state').where('id', '=', id);
  return (await row.executeTakeFirstOrThrow()).state;
}

async function contributions(session: string): Promise<readonly Contribution[]> {
  const records = ledgerRecords(nodes.of(HUB).ledger.db);
  const rows = await records.list('monitoring.work', `${session} contribution `);
  return rows.map(({ body }) => body as Contribution);
}

const tokensOf = (list: readonly Contribution[]) =>
  new Set(list.flatMap(({ edges }) => edges.flatMap((each) => [each.source, each.payment])));

let first: string;

test('two banks find together rings of which each sees a part', async () => {
  first = await campaign(agreement_id);
  expect(await stateOf(HUB, first)).toBe('collecting');
  const hub = nodes.of(HUB).node;
  await hub.act({ session: first, action: 'run', officer: 'ao', input: null, note: '' });
  await nodes.settle();
  expect(await stateOf(HUB, first)).toBe('told');
  const show = { session: first, action: 'show', officer: 'ao', input: null, note: '' };
  const summary = (await hub.act(show)).answer as { found: { asks: number } };
  expect(summary.found.asks).toBeGreaterThan(0);
  const learned = new Map<string, Set<string>>();
  for (const bank of [B, D]) {
    const session = at(first, bank);
    const shown = await nodes.of(bank).node.act({
      ...{ session, action: 'show', officer: 'eo', input: null, note: '' },
    });
    const hits = (shown.answer as { learned: readonly Learnt[] }).learned;
    for (const { hit, payments, accounts } of hits) {
      for (const account of accounts) expect(bankOf(account)).toBe(BANKS[bank as typeof B]);
      const known = learned.get(hit) ?? new Set<string>();
      learned.set(hit, known);
      for (const payment of payments) known.add(payment);
    }
  }
  const hops = [0, 1, 2, 3, 4, 5];
  const whole = (known: ReadonlySet<string>, ring: number) =>
    hops.every((hop) => known.has(`c${ring}-${hop}`));
  const rings = Array.from({ length: RINGS }, (_, ring) => ring);
  const found = rings.filter((ring) => [...learned.values()].some((known) => whole(known, ring)));
  expect(found.length).toBeGreaterThanOrEqual(RINGS - 1);
  for (const bank of [B, D]) {
    const rows = await present(world.engines.get(bank), bank).rows<{ id: string }>(
      `SELECT id FROM payment WHERE id LIKE 'c%'`,
    );
    const own = new Set(rows.map(({ id }) => id));
    expect(rings.filter((ring) => whole(own, ring))).toEqual([]);
  }
}, 120_000);

interface Learnt {
  readonly hit: string;
  readonly accounts: readonly string[];
  readonly payments: readonly string[];
}

test('evaluations are charged to the bank that asked, dummies included', async () => {
  const spent = await listSpending(nodes.of(US).ledger.db);
  expect(spent.map(({ organisation }) => organisation)).not.toContain(HUB);
  const byB = spent.find(({ organisation }) => organisation === B);
  expect(Number(byB?.spent) % 64).toBe(0);
  expect(Number(byB?.spent)).toBeGreaterThan(0);
});

test('what a hub could read of its own messages is tokens', async () => {
  const { db } = nodes.of(HUB).ledger;
  const rows = await db.selectFrom('exchange_record').selectAll().execute();
  expect(rows.length).toBeGreaterThan(1);
  expect(JSON.stringify(rows)).not.toMatch(/"(a\d+|c\d-\d|p\d+)"/);
});

test('tokens of another agreement have nothing in common', async () => {
  const other = await campaign(other_id);
  const [one, two] = [await contributions(first), await contributions(other)];
  expect(one.length).toBe(2);
  expect(two.length).toBe(2);
  const known = tokensOf(one);
  expect(known.size).toBeGreaterThan(20);
  // The banks' payments are the same: as many tokens, and none twice.
  expect(tokensOf(two).size).toBe(known.size);
  expect([...tokensOf(two)].filter((token) => known.has(token))).toEqual([]);
}, 120_000);

test('where no path leads to the hub nothing is tokenised', async () => {
  const { node, ledger } = nodes.of(US);
  const session = at(first, US);
  const action = { session, action: 'contribute', input: null, note: '' };
  await expect(node.act({ ...action, officer: 'eo' })).rejects.toThrow('exchange.path_denied');
  expect(await stateOf(US, session)).toBe('invited');
  const sent = await ledger.db
    .selectFrom('exchange_message')
    .select('kind')
    .where('way', '=', 'out')
    .where('session', '=', at(session, US, '0'))
    .execute();
  expect(sent).toEqual([]);
});

test('operators evaluate for a bank, and for a hub never', async () => {
  expect(await forgedBatch(HUB, 'x-1')).toBe('exchange.monitoring.hub_tokens');
  expect(await forgedBatch(B, 'x-2')).toBeNull();
});

/** A batch for the US operator, signed by a node; what is recorded as its fault. */
async function forgedBatch(from: string, id: string): Promise<string | null> {
  const session = { suite: suiteOf(null), seed: new Uint8Array(32).fill(id.charCodeAt(2)) };
  const masked = await maskInputs(group, session, packInputs(['one', id]));
  const body = { epoch: 0, batch: 0, answer_to: 'nowhere' };
  return forged(id, { from, to: US, kind: 'monitoring.masked', session: `s-${id}` }, body, [
    masked,
  ]);
}

async function forged(
  id: string,
  head: { from: string; to: string; kind: string; session: string },
  content: Readonly<Record<string, string | number>>,
  attachments: readonly Uint8Array[],
  agreement = agreement_id,
): Promise<string | null> {
  const now = nodes.clock.now();
  const release = {
    ...{ officer: 'node', approvals: [], legal_basis: 'MX.UIF-REQ', permits: [] },
    ...{ purpose: 'fentanyl_proceeds', informs: 'nothing', categories: [], form: 'clear' },
    ...{ scanned: { texts: 0, fields: 0 }, tlp: 'AMBER', onward: 'none' },
    ...{ use_until: isoTime(now), retain_until: isoTime(now) },
  };
  const header = {
    ...{ id, ...head, agreement, created_at: isoTime(now) },
    ...{ expires_at: isoTime(now + DAY_MS), body: { content, release } },
  };
  const { signing } = nodes.of(head.from).identity;
  const bytes = encodeMessage(header, attachments, { key: signing, guard: () => {} });
  await nodes.of(head.to).node.receive(bytes, head.from);
  const { db } = nodes.of(head.to).ledger;
  const row = await db
    .selectFrom('exchange_message')
    .select('fault')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.fault === null ? null : (row.fault.split(/[ :{(]/)[0] ?? '');
}

test('one operator alone makes no token that joins', async () => {
  const curve = await openGroup();
  const binding = { agreement: agreement_id, epoch: '0', purpose: 'monitoring tokens' };
  const suite = suiteOf(binding);
  const session = { suite, seed: new Uint8Array(32).fill(3) };
  const inputs = packInputs(['cifx1|account|a1']);
  const masked = await maskInputs(group, session, inputs);
  const parts: Part[] = [];
  for (const fill of [1, 2]) {
    const pair = contextKey(curve, new Uint8Array(32).fill(fill), binding);
    const key = { key: await group.hold(pair.secret, 'scalar'), public_key: pair.public };
    const bounds = { elements_max: 1 };
    const part = await evaluate(group, session, key, { masked, bounds });
    parts.push({ ...part, public_key: pair.public });
  }
  const open = async (some: readonly Part[]) =>
    Buffer.from(await openTokens(group, session, { inputs, masked, width: 16 }, some)).toString(
      'hex',
    );
  const [us, mx] = [present(parts[0], 'US'), present(parts[1], 'MX')];
  const made = [await open([us]), await open([mx]), await open([us, mx])];
  expect(new Set(made).size).toBe(3);
  expect(await open([mx, us])).toBe(made[2]);
});

test('with one operator away, or lying, a bank has no token and tells nothing', async () => {
  await expect(contribute(B, await inviteAlone(agreement_id))).rejects.toThrow(
    'exchange.monitoring.twice',
  );
  const alone = await nodes.agree([US, B, D, HUB], { ...TERMS, title: 'Alone' }, 'MX.UIF-REQ');
  const session = await inviteAlone(alone);
  nodes.of(US).onArrival = (bytes) => {
    const { header } = decodeMessage(bytes, {
      ...{ me: US, now_ms: nodes.clock.now(), guard: () => {} },
      peers: peerDirectory([B, D, HUB].map((name) => nodes.of(name).identity.card)),
    });
    if (header.kind === 'monitoring.masked') throw new Error('away');
  };
  await expect(contribute(B, session)).rejects.toThrow('away');
  nodes.of(US).onArrival = null;
  const own = at(session, B);
  expect(await stateOf(B, own)).toBe('tokenising');
  expect(await contributions(session)).toEqual([]);
  const [{ body } = { body: null }] = await ledgerRecords(nodes.of(B).ledger.db).list(
    'monitoring.work',
    `${own} batch 0`,
  );
  const masked = new Uint8Array(Buffer.from((body as { masked: string }).masked, 'base64'));
  const head = { from: US, to: B, kind: 'monitoring.evaluated', session: own };
  const lie = [masked, new Uint8Array(64)];
  expect(await forged('x-4', head, { epoch: 0, batch: 0 }, lie, alone)).toBe('exchange.proof');
  await nodes.settle();
  expect(await stateOf(B, own)).toBe('contributed');
});

test('a batch beyond the day’s budget is not evaluated, and asked again the next day', async () => {
  const budgets = { day: 256, epoch: 1_000_000 };
  const small = await nodes.agree(
    [US, B, D, HUB],
    { ...TERMS, title: 'Small', budgets },
    'MX.UIF-REQ',
  );
  const session = await inviteAlone(small);
  await contribute(B, session);
  const own = at(session, B);
  expect(await stateOf(B, own)).toBe('tokenising');
  for (let day = 0; day < 4 && (await stateOf(B, own)) === 'tokenising'; day++) {
    nodes.clock.advance(DAY_MS);
    const action = { session: own, action: 'retry', officer: 'eo', input: null, note: `${day}` };
    await nodes.of(B).node.act(action);
    await nodes.settle();
  }
  expect(await stateOf(B, own)).toBe('contributed');
});

async function inviteAlone(agreement: string): Promise<string> {
  const hub = nodes.of(HUB).node;
  const opening = { protocol: 'monitoring' as const, agreement_id: agreement, peer: B };
  const session = await hub.begin(opening);
  const input = { from: isoTime(0), until: isoTime(DAYS * DAY_MS), banks: [B] };
  await hub.act({ session, action: 'invite', officer: 'ao', input, note: '' });
  await nodes.settle();
  return session;
}

test('with the epoch all is forgotten, and the shares are destroyed', async () => {
  nodes.clock.advance(95 * DAY_MS);
  for (const name of [US, B, D, HUB]) await nodes.of(name).node.tick();
  expect(await stateOf(HUB, first)).toBe('closed');
  expect(await stateOf(B, at(first, B))).toBe('closed');
  expect(await contributions(first)).toEqual([]);
  const records = ledgerRecords(nodes.of(B).ledger.db);
  expect(await records.list('monitoring.work', at(first, B))).toEqual([]);
  expect((await records.list('monitoring.learned', at(first, B))).length).toBe(1);
  expect(await forgedBatch(B, 'x-3')).toBe('exchange.monitoring.epoch');
});
