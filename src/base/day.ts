/** Days of the calendar as ISO 8601 text, and the moments at which they end in a zone. */

const DAY_MS = 86_400_000;

export function addDays(day: string, days: number): string {
  return dayOf(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS);
}

/** 0 Sunday … 6 Saturday. */
export function weekday(day: string): number {
  return new Date(Date.parse(`${day}T00:00:00Z`)).getUTCDay();
}

/** The day of a month, `month` from 1; the day 0 is the last of the month before. */
export function dayIn(year: number, month: number, day: number): string {
  return dayOf(Date.UTC(year, month - 1, day));
}

/** The nth given weekday of a month; n = −1 is the last one. */
export function nthWeekday(year: number, month: number, wanted: number, n: number): string {
  if (n < 0) {
    const last = dayIn(year, month + 1, 0);
    return addDays(last, -((weekday(last) - wanted + 7) % 7));
  }
  const first = dayIn(year, month, 1);
  return addDays(first, ((wanted - weekday(first) + 7) % 7) + (n - 1) * 7);
}

/** Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher). */
export function easter(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((8 * b + 13) / 25) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  return dayIn(year, month, (h + l - 7 * m + 33 * month + 19) % 32);
}

/** The day that it is in a zone (IANA) at a moment. */
export function localDay(at_ms: number, zone: string): string {
  return daysIn(zone).format(at_ms);
}

/** The last millisecond of a day in a zone: the next day's first, found by halving, minus one. */
export function endOfDay(day: string, zone: string): number {
  const noon = Date.parse(`${day}T12:00:00Z`);
  const days = daysIn(zone);
  let [low, high] = [noon - 1.5 * DAY_MS, noon + 2 * DAY_MS];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (days.format(middle) <= day) low = middle;
    else high = middle;
  }
  return low;
}

function daysIn(zone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
}

function dayOf(at_ms: number): string {
  return new Date(at_ms).toISOString().slice(0, 10);
}
