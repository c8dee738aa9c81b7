import type { PaymentGraph } from '../graph/payment-graph.js';
import type { Background } from '../surprise/background.js';
import { type AccountLives, createLives } from './layers-life.js';
import { type SeldomRows, seldomRows } from './layers-rows.js';

/** What the finders of layers look at. */
export interface LayerView {
  readonly graph: PaymentGraph;
  readonly background: Background;
  readonly lives: AccountLives;
  readonly rows: SeldomRows;
}

/** 42 bytes a payment of a pair that pays seldom, 4 an account. */
export function layerView(graph: PaymentGraph, background: Background): LayerView {
  const lives = createLives(graph, background);
  return { graph, background, lives, rows: seldomRows(graph, background) };
}
