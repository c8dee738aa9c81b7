import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { START, type TestNode, type TestNodes, testNodes } from '../../../test/exchange-nodes.js';
import { Fault, fixedClock, present } from '../../base/index.js';
import { type AuditEntry, appendAudit, readAudit, verifyNote } from '../../store/index.js';
import { anyProtocol } from '../session/index.js';
import { type PeerRequest, peerDirectory } from '../wire/index.js';
import { compareEnds } from './both-ends.js';
import { logRoutes, noteKey } from './log-routes.js';
import { cosignLog, type WatchParts, watchLog } from './watch-log.js';

const A = 'exmaus33.us';
const B = 'exmbmxmm.mx';
const clock = fixedClock(START);

const talk = anyProtocol({
  name: 'inquiry',
  title: { en: 'Talk', es: 'Charla' },
  data: z.strictObject({}),
  begin: { state: 'new', data: {} },
  states: { new: { title: { en: 'New', es: 'Nueva' } } },
  kinds: { 'inquiry.say': { body: z.strictObject({}), informs: 'strategic' } },
  steps: [
    {
      from: ['new'],
      to: ['new'],
      on: { action: 'say', roles: ['exchange_officer'], approvals: 1 },
      run: () => ({ state: 'new', data: {}, send: [{ kind: 'inquiry.say', body: {} }] }),
    },
    {
      from: ['new'],
      to: ['new'],
      on: { message: 'inquiry.say' },
      run: () => ({ state: 'new', data: {} }),
    },
  ],
});

let nodes: TestNodes;
let agreement: string;
beforeAll(async () => {
  nodes = await testNodes([A, B], [talk]);
  agreement = await nodes.agree([A, B]);
}, 120_000);
afterAll(() => nodes.close());

/** A watcher at A whose requests go to B's own routes, without the wire between. */
function watcher(from: TestNode, to: TestNode): WatchParts {
  const routes = logRoutes({ identity: to.identity, ledger: to.ledger, clock });
  const call = async (method: string, path: string, query: string, body: Uint8Array) => {
    const route = present(
      routes.find((each) => each.path === path && each.method === method),
      path,
    );
    const request = {
      peer: from.identity.card,
      path,
      query: new URLSearchParams(query),
      agreement: null,
      purpose: null,
      accept: null,
      body,
      signal: new AbortController().signal,
    } satisfies PeerRequest;
    return route.handle(request);
  };
  return {
    identity: from.identity,
    peers: peerDirectory([to.identity.card]),
    ledger: from.ledger,
    clock,
    client: {
      get: (_node, path, query) => call('GET', path, query, new Uint8Array()),
      post: (_node, path, body) => call('POST', path, '', body),
    },
  };
}

const say = async () => {
  const { node } = nodes.of(A);
  const session = await node.begin({ protocol: 'inquiry', agreement_id: agreement, peer: B });
  await node.act({ session, action: 'say', officer: 'eo', input: null, note: '' });
  await nodes.settle();
};

/** Writes B's log anew, as somebody with B's database and keys would. */
async function rewrite(
  change: (entries: AuditEntry[]) => AuditEntry[],
): Promise<() => Promise<void>> {
  const { ledger } = nodes.of(B);
  const read = async () =>
    (await readAudit(ledger.db, 0, 10_000)).map(({ entry }) => JSON.parse(entry) as AuditEntry);
  const lay = (entries: readonly AuditEntry[]) =>
    ledger.db.transaction().execute(async (trx) => {
      // Who owns the database switches its guards off.
      for (const table of ['audit_leaf', 'audit_node']) {
        await sql.raw(`ALTER TABLE ${table} DISABLE TRIGGER ALL`).execute(trx);
      }
      await trx.deleteFrom('audit_leaf').execute();
      await trx.deleteFrom('audit_node').execute();
      await appendAudit(trx, entries);
    });
  const before = await read();
  await lay(change([...before]));
  return () => lay(before);
}

const entry = (kind: string): AuditEntry => ({ kind, at: '', actor: 'thief', body: {} });

