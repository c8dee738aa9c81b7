import fc from 'fast-check';
import { expect, test } from 'vitest';
import { consistencyRanges, inclusionRanges, verifyConsistency, verifyInclusion } from './proof.js';
import type { Range } from './tree.js';
import {
  foldHashes,
  growFrontier,
  type Hash,
  type HashedSubtree,
  leafHash,
  nodeHash,
} from './tree.js';

/** The tree that certificate-transparency's tests and many others are held to: leaves and roots. */
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const published = LEAVES.map((hex) => leafHash(Buffer.from(hex, 'hex')));
const many = Array.from({ length: 65 }, (_, i) => leafHash(`entry ${i}`));

test('roots of the published tree', () => {
  const frontier: HashedSubtree[] = [];
  const roots = [rootOf(frontier)];
  for (const [size, leaf] of published.entries()) {
    growFrontier(frontier, size, leaf);
    roots.push(rootOf(frontier));
  }
  expect(roots.map((root) => root.toString('hex'))).toEqual(ROOTS);
});

test.each([
  [0, 1, []],
  [0, 8, ['96a296d2', '5f083f0a', '6b47aaf2']],
  [5, 8, ['bc1a0643', 'ca854ea1', 'd37ee418']],
  [2, 3, ['fac54203']],
  [1, 5, ['6e340b9c', '5f083f0a', 'bc1a0643']],
])('published inclusion path of leaf %i in %i', (position, size, path) => {
  expect(hashesOf(published, inclusionRanges(position, size)).map(short)).toEqual(path);
});

test.each([
  [1, 1, []],
  [1, 8, ['96a296d2', '5f083f0a', '6b47aaf2']],
  [6, 8, ['0ebc5d34', 'ca854ea1', 'd37ee418']],
  [2, 5, ['5f083f0a', 'bc1a0643']],
])('published consistency path from %i to %i', (first, second, path) => {
  expect(hashesOf(published, consistencyRanges(first, second)).map(short)).toEqual(path);
});

test('every leaf of every size up to 64 is proven, and nothing else is', () => {
  for (let size = 1; size <= 64; size++) {
    const root = definition(many.slice(0, size));
    for (let position = 0; position < size; position++) {
      const path = hashesOf(many, inclusionRanges(position, size));
      const proof = { position, size, path };
      const leaf = at(position);
      expect(verifyInclusion(proof, leaf, root)).toBe(true);
      expect(verifyInclusion(proof, at(position + 1), root)).toBe(false);
      expect(verifyInclusion({ ...proof, position: (position + 1) % size }, leaf, root)).toBe(
        size === 1,
      );
      expect(verifyInclusion({ ...proof, path: [...path, leaf] }, leaf, root)).toBe(false);
      if (size > 1) {
        expect(verifyInclusion({ ...proof, path: path.slice(1) }, leaf, root)).toBe(false);
      }
    }
  }
});

test('every pair of sizes up to 64 is proven consistent, and no other past is', () => {
  for (let second = 1; second <= 64; second++) {
    const root = definition(many.slice(0, second));
    for (let first = 0; first <= second; first++) {
      const path = hashesOf(many, consistencyRanges(first, second));
      const old = definition(many.slice(0, first));
      const proof = { first, second, path };
      expect(verifyConsistency(proof, old, root)).toBe(true);
      const other = definition([...many.slice(0, Math.max(0, first - 1)), leafHash('changed')]);
      expect(verifyConsistency(proof, other, root)).toBe(false);
      expect(verifyConsistency({ ...proof, path: [...path, old] }, old, root)).toBe(false);
    }
  }
});

test('one changed bit anywhere in a proof is caught', () => {
  const sizes = fc.integer({ min: 2, max: 64 });
  const pick = fc.nat();
  fc.assert(
    fc.property(sizes, pick, pick, fc.nat(255), (size, a, b, bit) => {
      const root = definition(many.slice(0, size));
      const position = a % size;
      const path = flip(hashesOf(many, inclusionRanges(position, size)), b, bit);
      expect(verifyInclusion({ position, size, path }, at(position), root)).toBe(false);
      const first = 1 + (a % (size - 1));
      const steps = flip(hashesOf(many, consistencyRanges(first, size)), b, bit);
      const old = definition(many.slice(0, first));
      expect(verifyConsistency({ first, second: size, path: steps }, old, root)).toBe(false);
    }),
  );
});

test('sizes that are no sizes are refused', () => {
  const root = at(0);
  for (const size of [-1, 0.5, Number.NaN, 2 ** 60]) {
    expect(verifyInclusion({ position: 0, size, path: [] }, root, root)).toBe(false);
    expect(verifyConsistency({ first: size, second: size, path: [] }, root, root)).toBe(false);
  }
});

/** RFC 9162, section 2.1.1, word for word. */
function definition(leaves: readonly Hash[]): Hash {
  if (leaves.length <= 1) return leaves[0] ?? foldHashes([]);
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(definition(leaves.slice(0, k)), definition(leaves.slice(k)));
}

function hashesOf(leaves: readonly Hash[], ranges: readonly Range[]): Hash[] {
  return ranges.map(({ low, high }) => definition(leaves.slice(low, high)));
}

function flip(path: readonly Hash[], which: number, bit: number): Hash[] {
  const changed = path.map((hash) => Buffer.from(hash));
  const target = changed[which % changed.length];
  if (target) target[bit >> 3] = (target[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return changed;
}

function rootOf(frontier: readonly HashedSubtree[]): Hash {
  return foldHashes(frontier.map((subtree) => subtree.hash));
}

function at(position: number): Hash {
  return many[position] ?? leafHash('none');
}

const short = (hash: Hash) => hash.toString('hex').slice(0, 8);
