import type { DocumentNode } from '../document/node.js';
import type { Filing } from '../filing.js';

/**
 * Where in a filing an element of its file is told: the place in which the filing differs once the
 * element is taken out of the file. Empty: the filing as a whole. `trail`: from the unit to it.
 */
export function filingPathOf(
  trail: readonly DocumentNode[],
  read: (unit: DocumentNode) => Filing,
): string {
  const [unit] = trail;
  if (!unit || trail.length < 2) return '';
  return differenceOf(read(unit), read(without(trail)), '');
}

/** The unit without the last element of the trail. */
function without(trail: readonly DocumentNode[]): DocumentNode {
  const [node, next, ...deeper] = trail;
  if (!node || !next) throw new Error('a trail of two at least');
  const children = node.children.flatMap((child) => {
    if (child !== next) return [child];
    return deeper.length === 0 ? [] : [without([next, ...deeper])];
  });
  return { ...node, children };
}

function differenceOf(before: unknown, after: unknown, path: string): string {
  if (Array.isArray(before) && Array.isArray(after)) {
    const changed = before.findIndex((each, index) => !isSame(each, after[index]));
    const here = `${path}[${changed}]`;
    if (changed < 0) return path;
    return before.length === after.length
      ? differenceOf(before[changed], after[changed], here)
      : here;
  }
  if (!isRecord(before) || !isRecord(after)) return path;
  const changed = Object.keys(before).filter((key) => !isSame(before[key], after[key]));
  const [key] = changed;
  if (key === undefined || changed.length > 1) return path;
  return differenceOf(before[key], after[key], path === '' ? key : `${path}.${key}`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
