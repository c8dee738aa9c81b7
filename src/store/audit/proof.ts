import { assert } from '../../base/index.js';
import { foldHashes, type Hash, nodeHash, type Range } from './tree.js';

/** The leaf at `position` is in the tree of `size` leaves: RFC 9162, section 2.1.3. */
export interface InclusionProof {
  readonly position: number;
  readonly size: number;
  readonly path: readonly Hash[];
}

/** The first `first` leaves of the tree of `second` leaves are the smaller tree: section 2.1.4. */
export interface ConsistencyProof {
  readonly first: number;
  readonly second: number;
  readonly path: readonly Hash[];
}

/** Ranges whose hashes make the inclusion path of a leaf, from the leaf to the root. */
export function inclusionRanges(position: number, size: number): Range[] {
  assert(position >= 0 && position < size, 'an included leaf lies inside the tree');
  const ranges: Range[] = [];
  let [low, high] = [0, size];
  while (high - low > 1) {
    const middle = low + largestPowerBelow(high - low);
    if (position < middle) {
      ranges.push({ low: middle, high });
      high = middle;
    } else {
      ranges.push({ low, high: middle });
      low = middle;
    }
  }
  return ranges.reverse();
}

/** Ranges whose hashes make the consistency path between two sizes; none from 0 or to itself. */
export function consistencyRanges(first: number, second: number): Range[] {
  assert(first >= 0 && first <= second, 'a log only grows');
  if (first === 0 || first === second) return [];
  const ranges: Range[] = [];
  let [low, high] = [0, second];
  while (high !== first) {
    const middle = low + largestPowerBelow(high - low);
    if (first <= middle) {
      ranges.push({ low: middle, high });
      high = middle;
    } else {
      ranges.push({ low, high: middle });
      low = middle;
    }
  }
  // The whole old tree is known to whoever asks; a part of it is not.
  if (low > 0) ranges.push({ low, high });
  return ranges.reverse();
}

/** Whether the proof leads from the leaf's hash to the root (RFC 9162, section 2.1.3.2). */
export function verifyInclusion(proof: InclusionProof, leaf: Hash, root: Hash): boolean {
  if (!isTreeSize(proof.size) || !isTreeSize(proof.position)) return false;
  if (proof.position >= proof.size) return false;
  let [fn, sn] = [proof.position, proof.size - 1];
  let hash = leaf;
  for (const step of proof.path) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      hash = nodeHash(step, hash);
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      hash = nodeHash(hash, step);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && hash.equals(root);
}

/** Whether the log of the first root was only appended to (RFC 9162, section 2.1.4.2). */
export function verifyConsistency(proof: ConsistencyProof, firstRoot: Hash, root: Hash): boolean {
  const { first, second } = proof;
  if (!isTreeSize(first) || !isTreeSize(second) || first > second) return false;
  if (first === 0) return proof.path.length === 0 && firstRoot.equals(foldHashes([]));
  if (first === second) return proof.path.length === 0 && firstRoot.equals(root);
  const path = isPowerOfTwo(first) ? [firstRoot, ...proof.path] : [...proof.path];
  const start = path.shift();
  if (start === undefined) return false;
  let [fn, sn] = [first - 1, second - 1];
  while (isOdd(fn)) [fn, sn] = [half(fn), half(sn)];
  let [old, whole] = [start, start];
  for (const step of path) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      old = nodeHash(step, old);
      whole = nodeHash(step, whole);
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      whole = nodeHash(whole, step);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && old.equals(firstRoot) && whole.equals(root);
}

/** The largest power of two smaller than n, for n of 2 or more: where the tree splits. */
function largestPowerBelow(n: number): number {
  return 2 ** Math.floor(Math.log2(n - 1));
}

function isPowerOfTwo(n: number): boolean {
  return 2 ** Math.floor(Math.log2(n)) === n;
}

/** Sizes come from files of others; arithmetic below is exact up to 2^53. */
function isTreeSize(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0;
}

const isOdd = (n: number) => n % 2 === 1;
const half = (n: number) => Math.floor(n / 2);
