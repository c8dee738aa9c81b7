/** Actions on confirmed hits, and the reports that they call for. */
import type { Kysely } from 'kysely';
import { Fault, isoTime, sha256 } from '../../base/index.js';
import type { Ledger, Tables } from '../../store/index.js';
import { readActions } from './action-records.js';
import type { ActionKind, DutyLaw } from './clocks.js';
import { audit, type Desk, lockDecision } from './decide.js';
import { type Action, type Duty, type DutyDone, dutiesOf } from './duties.js';
import type { Pair } from './hit.js';

export interface NewAction {
  /** The decision that the hit is the same. */
  readonly decision_id: string;
  readonly kind: ActionKind;
  /** For `release`: the id of the action it ends. */
  readonly releases?: string;
  readonly note: string;
  /** Another property or transaction of a hit that was acted on so already: reported by itself. */
  readonly further?: boolean;
  /** When it was done, which starts its clocks; default: now. Never later than now. */
  readonly at?: number;
}

/**
 * Records what was done about a confirmed hit; its duties follow from the clocks. Faults:
 * `screening.action.unconfirmed`, `.twice` (the hit was acted on so already, and not `further`),
 * `.release` (of nothing, of another hit, twice), `.future`.
 */
export async function act(desk: Desk, wanted: NewAction): Promise<Action> {
  const now = desk.clock.now();
  const { decision_id, kind, note } = wanted;
  const at = wanted.at ?? now;
  if (at > now) throw new Fault('screening.action.future', { at: isoTime(at) });
  return desk.ledger.db.transaction().execute(async (trx) => {
    const decision = await lockDecision(trx, decision_id);
    if (kind === 'release') await checkRelease(trx, wanted, at);
    else if (decision.verdict !== 'same' || decision.revoked)
      throw new Fault('screening.action.unconfirmed', { id: decision_id });
    else if (wanted.further !== true) await checkFirst(trx, decision, kind);
    const id = desk.ids.next();
    const releases = kind === 'release' ? (wanted.releases ?? null) : null;
    const { list } = decision;
    const row = { id, decision_id, list, kind, releases, note, actor: desk.actor };
    await trx
      .insertInto('screening_action')
      .values({ ...row, at: isoTime(at) })
      .execute();
    const body = { id, decision_id, list, kind, releases, at: isoTime(at), note: sha256(note) };
    await audit(trx, desk, 'screening.acted', now, body);
    return { ...row, at, withdrawn_at: decision.revoked?.at ?? null };
  });
}

/** What is due at a moment, earliest first, done duties included. */
export async function readDuties(ledger: Ledger, law: DutyLaw, now_ms: number): Promise<Duty[]> {
  const rows = await ledger.db.selectFrom('screening_duty_done').selectAll().execute();
  const done: DutyDone[] = rows.map((row) => ({ ...row, at: row.at.getTime() }));
  return dutiesOf(await readActions(ledger.db), law, done, now_ms);
}

/** Records that a duty was done. Faults: `screening.duty.unknown`, `.done` (it was already). */
export async function finishDuty(
  desk: Desk,
  law: DutyLaw,
  wanted: Pick<DutyDone, 'action_id' | 'clock' | 'period' | 'reference'>,
): Promise<void> {
  const at = desk.clock.now();
  const { action_id: action, clock, period } = wanted;
  const duty = (await readDuties(desk.ledger, law, at)).find(
    (each) => each.action.id === action && each.clock.clock === clock && each.period === period,
  );
  if (!duty) throw new Fault('screening.duty.unknown', { action, clock, period });
  if (duty.done) throw new Fault('screening.duty.done', { action, clock, period });
  await desk.ledger.db.transaction().execute(async (trx) => {
    const row = { ...wanted, actor: desk.actor, at: isoTime(at) };
    await trx.insertInto('screening_duty_done').values(row).execute();
    const body = { ...wanted, due: isoTime(duty.due_at), late: duty.state === 'late' };
    await audit(trx, desk, 'screening.reported', at, body);
  });
}

/** The same done twice would be reported twice: a second property or transaction must be said. */
async function checkFirst(trx: Kysely<Tables>, pair: Pair, kind: ActionKind): Promise<void> {
  const actions = await readActions(trx, pair);
  const released = new Set(actions.map(({ releases }) => releases));
  const earlier = actions.find(
    (action) => action.kind === kind && action.withdrawn_at === null && !released.has(action.id),
  );
  if (!earlier) return;
  throw new Fault('screening.action.twice', { kind, id: earlier.id, at: isoTime(earlier.at) });
}

async function checkRelease(trx: Kysely<Tables>, wanted: NewAction, at: number): Promise<void> {
  const actions = await readActions(trx);
  const ended = actions.find(({ id }) => id === wanted.releases);
  const fits =
    ended !== undefined &&
    ended.decision_id === wanted.decision_id &&
    (ended.kind === 'block' || ended.kind === 'suspend') &&
    ended.at <= at &&
    !actions.some(({ releases }) => releases === ended.id);
  if (!fits) throw new Fault('screening.action.release', { id: wanted.releases ?? '' });
}
