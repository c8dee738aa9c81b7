import { IntlMessageFormat } from 'intl-messageformat';
import type { Breach } from './kind.js';
import type { RuleFinding } from './rule.js';
import type { Spot } from './spot.js';
import type { Rule } from './table.js';

export interface Judgement {
  /** In the order of the file; what is said of the frame comes first. */
  readonly findings: readonly RuleFinding[];
  /** How often each rule was broken, also beyond what is shown. */
  readonly totals: ReadonlyMap<string, number>;
}

/** Keeps the first findings of each rule, and counts all. */
export class Docket {
  readonly #kept: Entry[] = [];
  readonly #totals = new Map<string, number>();
  readonly #sentences = new Map<string, IntlMessageFormat>();

  constructor(readonly shown_max: number) {}

  /** `unit`: which one of the file, 0 for what stands around them; `index`: of the rule. */
  enter(rule: Rule, { unit, index }: Pick<Entry, 'unit' | 'index'>, breach: Breach): void {
    const total = (this.#totals.get(rule.id) ?? 0) + 1;
    this.#totals.set(rule.id, total);
    if (total > this.shown_max) return;
    const finding = this.#finding(rule, breach);
    this.#kept.push({ unit, index, positions: positionsOf(breach.at), finding });
  }

  close(): Judgement {
    const kept = this.#kept.toSorted(compareEntries);
    return { findings: kept.map(({ finding }) => finding), totals: this.#totals };
  }

  #finding(rule: Rule, breach: Breach): RuleFinding {
    const { at, below, path = at.path, place = at.place } = breach;
    const { value = '', expected = '', other = '' } = breach;
    const values = { value: cut(value), expected: cut(expected), other: cut(other) };
    return {
      rule: rule.id,
      severity: rule.severity,
      path: below === undefined ? path : `${path}/${below}`,
      place,
      value: values.value,
      sentence: {
        en: this.#say(rule.say.en, 'en-US', values),
        es: this.#say(rule.say.es, 'es-MX', values),
      },
      source: rule.source,
      verified: rule.verified,
    };
  }

  #say(text: string, locale: string, values: Record<string, string>): string {
    const key = `${locale} ${text}`;
    const sentence = this.#sentences.get(key) ?? new IntlMessageFormat(text, locale);
    this.#sentences.set(key, sentence);
    return String(sentence.format(values));
  }
}

interface Entry {
  readonly unit: number;
  readonly positions: readonly number[];
  readonly index: number;
  readonly finding: RuleFinding;
}

/** Which child of which child a spot is. */
function positionsOf(spot: Spot): number[] {
  if (spot.parent === null) return [];
  const position = spot.part.unit ? spot.ordinal : spot.parent.standing.indexOf(spot);
  return [...positionsOf(spot.parent), position];
}

function compareEntries(a: Entry, b: Entry): number {
  if (a.unit !== b.unit) return a.unit - b.unit;
  const depth = Math.max(a.positions.length, b.positions.length);
  for (let i = 0; i < depth; i++) {
    const difference = (a.positions[i] ?? -1) - (b.positions[i] ?? -1);
    if (difference !== 0) return difference;
  }
  return a.index - b.index;
}

/** After 60 characters. */
function cut(value: string): string {
  const characters = [...value];
  return characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : value;
}
