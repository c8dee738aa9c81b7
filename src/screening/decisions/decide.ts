/** Decisions of people about pairs: made once, listed, revoked, and in the audit log. */
import type { ExpressionBuilder, Kysely } from 'kysely';
import { type Clock, Fault, type Ids, isoTime, sha256 } from '../../base/index.js';
import { appendAudit, canonicalJson, type Ledger, type Tables } from '../../store/index.js';
import { readActions } from './action-records.js';
import { type Decision, insertDecision, markRevoked, readDecisions } from './decision-records.js';
import type { Pair } from './hit.js';
import { DECISION_REASONS, type DecisionReason, type Verdict } from './standing.js';

/** Who acts on the ledger, when, and under which new ids. */
export interface Desk {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly actor: string;
}

export interface NewDecision extends Pair {
  readonly verdict: Verdict;
  /** At least one; `other` needs a note. */
  readonly reasons: readonly DecisionReason[];
  readonly note: string;
  /** What whoever decides had before their eyes; another state by now is a Fault. */
  readonly seen?: { readonly customer_print: string; readonly listing_print: string };
}

/**
 * Decides about a hit. An earlier decision about the pair is revoked by it. Faults:
 * `screening.decision.no_hit`, `.changed` (what was seen is no longer so), `.reason`.
 */
export async function decide(desk: Desk, wanted: NewDecision): Promise<Decision> {
  const { seen, ...rest } = wanted;
  checkReasons(wanted);
  const at = desk.clock.now();
  const id = desk.ids.next();
  return desk.ledger.db.transaction().execute(async (trx) => {
    const hit = await trx
      .selectFrom('screening_hit')
      .select(['customer_print', 'listing_print'])
      .where(ofPair(wanted))
      .forUpdate()
      .executeTakeFirst();
    const { customer_key: customer, list, entry_id: entry } = wanted;
    if (!hit) throw new Fault('screening.decision.no_hit', { customer, list, entry });
    if (seen && canonicalJson({ ...seen }) !== canonicalJson({ ...hit }))
      throw new Fault('screening.decision.changed', { customer, list, entry });
    const [earlier] = await readDecisions(trx, { ...wanted, holding: true });
    const held = await actionsInForce(trx, wanted);
    if (earlier) await markRevoked(trx, earlier.id, { at, by: desk.actor, note: id });
    const decision = { ...rest, id, ...hit, actor: desk.actor, at, revoked: null };
    await insertDecision(trx, decision);
    const withdraws = wanted.verdict === 'same' ? [] : held;
    const replaces = earlier?.id ?? null;
    const body = { ...(await recordOf(trx, decision)), replaces, withdraws };
    await audit(trx, desk, 'screening.decided', at, body);
    return decision;
  });
}

/**
 * Takes a decision back: its pair is open, and what was still to be done about it is withdrawn. The
 * actions stay in the record. Faults: `screening.decision.unknown`, `.revoked`.
 */
export async function revokeDecision(desk: Desk, id: string, note: string): Promise<void> {
  const at = desk.clock.now();
  await desk.ledger.db.transaction().execute(async (trx) => {
    const decision = await lockDecision(trx, id);
    if (decision.revoked) throw new Fault('screening.decision.revoked', { id });
    const withdraws = await actionsInForce(trx, decision);
    await markRevoked(trx, id, { at, by: desk.actor, note });
    const body = { ...(await recordOf(trx, decision)), revoked_note: sha256(note), withdraws };
    await audit(trx, desk, 'screening.revoked', at, body);
  });
}

/** A decision, once nobody else works on its hit. Fault `screening.decision.unknown`. */
export async function lockDecision(trx: Kysely<Tables>, id: string): Promise<Decision> {
  const [named] = await readDecisions(trx, { id });
  if (!named) throw new Fault('screening.decision.unknown', { id });
  await trx.selectFrom('screening_hit').select('list').where(ofPair(named)).forUpdate().execute();
  const [decision] = await readDecisions(trx, { id });
  return decision ?? named;
}

/** Appends to the audit log what was done at a desk. */
export async function audit(
  trx: Parameters<typeof appendAudit>[0],
  desk: Desk,
  kind: string,
  at_ms: number,
  body: unknown,
): Promise<void> {
  await appendAudit(trx, [{ kind, at: isoTime(at_ms), actor: desk.actor, body }]);
}

function checkReasons({ reasons, note }: NewDecision): void {
  const known = reasons.filter((reason) => DECISION_REASONS.includes(reason));
  if (known.length === 0 || known.length < reasons.length)
    throw new Fault('screening.decision.reason', { known: DECISION_REASONS.join(', ') });
  if (reasons.includes('other') && note.trim() === '') throw new Fault('screening.decision.note');
}

/** Ids of what was done about a hit, under a decision that holds. */
async function actionsInForce(trx: Kysely<Tables>, pair: Pair): Promise<string[]> {
  const actions = await readActions(trx, pair);
  return actions.filter(({ withdrawn_at }) => withdrawn_at === null).map(({ id }) => id);
}

function ofPair({ customer_key, list, entry_id }: Pair) {
  return (eb: ExpressionBuilder<Tables, 'screening_hit'>) =>
    eb.and({ customer_key, list, entry_id });
}

/**
 * What the audit log holds of a decision. The log may be shown to others: of a confidential list it
 * holds the hash of the record only, which its random id keeps from being guessed.
 */
async function recordOf(trx: Kysely<Tables>, decision: Decision): Promise<Record<string, unknown>> {
  const { revoked: _, ...record } = decision;
  const { id, list, verdict } = record;
  return (await isConfidential(trx, list))
    ? { id, list, verdict, sha256: sha256(canonicalJson(record)) }
    : record;
}

async function isConfidential(trx: Kysely<Tables>, list: string): Promise<boolean> {
  const row = await trx
    .selectFrom('list_version')
    .select('number')
    .where('list', '=', list)
    .where('confidential', '=', true)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
