/** Takes a message: checks it, charges it, runs its step once, answers with a signed receipt. */
import { Fault, Faults, isoTime, sha256 } from '../../base/index.js';
import { appendAudit } from '../../store/index.js';
import { type Agreement, type AgreementParty, partyOf } from '../agreement/index.js';
import { refuseSecrets } from '../guard/never-leaves.js';
import { decodeMessage, type Message } from '../wire/index.js';
import { charge } from './budget.js';
import { commitStep } from './commit.js';
import { ABORT_KIND } from './core-kinds.js';
import type { NodeParts } from './node-parts.js';
import { nodeTime } from './node-time.js';
import type { AnyProtocol, ArrivedMessage } from './protocol.js';
import { REFUSALS, type Refusal, sealReceipt } from './receipt.js';
import { type ReleaseRecord, releaseSchema } from './release-record.js';
import {
  agreementInForce,
  type KeptSession,
  listPermits,
  loadSession,
  newSession,
} from './rows.js';
import { abortOutcome, hasEnded, ruleFor, runStep } from './run-step.js';
import { kindOf, pathBetween } from './seal-drafts.js';

/** A message of an agreement, read as far as it can be before its session is looked for. */
interface Arrival {
  readonly message: Message;
  readonly sha256: string;
  readonly agreement: Agreement;
  readonly agreement_id: string;
  readonly sender: AgreementParty;
  readonly protocol: AnyProtocol;
  readonly arrived: ArrivedMessage;
  readonly release: ReleaseRecord;
  readonly now: number;
}

/** Reads bytes as a message for this node, or throws the wire's Fault: nothing is recorded then. */
export function openMessage(parts: NodeParts, bytes: Uint8Array): Message {
  return decodeMessage(bytes, {
    me: parts.identity.card.node,
    peers: parts.peers,
    now_ms: parts.clock.now(),
    guard: () => {},
  });
}

/**
 * Takes a message of a session. Whatever its verdict, the receipt is kept and given again for the
 * same message: a peer may ask as often as it likes and has the effect once. A message that was
 * charged before a crash is not charged again.
 */
export async function receiveMessage(
  parts: NodeParts,
  message: Message,
  bytes: Uint8Array,
): Promise<string> {
  const { header } = message;
  const hash = sha256(bytes);
  const now = await nodeTime(parts.ledger.db, parts.clock);
  const known = await parts.ledger.db
    .selectFrom('exchange_message')
    .select(['sha256', 'receipt', 'way'])
    .where('id', '=', header.id)
    .executeTakeFirst();
  if (known && (known.sha256 !== hash || known.way !== 'in')) {
    throw new Fault('exchange.message.other', { id: header.id });
  }
  if (known?.receipt) return known.receipt;
  await parts.blobs.keep(bytes);
  if (!known) await insertIn(parts, message, hash, bytes.length, now);
  const receiptOf = (verdict: Refusal) =>
    sealReceipt(
      { message: header.id, digest: hash, verdict: REFUSALS[verdict], at: isoTime(now) },
      parts.identity.signing,
    );
  try {
    const arrival = await readArrival(parts, message, hash, now);
    const receipt = receiptOf('taken');
    await takeArrival(parts, arrival, receipt);
    return receipt;
  } catch (error) {
    const refusal = refusalFor(error);
    // Our own trouble is not the sender's: without a receipt it asks again.
    if (refusal === null) throw error;
    const receipt = receiptOf(refusal);
    await recordRefusal(parts, message, { hash, refusal, receipt, error, now });
    return receipt;
  }
}

