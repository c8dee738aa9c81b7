import type { PaymentGraph } from './graph/payment-graph.js';
import type { Candidate, Found } from './instance.js';
import { createBurstFinder } from './shapes/bursts.js';
import { findChains } from './shapes/chains.js';
import { findFunnels } from './shapes/funnels.js';
import { findLayers } from './shapes/layers.js';
import { findMirrors } from './shapes/mirrors.js';
import { findScatterGathers } from './shapes/scatter-gather.js';
import { selectInstances } from './shapes/select.js';
import { gatherScatters, starsOf } from './shapes/stars.js';
import { type Background, createBackground } from './surprise/background.js';
import { closedPayments } from './surprise/closed.js';
import { rareAmounts } from './surprise/rare-amounts.js';

/** One family of shapes: what it looks for and how. */
export interface Finder {
  readonly name: 'stars' | 'scatter_gather' | 'paths' | 'layers' | 'funnels' | 'mirrors';
  find(graph: PaymentGraph, background: Background): Found;
}

const FINDERS: readonly Finder[] = [
  { name: 'stars', find: findStars },
  { name: 'scatter_gather', find: findScatterGathers },
  { name: 'paths', find: (graph, background) => findChains(graph, background) },
  { name: 'layers', find: findLayers },
  { name: 'funnels', find: findFunnels },
  { name: 'mirrors', find: findMirrors },
];

export interface FoundInstances {
  /** Most surprising first; each explains payments that no better one explains. */
  readonly instances: readonly Candidate[];
  /** By finder, searches that met a limit: what they left out is not known. */
  readonly truncated: Readonly<Record<string, number>>;
}

export interface FindOptions {
  readonly finders?: readonly Finder[];
  readonly background?: Background;
  /** Instances of less surprise are not worth a look; 0: as likely chance as not. */
  readonly nats_min?: number;
  progress?(done: number, total: number): void;
}

/** All laundering instances of a graph. Values and times are whatever the slice holds. */
export function findInstances(graph: PaymentGraph, options: FindOptions = {}): FoundInstances {
  const { finders = FINDERS, nats_min = 0 } = options;
  const background = options.background ?? createBackground(graph, closedPayments(graph));
  const truncated: Record<string, number> = {};
  const candidates: Candidate[] = [];
  finders.forEach(({ name, find }, done) => {
    options.progress?.(done, finders.length);
    const found = find(graph, background);
    truncated[name] = found.truncated;
    for (const candidate of found.candidates) {
      if (candidate.nats > nats_min) candidates.push(candidate);
    }
  });
  options.progress?.(finders.length, finders.length);
  return { instances: selectInstances(candidates, graph.time_ms.length), truncated };
}

/** Account by account, so that of all those who have busy weeks only the surprising ones stay. */
function findStars(graph: PaymentGraph, background: Background): Found {
  const amounts = rareAmounts(graph, background);
  const burstsIn = createBurstFinder(graph, background, amounts, 'in');
  const burstsOut = createBurstFinder(graph, background, amounts, 'out');
  const candidates: Candidate[] = [];
  for (let hub = 0; hub < graph.accounts; hub++) {
    const [ins, outs] = [burstsIn(hub), burstsOut(hub)];
    candidates.push(...starsOf(ins), ...starsOf(outs), ...gatherScatters(ins, outs));
  }
  return { candidates, truncated: 0 };
}
