/** What is still to be done after an action, by when, and what was done. */
import { endOfDay, localDay } from '../../base/index.js';
import type { Calendars } from '../../model/index.js';
import { type ActionKind, appliesTo, type Clock, type DutyLaw } from './clocks.js';

/** What was done about a confirmed hit. */
export interface Action {
  readonly id: string;
  readonly decision_id: string;
  readonly list: string;
  readonly kind: ActionKind;
  /** The action that a release ends. */
  readonly releases: string | null;
  /** What was blocked, rejected, suspended or released. */
  readonly note: string;
  readonly actor: string;
  readonly at: number;
  /** When the decision under it was taken back; null while it holds. */
  readonly withdrawn_at: number | null;
}

/** That a duty was done: the report was sent. */
export interface DutyDone {
  readonly action_id: string;
  readonly clock: string;
  /** `once`, or the year. */
  readonly period: string;
  /** Number of the report or its acknowledgement. */
  readonly reference: string;
  readonly actor: string;
  readonly at: number;
}

export interface Duty {
  readonly action: Action;
  readonly clock: Clock;
  readonly period: string;
  /** The last moment at which it is in time. */
  readonly due_at: number;
  /** `withdrawn`: not done when the decision was taken back; it is kept, and no more to be done. */
  readonly state: 'open' | 'late' | 'done' | 'withdrawn';
  readonly done: DutyDone | null;
}

/**
 * Every duty that actions carry with them up to a moment, earliest first. What is due each year is
 * due for property held on the day that the law names; what was released before is not. Nor is
 * anything that was not done when the decision was taken back, but for the report of a release:
 * what was reported as held must be reported as given back.
 */
export function dutiesOf(
  actions: readonly Action[],
  { clocks, calendars }: DutyLaw,
  done: readonly DutyDone[],
  now_ms: number,
): Duty[] {
  const duties = actions.flatMap((action) => {
    const released = actions.find(({ releases }) => releases === action.id)?.at ?? null;
    const of = actions.find(({ id }) => id === action.releases)?.kind;
    const withdrawn_at = withdrawnAt(action, done);
    return clocks
      .filter((clock) => governs(clock, action, of))
      .flatMap((clock) =>
        datesOf(clock, calendars, action, released, withdrawn_at ?? now_ms).map(
          ({ period, due_at }): Duty => {
            const found = done.find(
              (each) =>
                each.action_id === action.id &&
                each.clock === clock.clock &&
                each.period === period,
            );
            const open = now_ms > due_at ? 'late' : 'open';
            const state = found ? 'done' : withdrawn_at === null ? open : 'withdrawn';
            return { action, clock, period, due_at, state, done: found ?? null };
          },
        ),
      );
  });
  return duties.sort((a, b) => a.due_at - b.due_at);
}

function withdrawnAt(action: Action, done: readonly DutyDone[]): number | null {
  const is_reported = done.some(({ action_id }) => action_id === action.releases);
  return action.kind === 'release' && is_reported ? null : action.withdrawn_at;
}

function governs(clock: Clock, action: Action, of: ActionKind | undefined): boolean {
  const day = localDay(action.at, clock.zone);
  return (
    clock.action === action.kind &&
    (clock.of === undefined || clock.of === of) &&
    appliesTo(clock, action.list) &&
    (clock.from === undefined || clock.from <= day) &&
    (clock.until === undefined || day <= clock.until)
  );
}

function datesOf(
  { due, zone }: Clock,
  calendars: Calendars,
  action: Action,
  released_at: number | null,
  now_ms: number,
): { readonly period: string; readonly due_at: number }[] {
  const day = localDay(action.at, zone);
  if ('hours' in due) return [{ period: 'once', due_at: action.at + due.hours * 3_600_000 }];
  if ('business_days' in due) {
    const last = calendars.addBusinessDays(day, due.business_days, due.calendar);
    return [{ period: 'once', due_at: endOfDay(last, zone) }];
  }
  const until = localDay(released_at ?? now_ms, zone);
  const first = Number(day.slice(0, 4)) + (day.slice(5) > due.held_on ? 1 : 0);
  // While it is held the next report is always in sight.
  const last =
    released_at === null
      ? Math.max(first, yearAhead(until, due.yearly))
      : yearHeld(until, due.held_on);
  const years = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  return years.map((year) => ({
    period: String(year),
    due_at: endOfDay(`${year}-${due.yearly}`, zone),
  }));
}

/** The year of the first report that is not past on a day. */
function yearAhead(day: string, yearly: string): number {
  return Number(day.slice(0, 4)) + (day.slice(5) > yearly ? 1 : 0);
}

/** The last year on whose day of reckoning something released on `day` was still held. */
function yearHeld(day: string, held_on: string): number {
  return Number(day.slice(0, 4)) - (day.slice(5) > held_on ? 0 : 1);
}
