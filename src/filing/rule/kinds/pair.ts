/** Tests of a value against another one. */
import { type Kind, valueKind } from '../kind.js';
import { valuesOf } from '../select.js';
import { STATES } from '../states.js';
import { suggestion } from './code.js';

/** Is one of the values of `other`, where there are any; `case: ignore`. `{expected}`: them. */
export const equal: Kind = valueKind('equal', (parameters) => {
  const other = parameters.operand('other');
  const fold = folding(parameters.choice('case', ['exact', 'ignore'], 'exact'));
  return (value, spot, { facts }) => {
    const others = valuesOf(other, spot, facts);
    const is_equal = others.length === 0 || others.some((each) => fold(each) === fold(value));
    return is_equal ? null : { expected: [...new Set(others)].slice(0, SHOWN_MAX).join(', ') };
  };
});

/** Is none of the values of `other`. `{other}`: the one that it is. */
export const differs: Kind = valueKind('differs', (parameters) => {
  const other = parameters.operand('other');
  const fold = folding(parameters.choice('case', ['exact', 'ignore'], 'exact'));
  return (value, spot, { facts }) => {
    const same = valuesOf(other, spot, facts).find((each) => fold(each) === fold(value));
    return same === undefined ? null : { other: same };
  };
});

/**
 * A state, by its code, of the `country` (MX, US, CA; of others nothing is known).
 * `{expected}`: the nearest, `{other}`: the country.
 */
export const stateOfCountry: Kind = valueKind('state_of_country', (parameters) => {
  const country = parameters.operand('country');
  return (value, spot, { facts }) => {
    const [found = ''] = valuesOf(country, spot, facts);
    const states = STATES.get(found);
    if (!states || states.includes(value)) return null;
    return { expected: suggestion(value, states), other: found };
  };
});

function folding(how: 'exact' | 'ignore'): (text: string) => string {
  return how === 'exact' ? (text) => text : (text) => text.toUpperCase();
}

const SHOWN_MAX = 12;
