/** Days of the example and the local clocks of its cities, so that people act at human hours. */
export type Zone = 'eastern' | 'central' | 'mountain' | 'pacific' | 'mexico' | 'sonora' | 'utc';

export interface Day {
  readonly index: number;
  /** Midnight UTC. */
  readonly start_ms: number;
  readonly iso: string;
  readonly month: number;
  readonly dom: number;
  readonly dom_last: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly is_business: boolean;
  readonly is_us_summer: boolean;
}

export const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Hours from UTC in winter; `mexico` and `sonora` (with Arizona) have no summer time. */
const OFFSETS: Readonly<Record<Zone, number>> = {
  eastern: -5,
  central: -6,
  mountain: -7,
  pacific: -8,
  mexico: -6,
  sonora: -7,
  utc: 0,
};

const HOLIDAYS = new Set(['01-01', '05-01', '07-04', '09-16', '11-27', '12-25']);

export function createCalendar(from: string, days: number): readonly Day[] {
  const start = Date.parse(`${from}T00:00:00Z`);
  return Array.from({ length: days }, (_, index) => dayOf(start, index));
}

/** The moment (UTC ms, whole seconds) at `hour` of the zone's clock; hour may exceed 24. */
export function moment(day: Day, zone: Zone, hour: number): number {
  const shift = day.is_us_summer && zone !== 'mexico' && zone !== 'sonora' && zone !== 'utc';
  const local = OFFSETS[zone] + (shift ? 1 : 0);
  return day.start_ms + Math.floor(((hour - local) * HOUR_MS) / 1000) * 1000;
}

/** The 15th and the last day of a month, moved back to a business day (quincena). */
export function isPayday(day: Day): boolean {
  if (!day.is_business) return false;
  const skip = day.weekday === 5 ? 2 : 0;
  const covers = (target: number) => day.dom <= target && target <= day.dom + skip;
  return covers(15) || covers(day.dom_last);
}

/** How busy shops are: weekends, summer, the weeks before Christmas. */
export function season(day: Day): number {
  const month = [0.85, 0.9, 1, 1, 1.03, 1, 1.05, 1, 0.95, 1, 1.1, 1.35][day.month - 1] ?? 1;
  return month * (day.weekday === 5 || day.weekday === 6 ? 1.3 : 0.88);
}

function dayOf(start: number, index: number): Day {
  const start_ms = start + index * DAY_MS;
  const date = new Date(start_ms);
  const iso = date.toISOString().slice(0, 10);
  const weekday = date.getUTCDay();
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + 1;
  return {
    index,
    start_ms,
    iso,
    month,
    dom: date.getUTCDate(),
    dom_last: new Date(Date.UTC(year, month, 0)).getUTCDate(),
    weekday,
    is_business: weekday > 0 && weekday < 6 && !HOLIDAYS.has(iso.slice(5)),
    is_us_summer: start_ms >= nthSunday(year, 2, 2) && start_ms < nthSunday(year, 10, 1),
  };
}

function nthSunday(year: number, monthIndex: number, nth: number): number {
  const first = new Date(Date.UTC(year, monthIndex, 1)).getUTCDay();
  return Date.UTC(year, monthIndex, 1 + ((7 - first) % 7) + (nth - 1) * 7);
}
