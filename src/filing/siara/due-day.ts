import type { SiaraOrder } from './order.js';

/**
 * The last day to answer an order: as many business days as it gives, counted from the one after
 * the day on which it came (`received_on`; without it, the day of publication). Whether a day is
 * one of business, a calendar says. Null: the order gives no days, or no day to count from.
 *
 * @throws RangeError of a calendar that knows no business day within a year.
 */
export function answerDueOn(
  order: Pick<SiaraOrder, 'published_on' | 'answer_days'>,
  isBusinessDay: (day: string) => boolean,
  received_on?: string,
): string | null {
  const from = received_on ?? order.published_on;
  if (from === null || order.answer_days === null) return null;
  let left = order.answer_days;
  let time = Date.parse(`${from}T00:00:00Z`);
  for (let days = 0; days < DAYS_MAX; days++) {
    time += DAY_MS;
    const day = new Date(time).toISOString().slice(0, 10);
    if (isBusinessDay(day)) left -= 1;
    if (left === 0) return day;
  }
  throw new RangeError(`no business days after ${from}`);
}

const DAY_MS = 86_400_000;
const DAYS_MAX = 366;
