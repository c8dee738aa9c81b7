import type { ElementParticle } from './layout.js';

/**
 * A member of a group as layouts write it, `name[?|*|+|{m,n}][ type]`: `Party{6,1203}`,
 * `FilingDateText date`. The type is the name where none is said. Null where it is not of that
 * form.
 */
export function parseMember(text: string): ElementParticle | null {
  const found = MEMBER.exec(text.trim());
  if (!found) return null;
  const [, name = '', sign = '', type = name] = found;
  const [min, max] = often(sign);
  return max >= min && max > 0 ? { kind: 'element', name, type, min, max } : null;
}

/** The inverse of `parseMember`. */
export function memberText({ name, type, min, max }: ElementParticle): string {
  return `${name}${sign(min, max)}${type === name ? '' : ` ${type}`}`;
}

const MEMBER = /^([A-Za-z_][\w.-]*)(\?|\*|\+|\{\d{1,9}(?:,\d{0,9})?\})?(?: +([\w.-]+))?$/;

function often(sign: string): readonly [number, number] {
  if (sign === '?') return [0, 1];
  if (sign === '*') return [0, Infinity];
  if (sign === '+') return [1, Infinity];
  if (sign === '') return [1, 1];
  const [min = '', max = min] = sign.slice(1, -1).split(',');
  return [Number(min), max === '' ? Infinity : Number(max)];
}

function sign(min: number, max: number): string {
  if (min === 1 && max === 1) return '';
  if (min === 0 && max === 1) return '?';
  if (max === Infinity) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  return min === max ? `{${min}}` : `{${min},${max}}`;
}
