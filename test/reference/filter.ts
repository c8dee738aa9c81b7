import type { Bound, Filter, Operator } from '../../src/typology/index.js';
import { localTime } from './calendar.js';
import {
  and,
  both,
  type Fraction,
  fraction,
  type Kleene,
  minus,
  not,
  or,
  order,
  times,
  whole,
} from './exact.js';
import { type FieldValue, readAll } from './field.js';
import { dayOf, type Entry, timeOf, type World } from './world.js';

/** Whether a `where` holds at an entry; null is undetermined. */
export function holds(filter: Filter, e: Entry, world: World): Kleene {
  switch (filter.op) {
    case 'all':
      return and(filter.of.map((f) => holds(f, e, world)));
    case 'any':
      return or(filter.of.map((f) => holds(f, e, world)));
    case 'none':
      return not(or(filter.of.map((f) => holds(f, e, world))));
    case 'known':
      return readAll(filter.field, e, world).length > 0 === filter.known;
    case 'not_in':
      return not(holds({ ...filter, op: 'in' }, e, world));
    case 'hours':
      return inHours(localTime(timeOf(e.payment), filter.zone).hour, filter.from, filter.to);
    case 'weekdays':
      return filter.days.includes(localTime(timeOf(e.payment), filter.zone).weekday);
    default:
      return anyOf(readAll(filter.field, e, world), (value) => test(filter, value, e, world));
  }
}

type ValueTest = Exclude<Filter, { op: 'all' | 'any' | 'none' | 'known' | 'hours' | 'weekdays' }>;

/** "A test on an unknown value is undetermined"; of many values, one that matches is enough. */
function anyOf<V>(values: readonly V[], holdsFor: (value: V) => Kleene): Kleene {
  return values.length === 0 ? null : or(values.map(holdsFor));
}

function test(filter: ValueTest, value: NonNullable<FieldValue>, e: Entry, world: World): Kleene {
  switch (filter.op) {
    case 'in':
    case 'not_in':
      return filter.values.includes(value as string | boolean);
    case 'compare':
      return both(number(value), boundAt(filter.bound, e, world), (a, b) =>
        compare(a, filter.operator, b),
      );
    case 'near':
      return both(number(value), boundAt(filter.of, e, world), (a, limit) =>
        isNear(a, limit, fraction(filter.within.numerator, filter.within.denominator)),
      );
    case 'multiple_of':
      return value !== 0n && (value as bigint) % filter.of === 0n;
    case 'list':
      return listed(filter.list, e, world).includes(String(value));
    case 'words':
      return listed(filter.list, e, world).some((phrase) => stands(phrase, String(value)));
    case 'same':
      return anyOf(readAll(filter.other, e, world), (other) => other === value);
    case 'differs':
      return anyOf(readAll(filter.other, e, world), (other) => other !== value);
  }
}

const number = (value: NonNullable<FieldValue>) =>
  typeof value === 'bigint' ? whole(value) : null;

/** A value, or the amount of the law in force on the payment's UTC day; unknown where none is. */
export function boundAt(bound: Bound, e: Entry, world: World): Fraction | null {
  return 'law' in bound ? lawAt(bound.law, e, world) : fraction(bound.numerator, bound.denominator);
}

export function lawAt(name: string, e: Entry, world: World): Fraction | null {
  const day = dayOf(timeOf(e.payment));
  const amount = world.law.find(
    (law) => law.name === name && law.from <= day && (law.until === null || day <= law.until),
  );
  return amount ? whole(amount.minor) : null;
}

export function compare(a: Fraction, operator: Operator, b: Fraction): boolean {
  const sign = order(a, b);
  if (operator === '>=') return sign >= 0;
  if (operator === '>') return sign > 0;
  if (operator === '<=') return sign <= 0;
  if (operator === '<') return sign < 0;
  return operator === '==' ? sign === 0 : sign !== 0;
}

/** T·(1−r) ≤ value < T */
function isNear(value: Fraction, limit: Fraction, r: Fraction): boolean {
  const lowest = times(limit, minus(whole(1), r));
  return order(lowest, value) <= 0 && order(value, limit) < 0;
}

/** First hour included, last not; past midnight where the first is the later one. */
function inHours(hour: number, from: number, to: number): boolean {
  return from <= to ? from <= hour && hour < to : hour >= from || hour < to;
}

/** The values of a list on the payment's UTC day. */
function listed(list: string, e: Entry, world: World): readonly string[] {
  const day = dayOf(timeOf(e.payment));
  return world.lists
    .filter((one) => one.list === list)
    .filter(({ from, until }) => (from ?? day) <= day && day <= (until ?? day))
    .map((one) => one.value);
}

/** A word or phrase stands in a text as whole words, without case, accents or punctuation. */
function stands(phrase: string, text: string): boolean {
  return plain(phrase).trim() !== '' && plain(text).includes(plain(phrase));
}

function plain(text: string): string {
  const letters = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return ` ${letters.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;
}
