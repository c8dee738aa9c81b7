import type { Bilingual } from '../../base/index.js';

/**
 * How a form's file is laid out: which elements, in which order, how often, of which values. A
 * layout is dated data (`filing/<format>/<form>.yaml`), since the authority changes it; the one of
 * the filing's day applies. It orders what we write, and judges what we read where the official
 * schema has not been imported.
 */
export interface Layout {
  /** The form: `fincen-sar`, `lfpiorpi-inm`. */
  readonly form: string;
  readonly title: Bilingual;
  /** First and last day of filing on which it applies; null: still. */
  readonly from: string;
  readonly until: string | null;
  /** The document it was read from, and whether that was the authority's own. */
  readonly source: string;
  readonly verified: boolean;
  /** Of XML; null for rows of text. */
  readonly namespace: string | null;
  /** The prefix that the authority asks for; empty: the namespace is the default one. */
  readonly prefix: string;
  /** Names from the root down to the element that is one filing. */
  readonly unit: readonly string[];
  /** The attribute that numbers every element with children, unique in the file; null: none. */
  readonly numbered: string | null;
  readonly groups: ReadonlyMap<string, Group>;
  readonly values: ReadonlyMap<string, ValueType>;
}

/** What may stand inside an element. */
export interface Group {
  readonly attributes: readonly AttributeRule[];
  readonly content: Particle;
  /** Children `of` that may not repeat the value of their child `by`. */
  readonly unique: readonly { readonly of: string; readonly by: string }[];
}

export interface AttributeRule {
  readonly name: string;
  /** A value's name. */
  readonly type: string;
  readonly required: boolean;
}

/** A part of a group: one element, or several in order, or one of several. */
export type Particle = ElementParticle | ListParticle;

export interface ElementParticle {
  readonly kind: 'element';
  readonly name: string;
  /** A group's or a value's name. */
  readonly type: string;
  readonly min: number;
  /** `Infinity`: as often as one likes. */
  readonly max: number;
}

export interface ListParticle {
  readonly kind: 'sequence' | 'choice';
  readonly members: readonly Particle[];
  readonly min: number;
  readonly max: number;
}

/**
 * In which space texts are compared: `text` as they stand; of the others white space around them
 * does not count, and `007` is the number 7.
 */
export const VALUE_BASES = ['text', 'whole', 'decimal', 'boolean', 'moment'] as const;
export type ValueBase = (typeof VALUE_BASES)[number];

/** What the text of an element may be. Lengths in characters (code points). */
export interface ValueType {
  readonly base: ValueBase;
  /** As XML Schema writes them (Part 2, appendix F), for the whole text; one is enough. */
  readonly patterns: readonly string[];
  readonly length_min: number | null;
  readonly length_max: number | null;
  /** The values allowed, with what they mean where the authority says so. */
  readonly codes: ReadonlyMap<string, Bilingual | null> | null;
  /** Of numbers; exact decimals as text. */
  readonly least: string | null;
  readonly most: string | null;
  /** Of numbers, without leading zeros. */
  readonly digits_max: number | null;
  readonly fraction_digits_max: number | null;
}

/** The elements of a particle at any depth, in order. */
export function elementsOf(particle: Particle): readonly ElementParticle[] {
  return particle.kind === 'element' ? [particle] : particle.members.flatMap(elementsOf);
}

/** The layout of a form that applies on a day (`2026-04-30`); null: none does. */
export function layoutOn(layouts: readonly Layout[], form: string, day: string): Layout | null {
  const spans = ({ from, until }: Layout) => from <= day && (until === null || day <= until);
  return layouts.find((each) => each.form === form && spans(each)) ?? null;
}
