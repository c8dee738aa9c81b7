/** What officers do: begin sessions, act in them, approve, end them. */
import { type Kysely, sql } from 'kysely';
import { Fault, isoTime, sha256 } from '../../base/index.js';
import { mayAct, type Officer } from '../../model/index.js';
import { appendAudit, canonicalJson, type Tables } from '../../store/index.js';
import { type ProtocolName, partyOf } from '../agreement/index.js';
import { commitStep } from './commit.js';
import type { NodeParts } from './node-parts.js';
import { nodeTime } from './node-time.js';
import { checkRole } from './officers.js';
import type { AnyProtocol } from './protocol.js';
import { agreementInForce, type KeptSession, loadSession, newSession, officerOf } from './rows.js';
import { abortOutcome, hasEnded, ruleFor, runStep, tryStep } from './run-step.js';
import { sealDrafts } from './seal-drafts.js';

/** An officer's action in a session. */
export interface Action {
  readonly session: string;
  readonly action: string;
  readonly officer: string;
  /** What the action needs; checked by the protocol. */
  readonly input: unknown;
  readonly note: string;
}

export interface Opening {
  readonly protocol: ProtocolName;
  readonly agreement_id: string;
  readonly peer: string;
}

/** What became of an action: done, or waiting for the approval of another officer. */
export interface ActionAnswer {
  readonly session: string;
  readonly state: string;
  /** Approvals that are still needed. */
  readonly waits_for: number;
  readonly answer: unknown;
}

/** Opens a session under an agreement in force. It does nothing until somebody acts in it. */
export async function openSession(parts: NodeParts, opening: Opening): Promise<string> {
  const { protocol: name, agreement_id, peer } = opening;
  const now = await nodeTime(parts.ledger.db, parts.clock);
  const agreement = await agreementInForce(parts.ledger.db, agreement_id);
  partyOf(agreement, peer);
  if (peer === parts.identity.card.node) throw new Fault('exchange.session.self');
  const protocol = parts.protocols.find((each) => each.name === name);
  if (!protocol || !agreement.protocols.includes(name)) {
    throw new Fault('exchange.protocol', { name });
  }
  const id = parts.ids.next();
  const row = newSession(protocol, { id, agreement: agreement_id, peer, opened_here: true }, now);
  await parts.ledger.db.insertInto('exchange_session').values(row).execute();
  return id;
}

/**
 * Acts in a session. An action that needs two pairs of eyes waits until a second officer asks for
 * the same with the same input. Faults: `exchange.session.unknown`, `exchange.action`,
 * `exchange.officer.role`, and those of the protocol.
 */
export async function act(parts: NodeParts, action: Action): Promise<ActionAnswer> {
  const { db } = parts.ledger;
  const now = await nodeTime(db, parts.clock);
  const found = await loadSession(db, parts.identity.card.node, action.session, parts.protocols);
  if (found === null) throw new Fault('exchange.session.unknown', { id: action.session });
  const { session, protocol } = found;
  const officer = await officerOf(db, action.officer);
  await agreementInForce(db, session.agreement_id);
  if (action.action === 'abort') return abort(parts, session, protocol, officer, now);
  const rule = ruleFor(
    protocol,
    session.state,
    (on) => 'action' in on && on.action === action.action,
  );
  if (rule === null || !('action' in rule.on)) {
    const { state } = session;
    throw new Fault('exchange.action', {
      action: action.action,
      state,
      known: known(protocol, state),
    });
  }
  checkRole(officer, rule.on.roles, now);
  const cause = { by: 'officer', officer, input: action.input } as const;
  // Nobody's approval is kept, or asked of a second officer, of what could not be done.
  const before = await approversOf(db, session, approvalKey(session, action));
  if (new Set([...before, officer.id]).size < rule.on.approvals)
    await tryStep(parts, { session, rule, cause, now });
  const given = await approve(parts, session, action, officer, now);
  const approvals = await stillInOffice(parts, given, rule.on.roles, now);
  const waits_for = rule.on.approvals - approvals.length;
  const { id, state } = session;
  if (waits_for > 0) return { session: id, state, waits_for, answer: null };
  const step = await runStep(parts, { session, protocol, rule, cause, approvals, now });
  await db.transaction().execute((trx) => commitStep(trx, parts, { session, cause, now, ...step }));
  const { outcome } = step;
  return { session: id, state: outcome.state, waits_for: 0, answer: outcome.answer ?? null };
}

/** Actions that a state knows, for whoever asked for another. */
function known(protocol: AnyProtocol, state: string): string {
  const names = protocol.steps
    .filter((rule) => rule.from.includes(state))
    .flatMap((rule) => ('action' in rule.on ? [rule.on.action] : []));
  return [...new Set([...names, 'abort'])].join(', ');
}

