/** Why the 50 Percent Rule says what it says: a tree of stakes down from the listings. */
import { present } from '../base/index.js';
import type { BlockedPerson, Closure, Verdict } from './fifty-percent.js';
import { measuredShare, nameOf, type OwnershipGraph, ownerEdges, UNNAMED } from './graph.js';
import { heldShare } from './held.js';
import { EDGE } from './pairs.js';
import { NO_SHARE } from './share.js';
import type { Within } from './spread.js';
import type { Share, Source } from './statement.js';
import { type Circumstances, type Warning, warningsOf } from './warnings.js';

export interface Proof {
  readonly holder: string;
  readonly name: string;
  readonly verdict: Verdict;
  /** Listings of the holder itself. */
  readonly listings: readonly BlockedPerson[];
  /** Steps of the rule from a listing; null where it is not blocked. */
  readonly step: number | null;
  /** What the owners of `stakes` hold together. */
  readonly held: Share;
  /** Stakes that count: of owners blocked, or possibly blocked, in an earlier step. */
  readonly stakes: readonly ProofStake[];
  /** Stakes of owners partly held by blocked persons, and not blocked: they do not count. */
  readonly stopped: readonly ProofStake[];
  /** Stakes beyond the limit, which are counted in `held` and not shown. */
  readonly more: number;
  readonly warnings: readonly Warning[];
  /** Shown in full elsewhere in the tree, before this place. */
  readonly repeated: boolean;
}

export interface ProofStake {
  readonly owner: Proof;
  readonly share: Share;
  readonly statements: readonly { readonly id: string; readonly source: Source }[];
}

/** Larger trees are cut, and say how much is not shown. */
const STAKES_SHOWN_MAX = 50;
const PROOFS_MAX = 1_000;

/**
 * The proof for one holder. An owner stands in it only if the rule reached it in an earlier step,
 * so no organisation is among the reasons for itself.
 */
export function proveVerdict(closure: Closure, id: string, circumstances?: Circumstances): Proof {
  const shown = new Set<string>();
  return prove(id, true);

  function prove(holder: string, isRoot: boolean): Proof {
    const { graph, listed } = closure;
    const node = graph.node(holder);
    const verdict = closure.verdict(holder);
    const levels = verdict === 'blocked' ? closure.certain_level : closure.possible_level;
    const level = node === undefined ? -1 : (levels[node] as number);
    const listings = listed.get(holder) ?? [];
    const repeated = shown.has(holder) || shown.size >= PROOFS_MAX;
    shown.add(holder);
    const leaf = { stakes: [], stopped: [], more: 0, warnings: [], repeated };
    const name = node === undefined ? holder : nameOf(graph, node);
    const step = level === -1 ? null : level;
    const counts = (owner: number) =>
      owner !== UNNAMED && levels[owner] !== -1 && (level === -1 || (levels[owner] ?? 0) < level);
    const base = { holder, name, verdict, listings, step };
    if (node === undefined) return { ...base, ...leaf, held: NO_SHARE };
    const held = heldShare(graph, node, 'ownership', counts);
    if (repeated || listings.length > 0) return { ...base, ...leaf, held };
    const rows = stakesOf(graph, node, counts);
    const stopped = isRoot || verdict === 'no' ? stoppedAt(closure, node) : [];
    return {
      ...base,
      held,
      stakes: rows.slice(0, STAKES_SHOWN_MAX).map((edge) => proofStake(edge)),
      stopped: stopped.slice(0, STAKES_SHOWN_MAX).map((edge) => proofStake(edge)),
      more: Math.max(0, rows.length - STAKES_SHOWN_MAX),
      warnings: warningsOf(closure, holder, isRoot ? circumstances : undefined),
      repeated,
    };
  }

  function proofStake(edge: number): ProofStake {
    const { graph } = closure;
    return {
      owner: prove(present(graph.ids[graph.owner[edge] as number], 'owner'), false),
      share: measuredShare(graph, edge, 'ownership'),
      statements: graph.interestsOf(edge).map(({ id: statement, source }) => ({
        id: statement,
        source,
      })),
    };
  }
}

/** Edges of owners that count, the largest stakes first. */
function stakesOf(graph: OwnershipGraph, node: number, counts: Within): number[] {
  return ownerEdges(graph, node)
    .filter((edge) => owns(graph, edge) && counts(graph.owner[edge] as number))
    .sort((a, b) => (graph.most[b] as number) - (graph.most[a] as number));
}

/** Edges of owners that are not blocked, but have owners that are or may be. */
function stoppedAt({ graph, possible_level }: Closure, node: number): number[] {
  const isReached = (owner: number) => owner !== UNNAMED && possible_level[owner] !== -1;
  return ownerEdges(graph, node).filter((edge) => {
    const owner = graph.owner[edge] as number;
    if (owner === UNNAMED || isReached(owner) || !owns(graph, edge)) return false;
    return stakesOf(graph, owner, isReached).length > 0;
  });
}

function owns(graph: OwnershipGraph, edge: number): boolean {
  return ((graph.bits[edge] as number) & EDGE.owns) !== 0;
}
