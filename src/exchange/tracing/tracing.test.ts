import { afterAll, beforeAll, expect, test } from 'vitest';
import { START, type TestNodes, testNodes } from '../../../test/exchange-nodes.js';
import { isoTime, sha256 } from '../../base/index.js';
import { openSealed, peerDirectory } from '../wire/index.js';
import type { MoneyTrail, OnwardPayment, TracingBook } from './money-trail.js';
import { bundle, openBundle, replyKeys, sealAnswer } from './sealed-answers.js';
import { answerSchema, requestSchema, type TraceAnswer } from './trace-messages.js';
import { linked, tracing } from './tracing.js';

const A = 'exmaus33.us';
const B = 'exmbmxmm.mx';
const C = 'exmcmxmm.mx';
const D = 'exmdmxmm.mx';
const HOUR_MS = 3_600_000;

const onward = (value: string, institution: string, amount: bigint): OnwardPayment => ({
  reference: { kind: 'clave_de_rastreo', value },
  institution,
  at: START,
  amount_minor: amount,
  currency: 'MXN',
  traced_minor: amount,
});
const trail = (status: 'held' | 'forwarded' | 'withdrawn_cash', ...next: OnwardPayment[]) =>
  ({
    status,
    received_at: START,
    amount_minor: 900_000n,
    currency: 'MXN',
    held_minor: status === 'held' ? 900_000n : 0n,
    onward: next,
  }) satisfies MoneyTrail;

/** What each bank's book says of a payment: from A by way of B to C and D, in a ring back to B. */
const BOOKS: Readonly<Record<string, Readonly<Record<string, MoneyTrail>>>> = {
  [B]: {
    'PAYMENT-AB-1': trail(
      'forwarded',
      onward('PAYMENT-BC-1', 'EXMCMXMM', 600_000n),
      onward('PAYMENT-BD-1', 'EXMDMXMM', 300_000n),
    ),
    'PAYMENT-CB-1': trail('forwarded', onward('PAYMENT-BC-1', 'EXMCMXMM', 500_000n)),
  },
  [C]: { 'PAYMENT-BC-1': trail('forwarded', onward('PAYMENT-CB-1', 'EXMBMXMM', 590_000n)) },
  [D]: { 'PAYMENT-BD-1': trail('held') },
};

const asked: string[] = [];
const bookOf = (name: string): TracingBook => ({
  async follow({ value }) {
    asked.push(`${name} ${value}`);
    return BOOKS[name]?.[value] ?? { status: 'not_ours' };
  },
});

let nodes: TestNodes;
let domestic: string;
let abroad: string;
beforeAll(async () => {
  const names = [A, B, C, D];
  nodes = await testNodes(names, [tracing], (name, identity, peers) => ({
    identity,
    peers,
    book: { tracing: bookOf(name) },
  }));
  const law = { protocols: ['tracing' as const], retention_days: 30 };
  domestic = await nodes.agree(names.slice(1), law, 'MX.LIC115-DOM');
  abroad = await nodes.agree(names, law);
}, 120_000);
afterAll(() => nodes.close());

const trace = async (
  from: string,
  peer: string,
  agreement_id: string,
  value: string,
  hold = false,
) => {
  const { node } = nodes.of(from);
  const session = await node.begin({ protocol: 'tracing', agreement_id, peer });
  const input = {
    reference: { kind: 'clave_de_rastreo', value },
    amount_minor: '900000',
    currency: 'MXN',
    paid_at: isoTime(START),
    answer_within_hours: 24,
    hold_hours: hold ? 48 : null,
  };
  await node.act({ session, action: 'trace', officer: 'eo', input, note: '' });
  await nodes.settle();
  return session;
};

interface Kept {
  readonly state: string;
  readonly data: {
    readonly answers: readonly { answer: TraceAnswer; linked: boolean }[];
    readonly spoiled: number;
  };
}
const sessionOf = async (name: string, id: string) => {
  const { db } = nodes.of(name).ledger;
  const row = await db
    .selectFrom('exchange_session')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row as unknown as Kept;
};

test('money is followed through three banks, and a ring ends by itself', async () => {
  const session = await trace(C, B, domestic, 'PAYMENT-AB-1');
  const { state, data } = await sessionOf(C, session);
  expect(state).toBe('traced');
  expect(data.spoiled).toBe(0);
  expect(data.answers.every((each) => each.linked)).toBe(true);
  const said = data.answers.map(({ answer }) => `${answer.node} ${answer.status}`);
  expect(said).toContain(`${B} forwarded`);
  expect(said).toContain(`${D} held`);
  // The ring B → C → B goes on until the banks that were left are used up, and not for ever.
  expect(said.length).toBeLessThanOrEqual(12);
});

