import { DAY_MS, type Day } from './calendar.js';
import type { Cast, Holder, Row } from './cast.js';
import { createCaster } from './casting.js';
import type { Draw } from './draw.js';
import { type Movement, transferRail } from './movement.js';
import type { Rates } from './rates.js';
import { createSerials } from './serial.js';
import { local } from './setup.js';
import {
  type Act,
  actTime,
  type Label,
  type Scheme,
  type SchemeKind,
  type Stage,
} from './stage.js';

/** A payment with its id, ready for its day. */
export interface Planned {
  readonly id: string;
  readonly movement: Movement;
  /** The innocent behaviour that it is part of; schemes have none. */
  readonly behaviour?: string | undefined;
}

export interface Planting {
  readonly seed: string;
  readonly cast: Cast;
  readonly calendar: readonly Day[];
  readonly rates: Rates;
  readonly difficulty: number;
  readonly indicators: Row[];
  readonly listings: Row[];
}

export interface Planted {
  readonly scheme: Scheme;
  readonly labels: readonly Label[];
  readonly planned: readonly Planned[];
}

/** Plays one instance of a kind. `block` is its range of ids and `n` its number within the kind. */
export function plant(
  on: Planting,
  kind: SchemeKind,
  draw: Draw,
  block: number,
  n: number,
): Planted {
  const id = `${kind.id}-${n + 1}`;
  const members = new Set<string>();
  const subjects = new Map<string, Holder>();
  const evasions: string[] = [];
  const parameters: Record<string, number> = {};
  const acts: (Planned & { readonly isCover: boolean })[] = [];
  const stage = stageOf(on, draw, block, { members, subjects, evasions, parameters, acts });
  kind.plan(stage);
  const labelled = acts.filter((act) => !act.isCover);
  const labels = labelled.map(({ id: payment_id, movement }) => {
    const ends = [movement.to, movement.from].map((end) => end?.account_id ?? '');
    const account = ends.find((end) => subjects.has(end)) ?? ends.find((end) => members.has(end));
    return { payment_id, scheme_id: id, scheme_kind: kind.id, account: account ?? '' };
  });
  const named = [...subjects.values()];
  const parties = [...new Set(named.map((holder) => holder.party_id))];
  const times = labelled.map((act) => act.movement.at);
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  const scheme: Scheme = {
    id,
    kind: kind.id,
    area: kind.area,
    subjects: [
      ...named.map((holder) => ({ kind: 'account' as const, id: holder.account_id })),
      ...parties.map((party) => ({ kind: 'party' as const, id: party })),
    ],
    members: [...members],
    description: kind.description,
    parameters,
    evasions,
    first_day: times.length > 0 ? day(times.reduce((a, b) => Math.min(a, b))) : '',
    last_day: times.length > 0 ? day(times.reduce((a, b) => Math.max(a, b))) : '',
    payments: labels.length,
  };
  return { scheme, labels, planned: acts };
}

interface Notes {
  readonly members: Set<string>;
  readonly subjects: Map<string, Holder>;
  readonly evasions: string[];
  readonly parameters: Record<string, number>;
  readonly acts: (Planned & { readonly isCover: boolean })[];
}

type Performance = [Holder | null, Holder | null, number, number, number, Act];

function stageOf(on: Planting, draw: Draw, block: number, notes: Notes): Stage {
  const { cast, calendar, difficulty, rates } = on;
  const start = calendar[0]?.start_ms ?? 0;
  const serials = createSerials(on.seed, block);
  const caster = createCaster(cast, draw.fork('cast'), serials, start);
  const bit = draw.fork('evasions');
  const end = start + calendar.length * DAY_MS;
  const join = (holder: Holder) => {
    notes.members.add(holder.account_id);
    return holder;
  };
  const book = (movement: Movement, isCover: boolean) => {
    // What falls outside the year did not happen; a label never points to it.
    if (!(movement.at >= start && movement.at < end) || movement.minor < 1) return;
    notes.acts.push({ id: serials.payment(), movement, isCover });
  };
  const perform = (isCover: boolean, ...[from, to, day, hour, minor, act]: Performance) => {
    // Abroad has no clock of its own here: the payee's bank books it in its own hours.
    const isAway = from?.city.zone === 'utc' && to !== null && to.city.zone !== 'utc';
    const who = isAway ? to : (from ?? to);
    if (!who) return;
    const at = actTime(calendar, day, hour, who) + draw.integer(0, 1199) * 1000;
    const rail = act.rail ?? (from && to ? transferRail(from, to) : 'cash');
    book({ ...act, at, from, to, minor: Math.round(minor), rail }, isCover);
  };
  return {
    draw,
    cast,
    days: calendar.length,
    rates,
    begin: (length) => draw.integer(5, Math.max(6, calendar.length - length - 5)),
    person: (options) => join(caster.person(options)),
    company: (options) => join(caster.company(options)),
    outsider: (options) => join(caster.outsider(options)),
    account: (holder, kind, bank) => join(caster.account(holder, kind, bank)),
    interest: (subject, owner, share) => caster.interest(subject, owner, 'shares', share),
    stranger: (options) => caster.outsider(options),
    crowd(role, count, country) {
      const all = cast.role(role);
      const near = country === undefined ? all : all.filter((h) => h.country === country);
      return draw.sample(near, count);
    },
    subject(...holders) {
      for (const holder of holders) notes.subjects.set(holder.account_id, holder);
    },
    pay: (from, to, day, hour, minor, act = {}) => perform(false, from, to, day, hour, minor, act),
    usual: (from, to, day, hour, minor, act = {}) => perform(true, from, to, day, hour, minor, act),
    cover: (holder, first, last) =>
      cover(
        { draw: draw.fork(`cover/${holder.account_id}`), cast, calendar, book },
        holder,
        first,
        last,
      ),
    parameter(name, low, high) {
      const value = draw.integer(low, high);
      notes.parameters[name] = value;
      return value;
    },
    evades(name, probability) {
      const does = bit.chance(Math.min(1, probability * 2 * difficulty));
      if (does) notes.evasions.push(name);
      return does;
    },
    indicator: (row) => void on.indicators.push(row),
    listing: (row) => void on.listings.push(row),
  };
}

interface Covering {
  readonly draw: Draw;
  readonly cast: Cast;
  readonly calendar: readonly Day[];
  readonly book: (movement: Movement, isCover: boolean) => void;
}

/** Groceries, bills and small suppliers: what a person or a firm pays anyway. */
function cover(on: Covering, from: Holder, first: number, last: number): void {
  const { draw, cast, calendar, book } = on;
  const country = from.country === 'MX' ? 'mx' : 'us';
  const keys = from.sector
    ? (['utility', 'fuel', 'retail', 'tax'] as const)
    : (['grocer', 'diner', 'utility', 'retail', 'pharmacy'] as const);
  for (let day = Math.max(0, first); day <= last; day++) {
    if (!draw.chance(from.sector ? 0.09 : 0.12)) continue;
    const to = cast.fixture(`${draw.pick(keys)}_${country}`);
    const isBill = to.sector === 'utilities' || to.sector === 'government';
    const rail = isBill ? transferRail(from, to) : 'card';
    const at = actTime(calendar, day, draw.between(9, 20), from);
    const minor = local(from, draw.amount(from.sector ? 190_00 : 46_00, 0.6));
    const purpose = to.sector === 'utilities' ? 'utilities' : isBill ? 'tax' : 'purchase';
    book({ at, from, to, minor, rail, purpose }, true);
  }
}
