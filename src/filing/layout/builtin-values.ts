import type { ValueBase, ValueType } from './layout.js';

/**
 * Values that every layout has, by the names of XML Schema (Part 2, section 3); a layout may say
 * otherwise.
 */
export function builtinValues(): Map<string, ValueType> {
  return new Map([
    ['string', plain('text')],
    ['boolean', plain('boolean')],
    ['dateTime', plain('moment')],
    ['decimal', plain('decimal')],
    ['integer', plain('whole')],
    ['long', between('-9223372036854775808', '9223372036854775807')],
    ['int', between('-2147483648', '2147483647')],
  ]);
}

/** A value of which nothing is said but how it is compared. */
export function plain(base: ValueBase): ValueType {
  return {
    base,
    patterns: [],
    length_min: null,
    length_max: null,
    codes: null,
    least: null,
    most: null,
    digits_max: null,
    fraction_digits_max: null,
  };
}

function between(least: string, most: string): ValueType {
  return { ...plain('whole'), least, most };
}
