/** Brings waiting messages to their peers, in order, as often as it takes. */
import { sql } from 'kysely';
import { Fault, isoTime } from '../../base/index.js';
import { appendAudit } from '../../store/index.js';
import { pinnedCard } from '../wire/index.js';
import { commitStep } from './commit.js';
import type { NodeParts } from './node-parts.js';
import { type Receipt, readReceipt, refusalOf } from './receipt.js';
import { loadSession } from './rows.js';
import { abortOutcome, hasEnded } from './run-step.js';

const BACKOFF_MS_MAX = 5 * 60_000;
const BACKOFF_MS = 500;

/** A message that waits, as the postman needs it. */
interface Waiting {
  readonly id: string;
  readonly peer: string;
  readonly session: string;
  readonly kind: string;
  readonly sha256: string;
  readonly agreement: string | null;
  readonly attempts: number;
  readonly expires_at: Date;
  /** Not to be tried before. */
  readonly next_at: Date | null;
}

/** Peers for whom something waits that may be tried now. */
export async function waitingPeers(parts: NodeParts): Promise<readonly string[]> {
  const rows = await parts.ledger.db
    .selectFrom('exchange_message')
    .select('peer')
    .distinct()
    .where('state', '=', 'waiting')
    .where(sql<boolean>`next_at <= ${isoTime(parts.clock.now())}`)
    .execute();
  return rows.map((row) => row.peer);
}

/**
 * Delivers to one peer until nothing waits or it does not answer. Returns how many were taken. One
 * after another: a later message never overtakes an earlier one.
 */
export async function deliverTo(parts: NodeParts, peer: string): Promise<number> {
  let delivered = 0;
  for (;;) {
    const next = await firstWaiting(parts, peer);
    if (next === null || (next.next_at?.getTime() ?? 0) > parts.clock.now()) return delivered;
    if (next.expires_at.getTime() <= parts.clock.now()) {
      await end(parts, next, 'expired', null, 'deadline');
      continue;
    }
    const bytes = await parts.blobs.read(next.sha256);
    let text: string;
    try {
      text = await parts.post(peer, bytes, next.agreement);
      await takeReceipt(parts, peer, text);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      await postpone(parts, next, error);
      return delivered;
    }
    delivered++;
  }
}

/** A receipt, however it came: the message it is for waits no more. */
export async function takeReceipt(parts: NodeParts, peer: string, text: string): Promise<void> {
  const card = pinnedCard(parts.peers, peer, parts.clock.now());
  const claimed = await firstWaiting(parts, peer);
  if (claimed === null) return;
  const receipt = readReceipt(text, card, claimed.sha256);
  if (receipt.message !== claimed.id) throw new Fault('exchange.receipt', { node: peer });
  const refusal = refusalOf(receipt.verdict);
  if (refusal === 'taken') await settle(parts, claimed, receipt, text);
  else await end(parts, claimed, 'refused', text, refusal);
}

/** Only what goes out waits, so its way need not be asked. */
async function firstWaiting(parts: NodeParts, peer: string): Promise<Waiting | null> {
  const row = await parts.ledger.db
    .selectFrom('exchange_message')
    .select(['id', 'peer', 'session', 'kind', 'sha256', 'agreement', 'attempts', 'expires_at'])
    .select('next_at')
    .where('peer', '=', peer)
    .where('state', '=', 'waiting')
    .orderBy('position')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

async function settle(
  parts: NodeParts,
  message: Waiting,
  receipt: Receipt,
  text: string,
): Promise<void> {
  await parts.ledger.db.transaction().execute(async (trx) => {
    await trx
      .updateTable('exchange_message')
      .set({ state: 'delivered', receipt: text, next_at: null })
      .where('id', '=', message.id)
      .execute();
    const body = { message: message.id, sha256: message.sha256, at: receipt.at };
    const at = isoTime(parts.clock.now());
    await appendAudit(trx, [{ kind: 'exchange.receipt', at, actor: message.peer, body }]);
  });
  const { peer, session, kind } = message;
  parts.tell?.({ what: 'delivered', peer, session, detail: kind });
}

/** The peer cannot be had now: later, with twice the patience each time. */
async function postpone(parts: NodeParts, message: Waiting, fault: Fault): Promise<void> {
  const wait = Math.min(BACKOFF_MS_MAX, BACKOFF_MS * 2 ** Math.min(message.attempts, 20));
  await parts.ledger.db
    .updateTable('exchange_message')
    .set({
      attempts: message.attempts + 1,
      next_at: isoTime(parts.clock.now() + wait),
      fault: fault.code,
    })
    .where('id', '=', message.id)
    .execute();
  const { peer, session } = message;
  parts.tell?.({ what: 'unreachable', peer, session, detail: fault.message });
}

/** A message that will never be taken ends its session here; the peer's ends by its own record. */
async function end(
  parts: NodeParts,
  message: Waiting,
  state: 'refused' | 'expired',
  receipt: string | null,
  reason: string,
): Promise<void> {
  const now = parts.clock.now();
  const { peer, session: id, sha256 } = message;
  const found = await loadSession(parts.ledger.db, parts.identity.card.node, id, parts.protocols);
  await parts.ledger.db.transaction().execute(async (trx) => {
    await trx
      .updateTable('exchange_message')
      .set({ state, receipt, next_at: null, fault: reason })
      .where('id', '=', message.id)
      .execute();
    const body = { message: message.id, sha256, reason };
    const entry = { kind: `exchange.${state}`, at: isoTime(now), actor: peer, body };
    await appendAudit(trx, [entry]);
    if (found === null || hasEnded(found.protocol, found.session.state)) return;
    const { session } = found;
    const outcome = abortOutcome(session, 'refused', false);
    const cause = { by: 'clock' } as const;
    await commitStep(trx, parts, { session, cause, outcome, sealed: [], now });
  });
  parts.tell?.({ what: 'refused', peer, session: id, detail: reason });
}
