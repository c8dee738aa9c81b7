/** Rules that say on which days of a year something is closed. */
import { z } from 'zod';
import { addDays, dayIn, easter, nthWeekday, weekday } from '../../base/index.js';

const WEEKDAYS = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const;
const [SUNDAY, SATURDAY] = [0, 6];

const year = z.int().min(1900).max(2200);
const years = { from: year.optional(), until: year.optional(), every: z.int().min(1).optional() };

/** One closed day a year: fixed, by weekday of a month, by Easter, or a single date. */
export const closing = z.union([
  z.strictObject({ on: z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/), ...years }),
  z.strictObject({
    nth: z.int().min(-1).max(5),
    weekday: z.enum(WEEKDAYS),
    month: z.int().min(1).max(12),
    ...years,
  }),
  z.strictObject({ easter: z.int().min(-100).max(100), ...years }),
  z.strictObject({ date: z.iso.date() }),
]);
export type Closing = z.infer<typeof closing>;

/** The day that a rule closes in a year; null where it does not hold in it. */
export function closedDay(rule: Closing, of: number): string | null {
  if ('date' in rule) return rule.date.startsWith(`${of}-`) ? rule.date : null;
  if (rule.from !== undefined && of < rule.from) return null;
  if (rule.until !== undefined && of > rule.until) return null;
  if (rule.every !== undefined && (of - (rule.from ?? 0)) % rule.every !== 0) return null;
  if ('easter' in rule) return addDays(easter(of), rule.easter);
  if ('on' in rule) return dayIn(of, Number(rule.on.slice(0, 2)), Number(rule.on.slice(3)));
  return nthWeekday(of, rule.month, WEEKDAYS.indexOf(rule.weekday), rule.nth);
}

/** The Friday before a Saturday, the Monday after a Sunday, else the day itself. */
export function movedOffWeekend(day: string): string {
  if (weekday(day) === SATURDAY) return addDays(day, -1);
  return weekday(day) === SUNDAY ? addDays(day, 1) : day;
}

export function isWeekend(day: string): boolean {
  return weekday(day) === SATURDAY || weekday(day) === SUNDAY;
}
