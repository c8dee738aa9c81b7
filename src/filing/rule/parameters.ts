import { nearestWord, type Params, type YamlDocument, type YamlPath } from '../../base/index.js';
import {
  type Condition,
  type Operand,
  type Path,
  PathMistake,
  parseCondition,
  parseOperand,
  parsePath,
} from './path.js';

/**
 * A mapping of a rule table whose keys are asked for one by one: what is missing, not understood
 * or left over becomes a fault at its place, and reading goes on, so that an author sees all.
 */
export class Parameters {
  readonly #asked = new Set<string>();

  constructor(
    readonly doc: YamlDocument,
    readonly at: YamlPath,
    readonly raw: Readonly<Record<string, unknown>>,
  ) {}

  has(name: string): boolean {
    this.#asked.add(name);
    return this.raw[name] !== undefined;
  }

  /** Empty after a fault. */
  text(name: string): string {
    return this.optional(name) ?? this.#missing(name);
  }

  optional(name: string): string | null {
    if (!this.has(name)) return null;
    const value = this.raw[name];
    if (typeof value === 'string') return value;
    this.fault('filing.rule_shape', { name, wanted: 'text' }, name);
    return '';
  }

  /** Texts; one alone need not be a list. */
  texts(name: string): readonly string[] {
    if (!this.has(name)) return [this.#missing(name)];
    const value = this.raw[name];
    const list = Array.isArray(value) ? (value as unknown[]) : [value];
    const texts = list.filter((each) => typeof each === 'string');
    if (texts.length === list.length && list.length > 0) return texts;
    this.fault('filing.rule_shape', { name, wanted: 'texts' }, name);
    return [''];
  }

  choice<T extends string>(name: string, values: readonly T[], otherwise: T | null = null): T {
    const [first] = values as readonly [T];
    if (!this.has(name) && otherwise !== null) return otherwise;
    const text = this.text(name);
    const found = values.find((each) => each === text);
    if (found === undefined && this.has(name)) {
      const suggestion = nearestWord(text, values);
      this.fault('filing.rule_choice', { name, values: values.join(', '), suggestion }, name);
    }
    return found ?? first;
  }

  flag(name: string): boolean {
    return this.choice(name, ['yes', 'no', 'true', 'false'], 'no').match(/yes|true/) !== null;
  }

  /** A number in the form of a pattern; null where there is none. */
  numeral(name: string, form: RegExp = /^\d+$/): string | null {
    const text = this.optional(name);
    if (text === null || form.test(text)) return text;
    this.fault('filing.rule_shape', { name, wanted: 'number' }, name);
    return null;
  }

  whole(name: string): number | null {
    const text = this.numeral(name, /^-?\d{1,15}$/);
    return text === null ? null : Number(text);
  }

  decimal(name: string): string | null {
    return this.numeral(name, /^-?\d+(\.\d+)?$/);
  }

  /** `wrap` puts the text inside a pattern, such as a class of characters. */
  pattern(name: string, wrap: (text: string) => string = (text) => text): RegExp {
    const text = this.text(name);
    try {
      return new RegExp(wrap(text), 'u');
    } catch (error) {
      const reason = error instanceof Error ? error.message : '';
      this.fault('filing.rule_pattern', { reason }, name);
      return /^/;
    }
  }

  path(name: string): Path {
    return this.#parse(name, this.text(name), parsePath, NOWHERE);
  }

  paths(name: string): readonly Path[] {
    return this.texts(name).map((text) => this.#parse(name, text, parsePath, NOWHERE));
  }

  operand(name: string): Operand {
    return this.#parse(name, this.text(name), parseOperand, NOTHING);
  }

  conditions(name: string): readonly Condition[] {
    return this.texts(name).map((text) =>
      this.#parse(name, text, parseCondition, { kind: 'there', of: NOTHING, is_negated: false }),
    );
  }

  /** What must be one of two: a fault where neither or nothing of them is there. */
  oneOf(names: readonly string[]): void {
    if (!names.some((name) => this.has(name))) this.#missing(names.join(' / '));
  }

  /** Says which keys nobody asked for. */
  finish(): void {
    for (const name of Object.keys(this.raw)) {
      if (this.#asked.has(name)) continue;
      const suggestion = nearestWord(name, [...this.#asked]);
      this.doc.fault('filing.rule_key', { name, suggestion }, [...this.at, name], 'key');
    }
  }

  fault(code: string, params: Params, name: string): void {
    this.doc.fault(code, params, [...this.at, name]);
  }

  #missing(name: string): string {
    this.doc.fault('filing.rule_missing', { name }, this.at);
    return '';
  }

  #parse<T>(name: string, text: string, parse: (text: string) => T, otherwise: T): T {
    if (text === '') {
      if (this.raw[name] === '') this.#missing(name);
      return otherwise;
    }
    try {
      return parse(text);
    } catch (error) {
      if (!(error instanceof PathMistake)) throw error;
      const { wanted, offset } = error;
      this.fault('filing.rule_path', { text, wanted, position: offset + 1 }, name);
      return otherwise;
    }
  }
}

/** What stands in for what was not understood, until the faults are thrown. */
const NOWHERE: Path = { text: '', is_absolute: false, steps: [] };
const NOTHING: Operand = { kind: 'literal', text: '' };
