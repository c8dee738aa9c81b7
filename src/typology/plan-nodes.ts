import type { FlowQuery } from '../model/index.js';
import type { Filter, Measure, Side, Typology, Window } from './ast.js';
import type { ValueNode } from './value-node.js';

/**
 * What is to be computed, each distinct thing once, whoever asks for it. A plan is immutable data
 * and can be written as JSON; `emit` turns it into SQL. Rules that share a subject kind and scope
 * share one pass over the entries, and in it all filters, windows and aggregates they have in
 * common.
 */
export interface Plan {
  readonly groups: readonly GroupPlan[];
  readonly flows: readonly FlowNode[];
}

export interface GroupPlan {
  readonly subject: Typology['subject'];
  readonly scope: 'ours' | 'any';
  readonly filters: readonly FilterNode[];
  readonly aggregates: readonly AggregateNode[];
  readonly sequences: readonly SequenceNode[];
  readonly peers: readonly PeerNode[];
  readonly rules: readonly RulePlan[];
  /** Fields read on the asked entry by conditions, cohorts, distinct counts and sequences. */
  readonly fields: readonly string[];
}

export interface FilterNode {
  readonly id: string;
  readonly filter: Filter;
}

export type AggregateOperation =
  | 'count'
  | 'sum'
  | 'known'
  | 'min'
  | 'max'
  | 'distinct'
  | 'moment_sum'
  | 'first'
  | 'last';

/** One windowed aggregate. `filter` names a filter node; null: every entry of the side. */
export interface AggregateNode {
  readonly id: string;
  readonly operation: AggregateOperation;
  readonly side: Side;
  readonly filter: string | null;
  readonly field: string | null;
  readonly frame: Frame;
}

/** A window, or `previous`: everything before the asked payment, itself left out. */
export type Frame =
  | Window
  | { readonly kind: 'previous' }
  | { readonly kind: 'earlier'; readonly before_ms: number }
  | { readonly kind: 'preceding'; readonly length_ms: number };

export interface SequenceNode {
  readonly id: string;
  readonly measure: Extract<Measure, { kind: 'sequence' }>;
  readonly filter: string | null;
  /** How many first legs the window holds: above the bound the value is unknown. */
  readonly guard: string;
}

export interface PeerNode {
  readonly id: string;
  readonly operation: 'count' | 'sum' | 'distinct';
  readonly side: Side;
  readonly filter: string | null;
  readonly field: string | null;
  readonly length_ms: number;
  readonly cohort: readonly string[];
  readonly closing: 'day' | 'week';
}

export interface FlowNode {
  readonly id: string;
  readonly query: FlowQuery;
}

export interface RulePlan {
  readonly typology: Typology;
  /** Index in the catalogue's run: rows carry it. From 1; 0 marks entries that are payments. */
  readonly number: number;
  readonly asked: string | null;
  readonly values: Readonly<Record<string, ValueNode>>;
  readonly suppressions: readonly (string | null)[];
  /** Numeric fields of the asked entry that its expressions read: reported beside the measures. */
  readonly reads: readonly string[];
}
