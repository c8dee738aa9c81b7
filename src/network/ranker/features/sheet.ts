import type { PaymentGraph } from '../../graph/payment-graph.js';

/** What a feature's name stands for: a sentence of the messages, and the values it is said with. */
export interface FeatureMeaning {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/**
 * When a payment is judged: as it is known at the end of its instant (`at_once`), or by one who
 * looks back, and so also sees the days after it (`looking_back`).
 */
export type Sight = 'at_once' | 'looking_back';

/** What features are made from. Labels, names and ids are not among it. */
export interface FeatureInput {
  readonly graph: PaymentGraph;
  readonly sight: Sight;
  /** By payment: 1 from one institution to another, 0 within one, −1 unknown. */
  readonly crosses?: Int8Array;
}

/** Collects columns under their names: one row a payment of the graph. */
export interface Sheet {
  readonly rows: number;
  readonly names: string[];
  readonly columns: Float32Array[];
  readonly meanings: FeatureMeaning[];
  /** A new column of one value. */
  add(name: string, meaning: FeatureMeaning, start?: number): Float32Array;
}

export function createSheet(rows: number): Sheet {
  const names: string[] = [];
  const columns: Float32Array[] = [];
  const meanings: FeatureMeaning[] = [];
  return {
    rows,
    names,
    columns,
    meanings,
    add: (name, meaning, start = 0) => {
      const column = new Float32Array(rows);
      if (start !== 0) column.fill(start);
      names.push(name);
      columns.push(column);
      meanings.push(meaning);
      return column;
    },
  };
}

export const DAY_MS = 86_400_000;
/** How far one who looks back sees beyond a payment, all in all. */
export const SEEN_DAYS = 14;
/** How long one who looks back waits before calling a payment the only one of its pair. */
export const SETTLED_DAYS = 7;
/** So far beyond a payment other novel payments count: whether they are is then known in time. */
export const AHEAD_DAYS = SEEN_DAYS - SETTLED_DAYS;

/** A meaning whose values are plain words and numbers. */
export function meaning(key: string, values: FeatureMeaning['values'] = {}): FeatureMeaning {
  return { key: `network.feature.${key}`, values };
}
