import { formatRatio, formatShare, type Line, type Share } from '../ownership/index.js';

/** Lines of a proof or an answer, indented by their depth. */
export function indented(lines: readonly Line[], from = 0): string[] {
  return lines.map(({ depth, text }) => `${'  '.repeat(depth + from)}${text}`);
}

/** A value as JSON carries it: shares as `[1/4,1/2]`, fractions as `1/4`, both exact. */
export function exactJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(exactJson);
  if (value === null || typeof value !== 'object') return value;
  if ('least' in value && 'most' in value) return formatShare(value as Share);
  if ('num' in value && 'den' in value) return formatRatio(value as Share['least']);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, exactJson(part)]));
}
