import type { PaymentGraph } from './graph/payment-graph.js';
import type { Candidate, Found } from './instance.js';
import type { Past, Remembered } from './past.js';
import { type Changed, closeMemory, pastOf, type SearchMemory } from './search-memory.js';
import { createBurstFinder } from './shapes/bursts.js';
import { type AccountMemory, findByAccount } from './shapes/by-account.js';
import { type ChainMemory, findChains } from './shapes/chains.js';
import { findFunnels } from './shapes/funnels.js';
import { findLayers } from './shapes/layers.js';
import { findLongGathers } from './shapes/long-gathers.js';
import { findMirrors } from './shapes/mirrors.js';
import { findScatterGathers, type ScatterMemory } from './shapes/scatter-gather.js';
import { selectInstances } from './shapes/select.js';
import { gatherScatters, starsOf } from './shapes/stars.js';
import { type Background, createBackground } from './surprise/background.js';
import { closedPayments } from './surprise/closed.js';
import { rareAmounts } from './surprise/rare-amounts.js';

/** One family of shapes: what it looks for and how. */
export interface Finder {
  readonly name:
    | 'stars'
    | 'long_gathers'
    | 'scatter_gather'
    | 'paths'
    | 'layers'
    | 'funnels'
    | 'mirrors';
  /** What remembers nothing is searched whole each time. */
  find(
    graph: PaymentGraph,
    background: Background,
    past: Past<unknown> | null,
  ): Found | Remembered<unknown>;
}

const FINDERS: readonly Finder[] = [
  { name: 'stars', find: growing(findStars) },
  { name: 'long_gathers', find: growing(findLongGathers) },
  {
    name: 'scatter_gather',
    find: growing((graph, background, past: Past<ScatterMemory> | null) =>
      findScatterGathers(graph, background, undefined, past),
    ),
  },
  {
    name: 'paths',
    find: growing((graph, background, past: Past<ChainMemory> | null) =>
      findChains(graph, background, undefined, past),
    ),
  },
  { name: 'layers', find: growing(findLayers) },
  { name: 'funnels', find: findFunnels },
  { name: 'mirrors', find: findMirrors },
];

export interface FoundInstances {
  /** Most surprising first; each explains payments that no better one explains. */
  readonly instances: readonly Candidate[];
  /** By finder, searches that met a limit: what they left out is not known. */
  readonly truncated: Readonly<Record<string, number>>;
  /** What the next search can begin with; null where it must begin anew. */
  readonly memory: SearchMemory | null;
  /** Findings taken over from the search before; null: all was searched. */
  readonly kept: number | null;
}

export interface FindOptions {
  readonly finders?: readonly Finder[];
  readonly background?: Background;
  /** Instances of less surprise are not worth a look; 0: as likely chance as not. */
  readonly nats_min?: number;
  /** A former search of the same slice, and since when its payments may differ. */
  readonly former?: { readonly memory: SearchMemory; readonly from_ms: number };
  progress?(done: number, total: number): void;
}

/**
 * All laundering instances of a graph. Values and times are whatever the slice holds. With a former
 * search that can still be used, only what new payments can change is searched again; the answer is
 * the same.
 */
export function findInstances(graph: PaymentGraph, options: FindOptions = {}): FoundInstances {
  const past = options.former && !options.background ? pastOf(graph, options.former) : null;
  const grown = past && searchAll(graph, options, past);
  // Where a limit on all was met now, only a search of all can say what it leaves out.
  return grown?.memory ? grown : searchAll(graph, options, null);
}

function searchAll(
  graph: PaymentGraph,
  options: FindOptions,
  past: Changed | null,
): FoundInstances {
  const { finders = FINDERS, nats_min = 0 } = options;
  const background = options.background ?? createBackground(graph, closedPayments(graph));
  const truncated: Record<string, number> = {};
  const memories: Record<string, unknown> = {};
  const candidates: Candidate[] = [];
  let steps = 0;
  let kept = 0;
  finders.forEach(({ name, find }, done) => {
    options.progress?.(done, finders.length);
    const found = find(graph, background, past && { ...past, memory: past.memories[name] });
    truncated[name] = found.truncated;
    if ('memory' in found) {
      memories[name] = found.memory;
      steps += found.steps;
      kept += found.kept;
    }
    for (const candidate of found.candidates) {
      if (candidate.nats > nats_min) candidates.push(candidate);
    }
  });
  options.progress?.(finders.length, finders.length);
  return {
    instances: selectInstances(candidates, graph.time_ms.length),
    truncated,
    memory: Number.isFinite(steps) ? closeMemory(graph, background, memories) : null,
    kept: past && kept,
  };
}

/** The memory that a finder is given is the one that it left. */
function growing<Memory>(
  find: (
    graph: PaymentGraph,
    background: Background,
    past: Past<Memory> | null,
  ) => Remembered<Memory>,
): Finder['find'] {
  return (graph, background, past) => find(graph, background, past as Past<Memory> | null);
}

/** Account by account, so that of all those who have busy weeks only the surprising ones stay. */
function findStars(
  graph: PaymentGraph,
  background: Background,
  past: Past<AccountMemory> | null,
): Remembered<AccountMemory> {
  const amounts = rareAmounts(graph, background);
  const burstsIn = createBurstFinder(graph, background, amounts, 'in');
  const burstsOut = createBurstFinder(graph, background, amounts, 'out');
  return findByAccount(graph, past, (hub) => {
    const [ins, outs] = [burstsIn(hub), burstsOut(hub)];
    return [...starsOf(ins), ...starsOf(outs), ...gatherScatters(ins, outs)];
  });
}
