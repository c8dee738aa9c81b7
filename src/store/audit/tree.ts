import { createHash } from 'node:crypto';

/** A SHA-256 hash: 32 bytes. */
export type Hash = Buffer;

/** A complete subtree: it covers leaves `position × 2^level` up to `(position + 1) × 2^level`. */
export interface Subtree {
  readonly level: number;
  readonly position: number;
}

export interface HashedSubtree extends Subtree {
  readonly hash: Hash;
}

/** Leaves `low` up to, not including, `high`. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/**
 * The Merkle tree of RFC 9162, section 2.1.1. The two prefixes keep a leaf from passing for a node.
 */
export function leafHash(entry: string | Uint8Array): Hash {
  return createHash('sha256').update(LEAF_PREFIX).update(entry).digest();
}

export function nodeHash(left: Hash, right: Hash): Hash {
  return createHash('sha256').update(NODE_PREFIX).update(left).update(right).digest();
}

/**
 * The complete subtrees that a range falls into, largest first. The range is one that the tree has:
 * it begins at a multiple of its largest subtree.
 */
export function subtreesOf(range: Range): Subtree[] {
  const subtrees: Subtree[] = [];
  let low = range.low;
  while (low < range.high) {
    const level = Math.floor(Math.log2(range.high - low));
    subtrees.push({ level, position: low / 2 ** level });
    low += 2 ** level;
  }
  return subtrees;
}

/** The hash of a range from those of its {@link subtreesOf}; of no leaves, the hash of nothing. */
export function foldHashes(hashes: readonly Hash[]): Hash {
  const last = hashes.at(-1);
  if (last === undefined) return createHash('sha256').digest();
  return hashes.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
}

/**
 * Adds leaf number `size` to a tree whose complete subtrees, largest first, are `frontier`, and
 * changes that to the larger tree's. Returns the subtrees that became complete, the leaf first:
 * they never change again, so that a log keeps them and hashes nothing twice.
 */
export function growFrontier(frontier: HashedSubtree[], size: number, leaf: Hash): HashedSubtree[] {
  let last: HashedSubtree = { level: 0, position: size, hash: leaf };
  const completed = [last];
  for (let left = frontier.at(-1); left?.level === last.level; left = frontier.at(-1)) {
    frontier.pop();
    const hash = nodeHash(left.hash, last.hash);
    last = { level: left.level + 1, position: left.position / 2, hash };
    completed.push(last);
  }
  frontier.push(last);
  return completed;
}

const LEAF_PREFIX = Uint8Array.of(0);
const NODE_PREFIX = Uint8Array.of(1);
