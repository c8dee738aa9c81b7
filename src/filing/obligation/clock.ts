import { z } from 'zod';
import {
  addDays,
  type Bilingual,
  dayIn,
  endOfDay,
  localDay,
  readDataFile,
} from '../../base/index.js';
import { CALENDARS, type Calendar, type Calendars } from '../../model/index.js';
import { bilingual } from './table.js';

/** What starts a clock. */
export const TRIGGERS = [
  'detected',
  'detected_no_suspect',
  'filed_before',
  'transacted',
  'blocked',
  'rejected',
  'alerted',
  'committee',
  'known',
] as const;
export type Trigger = (typeof TRIGGERS)[number];

/** By when a report is owed, as data: `filing/clocks.yaml`. */
export interface FilingClock {
  readonly clock: string;
  readonly title: Bilingual;
  /** A form, or the beginning of some: `lfpiorpi-*`. */
  readonly form: string;
  readonly trigger: Trigger;
  readonly due: FilingDue;
  /** A last day that is no business day of this calendar is put off to the next one. */
  readonly moves?: Calendar | undefined;
  /** Where days begin and end (IANA). */
  readonly zone: string;
  /** First and last day of triggers to which it applies. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly source: string;
  readonly verified: boolean;
}

const after = z.enum(['trigger', 'month', 'quarter']).default('trigger');
const due = z.union([
  z.strictObject({ hours: z.int().min(0).max(10_000) }),
  z.strictObject({ days: z.int().min(0).max(4_000), after }),
  z.strictObject({
    business_days: z.int().min(0).max(400),
    calendar: z.enum(CALENDARS),
    after,
  }),
  z.strictObject({ day_of_next_month: z.int().min(1).max(28) }),
]);
export type FilingDue = z.output<typeof due>;

const day = z.iso.date();
const clock = z.strictObject({
  clock: z.string().regex(/^[a-z][a-z0-9_]*$/),
  title: bilingual,
  form: z.string().min(1),
  trigger: z.enum(TRIGGERS),
  due,
  moves: z.enum(CALENDARS).optional(),
  zone: z.string().refine(isZone, { message: 'no time zone of the IANA list' }),
  from: day.optional(),
  until: day.optional(),
  source: z.string().min(1),
  verified: z.boolean(),
});

/** Reads clocks; mistakes are thrown as Faults with their places. */
export function readFilingClocks(file: string): readonly FilingClock[] {
  return readDataFile(file, z.array(clock));
}

/** The clocks that something which happened starts for a form. */
export function clocksOf(
  clocks: readonly FilingClock[],
  form: string,
  trigger: Trigger,
  at_ms: number,
): readonly FilingClock[] {
  return clocks.filter((each) => {
    const on = localDay(at_ms, each.zone);
    const isForm = each.form.endsWith('*')
      ? form.startsWith(each.form.slice(0, -1))
      : each.form === form;
    const holds =
      (each.from === undefined || each.from <= on) &&
      (each.until === undefined || on <= each.until);
    return isForm && each.trigger === trigger && holds;
  });
}

/** The last millisecond (UTC) at which a report is in time. */
export function dueAt(clock: FilingClock, trigger_ms: number, calendars: Calendars): number {
  if ('hours' in clock.due) return trigger_ms + clock.due.hours * 3_600_000;
  return endOfDay(dueOn(clock, localDay(trigger_ms, clock.zone), calendars), clock.zone);
}

/** The last day on which it is in time, for a trigger on a day of its zone; not of hours. */
export function dueOn(clock: FilingClock, day: string, calendars: Calendars): string {
  const last = lastDay(clock.due, day, calendars);
  const { moves } = clock;
  if (moves === undefined || calendars.isBusinessDay(last, moves)) return last;
  return calendars.addBusinessDays(last, 1, moves);
}

function lastDay(due: FilingDue, day: string, calendars: Calendars): string {
  if ('hours' in due) return day;
  if ('day_of_next_month' in due) {
    const [year, month] = yearMonth(day);
    return dayIn(year, month + 1, due.day_of_next_month);
  }
  const start = due.after === 'trigger' ? day : endOfPeriod(day, due.after);
  if ('days' in due) return addDays(start, due.days);
  return calendars.addBusinessDays(start, due.business_days, due.calendar);
}

/** The last day of the month or quarter that a day is in. */
export function endOfPeriod(day: string, kind: 'month' | 'quarter'): string {
  const [year, month] = yearMonth(day);
  const last = kind === 'month' ? month : month + ((3 - (month % 3)) % 3);
  return dayIn(year, last + 1, 0);
}

function yearMonth(day: string): [number, number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
}

function isZone(zone: string): boolean {
  try {
    return localDay(0, zone) !== '';
  } catch {
    return false;
  }
}
