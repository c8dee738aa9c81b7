import type { ProfileDate } from '../profile.js';
import { type Evidence, WORTH } from './evidence.js';

/** A date as days since 1970, ready to be compared. */
export interface PreparedDate {
  readonly kind: ProfileDate['kind'];
  readonly from: number;
  readonly to: number;
  readonly circa: boolean;
  readonly text: string;
}

const DAY_MS = 86_400_000;
const YEAR_DAYS = 366;
/** A range longer than this says nothing when it holds the other date. */
const RANGE_DAYS_MAX = YEAR_DAYS * 6;
/** A year that the source doubts, or that people get wrong. */
const NEAR_YEARS = 2;

export function prepareDates(dates: readonly ProfileDate[]): PreparedDate[] {
  return dates.flatMap((date) => {
    const from = dayOf(date.from);
    const to = dayOf(date.to);
    if (from === null || to === null || to < from) return [];
    const text = date.from === date.to ? date.from : `${date.from} – ${date.to}`;
    return [{ kind: date.kind, from, to, circa: date.circa, text }];
  });
}

/** The best agreement among dates of one kind; a contradiction only where none agrees. */
export function compareDates(
  query: readonly PreparedDate[],
  listed: readonly PreparedDate[],
): Evidence | null {
  let best: Evidence | null = null;
  for (const one of query)
    for (const other of listed) {
      if (one.kind !== other.kind) continue;
      const found = compareTwo(one, other);
      if (!best || found.evidence > best.evidence) best = found;
    }
  return best;
}

function compareTwo(one: PreparedDate, other: PreparedDate): Evidence {
  const found = (step: string, evidence: number): Evidence => {
    return { step, evidence, query: one.text, listed: other.text };
  };
  const exact = one.from === one.to && other.from === other.to;
  if (exact && one.from === other.from) return found('date.same', WORTH.date_same);
  if (one.from <= other.to && other.from <= one.to) {
    const widest = Math.max(one.to - one.from, other.to - other.from);
    const worth = widest > RANGE_DAYS_MAX ? 0 : WORTH.date_within;
    return found('date.within', one.circa || other.circa ? worth / 2 : worth);
  }
  if (exact && swapped(one.text, other.text)) return found('date.swapped', WORTH.date_swapped);
  if (exact && oneDigitOff(one.text, other.text)) return found('date.digit', WORTH.date_digit);
  const apart = Math.max(one.from - other.to, other.from - one.to);
  const near = apart <= NEAR_YEARS * YEAR_DAYS && (one.circa || other.circa || !exact);
  return near ? found('date.near', WORTH.date_near) : found('date.differs', WORTH.date_differs);
}

/** Day and month exchanged: 1971-04-05 and 1971-05-04. */
function swapped(one: string, other: string): boolean {
  const [year, month, day] = one.split('-');
  return other === `${year}-${day}-${month}`;
}

function oneDigitOff(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  let differences = 0;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) differences += 1;
  return differences === 1;
}

function dayOf(text: string): number | null {
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : Math.floor(time / DAY_MS);
}