test('a log that only grows is followed, signed, and told back to its owner', async () => {
  const parts = watcher(nodes.of(A), nodes.of(B));
  const first = await watchLog(parts, B);
  await say();
  const second = await cosignLog(parts, B);
  expect(second.grew).toBeGreaterThan(0);
  expect(second.checkpoint.size).toBe(first.checkpoint.size + second.grew);
  expect(verifyNote(second.note, noteKey(nodes.of(A).identity.card))).toBe(true);
  const kept = await nodes
    .of(B)
    .ledger.db.selectFrom('exchange_record')
    .select('key')
    .where('area', '=', 'cosignature')
    .execute();
  expect(kept.map(({ key }) => key)).toEqual([`${second.checkpoint.size} ${A}`]);
});

const attacks: readonly [string, string, (entries: AuditEntry[]) => AuditEntry[]][] = [
  ['truncated', 'exchange.witness.shrank', (all) => all.slice(0, -2)],
  ['forked', 'exchange.witness.forked', (all) => [...all.slice(0, -1), entry('other')]],
  ['back-dated', 'exchange.witness.rewritten', (all) => [entry('late'), ...all]],
  [
    'swapped',
    'exchange.witness.rewritten',
    (all) => [present(all[1], 'leaf'), present(all[0], 'leaf'), ...all.slice(2), entry('more')],
  ],
];

test.each(attacks)('a %s log is told by whoever saw it before', async (_name, code, change) => {
  const parts = watcher(nodes.of(A), nodes.of(B));
  await watchLog(parts, B);
  const restore = await rewrite(change);
  try {
    await expect(watchLog(parts, B)).rejects.toThrow(code);
    const pairs = nodes.of(A).ledger.db.selectFrom('exchange_record').selectAll();
    const broken = await pairs.where('area', '=', 'log_broken').execute();
    expect(broken.some(({ body }) => (body as { code: string }).code === code)).toBe(true);
    // Control: whoever kept no checkpoint believes the new log, and so the attack would succeed.
    await nodes
      .of(A)
      .ledger.db.deleteFrom('exchange_record')
      .where('area', '=', 'log_seen')
      .execute();
    expect((await watchLog(parts, B)).node).toBe(B);
  } finally {
    await restore();
    await nodes.of(A).ledger.db.deleteFrom('exchange_record').execute();
  }
});

test('both ends name the same bytes of every message; a missing entry is found', async () => {
  await say();
  const parts = watcher(nodes.of(A), nodes.of(B));
  const whole = await compareEnds(parts, B);
  expect(whole.agreed).toBeGreaterThanOrEqual(2);
  expect(whole.differences).toEqual([]);
  const restore = await rewrite((all) => all.filter(({ kind }) => kind !== 'exchange.received'));
  await nodes.of(A).ledger.db.deleteFrom('exchange_record').execute();
  const robbed = await compareEnds(parts, B);
  expect(robbed.differences.map(({ what }) => what)).toEqual(
    Array.from({ length: whole.agreed }, () => 'missing'),
  );
  await restore();
  await nodes.of(A).ledger.db.deleteFrom('exchange_record').execute();
});

test('a peer is shown entries about its own messages only', async () => {
  const row = await nodes
    .of(A)
    .ledger.db.selectFrom('exchange_message')
    .select('id')
    .where('agreement', 'is not', null)
    .executeTakeFirstOrThrow();
  const [, , route] = logRoutes({
    identity: nodes.of(A).identity,
    ledger: nodes.of(A).ledger,
    clock,
  });
  const ask = (card: TestNode['identity']['card']) =>
    present(route, 'route').handle({
      peer: card,
      path: '',
      query: new URLSearchParams(`message=${row.id}&size=3`),
      agreement: null,
      purpose: null,
      accept: null,
      body: new Uint8Array(),
      signal: new AbortController().signal,
    });
  const stranger = await ask(nodes.of(A).identity.card);
  expect(JSON.parse(Buffer.from(stranger.body).toString())).toEqual({ entries: [] });
});

test('a witness that is away stops nothing', async () => {
  const parts = watcher(nodes.of(A), nodes.of(B));
  const away = {
    get: async () => {
      throw new Fault('exchange.wire.unreachable', { node: B });
    },
    post: parts.client.post,
  };
  await expect(watchLog({ ...parts, client: away }, B)).rejects.toThrow('unreachable');
  await say();
  expect((await compareEnds(parts, B)).differences).toEqual([]);
});
