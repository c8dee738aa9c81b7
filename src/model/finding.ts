import type { Bilingual } from '../base/index.js';

export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Kinds of evidence: two different ones about one subject make an alert. */
export const FAMILIES = [
  'flow',
  'identity',
  'trade',
  'ownership',
  'cash',
  'list',
  'document',
] as const;
export type Family = (typeof FAMILIES)[number];

/** What kind of thing a measured value is, so that it can be written for a person. */
export type ValueKind = 'count' | 'money' | 'duration' | 'ratio' | 'zscore' | 'moment' | 'flag';

/**
 * A measured value, exact: `numerator / denominator` in the kind's unit (money: minor units of the
 * reporting currency; duration: milliseconds; moment: milliseconds since 1970). Null is unknown.
 */
export interface Measured {
  readonly name: string;
  readonly kind: ValueKind;
  readonly numerator: string | null;
  readonly denominator: string;
  readonly label: Bilingual;
}

/** A comparison of the rule's condition, with both sides as measured: value beside threshold. */
export interface Comparison {
  readonly text: string;
  readonly left: Measured;
  readonly operator: '>=' | '>' | '<=' | '<' | '==' | '!=';
  readonly right: Measured;
  readonly holds: boolean | null;
}

/** Whose payments a rule puts side by side; of a network, those of all its accounts. */
export const SUBJECT_KINDS = ['account', 'party', 'network'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
}

/** One rule's finding about one subject in one period. The id does not depend on its evidence. */
export interface Finding {
  readonly id: string;
  readonly typology: string;
  readonly version: string;
  readonly subject: Subject;
  /** First day of the period, and its kind: `2025-03-01`, `month`. */
  readonly period: string;
  readonly period_kind: string;
  /** Moments (ISO, UTC) of the first and last payment at which the rule fired, and how often. */
  readonly first_at: string;
  readonly last_at: string;
  readonly times_fired: number;
  /** The firing with the highest score (the earliest of equals) gives values and evidence. */
  readonly peak_at: string;
  readonly score: number;
  readonly severity: Severity;
  readonly family: Family;
  readonly area: string;
  readonly measured: readonly Measured[];
  readonly comparisons: readonly Comparison[];
  /** Ids of the payments that make it, in order; at most `LIMITS.evidence_payments_max`. */
  readonly evidence: readonly string[];
  readonly evidence_total: number;
  /** Hash of evidence and values: with more data the id stays, the revision changes. */
  readonly revision: string;
  readonly exact_list_hit: boolean;
}