test('a middle bank passes on what it cannot open; whoever began it can', async () => {
  const keys = replyKeys(new Uint8Array(32).fill(7));
  const said = answerOf(D, 'r2', 'r1', []);
  const part = await sealAnswer(said, nodes.of(D).identity.signing, keys.public_key);
  const middle = nodes.of(B).identity.sealing;
  const given = { case: said.case, peers: peerDirectory([nodes.of(D).identity.card]) };
  const own = nodes.of(C).identity.card;
  await expect(openBundle([part], middle, { ...given, own })).rejects.toThrow(
    'exchange.wire.sealed',
  );
  expect(await openBundle([part], keys, { ...given, own })).toEqual([said]);
  const whole = await bundle([part], 4, { reply_key: keys.public_key, context: said.case });
  expect(new Set(whole.map((each) => each.length)).size).toBe(1);
  expect(await openBundle(whole, keys, { ...given, own })).toEqual([said]);
});

test('where the way back is closed, that is said at once, and the book is not asked', async () => {
  asked.length = 0;
  const session = await trace(A, B, abroad, 'PAYMENT-AB-1');
  expect((await sessionOf(A, session)).state).toBe('closed');
  const other = await trace(A, B, abroad, 'NO-SUCH-PAYMENT');
  expect((await sessionOf(A, other)).state).toBe('closed');
  expect(asked).toEqual([]);
});

test('funds are held by two officers, and only the originator reads it', async () => {
  const session = await trace(C, D, domestic, 'PAYMENT-BD-1', true);
  const held = nodes.of(D);
  const rows = await held.ledger.db.selectFrom('exchange_session').selectAll().execute();
  const mine = rows.find((row) => row.state === 'hold_asked');
  expect(mine).toBeDefined();
  const until = isoTime(START + 48 * HOUR_MS);
  const act = { session: mine?.id ?? '', action: 'hold', input: { until }, note: '' };
  expect((await held.node.act({ ...act, officer: 'co' })).waits_for).toBe(1);
  await held.node.act({ ...act, officer: 'eo' });
  await nodes.settle();
  const { data } = await sessionOf(C, session);
  const last = data.answers.at(-1);
  expect([last?.answer.status, last?.answer.received_at, last?.linked]).toEqual([
    'held',
    until,
    true,
  ]);
});

test('a bank that puts words into the mouth of another is told by its signature', async () => {
  const keys = replyKeys(new Uint8Array(32).fill(8));
  const forged = answerOf(D, 'r2', 'r1', []);
  const liar = nodes.of(B).identity;
  const part = await sealAnswer(forged, liar.signing, keys.public_key);
  const peers = peerDirectory([liar.card, nodes.of(D).identity.card]);
  const given = { case: forged.case, peers, own: nodes.of(C).identity.card };
  await expect(openBundle([part], keys, given)).rejects.toThrow('exchange.tracing.answer');
  // Control: what is inside is well formed, and without the signature would be believed.
  const inside = Buffer.from(await openSealed(keys, part, forged.case));
  const envelope = JSON.parse(inside.subarray(4, 4 + inside.readUInt32BE(0)).toString());
  const payload = Buffer.from(envelope.payload, 'base64').toString();
  expect(answerSchema.parse(JSON.parse(payload)).node).toBe(D);
});

test('a trace needs an officer, and one that goes on for ever is refused', async () => {
  const { node } = nodes.of(C);
  const session = await node.begin({ protocol: 'tracing', agreement_id: domestic, peer: B });
  const act = { session, action: 'trace', officer: 'analyst', input: null, note: '' };
  await expect(node.act(act)).rejects.toThrow('exchange.officer.role');
  await expect(node.act({ ...act, officer: 'eo' })).rejects.toThrow('exchange.tracing.input');
  const endless = requestSchema.shape.banks_left.safeParse(13);
  expect(endless.success).toBe(false);
});

function answerOf(node: string, request: string, parent: string, next: readonly string[]) {
  const hex = (text: string) => sha256(text);
  const answer: TraceAnswer = {
    case: hex('case'),
    request: hex(request),
    parent: hex(parent),
    node,
    status: 'forwarded',
    code: '',
    received_at: null,
    held_minor: null,
    currency: null,
    onward: next.map((institution) => ({
      reference: { kind: 'uetr', value: 'reference' },
      institution,
      at: isoTime(START),
      amount_minor: '1',
      traced_minor: '1',
      currency: 'MXN',
      followed: true,
    })),
  };
  return answer;
}

test('answers are linked by the chain of requests, and by nothing else', () => {
  const first = answerOf(B, 'r1', 'p', ['EXMCMXMM']);
  const second = answerOf(C, 'r2', 'r1', []);
  const stranger = answerOf(D, 'r3', 'r1', []);
  const skipped = answerOf(D, 'r4', 'r9', []);
  const marks = linked([second, first, stranger, skipped], sha256('r1'), B).map(
    (each) => each.linked,
  );
  expect(marks).toEqual([true, true, false, false]);
  // Control: with no chain asked for, the forged ones would stand beside the rest.
  expect(linked([stranger, skipped], sha256('r1'), B).some((each) => each.linked)).toBe(false);
});