async function readArrival(
  parts: NodeParts,
  message: Message,
  hash: string,
  now: number,
): Promise<Arrival> {
  const { header } = message;
  const agreement_id = header.agreement ?? '';
  const agreement = await agreementInForce(parts.ledger.db, agreement_id);
  const sender = partyOf(agreement, header.from);
  const protocol = await protocolOf(parts, message, agreement);
  const kind = kindOf(protocol, header.kind);
  const body = header.body as { readonly content?: unknown; readonly release?: unknown };
  const content = kind.body.safeParse(body.content);
  const release = releaseSchema.safeParse(body.release);
  if (!content.success || !release.success) {
    const reason = (content.error ?? release.error)?.issues[0]?.message ?? '';
    throw new Fault('exchange.body', { kind: header.kind, reason });
  }
  refuseSecrets(content.data);
  if (
    release.data.informs !== kind.informs ||
    !sender.legal_bases.includes(release.data.legal_basis)
  ) {
    throw new Fault('exchange.body', { kind: header.kind, reason: 'release' });
  }
  await judgeArrival(parts, { agreement, agreement_id, sender, informs: kind.informs, now });
  const arrived = {
    id: header.id,
    kind: header.kind,
    from: header.from,
    at: Date.parse(header.created_at),
    body: content.data,
    attachments: message.attachments,
    in_reply_to: header.in_reply_to ?? null,
  };
  const about = { agreement, agreement_id, sender, protocol, arrived, now };
  return { message, sha256: hash, release: release.data, ...about };
}

/**
 * The receiver's own look at the matrix: that the agreement holds, and registrations that both ends
 * need. What the sender must have on file at home only the sender can judge, and answers for.
 */
async function judgeArrival(
  parts: NodeParts,
  given: {
    readonly agreement: Agreement;
    readonly agreement_id: string;
    readonly sender: AgreementParty;
    readonly informs: 'nothing' | 'strategic' | 'count' | 'customer';
    readonly now: number;
  },
): Promise<void> {
  const permits = await listPermits(parts.ledger.db);
  const to = partyOf(given.agreement, parts.identity.card.node);
  const path = pathBetween(parts, permits, { ...given, from: given.sender, to });
  const OURS_TO_JUDGE = ['agreement', 'path', 'basis', 'registration'];
  const missing = path.missing.filter((need) => OURS_TO_JUDGE.includes(need));
  if (missing.length > 0) {
    const { node } = given.sender;
    const about = { kind: '', from: node, to: to.node, missing: missing.join(', ') };
    throw new Fault('exchange.path_denied', about);
  }
}

/** The protocol of the session that the message names or, with its first message, opens. */
async function protocolOf(
  parts: NodeParts,
  { header }: Message,
  agreement: Agreement,
): Promise<AnyProtocol> {
  const [name] = header.kind.split('.');
  const row = await parts.ledger.db
    .selectFrom('exchange_session')
    .select('protocol')
    .where('id', '=', header.session)
    .executeTakeFirst();
  const wanted = row?.protocol ?? name;
  const protocol = parts.protocols.find((each) => each.name === wanted);
  if (!protocol || !agreement.protocols.includes(protocol.name)) {
    throw new Fault('exchange.protocol', { name: wanted ?? '' });
  }
  return protocol;
}

async function takeArrival(parts: NodeParts, arrival: Arrival, receipt: string): Promise<void> {
  const { protocol, arrived, now, release } = arrival;
  const session = await sessionFor(parts, arrival);
  const kind = kindOf(protocol, arrived.kind);
  const cost = kind.charge?.(arrived);
  if (cost) {
    const { agreement, agreement_id, sender } = arrival;
    const organisation = sender.node;
    const about = { message: arrived.id, organisation, agreement_id, agreement };
    await parts.ledger.db
      .transaction()
      .execute((trx) => charge(trx, { ...about, ...cost, at_ms: now }));
  }
  const cause = { by: 'message', message: arrived } as const;
  const step = await stepFor(parts, session, protocol, arrived, now);
  const { id, from } = arrived;
  const taken = { id, sha256: arrival.sha256, kind: arrived.kind, from, release, receipt };
  await parts.ledger.db
    .transaction()
    .execute((trx) => commitStep(trx, parts, { session, cause, now, ...step, arrived: taken }));
}

async function stepFor(
  parts: NodeParts,
  session: KeptSession,
  protocol: AnyProtocol,
  arrived: ArrivedMessage,
  now: number,
) {
  if (arrived.kind === ABORT_KIND) {
    if (hasEnded(protocol, session.state))
      throw new Fault('exchange.state', about(session, arrived));
    const { code } = arrived.body as { readonly code: string };
    return { outcome: abortOutcome(session, code, false), sealed: [] };
  }
  const named = (on: { readonly message?: string }) => on.message === arrived.kind;
  const rule = ruleFor(protocol, session.state, (on) => 'message' in on && named(on));
  if (rule === null) throw new Fault('exchange.state', about(session, arrived));
  const cause = { by: 'message', message: arrived } as const;
  return runStep(parts, { session, protocol, rule, cause, approvals: [], now });
}

