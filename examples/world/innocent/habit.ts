import type { Day } from '../calendar.js';
import type { Holder } from '../cast.js';
import { type Movement, type Pay, transferRail } from '../movement.js';
import { type Behaviour, hours, local, many, type Setup } from '../setup.js';

/** A day in the life of one person or firm with a habit. */
export interface Life extends Setup {
  readonly day: Day;
  readonly pay: Pay;
  /** Day of the month on which the holder does things that happen once a month. */
  readonly dom: number;
  /** Day of the year, 0 … 329, of what happens once. */
  readonly turn: number;
}

type Casting<T> = (setup: Setup, index: number) => T | undefined;

/** A few people or firms who each do the same thing, every one on days of their own. */
export function habit<T>(
  n: number,
  cast: Casting<T>,
  live: (one: T, life: Life) => void,
): Behaviour {
  return (setup) => {
    const { draw } = setup;
    const list = many(setup.count(n), (index) => {
      const one = cast(setup, index);
      return { one, dom: draw.integer(1, 27), turn: draw.integer(0, 329) };
    });
    return (day, pay) => {
      for (const { one, dom, turn } of list) {
        if (one !== undefined) live(one, { ...setup, day, pay, dom, turn });
      }
    };
  };
}

/** People of a role cast before, each once while there are enough; `skip` leaves out the first. */
export function known(role: string, where: (holder: Holder) => boolean = () => true, skip = 0) {
  return ({ cast }: Setup, index: number): Holder | undefined => {
    const near = cast.role(role).filter(where);
    return near[((index + skip) * 37) % Math.max(1, near.length)];
  };
}

export function isMonthly({ day, dom }: Life, after = 0): boolean {
  return day.dom === 1 + ((dom + after) % 28);
}

export function isTurn({ day, turn }: Life, after = 0): boolean {
  return day.index === turn + after;
}

type More = Partial<Movement>;

/** A transfer by the natural rail, of about so many US cents. */
export function send(life: Life, from: Holder, to: Holder, us_cents: number, more: More): void {
  const clock = from.city.zone === 'utc' ? to : from;
  const at = hours(life.draw, life.day, clock, 8, 19);
  const minor = local(from, Math.round(us_cents));
  life.pay({ at, from, to, minor, rail: transferRail(from, to), ...more });
}

/** Notes paid in at the holder's own branch unless said otherwise. */
export function bankNotes(life: Life, to: Holder, us_cents: number, more: More = {}): void {
  const at = hours(life.draw, life.day, to, 9, 16);
  const minor = local(to, Math.max(1, Math.round(us_cents / 5_00)) * 5_00);
  life.pay({ at, from: null, to, minor, rail: 'cash', ...more });
}

/** Groceries, lunches and bills: what anybody pays who lives. */
export function liveOn(life: Life, from: Holder): void {
  const { draw, cast } = life;
  if (!draw.chance(0.09)) return;
  const key = draw.pick(['grocer', 'grocer', 'diner', 'utility'] as const);
  const to = cast.fixture(`${key}_${from.country === 'MX' ? 'mx' : 'us'}`);
  const minor = draw.amount(key === 'utility' ? 120_00 : 44_00, 0.5);
  const how = key === 'utility' ? ({ purpose: 'utilities' } as const) : ({ rail: 'card' } as const);
  send(life, from, to, minor, { purpose: 'purchase', ...how });
}

/** Wages, tax and power of a small firm, once a month, for sales of about so much a month. */
export function runFirm(life: Life, firm: Holder, worker: Holder, month_us_cents: number): void {
  if (!isMonthly(life)) return;
  const country = firm.country === 'MX' ? 'mx' : 'us';
  const share = (part: number) => month_us_cents * part * life.draw.between(0.9, 1.1);
  send(life, firm, worker, share(0.14), { purpose: 'payroll', text: 'wages / sueldo' });
  send(life, firm, life.cast.fixture(`tax_${country}`), share(0.05), { purpose: 'tax' });
  const power = life.cast.fixture(`utility_${country}`);
  send(life, firm, power, share(0.03), { purpose: 'utilities' });
}
