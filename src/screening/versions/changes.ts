/** What changed between two states of a list. */
import { canonicalJson } from '../../store/index.js';
import type { Listing } from '../listing.js';
import { idOfLine, listingOf } from './listing-line.js';

/** An entry that came, went, or is otherwise than before. */
export interface ListingChange {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly id: string;
  /** Null where it was added. */
  readonly before: Listing | null;
  /** Null where it was removed. */
  readonly after: Listing | null;
  /** Names of the properties that differ, `properties.<name>` for those of the source; sorted. */
  readonly properties: readonly string[];
}

/** Compares two states as lines in order of their ids; only lines that differ are parsed. */
export function diffLines(
  list: string,
  before: readonly string[],
  after: readonly string[],
): ListingChange[] {
  const old = new Set(before);
  const fresh = new Set(after);
  const gone = new Map(before.filter((line) => !fresh.has(line)).map((l) => [idOfLine(l), l]));
  const come = new Map(after.filter((line) => !old.has(line)).map((l) => [idOfLine(l), l]));
  const ids = [...new Set([...gone.keys(), ...come.keys()])].sort(byCodeUnits);
  return ids.map((id) => changeOf(list, id, gone.get(id), come.get(id)));
}

/** The state after the changes: `applyChanges(changes from a to b, a)` is b, in order of ids. */
export function applyChanges(
  changes: readonly ListingChange[],
  before: readonly Listing[],
): Listing[] {
  const state = new Map(before.map((listing) => [listing.id, listing]));
  for (const { id, after } of changes) {
    if (after) state.set(id, after);
    else state.delete(id);
  }
  return [...state.values()].sort((a, b) => byCodeUnits(a.id, b.id));
}

/** How many entries came, went and changed. */
export function countChanges(changes: readonly ListingChange[]): {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
} {
  const of = (kind: ListingChange['kind']) => changes.filter((each) => each.kind === kind).length;
  return { added: of('added'), removed: of('removed'), changed: of('changed') };
}

/** The order of ids in a snapshot, the same on every machine. */
export function byCodeUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function changeOf(
  list: string,
  id: string,
  gone: string | undefined,
  come: string | undefined,
): ListingChange {
  const before = gone === undefined ? null : listingOf(gone, list);
  const after = come === undefined ? null : listingOf(come, list);
  if (before && after) {
    return { kind: 'changed', id, before, after, properties: differing(before, after) };
  }
  return { kind: after ? 'added' : 'removed', id, before, after, properties: [] };
}

function differing(before: Listing, after: Listing): string[] {
  const { properties: oldOnes, ...old } = before;
  const { properties: newOnes, ...fresh } = after;
  return [
    ...differingKeys({ ...old }, { ...fresh }),
    ...differingKeys(oldOnes, newOnes).map((name) => `properties.${name}`),
  ];
}

function differingKeys(
  a: Readonly<Record<string, unknown>>,
  b: Readonly<Record<string, unknown>>,
): string[] {
  // A source may call a column `valueOf`: only what is its own counts.
  const [old, fresh] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  const keys = [...new Set([...old.keys(), ...fresh.keys()])].sort(byCodeUnits);
  return keys.filter(
    (key) => canonicalJson(old.get(key) ?? null) !== canonicalJson(fresh.get(key) ?? null),
  );
}