const about = (session: KeptSession, { kind }: ArrivedMessage) => ({
  session: session.id,
  state: session.state,
  kind,
});

/** The session under that id with that peer and agreement; the first message of one opens it. */
async function sessionFor(parts: NodeParts, arrival: Arrival): Promise<KeptSession> {
  const { message, agreement_id, sender, protocol, now } = arrival;
  const me = parts.identity.card.node;
  const { session: id } = message.header;
  const { db } = parts.ledger;
  const opens = ruleFor(
    protocol,
    protocol.begin.state,
    (on) => 'message' in on && on.message === message.header.kind,
  );
  if (opens) {
    const given = { id, agreement: agreement_id, peer: sender.node, opened_here: false };
    await db
      .insertInto('exchange_session')
      .values(newSession(protocol, given, now))
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  }
  const found = await loadSession(db, me, id, parts.protocols);
  const session = found?.session;
  const isPeer = session?.peer.node === sender.node || protocol.many === true;
  const same = isPeer && session?.agreement_id === agreement_id;
  if (!session || !same) throw new Fault('exchange.session.unknown', { id });
  return session;
}

async function insertIn(
  parts: NodeParts,
  { header }: Message,
  hash: string,
  bytes: number,
  now: number,
): Promise<void> {
  const { id, from: peer, session, kind, agreement, expires_at } = header;
  const values = { id, peer, session, kind, agreement, expires_at, sha256: hash, bytes };
  await parts.ledger.db
    .insertInto('exchange_message')
    .values({
      ...values,
      way: 'in',
      state: 'charged',
      receipt: null,
      fault: null,
      at: isoTime(now),
      next_at: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** A refusal is an event too: kept with its reason, which the peer is told by its number only. */
async function recordRefusal(
  parts: NodeParts,
  { header }: Message,
  given: {
    readonly hash: string;
    readonly refusal: Refusal;
    readonly receipt: string;
    readonly error: unknown;
    readonly now: number;
  },
): Promise<void> {
  const { hash, refusal, receipt, error, now } = given;
  const fault = error instanceof Error ? error.message : String(error);
  const { id, session, agreement, kind, from } = header;
  await parts.ledger.db.transaction().execute(async (trx) => {
    await trx
      .updateTable('exchange_message')
      .set({ state: 'refused', receipt, fault })
      .where('id', '=', id)
      .execute();
    // A first message that is refused opens nothing.
    await trx
      .deleteFrom('exchange_session')
      .where('id', '=', session)
      .where('revision', '=', 0)
      .where('opened_here', '=', false)
      .execute();
    const body = { session, agreement, message: id, sha256: hash, kind, refusal };
    await appendAudit(trx, [{ kind: 'exchange.refused', at: isoTime(now), actor: from, body }]);
  });
  parts.tell?.({ what: 'refused', peer: from, session, detail: fault });
}

const NOT_THEIRS = new Set(['exchange.clock_back', 'exchange.session.moved', 'exchange.blob_lost']);

/** Which number a fault becomes; null where it is no fault of what was sent. */
function refusalFor(error: unknown): Refusal | null {
  const fault = error instanceof Faults ? error.faults[0] : error;
  if (!(fault instanceof Fault) || NOT_THEIRS.has(fault.code)) return null;
  const { code } = fault;
  if (code.startsWith('exchange.agreement')) return 'agreement';
  if (code.startsWith('exchange.secret')) return 'secret';
  if (code === 'exchange.path_denied') return 'path';
  if (code === 'exchange.budget') return 'budget';
  if (code === 'exchange.state' || code.startsWith('exchange.session')) return 'state';
  if (code === 'exchange.protocol' || code === 'exchange.kind') return 'protocol';
  return 'body';
}
