/** Statements, gathered by the pair of owner and owned, and what each pair comes to. */
import { WHOLE, wholeParts } from './parts.js';
import { UNKNOWN_SHARE } from './share.js';
import { NOTES, type RowContext, type Stake, stakeOf } from './stake.js';
import type { Interest, Share } from './statement.js';

/** Statements in force, by subject and then by owner. */
export interface StatedRows {
  /** Subject s's statements are `stated[starts[s]]` …; indexes of interests. */
  readonly starts: Int32Array;
  readonly stated: Int32Array;
  /** Owner of each of `stated`. */
  readonly owners: Int32Array;
}

/** The edges of a graph. Arrays by edge, unless they say otherwise. */
export interface Pairs {
  readonly edges: number;
  /** Node n's owners are the edges `ownersStart[n]` … */
  readonly ownersStart: Int32Array;
  readonly owner: Int32Array;
  readonly subject: Int32Array;
  /** Bits of powers, notes and {@link EDGE}. */
  readonly bits: Int32Array;
  /** Ownership in {@link WHOLE}ths; meaningless where the bit `slow` is set. */
  readonly least: Float64Array;
  readonly most: Float64Array;
  /** Votes, or ownership where no votes are stated. */
  readonly leastVotes: Float64Array;
  readonly mostVotes: Float64Array;
  readonly statedStart: Int32Array;
  context(edge: number): RowContext;
}

/** Bits of an edge beside its powers and notes. */
export const EDGE = {
  owns: 1 << 16,
  votes: 1 << 17,
  above: 1 << 18,
  below: 1 << 19,
  votes_above: 1 << 20,
  votes_below: 1 << 21,
  /** A bound is no whole number of parts: it has to be computed with fractions. */
  slow: 1 << 22,
  /** An indirect stake whose chain is stated: it counts nothing of its own. */
  superseded: 1 << 23,
} as const;

const PLAIN: RowContext = { nominators: 0, nominee_share: null, is_held_whole: false };

/** Sorts statements by subject, then by owner, in the order given. */
export function rowsOfSubjects(
  nodes: number,
  valid: Int32Array,
  subjects: Int32Array,
  ownersGiven: Int32Array,
): StatedRows {
  const starts = new Int32Array(nodes + 1);
  for (const subject of subjects) starts[subject + 1] = (starts[subject + 1] as number) + 1;
  for (let node = 0; node < nodes; node++)
    starts[node + 1] = (starts[node + 1] as number) + (starts[node] as number);
  const filled = starts.slice();
  const order = new Int32Array(valid.length);
  subjects.forEach((subject, i) => {
    order[filled[subject] as number] = i;
    filled[subject] = (filled[subject] as number) + 1;
  });
  for (let node = 0; node < nodes; node++) {
    const row = order.subarray(starts[node], starts[node + 1]);
    if (row.length > 1)
      row.sort((a, b) => (ownersGiven[a] as number) - (ownersGiven[b] as number) || a - b);
  }
  return {
    starts,
    stated: order.map((i) => valid[i] as number),
    owners: order.map((i) => ownersGiven[i] as number),
  };
}

/** One edge for each pair, with its stake in parts. */
export function mergePairs(
  interests: readonly Interest[],
  rows: StatedRows,
  isArrangement: (node: number) => boolean,
): Pairs {
  const nodes = rows.starts.length - 1;
  const pairs = emptyPairs(nodes, rows.stated.length);
  const contexts = new Map<number, RowContext>();
  const { ownersStart, owner, subject, statedStart } = pairs;
  let edge = 0;
  for (let node = 0; node < nodes; node++) {
    ownersStart[node] = edge;
    const [first, end] = [rows.starts[node] as number, rows.starts[node + 1] as number];
    const context = first === end ? PLAIN : contextOf(interests, rows, node, isArrangement);
    if (context !== PLAIN) contexts.set(node, context);
    for (let from = first; from < end; edge++) {
      let to = from + 1;
      while (to < end && rows.owners[to] === rows.owners[from]) to++;
      owner[edge] = rows.owners[from] as number;
      subject[edge] = node;
      statedStart[edge] = from;
      const stated = rows.stated.subarray(from, to);
      const about = Array.from(stated, (index) => interests[index] as Interest);
      writeStake(pairs, edge, stakeOf(about, context));
      from = to;
    }
  }
  ownersStart[nodes] = edge;
  statedStart[edge] = rows.stated.length;
  const context = (at: number) => contexts.get(subject[at] as number) ?? PLAIN;
  return trimmed(pairs, edge, context);
}

