/** Deadlines of orders: business days of the authority's country, to the end of the last one. */
import { isoTime } from '../../base/index.js';
import type { Calendar, OrderContext, OrderData } from './order-data.js';

const HOUR_MS = 3_600_000;

/**
 * Calendar and the end of a day there, in hours of UTC after midnight. Mexico City has had no
 * summer time since 2022; of the US the earlier of the two is taken, so that nobody is late.
 */
const COUNTRIES = {
  MX: { calendar: 'mx_bank', day_ends_h: 6 },
  US: { calendar: 'us_federal', day_ends_h: 4 },
} as const satisfies Readonly<Record<'MX' | 'US', { calendar: Calendar; day_ends_h: number }>>;

/** The clock of an order that is served now. The day of service does not count. */
export function orderClock(
  { now, tools, session }: OrderContext,
  business_days: number,
): Pick<OrderData, 'served_on' | 'due_on' | 'answer_by' | 'since'> {
  const authority = session.us.role === 'authority' ? session.us : session.peer;
  const { calendar, day_ends_h } = COUNTRIES[authority.country];
  const served_on = isoTime(now - day_ends_h * HOUR_MS).slice(0, 10);
  const due_on = tools.business_day(served_on, business_days, calendar);
  const ends = Date.parse(`${due_on}T00:00:00.000Z`) + (24 + day_ends_h) * HOUR_MS;
  return { served_on, due_on, answer_by: isoTime(ends), since: isoTime(now) };
}
