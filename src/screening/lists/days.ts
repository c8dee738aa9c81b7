/** Dates as lists write them: whole, partial, about, between, in words, as a spreadsheet counts. */

/** First and last day that the source allows. */
export interface Days {
  readonly from: string;
  readonly to: string;
  readonly circa: boolean;
}

/** Which of day and month stands first in `03/04/1970`. UK, UN and Mexican lists: the day. */
export type DayOrder = 'day_first' | 'month_first';

/** Null where the text is no date of any of these forms, or the calendar has no such day. */
export function daysOf(written: string | null, order: DayOrder = 'day_first'): Days | null {
  if (written === null) return null;
  const text = written
    .normalize('NFC')
    .trim()
    .replace(/[.\s]+$/, '')
    .replace(/\s+/g, ' ');
  const bare = text.replace(ABOUT, '').trim();
  const circa = bare !== text;
  const [first = '', last, ...more] = splitRange(bare);
  if (more.length > 0) return null;
  const from = pointOf(first, order);
  const to = last === undefined ? from : pointOf(last, order);
  if (!from || !to || from.from > to.to) return null;
  return { from: from.from, to: to.to, circa };
}

/** The same where it must be one whole day; else null. */
export function dayOf(written: string | null, order: DayOrder = 'day_first'): string | null {
  const days = daysOf(written, order);
  return days && days.from === days.to ? days.from : null;
}

/** Every whole day in a text that may hold several: “17/10/2019 // 14/01/2016”. */
export function daysWithin(written: string): string[] {
  const found = written.match(/\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{4}-\d{2}-\d{2}/g) ?? [written];
  return found.flatMap((each) => dayOf(each) ?? serialDay(each) ?? []);
}

/** A day as Excel counts them (44014 is 2 July 2020), within the years of this century. */
export function serialDay(written: string): string | null {
  if (!/^\d{5}$/.test(written.trim())) return null;
  const days = Number(written);
  if (days < SERIAL_2000 || days > SERIAL_2100) return null;
  return new Date(Date.UTC(1899, 11, 30) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Of year, month and day, of which the later may be unknown (absent or zero). */
export function daysOfParts(
  year: number,
  month: number | null = null,
  day: number | null = null,
): Days | null {
  if (!Number.isInteger(year) || year < YEAR_MIN || year > YEAR_MAX) return null;
  if (!month) return { from: `${pad(year, 4)}-01-01`, to: `${pad(year, 4)}-12-31`, circa: false };
  if (month > 12) return null;
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day && day > last) return null;
  const stem = `${pad(year, 4)}-${pad(month)}`;
  return { from: `${stem}-${pad(day || 1)}`, to: `${stem}-${pad(day || last)}`, circa: false };
}

function splitRange(text: string): string[] {
  if (/^\d{4}\s*[-–]\s*\d{4}$/.test(text)) return text.split(/\s*[-–]\s*/);
  const between = /^(?:between|from|entre)\s+(.+?)\s+(?:and|to|y)\s+(.+)$/i.exec(text);
  return between ? [between[1] ?? '', between[2] ?? ''] : text.split(/\s+(?:to|al?)\s+/i);
}

function pointOf(text: string, order: DayOrder): Days | null {
  const iso = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*)?$/.exec(text);
  if (iso) return daysOfParts(Number(iso[1]), number(iso[2]), number(iso[3]));
  const marked = /^(\d{1,2}|dd)[/.-](\d{1,2}|mm)[/.-](\d{4}|\d{2})$/i.exec(text);
  if (marked) {
    const [one, two] = [number(marked[1]), number(marked[2])];
    const [day, month] = order === 'day_first' ? [one, two] : [two, one];
    return daysOfParts(fullYear(marked[3] ?? ''), month, month ? day : null);
  }
  const words = text
    .toLowerCase()
    .replaceAll(',', ' ')
    .replace(/(\d)(st|nd|rd|th)\b/, '$1');
  const day_first = /^(?:(\d{1,2}) (?:de )?)?(\p{L}+)\.? (?:del? )?(\d{4})$/u.exec(
    words.replace(/\s+/g, ' '),
  );
  if (day_first) return inWords(day_first[3], day_first[2], day_first[1]);
  const month_first = /^(\p{L}+)\.? (\d{1,2}) (\d{4})$/u.exec(words.replace(/\s+/g, ' '));
  if (month_first) return inWords(month_first[3], month_first[1], month_first[2]);
  const dashed = /^(\d{1,2})-(\p{L}+)-(\d{4})$/u.exec(words);
  return dashed ? inWords(dashed[3], dashed[2], dashed[1]) : null;
}

function inWords(year = '', month = '', day?: string): Days | null {
  const index = MONTHS.findIndex((names) =>
    names.some((name) => month.length >= 3 && name.startsWith(month)),
  );
  return index < 0 ? null : daysOfParts(Number(year), index + 1, number(day));
}

/** Zero and letters stand for “unknown”. */
function number(digits: string | undefined): number | null {
  return Number(digits) || null;
}

function fullYear(digits: string): number {
  if (digits.length === 4) return Number(digits);
  return Number(digits) + (Number(digits) < 70 ? 2000 : 1900);
}

const pad = (value: number, length = 2): string => String(value).padStart(length, '0');

const ABOUT = /^(circa|c\.|ca\.?|approximately|approx\.?|about|around|aprox\.?|hacia)\s*/i;
const DAY_MS = 86_400_000;
const YEAR_MIN = 1000;
const YEAR_MAX = 2200;
const SERIAL_2000 = 36_526;
const SERIAL_2100 = 73_050;
const MONTHS = [
  ['january', 'enero'],
  ['february', 'febrero'],
  ['march', 'marzo'],
  ['april', 'abril'],
  ['may', 'mayo'],
  ['june', 'junio'],
  ['july', 'julio'],
  ['august', 'agosto'],
  ['september', 'sept', 'septiembre', 'setiembre'],
  ['october', 'octubre'],
  ['november', 'noviembre'],
  ['december', 'diciembre'],
] as const;
