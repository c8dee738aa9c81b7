/** Business days: which days offices and banks are closed, computed for any year. */
import { addDays, dayIn, easter, nthWeekday, weekday } from './day.js';

export const CALENDARS = ['us_federal', 'mx_federal', 'mx_bank'] as const;
export type Calendar = (typeof CALENDARS)[number];

export function isBusinessDay(day: string, calendar: Calendar): boolean {
  const year = Number(day.slice(0, 4));
  if (weekday(day) === SATURDAY || weekday(day) === SUNDAY) return false;
  // The first of January is observed in December where it is a Saturday.
  return ![...holidays(year, calendar), ...holidays(year + 1, calendar)].includes(day);
}

/** The business day that is `count` after the day, which itself does not count. */
export function addBusinessDays(day: string, count: number, calendar: Calendar): string {
  let at = day;
  for (let left = count; left > 0; ) {
    at = addDays(at, 1);
    if (isBusinessDay(at, calendar)) left--;
  }
  return at;
}

/** The days of a year on which a calendar is closed, as observed. */
export function holidays(year: number, calendar: Calendar): readonly string[] {
  switch (calendar) {
    case 'us_federal':
      return usFederal(year);
    case 'mx_federal':
      return mxFederal(year);
    case 'mx_bank':
      return mxBank(year);
  }
}

const [SUNDAY, MONDAY, THURSDAY, SATURDAY] = [0, 1, 4, 6];

/**
 * Legal public holidays (5 U.S.C. 6103): one on a Saturday is observed on the Friday before, on a
 * Sunday on the Monday after (E.O. 11582). Days that a President grants are not foreseen.
 */
function usFederal(year: number): string[] {
  const fixed = [
    dayIn(year, 1, 1),
    ...(year >= 2021 ? [dayIn(year, 6, 19)] : []),
    dayIn(year, 7, 4),
    dayIn(year, 11, 11),
    dayIn(year, 12, 25),
  ];
  return [
    ...fixed.map(observed),
    ...(year >= 1986 ? [nthWeekday(year, 1, MONDAY, 3)] : []),
    nthWeekday(year, 2, MONDAY, 3),
    nthWeekday(year, 5, MONDAY, -1),
    nthWeekday(year, 9, MONDAY, 1),
    nthWeekday(year, 10, MONDAY, 2),
    nthWeekday(year, 11, THURSDAY, 4),
  ].sort();
}

/**
 * Días de descanso obligatorio (Ley Federal del Trabajo, art. 74): three of them on Mondays since
 * 2006; the change of President every sixth year, since 2024 in October. Nothing moves off a
 * weekend. Election days, which electoral law sets, are Sundays.
 */
function mxFederal(year: number): string[] {
  const mondays = year >= 2006;
  return [
    dayIn(year, 1, 1),
    mondays ? nthWeekday(year, 2, MONDAY, 1) : dayIn(year, 2, 5),
    mondays ? nthWeekday(year, 3, MONDAY, 3) : dayIn(year, 3, 21),
    dayIn(year, 5, 1),
    dayIn(year, 9, 16),
    ...(year % 6 === 2 ? [year >= 2024 ? dayIn(year, 10, 1) : dayIn(year, 12, 1)] : []),
    mondays ? nthWeekday(year, 11, MONDAY, 3) : dayIn(year, 11, 20),
    dayIn(year, 12, 25),
  ];
}

/**
 * Days on which the CNBV has banks close, by its yearly rules in the Diario Oficial: the fixed ones
 * of every year, and Thursday and Friday before Easter.
 */
function mxBank(year: number): string[] {
  const sunday = easter(year);
  const own = [addDays(sunday, -3), addDays(sunday, -2), dayIn(year, 11, 2), dayIn(year, 12, 12)];
  return [...new Set([...mxFederal(year), ...own])].sort();
}

function observed(day: string): string {
  if (weekday(day) === SATURDAY) return addDays(day, -1);
  return weekday(day) === SUNDAY ? addDays(day, 1) : day;
}
