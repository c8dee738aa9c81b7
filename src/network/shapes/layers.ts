/** Layers: groups that pay groups, and what lies on one another of them and of lots. */
import type { PaymentGraph } from '../graph/payment-graph.js';
import type { Found } from '../instance.js';
import type { Background } from '../surprise/background.js';
import { findBipartites } from './bipartite.js';
import { layerView } from './layers-view.js';
import { findStacks } from './stack.js';

/** Bipartites and stacks; which of them explains its payments better is for `select` to say. */
export function findLayers(graph: PaymentGraph, background: Background): Found {
  const view = layerView(graph, background);
  const blocks = findBipartites(view);
  const stacks = findStacks(view, blocks.candidates);
  return {
    candidates: [...blocks.candidates, ...stacks.candidates],
    truncated: blocks.truncated + stacks.truncated,
  };
}
