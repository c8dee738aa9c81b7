import type { Row } from './cast.js';
import type { Planned } from './plant.js';
import type { Label, Scheme } from './stage.js';

export interface WorldOptions {
  /** The same seed gives the same bytes. */
  readonly seed: string;
  /** All kinds, none, or the ids of some. */
  readonly schemes: boolean | readonly string[];
  /** 1 is about 9,000 accounts at our banks; 10 is ten times as many people and payments. */
  readonly scale?: number;
  /** First day. */
  readonly from?: string;
  readonly days?: number;
  /** 0 … 1: how often schemes evade (split, delay, mix, odd amounts); 0.5 by default. */
  readonly difficulty?: number;
}

/** A year of four banks. `payments` runs once, in order (time, id), and holds one day at a time. */
export interface World {
  /** Tables by noun, without payments: rows with the model's field names. */
  readonly tables: Readonly<Record<string, readonly Row[]>>;
  readonly schemes: readonly Scheme[];
  readonly labels: readonly Label[];
  /** Payments with their ids and the line of `payment.csv`. */
  payments(): Generator<Planned & { readonly line: string }>;
}
