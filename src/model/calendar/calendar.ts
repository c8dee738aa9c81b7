/** Business days: which days offices and banks are closed, by `filing/calendars.yaml`. */
import { z } from 'zod';
import { addDays, type Bilingual, Fault, present, readDataFile } from '../../base/index.js';
import { type Closing, closedDay, closing, isWeekend, movedOffWeekend } from './closing.js';

/** Calendars that clocks may name; the file must have them all. */
export const CALENDARS = ['us_federal', 'mx_federal', 'mx_bank'] as const;
export type Calendar = (typeof CALENDARS)[number];

export interface CalendarRules {
  readonly calendar: string;
  readonly title: Bilingual;
  readonly source: string;
  readonly verified: boolean;
  readonly moves: 'weekend' | 'never';
  /** Another calendar of the file, whose days are closed too. */
  readonly with?: string | undefined;
  readonly closed: readonly Closing[];
}

export interface Calendars {
  /** The days of a year on which a calendar is closed beside weekends, as observed, in order. */
  holidays(year: number, calendar: Calendar): readonly string[];
  isBusinessDay(day: string, calendar: Calendar): boolean;
  /** The business day that is `count` after the day, which itself does not count. */
  addBusinessDays(day: string, count: number, calendar: Calendar): string;
  titleOf(calendar: Calendar): Bilingual;
}

const rules: z.ZodType<CalendarRules> = z.strictObject({
  calendar: z.string().regex(/^[a-z][a-z0-9_]*$/),
  title: z.strictObject({ en: z.string().min(1), es: z.string().min(1) }),
  source: z.string().min(1),
  verified: z.boolean(),
  moves: z.enum(['weekend', 'never']),
  with: z.string().optional(),
  closed: z.array(closing),
});

/**
 * Reads calendars; mistakes of the file are thrown as Faults with their places, and a calendar that
 * the law's clocks need and the file lacks as `data.calendar`.
 */
export function readCalendars(file: string): Calendars {
  const read = readDataFile(file, z.array(rules));
  const named = new Set(read.map(({ calendar }) => calendar));
  const wanted = [...CALENDARS, ...read.flatMap((each) => each.with ?? [])];
  const missing = wanted.find((calendar) => !named.has(calendar));
  if (missing !== undefined) throw new Fault('data.calendar', { calendar: missing }, { file });
  return openCalendars(read);
}

/** Calendars by their rules. A calendar that is open `with` itself is a programmer's mistake. */
function openCalendars(list: readonly CalendarRules[]): Calendars {
  const byName = new Map(list.map((each) => [each.calendar, each]));
  const known = new Map<string, readonly string[]>();
  const holidays = (year: number, calendar: string): readonly string[] => {
    const key = `${calendar} ${year}`;
    const found = known.get(key) ?? closedDays(rulesOf(calendar), year);
    known.set(key, found);
    return found;
  };
  const rulesOf = (calendar: string) => present(byName.get(calendar), `calendar ${calendar}`);
  const closedDays = (of: CalendarRules, year: number): readonly string[] => {
    const own = of.closed.flatMap((rule) => closedDay(rule, year) ?? []);
    const seen = of.moves === 'weekend' ? own.map(movedOffWeekend) : own;
    const more = of.with === undefined ? [] : holidays(year, of.with);
    return [...new Set([...seen, ...more])].sort();
  };
  const isBusinessDay = (day: string, calendar: Calendar) => {
    const year = Number(day.slice(0, 4));
    // The first of January is observed in December where it is a Saturday.
    const closed = [...holidays(year, calendar), ...holidays(year + 1, calendar)];
    return !isWeekend(day) && !closed.includes(day);
  };
  return {
    holidays,
    isBusinessDay,
    titleOf: (calendar) => rulesOf(calendar).title,
    addBusinessDays(day, count, calendar) {
      let at = day;
      for (let left = count; left > 0; ) {
        at = addDays(at, 1);
        if (isBusinessDay(at, calendar)) left--;
      }
      return at;
    },
  };
}
