import type { Loss } from '../format.js';

/**
 * What of a filing is not in the one that was read back from what was written of it: each value
 * that is missing is dropped, each that differs was changed. The order in lists may differ, since
 * forms order parties and numbers their own way; evidence and ids of payments never leave us.
 */
export function lossesBetween(before: object, after: object): Loss[] {
  const losses: Loss[] = [];
  compare('', before, after, losses);
  return losses;
}

const OURS = new Set(['evidence', 'operations[].payments']);

function compare(path: string, before: unknown, after: unknown, losses: Loss[]): void {
  if (before === undefined || before === '' || OURS.has(path.replaceAll(/\d+/g, ''))) return;
  if (Array.isArray(before)) {
    compareLists(path, before, list(after), losses);
    return;
  }
  if (isObject(before)) {
    const other = isObject(after) ? after : {};
    for (const [key, value] of Object.entries(before)) {
      compare(path === '' ? key : `${path}.${key}`, value, other[key], losses);
    }
    return;
  }
  if (before === after) return;
  const kind = after === undefined ? 'dropped' : 'transliterated';
  losses.push({ path, kind, from: String(before), to: after === undefined ? '' : String(after) });
}

/** Each item is compared with the first one left that says nothing but what it says. */
function compareLists(
  path: string,
  before: readonly unknown[],
  after: readonly unknown[],
  losses: Loss[],
): void {
  const left = [...after];
  for (const [index, item] of before.entries()) {
    const at = left.findIndex((other) => saysNoMore(other, item));
    const [found] = at < 0 ? [undefined] : left.splice(at, 1);
    compare(`${path}[${index}]`, item, found, losses);
  }
}

function saysNoMore(other: unknown, item: unknown): boolean {
  if (Array.isArray(other)) {
    const left = [...list(item)];
    return other.every((each) => {
      const at = left.findIndex((one) => saysNoMore(each, one));
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    });
  }
  if (!isObject(other)) return other === item;
  if (!isObject(item)) return false;
  return Object.entries(other).every(([key, value]) => saysNoMore(value, item[key]));
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