/** Approvals of whoever left office, or the role, since then do not count. */
async function stillInOffice(
  parts: NodeParts,
  officers: readonly string[],
  roles: Parameters<typeof mayAct>[1],
  now: number,
): Promise<readonly string[]> {
  const known = await Promise.all(officers.map((id) => officerOf(parts.ledger.db, id)));
  return known.filter((officer) => mayAct(officer, roles, now)).map(({ id }) => id);
}

/** Records an approval, and returns who has approved exactly this. */
async function approve(
  parts: NodeParts,
  session: KeptSession,
  given: Action,
  officer: Officer,
  now: number,
): Promise<readonly string[]> {
  const { action, note } = given;
  const key = approvalKey(session, given);
  const at = isoTime(now);
  return parts.ledger.db.transaction().execute(async (trx) => {
    const added = await trx
      .insertInto('exchange_approval')
      .values({ session: session.id, action: key, officer: officer.id, note, at })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (added.numInsertedOrUpdatedRows === 1n) {
      const body = { session: session.id, action, note_sha256: sha256(note) };
      await appendAudit(trx, [{ kind: 'exchange.approved', at, actor: officer.id, body }]);
    }
    return approversOf(trx, session, key);
  });
}

/** An approval is of this input in this state: after any step, it is given anew. */
function approvalKey({ revision }: KeptSession, { action, input }: Action): string {
  return `${action} ${revision} ${sha256(canonicalJson(input ?? null)).slice(0, 32)}`;
}

async function approversOf(
  db: Kysely<Tables>,
  { id }: KeptSession,
  key: string,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('exchange_approval')
    .select('officer')
    .where('session', '=', id)
    .where('action', '=', key)
    .orderBy(sql`officer`)
    .execute();
  return rows.map((row) => row.officer);
}

/** Who may end a session: whoever may work in one. */
const ENDING = ['exchange_officer', 'compliance_officer', 'authority_officer'] as const;

async function abort(
  parts: NodeParts,
  session: KeptSession,
  protocol: AnyProtocol,
  officer: Officer,
  now: number,
): Promise<ActionAnswer> {
  const { id, state } = session;
  checkRole(officer, ENDING, now);
  if (hasEnded(protocol, state))
    throw new Fault('exchange.state', { session: id, state, kind: 'abort' });
  const cause = { by: 'officer', officer, input: null } as const;
  const outcome = abortOutcome(session, 'withdrawn', true);
  const drafts = outcome.send ?? [];
  const about = { session, protocol, drafts, cause, approvals: [], now };
  const sealed = await sealDrafts(parts, about);
  await parts.ledger.db
    .transaction()
    .execute((trx) => commitStep(trx, parts, { session, cause, now, outcome, sealed }));
  return { session: id, state: outcome.state, waits_for: 0, answer: null };
}

/** Sessions whose deadline has come, oldest first. */
export async function dueSessions(db: Kysely<Tables>, now: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('exchange_session')
    .select('id')
    .where('deadline_at', '<=', isoTime(now) as unknown as Date)
    .orderBy('deadline_at')
    .execute();
  return rows.map((row) => row.id);
}

/** Moves a session on whose deadline has come: by its protocol's rule, else it ends for both. */
export async function passDeadline(parts: NodeParts, id: string): Promise<void> {
  const { db } = parts.ledger;
  const now = await nodeTime(db, parts.clock);
  const found = await loadSession(db, parts.identity.card.node, id, parts.protocols);
  if (found === null) return;
  const { session, protocol } = found;
  if (session.deadline_at === null || session.deadline_at > now) return;
  const cause = { by: 'clock' } as const;
  const rule = ruleFor(protocol, session.state, (on) => 'deadline' in on);
  const about = { session, protocol, cause, approvals: [], now };
  const outcome = abortOutcome(session, 'deadline', true);
  const step =
    rule === null
      ? { outcome, sealed: await sealDrafts(parts, { ...about, drafts: outcome.send ?? [] }) }
      : await runStep(parts, { ...about, rule });
  await db.transaction().execute((trx) => commitStep(trx, parts, { session, cause, now, ...step }));
}

/** Forgets a session that was opened here and in which nothing has happened. */
export async function discardSession(parts: NodeParts, id: string): Promise<void> {
  await parts.ledger.db
    .deleteFrom('exchange_session')
    .where('id', '=', id)
    .where('revision', '=', 0)
    .where('opened_here', '=', true)
    .execute();
}
