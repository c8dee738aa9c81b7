import type { CalendarUnit } from '../../src/typology/index.js';

const DAY_MS = 86_400_000;

/** A moment as a clock on the wall of a zone shows it. */
export interface Local {
  /** `2025-03-09` */
  readonly day: string;
  readonly hour: number;
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
}

export function localTime(ms: number, zone: string): Local {
  const parts = clockOf(zone).formatToParts(ms);
  const part = Object.fromEntries(parts.map((p) => [p.type, p.value]));
  const day = `${part.year}-${part.month}-${part.day}`;
  return { day, hour: Number(part.hour), weekday: weekdayOf(day) };
}

/** Kept, because making one takes longer than asking it a thousand times. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const clock = clocks.get(zone) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...PARTS });
  clocks.set(zone, clock);
  return clock;
}

const PARTS = {
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
} as const;

/** The first local day of the unit that a moment falls in; of a bank day, the day it is booked. */
export function calendarKey(ms: number, unit: CalendarUnit, zone: string): string {
  const { day, weekday } = localTime(ms, zone);
  if (unit === 'day') return day;
  if (unit === 'week') return mondayOf(day);
  if (unit === 'month') return `${day.slice(0, 7)}-01`;
  return weekday < 6 ? day : addDays(day, 8 - weekday);
}

/** The first UTC day of a finding's period. */
export function periodOf(ms: number, kind: CalendarUnit | 'quarter' | 'year'): string {
  const day = new Date(ms).toISOString().slice(0, 10);
  if (kind === 'year') return `${day.slice(0, 4)}-01-01`;
  if (kind !== 'quarter') return calendarKey(ms, kind, 'UTC');
  const month = Number(day.slice(5, 7));
  const first = month - ((month - 1) % 3);
  return `${day.slice(0, 4)}-${String(first).padStart(2, '0')}-01`;
}

/** "c is the last closing at or before t (00:00 UTC; `week`: of Monday)." */
export function closingBefore(ms: number, closing: 'day' | 'week'): number {
  return Date.parse(calendarKey(ms, closing, 'UTC'));
}

const mondayOf = (day: string) => addDays(day, 1 - weekdayOf(day));

function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

function addDays(day: string, count: number): string {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);
}
