/** Layers: groups that pay groups, and what lies on one another of them and of lots. */
import type { PaymentGraph } from '../graph/payment-graph.js';
import type { Past, Remembered } from '../past.js';
import type { Background } from '../surprise/background.js';
import { type BipartiteMemory, findBipartites, renumberBipartites } from './bipartite.js';
import { layerView } from './layers-view.js';
import { findStacks } from './stack.js';
import { type LotMemory, renumberLots } from './stack-lots.js';

export interface LayerMemory {
  readonly bipartites: BipartiteMemory;
  readonly lots: LotMemory;
}

/** Bipartites and stacks; which of them explains its payments better is for `select` to say. */
export function findLayers(
  graph: PaymentGraph,
  background: Background,
  past: Past<LayerMemory> | null = null,
): Remembered<LayerMemory> {
  const view = layerView(graph, background);
  const ofPast = <M>(memory: (whole: LayerMemory) => M): Past<M> | null =>
    past && { ...past, memory: memory(past.memory) };
  const blocks = findBipartites(
    view,
    undefined,
    ofPast(({ bipartites }) => bipartites),
  );
  const stacks = findStacks(
    view,
    blocks.candidates,
    undefined,
    ofPast(({ lots }) => lots),
  );
  return {
    candidates: [...blocks.candidates, ...stacks.candidates],
    truncated: blocks.truncated + stacks.truncated,
    memory: { bipartites: blocks.memory, lots: stacks.memory },
    steps: blocks.steps + stacks.steps,
    kept: blocks.kept + stacks.kept,
  };
}

export const renumberLayers = (
  { bipartites, lots }: LayerMemory,
  nodeOf: (node: number) => number,
): LayerMemory => ({
  bipartites: renumberBipartites(bipartites, nodeOf),
  lots: renumberLots(lots, nodeOf),
});
