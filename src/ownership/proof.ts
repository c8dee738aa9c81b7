/** Why the 50 Percent Rule says what it says: a tree of stakes down from the listings. */
import { present } from '../base/index.js';
import type { BlockedPerson, Closure, Verdict } from './fifty-percent.js';
import { measuredShare, nameOf, UNNAMED } from './graph.js';
import { EDGE } from './pairs.js';
import { heldShare } from './spread.js';
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
  /** Stakes of owners that are partly held by blocked persons and not blocked: they count nothing. */
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
    if (node === undefined) return { ...base, ...leaf, held: NOTHING };
    const held = heldShare(graph, node, 'ownership', counts);
    if (repeated || listings.length > 0) return { ...base, ...leaf, held };
    const rows = stakesOf(node, counts);
    const stopped = isRoot || verdict === 'no' ? stoppedAt(node, counts) : [];
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

  /** Edges of counting owners, the largest stakes first. */
  function stakesOf(node: number, counts: (owner: number) => boolean): number[] {
    const { graph } = closure;
    const edges: number[] = [];
    for (let e = graph.ownersStart[node] ?? 0; e < (graph.ownersStart[node + 1] ?? 0); e++) {
      if (counts(graph.owner[e] as number) && owns(e)) edges.push(e);
    }
    return edges.sort((a, b) => (graph.most[b] as number) - (graph.most[a] as number));
  }

  function stoppedAt(node: number, counts: (owner: number) => boolean): number[] {
    const { graph, possible_level } = closure;
    const edges: number[] = [];
    for (let e = graph.ownersStart[node] ?? 0; e < (graph.ownersStart[node + 1] ?? 0); e++) {
      const owner = graph.owner[e] as number;
      if (owner === UNNAMED || counts(owner) || possible_level[owner] !== -1 || !owns(e)) continue;
      const isPartlyHeld = stakesOf(owner, (up) => up !== UNNAMED && possible_level[up] !== -1);
      if (isPartlyHeld.length > 0) edges.push(e);
    }
    return edges;
  }

  function owns(edge: number): boolean {
    return ((closure.graph.bits[edge] as number) & EDGE.owns) !== 0;
  }
}

const NOTHING: Share = {
  least: { num: 0n, den: 1n },
  most: { num: 0n, den: 1n },
  above: false,
  below: false,
};
