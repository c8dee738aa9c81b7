import type { Shape } from '../model/index.js';

/** Why an instance is unlikely to be innocent; the report names each step in both languages. */
const SURPRISE_STEPS = [
  'burst',
  'partners',
  'novelty',
  'conservation',
  'delay',
  'length',
  'closure',
  'breadth',
  'agreement',
  'amount',
  'chance',
  'group_rhythm',
] as const;
export type SurpriseStep = (typeof SURPRISE_STEPS)[number];

/** A part of an instance's surprise, in nats (natural logarithm of a likelihood ratio). */
export interface SurprisePart {
  readonly step: SurpriseStep;
  readonly nats: number;
}

/** A shape found in the graph, before it is known whether chance explains it. */
export interface Candidate {
  readonly shape: Shape;
  /** Numbers of its payments in the graph, ascending, each once. */
  readonly payments: Int32Array;
  /** Sum of the parts. */
  readonly nats: number;
  readonly parts: readonly SurprisePart[];
}

/** What a finder found, and how many searches met a limit: what they left out is not known. */
export interface Found {
  readonly candidates: readonly Candidate[];
  readonly truncated: number;
}
