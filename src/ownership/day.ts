/** Which statements hold on a day, as it was known on a day. */
import { Fault } from '../base/index.js';
import type { Interest } from './statement.js';

/** ISO days. `known_on` is what a back-test may know; usually the same day. */
export interface Moment {
  readonly on: string;
  readonly known_on: string;
}

/** The day as known on that very day. */
export function asOf(on: string): Moment {
  return { on: dayOf(on), known_on: dayOf(on) };
}

/** `2024-05-31`; a time of day is cut off. What is no calendar day is a fault. */
function dayOf(text: string): string {
  const day = text.slice(0, 10);
  const at = /^\d{4}-\d\d-\d\d$/.test(day) ? new Date(`${day}T00:00:00Z`) : null;
  if (!at || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day)
    throw new Fault('ownership.day', { value: text.slice(0, 40) });
  return day;
}

/**
 * Indexes of the statements in force. ISO dates compare as text; `2020-05` is before each of its
 * days, so that a span that is known to the month begins and ends with the month.
 */
export function inForce(interests: readonly Interest[], moment: Moment): Int32Array {
  const valid = new Int32Array(interests.length);
  let count = 0;
  interests.forEach((interest, index) => {
    if (holdsOn(interest, moment)) valid[count++] = index;
  });
  return valid.subarray(0, count);
}

function holdsOn(interest: Interest, { on, known_on }: Moment): boolean {
  return (
    spans(interest, on) && (interest.known_from === null || interest.known_from <= `${known_on}~`)
  );
}

/** Whether a half-open span has the day. An open end is open; a known end is not in the span. */
export function spans(
  span: { readonly from: string | null; readonly until: string | null },
  on: string,
): boolean {
  return (
    (span.from === null || span.from.slice(0, 10) <= on) && (span.until === null || on < span.until)
  );
}
