import type { Bilingual } from '../base/index.js';
import type { Family, Severity, SubjectKind, ValueKind } from '../model/index.js';

/**
 * A checked typology: plain data, references resolved, every literal exact. It is what the planner,
 * the explanation and the reference evaluator read; `typologies/LANGUAGE.md` gives its meaning.
 */
export interface Typology {
  readonly id: string;
  readonly version: string;
  readonly status: 'draft' | 'test' | 'stable' | 'deprecated';
  readonly area: string;
  readonly family: Family;
  readonly severity: Severity;
  readonly standing: 'none' | 'exact_list';
  readonly protects: boolean;
  readonly text: Readonly<
    Record<
      'title' | 'purpose' | 'false_positives' | 'known_gaps' | 'investigate' | 'explain',
      Bilingual
    >
  >;
  readonly sources: readonly { readonly document: string; readonly flag: string }[];
  readonly owner: string;
  readonly review_by: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly subject: SubjectKind;
  readonly scope: 'ours' | 'any';
  readonly fires: { readonly at: Side; readonly where: Filter; readonly after_ms: number | null };
  readonly measures: Readonly<Record<string, Measure>>;
  readonly condition: Expression;
  readonly suppress: readonly Suppression[];
  readonly score: {
    readonly base: number;
    readonly add: readonly { points: number; when: Expression }[];
  };
  readonly group: 'day' | 'week' | 'month' | 'quarter' | 'year';
}

export type Side = 'in' | 'out' | 'any';

export interface Parameter {
  readonly value: Literal;
  readonly min: Literal | null;
  readonly max: Literal | null;
}

export interface Suppression {
  readonly where: Filter | null;
  readonly when: Expression | null;
  readonly reason: Bilingual;
}

/** An exact fraction in the unit of its kind: money in minor units, durations in milliseconds. */
export interface Literal {
  readonly kind: ValueKind;
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** A value in a test: a literal, or an amount of the law on the payment's day. */
export type Bound = Literal | { readonly law: string };

/** What `where` says: a tree of tests on the fields of an entry. An empty `all` holds always. */
export type Filter =
  | { readonly op: 'all' | 'any' | 'none'; readonly of: readonly Filter[] }
  | {
      readonly op: 'in' | 'not_in';
      readonly field: string;
      readonly values: readonly (string | boolean)[];
    }
  | {
      readonly op: 'compare';
      readonly field: string;
      readonly operator: Operator;
      readonly bound: Bound;
    }
  | { readonly op: 'near'; readonly field: string; readonly of: Bound; readonly within: Literal }
  | { readonly op: 'multiple_of'; readonly field: string; readonly of: bigint }
  | { readonly op: 'list'; readonly field: string; readonly list: string }
  | { readonly op: 'words'; readonly field: string; readonly list: string }
  | { readonly op: 'known'; readonly field: string; readonly known: boolean }
  | { readonly op: 'same' | 'differs'; readonly field: string; readonly other: string }
  | { readonly op: 'hours'; readonly from: number; readonly to: number; readonly zone: string }
  | { readonly op: 'weekdays'; readonly days: readonly number[]; readonly zone: string };

export type Operator = '>=' | '>' | '<=' | '<' | '==' | '!=';

/** Which entries a measure looks at, relative to the payment the rule is asked at. */
export type Window =
  | { readonly kind: 'all' }
  | { readonly kind: 'last'; readonly length_ms: number; readonly before_ms: number }
  | { readonly kind: 'calendar'; readonly unit: CalendarUnit; readonly zone: string };
export type CalendarUnit = 'day' | 'week' | 'month' | 'bank_day';

/** The entries a measure counts. */
export interface Selection {
  readonly of: Side;
  readonly where: Filter;
  readonly window: Window;
}

interface Described {
  readonly label: Bilingual | null;
  readonly evidence: boolean;
}
export type Measure = Described & MeasureBody;
export type MeasureBody =
  | ({ readonly kind: 'count' | 'sum' | 'min' | 'max' | 'avg' | 'since_first' } & Selection)
  | ({ readonly kind: 'distinct'; readonly field: string } & Selection)
  | ({ readonly kind: 'dormancy' } & Selection)
  | { readonly kind: 'since_last'; readonly of: Side; readonly where: Filter }
  | { readonly kind: 'gather_scatter'; readonly where: Filter; readonly window: Window }
  | {
      readonly kind: 'share';
      readonly part: Selection;
      readonly whole: Selection;
      readonly by: 'amount' | 'count';
    }
  | { readonly kind: 'turnover' | 'pass_through'; readonly where: Filter; readonly window: Window }
  | {
      readonly kind: 'peer_z';
      readonly measure: string;
      readonly cohort: readonly string[];
      readonly closing: 'day' | 'week';
    }
  | {
      readonly kind: 'sequence';
      readonly of: Side;
      readonly where: Filter;
      readonly within_ms: number;
      readonly ratio: Ratio | null;
      readonly same: readonly string[];
    }
  | {
      readonly kind: 'chain' | 'cycle';
      readonly hops: readonly [number, number];
      readonly within_ms: number;
      readonly ratio: Ratio;
    }
  | { readonly kind: 'scatter_gather'; readonly within_ms: number; readonly ratio: Ratio };

/** Bounds of next amount over previous amount, parts per million, both included. */
export interface Ratio {
  readonly min_ppm: number;
  readonly max_ppm: number;
}

/** An expression with the kind of its value; `place` is its span in the text, for diagnostics. */
export type Expression = { readonly type: ExpressionType } & (
  | { readonly node: 'literal'; readonly literal: Literal; readonly name: string | null }
  | { readonly node: 'law'; readonly law: string }
  | { readonly node: 'measure'; readonly name: string }
  | { readonly node: 'field'; readonly field: string }
  | {
      readonly node: 'arithmetic';
      readonly operator: '+' | '-' | '*' | '/';
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly node: 'pick';
      readonly pick: 'min' | 'max';
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly node: 'compare';
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
      readonly text: string;
    }
  | { readonly node: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly node: 'not' | 'known'; readonly of: Expression }
);
/** `number` covers counts, ratios and z-scores: they compare with one another. */
export type ExpressionType = 'number' | 'money' | 'duration' | 'boolean';
