import { type CharacterSet, type Pattern, parsePattern } from './pattern.js';

/** A pattern of XML Schema as a regular expression for whole texts. Throws `PatternError`. */
export function patternRegExp(text: string): RegExp {
  return new RegExp(`^(?:${source(parsePattern(text))})$`, 'u');
}

/** Whether a set has a character. */
export function setRegExp(set: CharacterSet): RegExp {
  return new RegExp(`^${source(set)}$`, 'u');
}

function source(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'choice':
      return `(?:${pattern.options.map(source).join('|')})`;
    case 'sequence':
      return pattern.parts.map(source).join('');
    case 'repeat':
      return `(?:${source(pattern.part)})${times(pattern.min, pattern.max)}`;
    case 'set':
      return setSource(pattern);
  }
}

function times(min: number, max: number): string {
  if (max === Infinity) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  return `{${min},${max}}`;
}

/** One code point. Classes that exclude cannot stand inside others, so they stand beside them. */
function setSource({ negated, ranges, classes, without }: CharacterSet): string {
  const own = ranges.map(([low, high]) => `${point(low)}-${point(high)}`).join('');
  const beside = classes.map((name) => CLASSES[name] ?? `\\${name}`);
  const options = [...(own === '' ? [] : [`[${own}]`]), ...beside];
  const [only] = options;
  const any = options.length === 1 && only ? only : `(?:${options.join('|')})`;
  const taken = negated ? `(?!${any})[^]` : any;
  return without === null ? group(taken, negated) : `(?:(?!${setSource(without)})${taken})`;
}

function group(text: string, is_several: boolean): string {
  return is_several ? `(?:${text})` : text;
}

function point(code: number): string {
  return `\\u{${code.toString(16)}}`;
}

/** XML 1.0, productions 4 and 4a. */
const NAME_START = ':A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}'.concat(
  '\\u{37F}-\\u{1FFF}\\u{200C}\\u{200D}\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}',
  '\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}',
);
const NAME = `${NAME_START}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}\\u{2040}`;

const CLASSES: Readonly<Record<string, string>> = {
  d: '\\p{Nd}',
  D: '\\P{Nd}',
  s: '[ \\t\\n\\r]',
  S: '[^ \\t\\n\\r]',
  w: '[^\\p{P}\\p{Z}\\p{C}]',
  W: '[\\p{P}\\p{Z}\\p{C}]',
  i: `[${NAME_START}]`,
  I: `[^${NAME_START}]`,
  c: `[${NAME}]`,
  C: `[^${NAME}]`,
};
