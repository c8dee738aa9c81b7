/** Dates as exactly as they are known: `1970`, `1970-05`, `1970-05-24`. */

/** The day or partial date that a text begins with, times cut off; null where it is none. */
export function dateOf(text: string | null | undefined): string | null {
  const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:$|[T ])/.exec(text?.trim() ?? '');
  if (!match) return null;
  const [, year = '', month, day] = match;
  if (!month) return year;
  if (!isDay(Number(year), Number(month), Number(day ?? 1))) return null;
  return [year, month, day].filter(Boolean).join('-');
}

/** A whole day; what is known less exactly is null. */
export function dayOf(text: string | null | undefined): string | null {
  const date = dateOf(text);
  return date?.length === 10 ? date : null;
}

/** `20240229` as `2024-02-29`; null where the calendar has no such day. */
export function dayOfDigits(text: string | null | undefined): string | null {
  const match = /^(\d{4})(\d\d)(\d\d)$/.exec(text?.trim() ?? '');
  return match ? dayOf(match.slice(1).join('-')) : null;
}

/** The first day of a partial date: `1970-05` as `1970-05-01`. */
export function firstDayOf(date: string): string {
  return `${date}${'-01-01'.slice(date.length - 4)}`;
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
