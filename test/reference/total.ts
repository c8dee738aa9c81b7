import { type Fraction, plus, whole } from './exact.js';
import { readAll } from './field.js';
import type { Entry, World } from './world.js';

/** The measures that peers may be compared in. */
export type Counted =
  | { readonly kind: 'count' | 'sum' }
  | { readonly kind: 'distinct'; readonly field: string };

/** A count, sum or number of different values over given entries. */
export function valueOver(measure: Counted, entries: readonly Entry[], world: World): Fraction {
  if ('field' in measure) return distinct(measure.field, entries, world);
  return measure.kind === 'count' ? whole(entries.length) : sum(amounts(entries));
}

export const amount = (e: Entry) =>
  e.payment.value_minor === null ? null : whole(e.payment.value_minor);
export const amounts = (entries: readonly Entry[]) =>
  entries.map(amount).filter((value): value is Fraction => value !== null);
export const sum = (values: readonly Fraction[]) => values.reduce(plus, whole(0));

/** "Number of different known values of f." */
export function distinct(field: string, entries: readonly Entry[], world: World): Fraction {
  return whole(new Set(entries.flatMap((e) => readAll(field, e, world))).size);
}
