/** The clock of a request: when it is to be answered, and when officers are reminded of it. */
import { isoTime } from '../../base/index.js';

const HOUR_MS = 3_600_000;
/** Officers are reminded when half of the time is over, and when an eighth is left. */
const REMINDERS = [1 / 2, 7 / 8];

/** The end of the time to answer: `hours` from now, but before the agreement ends. */
export function answerBy(now: number, hours: number, agreement_ends: string): string {
  return isoTime(Math.min(now + hours * HOUR_MS, Date.parse(agreement_ends)));
}

/** The next moment at which something is due: a reminder, or the end itself; null once over. */
export function nextDue(from: number, end: number, now: number): number | null {
  const moments = [...REMINDERS.map((part) => Math.floor(from + (end - from) * part)), end];
  return moments.find((moment) => moment > now) ?? null;
}