type Arrays = Omit<Pairs, 'edges' | 'context'>;

function emptyPairs(nodes: number, statements: number): Arrays {
  return {
    ownersStart: new Int32Array(nodes + 1),
    owner: new Int32Array(statements),
    subject: new Int32Array(statements),
    bits: new Int32Array(statements),
    least: new Float64Array(statements),
    most: new Float64Array(statements),
    leastVotes: new Float64Array(statements),
    mostVotes: new Float64Array(statements),
    statedStart: new Int32Array(statements + 1),
  };
}

function trimmed(arrays: Arrays, edges: number, context: Pairs['context']): Pairs {
  return {
    edges,
    context,
    ownersStart: arrays.ownersStart,
    owner: arrays.owner.subarray(0, edges),
    subject: arrays.subject.subarray(0, edges),
    bits: arrays.bits.subarray(0, edges),
    least: arrays.least.subarray(0, edges),
    most: arrays.most.subarray(0, edges),
    leastVotes: arrays.leastVotes.subarray(0, edges),
    mostVotes: arrays.mostVotes.subarray(0, edges),
    statedStart: arrays.statedStart.subarray(0, edges + 1),
  };
}

function writeStake(pairs: Arrays, edge: number, stake: Stake): void {
  let { bits } = stake;
  const { ownership, votes } = stake;
  if (ownership) {
    bits |= EDGE.owns | (ownership.above ? EDGE.above : 0) | (ownership.below ? EDGE.below : 0);
    bits |= writeBounds(pairs.least, pairs.most, edge, ownership);
    // Held through others, or perhaps no ownership: possible, and nothing of it is certain.
    if ((bits & (NOTES.indirect | NOTES.kind_unknown)) !== 0) {
      pairs.least[edge] = 0;
      bits &= ~EDGE.above;
    }
  }
  const voted = votes ?? ownership;
  if (voted) {
    bits |= votes ? EDGE.votes : 0;
    bits |= (voted.above ? EDGE.votes_above : 0) | (voted.below ? EDGE.votes_below : 0);
    bits |= writeBounds(pairs.leastVotes, pairs.mostVotes, edge, voted);
  }
  pairs.bits[edge] = bits;
}

function writeBounds(least: Float64Array, most: Float64Array, edge: number, share: Share): number {
  const [low, high] = [wholeParts(share.least), wholeParts(share.most)];
  least[edge] = low ?? 0;
  most[edge] = high ?? WHOLE;
  return low === null || high === null ? EDGE.slow : 0;
}

/** Only nominees and nominators change what other statements of a row mean. */
function contextOf(
  interests: readonly Interest[],
  rows: StatedRows,
  node: number,
  isArrangement: (node: number) => boolean,
): RowContext {
  let [nominators, nominees, owners] = [0, 0, 0];
  let nominee_share: Share | null = null;
  for (let i = rows.starts[node] as number; i < (rows.starts[node + 1] as number); i++) {
    const { kind, share } = interests[rows.stated[i] as number] as Interest;
    if (kind === 'nominator') nominators++;
    else if (kind === 'shares') owners++;
    else if (kind === 'nominee') {
      nominees++;
      nominee_share = share ?? UNKNOWN_SHARE;
    }
  }
  if (nominators === 0) return PLAIN;
  return {
    nominators,
    nominee_share: nominees === 1 ? nominee_share : null,
    is_held_whole: isArrangement(node) || owners === 0,
  };
}
