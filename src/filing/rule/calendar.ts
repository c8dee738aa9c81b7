/** Days, months and years as forms write them. */
export interface WrittenDate {
  readonly year: number;
  /** Null: not said, or 00. */
  readonly month: number | null;
  readonly day: number | null;
}

export const DATE_FORMS = [
  'YYYYMMDD',
  'YYYYMM',
  'YYYY',
  'YYYY-MM-DD',
  'MMDDYYYY',
  'YYMMDD',
  'YYYY-MM-DDThh:mm:ss',
] as const;
export type DateForm = (typeof DATE_FORMS)[number];

/**
 * A date that the calendar has; null for any other text. Parts of 00 are not said, where `partial`
 * admits them: then the others must be possible by themselves. Years of two digits are of this
 * century.
 */
export function readDate(text: string, form: DateForm, partial = false): WrittenDate | null {
  const found = PATTERNS[form].exec(text)?.groups;
  if (!found) return null;
  const { y = '', m, d, hour = '0', minute = '0', second = '0' } = found;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const year = Number(y.length === 2 ? `20${y}` : y);
  const [month, day] = [m, d].map((part) => (part === undefined ? null : Number(part)));
  if (month === undefined || day === undefined) return null;
  if ((month === 0 || day === 0) && !partial) return null;
  const known = { year, month: month || null, day: day || null };
  return isPossible(known) ? known : null;
}

/** Told by the text: 8, 6 or 4 digits, or ISO. */
export function guessForm(text: string): DateForm {
  if (text.includes('T')) return 'YYYY-MM-DDThh:mm:ss';
  if (text.includes('-')) return 'YYYY-MM-DD';
  return text.length === 8 ? 'YYYYMMDD' : text.length === 6 ? 'YYYYMM' : 'YYYY';
}

/** Negative, zero, positive, by what both say; from the first part that one leaves out: equal. */
export function compareDates(a: WrittenDate, b: WrittenDate): number {
  if (a.year !== b.year) return a.year - b.year;
  if (a.month === null || b.month === null) return 0;
  if (a.month !== b.month) return a.month - b.month;
  return a.day === null || b.day === null ? 0 : a.day - b.day;
}

/** Days later; a date that is no whole day stays. */
export function addDays(date: WrittenDate, days: number): WrittenDate {
  const { year, month, day } = date;
  if (month === null || day === null || days === 0) return date;
  const later = new Date(Date.UTC(year, month - 1, day + days));
  return {
    year: later.getUTCFullYear(),
    month: later.getUTCMonth() + 1,
    day: later.getUTCDate(),
  };
}

/** `20260430`. */
export function compactDay(at_ms: number): string {
  return new Date(at_ms).toISOString().slice(0, 10).replaceAll('-', '');
}

/** A month of 00 with a day is a day of some month; February has 29 where the year is not said. */
function isPossible({ year, month, day }: WrittenDate): boolean {
  if (month !== null && month > 12) return false;
  if (day === null) return true;
  if (month === null) return day <= 31;
  const days = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  return day <= days;
}

const YEAR = '(?<y>\\d{4})';
const MONTH = '(?<m>\\d\\d)';
const DAY = '(?<d>\\d\\d)';
const TIME = '(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)(?:\\.\\d+)?';
const PATTERNS: Readonly<Record<DateForm, RegExp>> = {
  YYYYMMDD: new RegExp(`^${YEAR}${MONTH}${DAY}$`),
  YYYYMM: new RegExp(`^${YEAR}${MONTH}$`),
  YYYY: new RegExp(`^${YEAR}$`),
  'YYYY-MM-DD': new RegExp(`^${YEAR}-${MONTH}-${DAY}$`),
  MMDDYYYY: new RegExp(`^${MONTH}${DAY}${YEAR}$`),
  YYMMDD: new RegExp(`^(?<y>\\d\\d)${MONTH}${DAY}$`),
  'YYYY-MM-DDThh:mm:ss': new RegExp(`^${YEAR}-${MONTH}-${DAY}T${TIME}(?:Z|[+-]\\d\\d:\\d\\d)?$`),
};
