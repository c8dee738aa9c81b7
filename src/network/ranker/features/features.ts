import type { FeatureTable } from '../boosting/feature-table.js';
import { addAccounts } from './accounts.js';
import { addCarriers } from './carriers.js';
import { addCircuits } from './circuits.js';
import { addMatches, addNeighbours } from './neighbours.js';
import { novelGraphOf } from './novel-graph.js';
import { addPairs, novelPayments, pairsOf } from './pairs.js';
import { createSheet, type FeatureInput, type FeatureMeaning } from './sheet.js';
import { addTrails } from './trails.js';
import { addWindows } from './windows.js';

/** Features of a graph's payments, a row each, and what each column means. */
export interface PaymentFeatures extends FeatureTable {
  readonly meanings: readonly FeatureMeaning[];
}

/**
 * All features of all payments of a graph, from times, values and who paid whom alone: no label, no
 * name, no id and no date is among them, so that nothing but behaviour can be learned. The work is
 * linear in payments times windows; what is looked at around a payment is bounded (see each part).
 */
export function paymentFeatures(input: FeatureInput): PaymentFeatures {
  const { graph, sight } = input;
  const sheet = createSheet(graph.time_ms.length);
  const pairs = pairsOf(graph);
  const chosen = novelPayments(input, pairs);
  const novel = novelGraphOf(graph, chosen);
  addAccounts(sheet, input);
  addPairs(sheet, input, pairs);
  addWindows(sheet, input, {
    name: 'payments',
    days_before: [1, 3, 7, 14, 30, 0],
    days_after: [3, 7, 14],
    with_value: true,
  });
  addWindows(sheet, input, {
    name: 'novel',
    days_before: [7, 14, 30, 60, 0],
    days_after: [3, 7],
    with_value: false,
    chosen,
  });
  addTrails(sheet, novel);
  addCarriers(sheet, novel, sight);
  addCircuits(sheet, novel, sight);
  addNeighbours(sheet, novel, sight);
  addMatches(sheet, { ...novel, outgoing: graph.outgoing, incoming: graph.incoming }, sight);
  return sheet;
}
