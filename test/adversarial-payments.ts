/** Payments that a search could drown in: what an adversary, or a bad file, may send. */
import { seededRandom } from '../src/base/index.js';
import type { PaymentColumns } from '../src/model/index.js';

/** Makes about so many payments, ordinary ones of half a year among them. */
export type Adversary = (payments: number) => PaymentColumns;

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2025, 0, 1);
const DAYS = 180;
/** When it happens: amid ordinary life. */
const NOON = 90.5;

export const ADVERSARIES: Readonly<Record<string, Adversary>> = {
  'a hub that all pay': (n) => hub(n, () => true),
  'a hub that pays all': (n) => hub(n, () => false),
  'a hub both ways': (n) => hub(n, (i) => i % 2 === 0),
  'complete bipartite in an hour': (n) => layered(n, 2, 1 / 24, false),
  'all at one instant': (n) =>
    filled(n, (ledger, random) => {
      const accounts = Math.max(4, Math.floor(n / 20));
      for (let i = 0; i < n; i++) {
        const [from, to] = [random.integer(0, accounts - 1), random.integer(0, accounts - 1)];
        ledger.add(NOON, from, to, random.integer(1, 1e7));
      }
    }),
  'to oneself': (n) =>
    filled(n, (ledger) => {
      for (let i = 0; i < n; i++) ledger.add(day(i, n), i % 100, i % 100, 1_000);
    }),
  'parallel payments': (n) =>
    filled(n, (ledger) => {
      for (let i = 0; i < n; i++) ledger.add(day(i, n), 0, 1, 1_000);
    }),
  'parallel, there and back': (n) =>
    filled(n, (ledger) => {
      for (let i = 0; i < n; i++) ledger.add(day(i, n), i % 2, (i + 1) % 2, 1_000);
    }),
  'no amount, or none known': (n) => anywhere(n, (i) => (i % 2 === 0 ? 0 : -1)),
  'the largest amounts': (n) => anywhere(n, () => Number.MAX_SAFE_INTEGER),
  'the same amounts': (n) => anywhere(n, () => 1_000),
  'a scatter–gather bomb': (n) => layered(n, 3, 1, false),
  'a cycle bomb': (n) => layered(n, 12, 1 / 4, true),
  'a chain bomb': (n) => layered(n, 16, 1 / 4, false),
  'the same mules for all': (n) =>
    filled(n, (ledger) => {
      const mules = 100;
      for (let i = 0; i < n; i++) {
        const collector = mules + Math.floor(i / mules);
        ledger.add(day(i, n), i % mules, collector, 1_000 + (i % 997));
      }
    }),
  'two-payment rings of all with all': (n) =>
    filled(n, (ledger) => {
      const accounts = Math.max(2, Math.floor(Math.sqrt(n)));
      for (let from = 0; from < accounts; from++) {
        for (let to = 0; to < accounts; to++) ledger.add(day(from, accounts), from, to, 5_000);
      }
    }),
};

/** Days of a burst, from the first of n to the last. */
const day = (i: number, n: number) => NOON + (30 * i) / n;

function hub(n: number, isPaid: (i: number) => boolean): PaymentColumns {
  return filled(n, (ledger, random) => {
    for (let i = 0; i < n; i++) {
      const value = random.integer(1, 1e6);
      if (isPaid(i)) ledger.add(day(i, n), i + 1, 0, value);
      else ledger.add(day(i, n), 0, i + 1, value);
    }
  });
}

function anywhere(n: number, amountOf: (i: number) => number): PaymentColumns {
  return filled(n, (ledger, random) => {
    const accounts = Math.max(4, Math.floor(n / 20));
    for (let i = 0; i < n; i++) {
      const [from, to] = [random.integer(0, accounts - 1), random.integer(0, accounts - 1)];
      ledger.add(day(i, n), from, to, amountOf(i));
    }
  });
}

/** Layers of accounts, each of which pays all of the next the same amount. */
function layered(n: number, layers: number, step_days: number, closed: boolean): PaymentColumns {
  const gaps = closed ? layers : layers - 1;
  const width = Math.max(2, Math.floor(Math.sqrt(n / gaps)));
  return filled(gaps * width ** 2, (ledger) => {
    for (let gap = 0; gap < gaps; gap++) {
      for (let i = 0; i < width ** 2; i++) {
        const from = gap * width + Math.floor(i / width);
        const to = ((gap + 1) % layers) * width + (i % width);
        ledger.add(NOON + (gap + i / width ** 2) * step_days, from, to, 1_000_000);
      }
    }
  });
}

interface Ledger {
  add(at_days: number, from: number, to: number, value_minor: number): void;
}

/** A ledger of n payments by `fill`, and a tenth of that which people of other accounts make. */
function filled(
  n: number,
  fill: (ledger: Ledger, random: ReturnType<typeof seededRandom>) => void,
): PaymentColumns {
  const random = seededRandom('adversarial');
  const ordinary = Math.ceil(n / 10);
  const time = new Float64Array(n + ordinary);
  const ends = [new Int32Array(time.length), new Int32Array(time.length)] as const;
  const value = new Float64Array(time.length);
  let size = 0;
  let accounts = 0;
  const ledger: Ledger = {
    add(at_days, from, to, value_minor) {
      time[size] = START_MS + Math.round(at_days * DAY_MS);
      ends[0][size] = from;
      ends[1][size] = to;
      accounts = Math.max(accounts, from + 1, to + 1);
      value[size++] = value_minor;
    },
  };
  fill(ledger, random);
  const people = accounts;
  const count = Math.max(4, Math.floor(ordinary / 20));
  while (size < time.length) {
    const [from, to] = [random.integer(0, count - 1), random.integer(0, count - 1)];
    ledger.add(random.unit() * DAYS, people + from, people + to, random.integer(100, 1e6));
  }
  const order = Int32Array.from(time.keys()).sort(
    (a, b) => (time[a] as number) - (time[b] as number) || a - b,
  );
  const time_ms = Float64Array.from(order, (at) => time[at] as number);
  return {
    accounts,
    order_key: BigInt64Array.from(order, (_, i) => BigInt(i)),
    time_ms,
    debtor: Int32Array.from(order, (at) => ends[0][at] as number),
    creditor: Int32Array.from(order, (at) => ends[1][at] as number),
    value_minor: Float64Array.from(order, (at) => value[at] as number),
    ties: new Uint8Array(order.length).fill(1),
  };
}
