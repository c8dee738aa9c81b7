import { Fault } from '../../base/index.js';
import { WIRE_BOUNDS } from './bounds.js';

/** What signed JSON may hold: text in NFC, whole numbers below 2^53 in size, no key twice. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

export interface StrictBounds {
  readonly bytes_max: number;
  readonly depth_max: number;
  readonly values_max: number;
}

/** What makes two readers read one text differently. Only tests switch a check off. */
export interface StrictChecks {
  readonly duplicates: boolean;
  readonly numbers: boolean;
  readonly unicode: boolean;
}

/**
 * Reads JSON (RFC 8259) that was signed. Two programs must not read two things from one signature:
 * keys that come twice, numbers that a double rounds, fractions, text that is not UTF-8 or not in
 * Unicode's normal form C, lone surrogates and `__proto__` are Faults `exchange.wire.json.…` with
 * the offset, in characters; so is what is too large or too deep.
 */
export function readStrictJson(
  bytes: Uint8Array,
  bounds: StrictBounds = BOUNDS,
  checks: StrictChecks = CHECKS,
): Json {
  if (bytes.length > bounds.bytes_max)
    throw new Fault('exchange.wire.json.size', { bytes_max: bounds.bytes_max });
  const reader = new StrictReader(textOf(bytes), bounds, checks);
  return reader.document();
}

const BOUNDS: StrictBounds = {
  bytes_max: WIRE_BOUNDS.envelope_bytes_max,
  depth_max: WIRE_BOUNDS.json_depth_max,
  values_max: WIRE_BOUNDS.json_values_max,
};
const CHECKS: StrictChecks = { duplicates: true, numbers: true, unicode: true };

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Fault('exchange.wire.json.utf8');
  }
}

/** A reader by recursive descent; the depth that is allowed bounds the stack. */
class StrictReader {
  private at = 0;
  private values = 0;

  constructor(
    private readonly text: string,
    private readonly bounds: StrictBounds,
    private readonly checks: StrictChecks,
  ) {}

  document(): Json {
    const value = this.value(0);
    this.skipSpace();
    if (this.at < this.text.length) this.refuse('syntax');
    return value;
  }

  private value(depth: number): Json {
    this.skipSpace();
    this.values += 1;
    if (depth > this.bounds.depth_max || this.values > this.bounds.values_max) this.refuse('depth');
    const first = this.text[this.at];
    if (first === '{') return this.object(depth);
    if (first === '[') return this.array(depth);
    if (first === '"') return this.string();
    for (const [word, value] of WORDS) if (this.takes(word)) return value;
    return this.number();
  }

  private object(depth: number): Json {
    const members: Record<string, Json> = {};
    this.at += 1;
    this.skipSpace();
    if (this.takes('}')) return members;
    do {
      this.skipSpace();
      const start = this.at;
      const key = this.string();
      if (key === '__proto__') this.refuse('syntax', start);
      if (this.checks.duplicates && Object.hasOwn(members, key)) this.refuse('duplicate', start);
      this.skipSpace();
      if (!this.takes(':')) this.refuse('syntax');
      members[key] = this.value(depth + 1);
      this.skipSpace();
    } while (this.takes(','));
    if (!this.takes('}')) this.refuse('syntax');
    return members;
  }

  private array(depth: number): Json {
    const items: Json[] = [];
    this.at += 1;
    this.skipSpace();
    if (this.takes(']')) return items;
    do {
      items.push(this.value(depth + 1));
      this.skipSpace();
    } while (this.takes(','));
    if (!this.takes(']')) this.refuse('syntax');
    return items;
  }

  private string(): string {
    const start = this.at;
    if (!this.takes('"')) this.refuse('syntax');
    while (this.at < this.text.length && this.text[this.at] !== '"')
      this.at += this.text[this.at] === '\\' ? 2 : 1;
    this.at += 1;
    const value = this.decoded(this.text.slice(start, this.at), start);
    if (this.checks.unicode && (LONE_SURROGATE.test(value) || value !== value.normalize('NFC')))
      this.refuse('unicode', start);
    return value;
  }

  /** Escapes are the platform's to read: one quoted text has one meaning there. */
  private decoded(quoted: string, start: number): string {
    try {
      return JSON.parse(quoted) as string;
    } catch {
      return this.refuse('syntax', start);
    }
  }

  private number(): number {
    const start = this.at;
    const text = /^-?\d[\d.eE+-]*/.exec(this.text.slice(start, start + 64))?.[0];
    if (text === undefined) return this.refuse('syntax');
    this.at += text.length;
    const value = Number(text);
    const is_exact = /^(0|-?[1-9]\d*)$/.test(text) && Number.isSafeInteger(value);
    if (Number.isNaN(value) || (this.checks.numbers && !is_exact)) this.refuse('number', start);
    return value;
  }

  private takes(token: string): boolean {
    if (!this.text.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }

  private skipSpace(): void {
    while (SPACE.has(this.text.charCodeAt(this.at))) this.at += 1;
  }

  private refuse(why: keyof typeof REFUSALS, offset = this.at): never {
    throw new Fault(REFUSALS[why], { offset });
  }
}

const WORDS: readonly (readonly [string, Json])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];
const SPACE: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
const REFUSALS = {
  syntax: 'exchange.wire.json.syntax',
  depth: 'exchange.wire.json.depth',
  duplicate: 'exchange.wire.json.duplicate',
  number: 'exchange.wire.json.number',
  unicode: 'exchange.wire.json.unicode',
} as const;
