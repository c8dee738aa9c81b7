/** One step of a session, whole or not at all: its state, its messages, its record. */
import type { Transaction } from 'kysely';
import { Fault, isoTime } from '../../base/index.js';
import { type AuditEntry, appendAudit, jsonText, type Tables } from '../../store/index.js';
import type { NodeParts } from './node-parts.js';
import type { Cause, Outcome } from './protocol.js';
import type { ReleaseRecord } from './release-record.js';
import type { KeptSession } from './rows.js';
import type { SealedMessage } from './seal-drafts.js';

export interface Step {
  readonly session: KeptSession;
  readonly cause: Cause;
  readonly outcome: Outcome<unknown>;
  readonly sealed: readonly SealedMessage[];
  readonly now: number;
  /** The message that caused it, and the receipt that its sender gets. */
  readonly arrived?: {
    readonly id: string;
    readonly sha256: string;
    readonly kind: string;
    readonly from: string;
    readonly release: ReleaseRecord;
    readonly receipt: string;
  };
}

/** Writes a step inside the caller's transaction. A session that moved meanwhile is a Fault. */
export async function commitStep(
  trx: Transaction<Tables>,
  parts: NodeParts,
  step: Step,
): Promise<void> {
  const { session, outcome, sealed, now, arrived } = step;
  const at = isoTime(now);
  const moved = await trx
    .updateTable('exchange_session')
    .set({
      state: outcome.state,
      data: jsonText(outcome.data),
      revision: session.revision + 1,
      changed_at: at,
      ...(outcome.deadline_at === undefined
        ? {}
        : { deadline_at: outcome.deadline_at === null ? null : isoTime(outcome.deadline_at) }),
    })
    .where('id', '=', session.id)
    .where('revision', '=', session.revision)
    .executeTakeFirst();
  if (moved.numUpdatedRows !== 1n) throw new Fault('exchange.session.moved', { id: session.id });
  const { agreement_id: agreement } = session;
  for (const message of sealed) await insertOut(trx, { ...message, agreement }, at);
  for (const effect of outcome.effects ?? []) await effect(trx);
  if (arrived) {
    await trx
      .updateTable('exchange_message')
      .set({ state: 'done', receipt: arrived.receipt })
      .where('id', '=', arrived.id)
      .execute();
    const about = { id: arrived.id, session: session.id, agreement: session.agreement_id };
    await recordDisclosure(trx, 'received', arrived.from, about, arrived.release, at);
  }
  for (const message of sealed) {
    const { id, to, release } = message;
    const about = { id, session: message.session, agreement: session.agreement_id };
    await recordDisclosure(trx, 'sent', to, about, release, at);
  }
  await appendAudit(trx, entriesOf(parts, step, at));
}

/** Puts a message among those that wait for their peer, to be tried at once. */
export async function insertOut(
  trx: Transaction<Tables>,
  message: Omit<SealedMessage, 'release'> & { readonly agreement: string | null },
  at: string,
): Promise<void> {
  await trx
    .insertInto('exchange_message')
    .values({
      id: message.id,
      way: 'out',
      peer: message.to,
      session: message.session,
      kind: message.kind,
      agreement: message.agreement,
      sha256: message.hash,
      bytes: message.bytes,
      state: 'waiting',
      receipt: null,
      fault: null,
      at,
      next_at: at,
      expires_at: isoTime(message.expires_at),
    })
    .execute();
}

/** Only what tells of customers is a disclosure; the audit log has the rest. */
async function recordDisclosure(
  trx: Transaction<Tables>,
  way: 'sent' | 'received',
  peer: string,
  about: { readonly id: string; readonly session: string; readonly agreement: string },
  release: ReleaseRecord,
  at: string,
): Promise<void> {
  if (release.informs === 'nothing') return;
  const { id: message, session, agreement } = about;
  const row = { id: `${way}:${message}`, way, peer, session, message, agreement, at };
  await trx
    .insertInto('exchange_disclosure')
    .values({ ...row, body: jsonText(release) })
    .execute();
}

/** What the log holds of a step: ids, hashes and states, so that it tells nobody about anybody. */
function entriesOf(parts: NodeParts, step: Step, at: string): readonly AuditEntry[] {
  const { session, cause, outcome, sealed, arrived } = step;
  const actor = cause.by === 'officer' ? cause.officer.id : parts.identity.card.node;
  const about = { session: session.id, agreement: session.agreement_id };
  const took = arrived
    ? [
        {
          kind: 'exchange.received',
          at,
          actor: arrived.from,
          body: { ...about, message: arrived.id, sha256: arrived.sha256, kind: arrived.kind },
        },
      ]
    : [];
  const gave = sealed.map(({ id, kind, to, hash, release }) => ({
    kind: 'exchange.sent',
    at,
    actor,
    body: { ...about, message: id, kind, to, sha256: hash, informs: release.informs },
  }));
  const { note } = outcome;
  const body = { ...about, from: session.state, to: outcome.state, cause: cause.by, note };
  return [...took, { kind: `exchange.${session.protocol}`, at, actor, body }, ...gave];
}
