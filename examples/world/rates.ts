import { DAY_MS } from './calendar.js';
import type { Row } from './cast.js';
import type { Draw } from './draw.js';

/** US dollars for one unit on the first day, in hundred-millionths, and how much a day moves it. */
const START: Readonly<Record<string, readonly [number, number]>> = {
  MXN: [5_882_353, 0.005],
  CNY: [13_700_000, 0.0012],
  EUR: [103_500_000, 0.0045],
  HKD: [12_860_000, 0.0002],
  CAD: [69_500_000, 0.003],
  GTQ: [12_960_000, 0.0005],
  HNL: [3_930_000, 0.0005],
  COP: [22_700, 0.005],
  AED: [27_229_408, 0],
};
const ONE_USD = 100_000_000;

/** A year of invented rates: a walk that wanders a little and is drawn back to its start. */
export interface Rates {
  readonly rows: readonly Row[];
  /** Minor units of `to` for `minor` units of `from` on a day (all have two decimals). */
  convert(minor: number, from: string, to: string, day: number): number;
}

export function createRates(draw: Draw, start_ms: number, days: number): Rates {
  const series = new Map<string, number[]>();
  const rows: Row[] = [];
  for (const [currency, [first, step]] of Object.entries(START)) {
    const values: number[] = [];
    let value = first;
    for (let day = 0; day < days; day++) {
      value = Math.round(value * (1 + step * draw.normal()) + (first - value) * 0.01);
      values.push(value);
      const iso = new Date(start_ms + day * DAY_MS).toISOString().slice(0, 10);
      rows.push({ currency, day: iso, rate: decimal(value), source: 'Puente example, invented' });
    }
    series.set(currency, values);
  }
  const rate = (currency: string, day: number) =>
    currency === 'USD' ? ONE_USD : (series.get(currency)?.[day] ?? ONE_USD);
  return {
    rows,
    convert: (minor, from, to, day) =>
      Math.max(1, Math.round((minor * rate(from, day)) / rate(to, day))),
  };
}

function decimal(value: number): string {
  const text = value.toString().padStart(9, '0');
  return `${text.slice(0, -8)}.${text.slice(-8)}`;
}
