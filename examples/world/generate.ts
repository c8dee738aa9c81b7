import { assert } from '../../src/base/index.js';
import { BANKS, RELATIONSHIPS } from './banks.js';
import { createCalendar, DAY_MS, type Day } from './calendar.js';
import { type Cast, createCast } from './cast.js';
import { createCaster } from './casting.js';
import { createDraw } from './draw.js';
import { castFixtures } from './fixtures.js';
import { behaviours } from './innocent/index.js';
import { baseIndicators, baseListings } from './lists.js';
import { type Movement, paymentLine } from './movement.js';
import type { World, WorldOptions } from './options.js';
import { type Planned, type Planted, plant } from './plant.js';
import { createRates } from './rates.js';
import { SCHEME_KINDS } from './schemes/index.js';
import { createSerials, type Serials } from './serial.js';
import type { Daily } from './setup.js';

/**
 * The living example: two banks of the United States and two of Mexico for a year. Every name,
 * account and list is invented. Innocent life and each scheme have their own randomness and ids, so
 * a world without schemes is the same world, byte for byte, minus the planted payments.
 */
export function generateWorld(options: WorldOptions): World {
  const { seed, scale = 1, from = '2025-01-01', days = 365 } = options;
  assert(scale >= 0.05 && days > 0, 'scale is at least 0.05, days above zero');
  const calendar = createCalendar(from, days);
  const start_ms = Date.parse(`${from}T00:00:00Z`);
  const cast = createCast();
  const serials = createSerials(seed, 0);
  const rates = createRates(createDraw(`${seed}/rates`), start_ms, days);
  const dailies = castInnocents(cast, seed, scale, start_ms, serials);
  const indicators = baseIndicators();
  const listings = baseListings();
  const planted = plantAll(options, scale, { cast, calendar, rates, indicators, listings });
  return {
    tables: {
      institution: BANKS.map(({ cities: _, ...institution }) => institution),
      party: cast.parties,
      account: cast.accounts,
      place: cast.places,
      device: cast.devices,
      fx_rate: rates.rows,
      indicator: indicators,
      interest: cast.interests,
      relationship: RELATIONSHIPS,
      listing: listings,
    },
    schemes: planted.map((instance) => instance.scheme),
    labels: planted.flatMap((instance) => instance.labels),
    *payments() {
      const plans = planted.flatMap((instance) => instance.planned);
      for (const [day, payments] of inOrder(calendar, dailies, plans, serials)) {
        for (const { id, movement, behaviour } of payments) {
          yield { id, movement, behaviour, line: paymentLine(id, movement, rates, day) };
        }
      }
    },
  };
}

function castInnocents(
  cast: Cast,
  seed: string,
  scale: number,
  start_ms: number,
  serials: Serials,
): readonly Innocents[] {
  const casting = createDraw(`${seed}/cast`);
  castFixtures(cast, createCaster(cast, casting.fork('fixtures'), serials, start_ms));
  const count = (n: number) => Math.max(1, Math.round(n * scale));
  return behaviours(start_ms).map(([label, behaviour]) => {
    const draw = createDraw(`${seed}/innocent/${label}`);
    const caster = createCaster(cast, casting.fork(label), serials, start_ms);
    return { label, live: behaviour({ draw, cast, caster, count }) };
  });
}

interface Innocents {
  readonly label: string;
  readonly live: Daily;
}

type Ground = Omit<Parameters<typeof plant>[0], 'seed' | 'difficulty'>;

function plantAll(options: WorldOptions, scale: number, ground: Ground): readonly Planted[] {
  const { seed, schemes, difficulty = 0.5 } = options;
  const known = SCHEME_KINDS.map((kind) => kind.id);
  const wanted = schemes === true ? known : schemes === false ? [] : schemes;
  for (const id of wanted) assert(known.includes(id), `scheme kind ${id} exists`);
  const copies = Math.max(1, Math.round(scale));
  return SCHEME_KINDS.flatMap((kind, index) =>
    Array.from({ length: wanted.includes(kind.id) ? copies : 0 }, (_, n) => {
      const block = 1 + index + n * SCHEME_KINDS.length;
      const draw = createDraw(`${seed}/scheme/${kind.id}/${n}`);
      return plant({ seed, difficulty, ...ground }, kind, draw, block, n);
    }),
  );
}

/**
 * Payments day by day (UTC), each day in order (time, id). Local days begin at or after midnight
 * UTC in the west, so once a local day is lived, its UTC day is complete.
 */
function* inOrder(
  calendar: readonly Day[],
  dailies: readonly Innocents[],
  plans: readonly Planned[],
  serials: Serials,
): Generator<readonly [Day, readonly Planned[]]> {
  const first = calendar[0]?.start_ms ?? 0;
  const waiting: (Planned[] | undefined)[] = calendar.map(() => []);
  const keep = (planned: Planned) =>
    waiting[Math.floor((planned.movement.at - first) / DAY_MS)]?.push(planned);
  for (const planned of plans) keep(planned);
  const lives = dailies.map(({ label, live }) => {
    const pay = (movement: Movement) => {
      const id = serials.payment();
      if (movement.minor > 0) keep({ id, movement, behaviour: label });
    };
    return (day: Day) => live(day, pay);
  });
  for (const day of calendar) {
    for (const live of lives) live(day);
    const ready = waiting[day.index] ?? [];
    waiting[day.index] = undefined;
    yield [day, ready.sort(byTimeAndId)];
  }
}

function byTimeAndId(a: Planned, b: Planned): number {
  return a.movement.at - b.movement.at || (a.id < b.id ? -1 : 1);
}
