import fc from 'fast-check';
import { present } from '../src/base/index.js';
import {
  type CharacterSet,
  type Pattern,
  parsePattern,
  setRegExp,
  type ValueType,
  valueJudge,
} from '../src/filing/index.js';

/** Draws a value of an arbitrary: the function that `fc.gen()` hands out. */
export type Draw = <T, A extends unknown[]>(make: (...args: A) => fc.Arbitrary<T>, ...args: A) => T;

/** Makes texts of values by their name; each is held to the value before it is handed out. */
export function valueMaker(
  values: ReadonlyMap<string, ValueType>,
  characters: string,
): (name: string, draw: Draw) => string {
  const sets = new Map<CharacterSet, readonly string[]>();
  const known = new Map<string, (draw: Draw) => string>();
  return (name, draw) => {
    let make = known.get(name);
    if (!make) {
      make = maker(name, present(values.get(name), name), { characters: [...characters], sets });
      known.set(name, make);
    }
    return make(draw);
  };
}

interface Alphabet {
  readonly characters: readonly string[];
  readonly sets: Map<CharacterSet, readonly string[]>;
}

function maker(name: string, value: ValueType, alphabet: Alphabet): (draw: Draw) => string {
  const judge = valueJudge(value);
  const patterns = value.patterns.map(parsePattern);
  const codes = value.codes && [...value.codes.keys()];
  const one = (draw: Draw, tries: number): string => {
    if (codes) return present(codes[draw(fc.nat, { max: codes.length - 1 })], 'code');
    if (patterns.length > 0) {
      const index = draw(fc.nat, { max: patterns.length - 1 });
      return matching(present(patterns[index], 'pattern'), draw, alphabet, tries);
    }
    return free(value, draw, alphabet);
  };
  return (draw) => {
    for (let tries = 0; tries < 60; tries++) {
      const text = one(draw, tries);
      if (judge(text) === null) return text;
    }
    throw new Error(`no text found for ${name}`);
  };
}

/** The more tries, the shorter. */
function matching(pattern: Pattern, draw: Draw, alphabet: Alphabet, tries: number): string {
  const inside = (each: Pattern) => matching(each, draw, alphabet, tries);
  switch (pattern.kind) {
    case 'choice':
      return inside(
        present(pattern.options[draw(fc.nat, { max: pattern.options.length - 1 })], 'option'),
      );
    case 'sequence':
      return pattern.parts.map(inside).join('');
    case 'repeat': {
      const more = Math.min(pattern.max - pattern.min, Math.max(1, 12 - tries));
      const times = pattern.min + draw(fc.nat, { max: more });
      return Array.from({ length: times }, () => inside(pattern.part)).join('');
    }
    case 'set': {
      const members = membersOf(pattern, alphabet);
      return present(members[draw(fc.nat, { max: members.length - 1 })], 'character');
    }
  }
}

/** The characters of the alphabet that a set has, and the ends of its ranges. */
function membersOf(set: CharacterSet, { characters, sets }: Alphabet): readonly string[] {
  const known = sets.get(set);
  if (known) return known;
  const test = setRegExp(set);
  const ends = set.ranges.flat().map((point) => String.fromCodePoint(point));
  const members = [...new Set([...characters, ...ends])].filter((each) => test.test(each));
  sets.set(set, members);
  return members;
}

function free(value: ValueType, draw: Draw, { characters }: Alphabet): string {
  const { base, length_min, length_max } = value;
  if (base === 'boolean')
    return present(['true', 'false', '1', '0'][draw(fc.nat, { max: 3 })], 'word');
  if (base === 'moment') return `${day(draw)}T${two(draw, 0, 23)}:${two(draw, 0, 59)}:00`;
  if (base === 'whole' || base === 'decimal') return number(value, draw);
  const min = length_min ?? 0;
  const length = min + draw(fc.nat, { max: Math.min((length_max ?? min + 20) - min, 20) });
  const inner = Array.from({ length }, () =>
    present(characters[draw(fc.nat, { max: characters.length - 1 })], 'character'),
  );
  // A text that begins or ends with space is not what a person wrote.
  return inner.join('').replace(/^ | $/g, 'x').replaceAll('  ', ' x');
}

function day(draw: Draw): string {
  return `${draw(fc.integer, { min: 1950, max: 2035 })}-${two(draw, 1, 12)}-${two(draw, 1, 28)}`;
}

function two(draw: Draw, min: number, max: number): string {
  return String(draw(fc.integer, { min, max })).padStart(2, '0');
}

function number(value: ValueType, draw: Draw): string {
  const { base, least, most, digits_max, fraction_digits_max } = value;
  const low = Math.max(Number(least ?? 0), -(10 ** 9));
  const high = Math.min(Number(most ?? 10 ** 9), low + 10 ** 9, 10 ** (digits_max ?? 15) - 1);
  const whole = draw(fc.integer, { min: Math.ceil(low), max: Math.floor(high) });
  const places = Math.min(fraction_digits_max ?? 2, 2);
  if (base === 'whole' || places === 0 || !draw(fc.boolean)) return String(whole);
  return `${whole}.${String(draw(fc.nat, { max: 10 ** places - 1 })).padStart(places, '0')}`;
}
