import type { Day } from './calendar.js';
import { moment } from './calendar.js';
import type { Cast, Holder } from './cast.js';
import type { Caster } from './casting-options.js';
import type { Draw } from './draw.js';
import type { Pay } from './movement.js';

/** What a behaviour gets: its own randomness, a caster, and everybody cast before it. */
export interface Setup {
  readonly draw: Draw;
  readonly cast: Cast;
  readonly caster: Caster;
  /** A number of people or firms, scaled; at least one. */
  count(n: number): number;
}

/** What happens on one local day. */
export type Daily = (day: Day, pay: Pay) => void;

/** One innocent way of life: casts its people, then lives day by day. */
export type Behaviour = (setup: Setup) => Daily;

/** An hour between `low` and `high` of the holder's clock, to the second. */
export function hours(draw: Draw, day: Day, holder: Holder, low: number, high: number): number {
  return moment(day, holder.city.zone, draw.between(low, high));
}

/** Makes `n` things. */
export function many<T>(n: number, make: (index: number) => T): T[] {
  return Array.from({ length: n }, (_, index) => make(index));
}

/** Rough units of a currency for a dollar: what things cost there, not a rate. */
const PER_DOLLAR: Readonly<Record<string, number>> = {
  MXN: 17,
  GTQ: 8,
  HNL: 25,
  COP: 4_000,
  CNY: 7,
  HKD: 8,
  AED: 4,
};

/** Minor units of the holder's currency that are worth about so many US cents. */
export function local(holder: Holder, us_cents: number): number {
  return us_cents * (PER_DOLLAR[holder.currency] ?? 1);
}
