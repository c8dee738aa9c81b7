/** Tests of what a text is made of. */
import { type Kind, valueKind } from '../kind.js';

/** The whole text is of a pattern (`is`, ECMAScript). */
export const pattern: Kind = valueKind('pattern', (parameters) => {
  const is = parameters.pattern('is', (text) => `^(?:${text})$`);
  return (value) => (is.test(value) ? null : {});
});

/** A pattern (`is`) is found nowhere in the text. `{other}`: what was found. */
export const notPattern: Kind = valueKind('not_pattern', (parameters) => {
  const is = parameters.pattern('is');
  return (value) => {
    const found = is.exec(value);
    return found === null ? null : { other: found[0] };
  };
});

/** Only characters of a class (`allowed: A-ZÑ0-9`). `{other}`: the first that is not. */
export const characters: Kind = valueKind('characters', (parameters) => {
  const other = parameters.pattern('allowed', (text) => `[^${text}]`);
  return (value) => {
    const found = other.exec(value);
    return found === null ? null : { other: found[0] };
  };
});

/** Code points: `is`, or `min` and `max`. `{expected}`: the limit, `{other}`: the length. */
export const length: Kind = valueKind('length', (parameters) => {
  const is = parameters.whole('is');
  const min = parameters.whole('min') ?? is ?? 0;
  const max = parameters.whole('max') ?? is ?? Number.POSITIVE_INFINITY;
  parameters.oneOf(['is', 'min', 'max']);
  return (value) => {
    const found = [...value].length;
    if (found >= min && found <= max) return null;
    return { expected: String(found < min ? min : max), other: String(found) };
  };
});
