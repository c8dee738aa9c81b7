import { nearestWord } from '../../../base/index.js';
import { type Kind, valueKind } from '../kind.js';
import type { Parameters } from '../parameters.js';

/**
 * One of the codes `in`, or of a `list` of the table or of the layout. `{expected}`: the nearest
 * code, or the first ones.
 */
export const code: Kind = valueKind(
  'code',
  (parameters) => {
    parameters.oneOf(['in', 'list']);
    const own = parameters.has('in') ? new Set(parameters.texts('in')) : null;
    const list = parameters.optional('list') ?? '';
    return (value, _spot, around) => {
      const codes = own ?? around.codes(list) ?? NONE;
      return codes.has(value) ? null : { expected: suggestion(value, [...codes.keys()]) };
    };
  },
  (parameters: Parameters) => (parameters.has('list') ? [parameters.text('list')] : []),
);

/** The nearest of some codes, or the first ones. */
export function suggestion(value: string, codes: readonly string[]): string {
  const nearest = nearestWord(value, codes);
  if (nearest !== 'none') return nearest;
  const shown = codes.slice(0, SHOWN_MAX).join(', ');
  return codes.length > SHOWN_MAX ? `${shown} …` : shown;
}

const NONE: ReadonlySet<string> = new Set();
const SHOWN_MAX = 12;
