import { present } from '../base/index.js';
import type { Filing } from './filing.js';

/** One field that differs between two files of filings. */
export interface Difference {
  /** Which filing, from 1: of the second file, or of the first where the second lacks it. */
  readonly filing: number;
  readonly kind: 'added' | 'removed' | 'changed';
  /** `parties[2].names[0].family`; empty: the whole filing. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/**
 * What differs between two files of filings, field by field. Filings are paired by their own
 * reference where both files have it once, by their order otherwise; items of lists so that as much
 * as possible is the same.
 */
export function diffFilings(before: readonly Filing[], after: readonly Filing[]): Difference[] {
  return pairs(before, after).flatMap(([old, young]) => {
    const index = young ? after.indexOf(young) : before.indexOf(present(old, 'one of a pair'));
    const filing = 1 + index;
    return compare('', plain(old), plain(young)).map((each) => ({ filing, ...each }));
  });
}

type FieldDifference = Omit<Difference, 'filing'>;

function pairs(
  before: readonly Filing[],
  after: readonly Filing[],
): readonly (readonly [Filing | null, Filing | null])[] {
  const left = [...before];
  const take = (index: number): Filing | null => left.splice(index, 1)[0] ?? null;
  const named = new Map<Filing, Filing | null>();
  for (const each of after) {
    const isSame = ({ reference }: Filing) =>
      reference !== undefined && reference === each.reference;
    if (left.filter(isSame).length === 1 && after.filter(isSame).length === 1) {
      named.set(each, take(left.findIndex(isSame)));
    }
  }
  const found = after.map((each) => [named.get(each) ?? take(0), each] as const);
  return [...found, ...left.map((each) => [each, null] as const)];
}

/** Evidence is ours and stands in no file. */
function plain(filing: Filing | null): unknown {
  if (filing === null) return undefined;
  const { evidence: _, ...rest } = filing;
  return rest;
}

function compare(path: string, old: unknown, young: unknown): FieldDifference[] {
  const [before, after] = [said(old), said(young)];
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(path, before, after);
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) =>
      compare(path === '' ? key : `${path}.${key}`, before[key], after[key]),
    );
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  return [{ path, kind, before: shown(before), after: shown(after) }];
}

/** An empty list says nothing. */
function said(value: unknown): unknown {
  return Array.isArray(value) && value.length === 0 ? undefined : value;
}

/** Items that are the same are paired first, in order; what is left is paired by place. */
function compareLists(
  path: string,
  before: readonly unknown[],
  after: readonly unknown[],
): FieldDifference[] {
  const texts = before.map((item) => JSON.stringify(item));
  const free = new Map<string, number>();
  for (const text of texts) free.set(text, (free.get(text) ?? 0) + 1);
  const changed = after.flatMap((item, index) => {
    const text = JSON.stringify(item);
    const count = free.get(text) ?? 0;
    if (count === 0) return [{ item, index }];
    free.set(text, count - 1);
    return [];
  });
  const gone = before.filter((_, index) => {
    const text = texts[index] ?? '';
    const count = free.get(text) ?? 0;
    if (count > 0) free.set(text, count - 1);
    return count > 0;
  });
  const differing = changed.flatMap(({ item, index }, order) =>
    compare(`${path}[${index}]`, gone[order], item),
  );
  const removed = gone.slice(changed.length).map((item) => ({
    path: `${path}[]`,
    kind: 'removed' as const,
    before: shown(item),
    after: '',
  }));
  return [...differing, ...removed];
}

function shown(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
