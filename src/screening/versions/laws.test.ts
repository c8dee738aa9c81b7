import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Listing } from '../listing.js';
import { applyChanges, byCodeUnits, diffLines } from './changes.js';
import { collectLines } from './collect.js';
import { idOfLine, lineOf, listingOf } from './listing-line.js';
import { readLines, readSnapshot, readSnapshotFile } from './read-snapshot.js';
import { sampleInput, sampleListing } from './samples.js';
import { hashLines, snapshotFile, writeSnapshot } from './snapshot.js';

const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 8 });
const ids = fc.oneof(fc.constantFrom('1', '2', '10', '"', '\\', '\\"', '\n', '1#2'), text);
const listing = fc
  .record({
    id: ids,
    full: text,
    listed_on: fc.option(fc.constantFrom('2024-01-01', '2025-06-30')),
    programs: fc.array(fc.constantFrom('SDNTK', 'SDGT'), { maxLength: 2 }),
    properties: fc.dictionary(text, fc.array(text, { maxLength: 2 }), { maxKeys: 2 }),
  })
  .map(({ id, full, ...rest }) => sampleListing(id, full, rest));
const listings = fc.uniqueArray(listing, { selector: ({ id }) => id, maxLength: 8 });

test('a line is its listing, on one line of ASCII', () => {
  fc.assert(
    fc.property(listing, (given) => {
      const line = lineOf(given);
      expect(line).toMatch(/^[\x20-\x7e]+$/);
      expect(idOfLine(line)).toBe(given.id);
      expect(listingOf(line, given.list)).toEqual(given);
    }),
  );
});

test('changes from a to b, applied to a, are b', () => {
  fc.assert(
    fc.property(listings, listings, (a, b) => {
      const changes = diffLines('test_list', linesOf(a), linesOf(b));
      expect(applyChanges(changes, a)).toEqual(inOrder(b));
      expect(diffLines('test_list', linesOf(b), linesOf(b))).toEqual([]);
      for (const { kind, properties } of changes) {
        expect(properties.length > 0).toBe(kind === 'changed');
      }
    }),
  );
});

test('a delta leads to the same state as the whole list', async () => {
  await fc.assert(
    fc.asyncProperty(listings, listings, async (a, b) => {
      const entries = (async function* () {
        for (const { id } of a) if (!b.some((each) => each.id === id)) yield { remove: id };
        for (const put of b) yield { put };
      })();
      const delta = sampleInput([], { content: { kind: 'delta', onto: null, entries } });
      expect(await collectLines(delta, async () => linesOf(a))).toEqual(linesOf(b));
    }),
  );
});

test('the order of a file does not matter, nor an entry that it has twice', async () => {
  await fc.assert(
    fc.asyncProperty(listings, async (given) => {
      const twice = [...given, ...[...given].reverse()];
      const lines = await collectLines(sampleInput(twice), async () => []);
      expect(lines).toEqual(linesOf(given));
    }),
  );
});

test('entries of one id and different content are all kept', async () => {
  const entries = [
    sampleListing('1', 'B'),
    sampleListing('1', 'A'),
    sampleListing('1#2', 'C'),
    sampleListing('1', 'D'),
  ];
  const forwards = await collectLines(sampleInput(entries), async () => []);
  const backwards = await collectLines(sampleInput(entries.toReversed()), async () => []);
  expect(forwards.map(idOfLine)).toEqual(['1', '1#2', '1#3', '1#4']);
  expect(backwards).toEqual(forwards);
});

test('a snapshot holds what was written, across its blocks', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'puente-snapshot-'));
  const long = 'ñ'.repeat(100_000);
  const given = Array.from({ length: 9 }, (_, i) => sampleListing(`${i}`, `${i}${long}`));
  const lines = linesOf(given);
  const place = { folder, list: 'test_list', hash: hashLines(lines) };
  await writeSnapshot(place, lines);
  expect(await readLines(place)).toEqual(lines);
  const read: Listing[] = [];
  for await (const block of readSnapshot(place)) read.push(...block);
  expect(read).toEqual(given);
  expect([...readSnapshotFile(snapshotFile(place))]).toEqual(given);
  rmSync(folder, { recursive: true });
});

function linesOf(given: readonly Listing[]): string[] {
  return inOrder(given).map(lineOf);
}

function inOrder(given: readonly Listing[]): Listing[] {
  return [...given].sort((a, b) => byCodeUnits(a.id, b.id));
}
