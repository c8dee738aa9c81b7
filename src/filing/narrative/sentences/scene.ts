import type { Cast } from '../cast.js';
import type { Evidence } from '../evidence.js';
import type { NarrativeSentence } from '../narrative.js';
import type { Teller } from '../teller.js';

/** What every part of a narrative is told from. */
export interface Scene {
  readonly evidence: Evidence;
  readonly cast: Cast;
  readonly teller: Teller;
  readonly key_terms: readonly KeyTerm[];
  /** Rows of the list of payments. */
  readonly payments_max: number;
  /** Whether the list of all payments goes with the report, or stays with the institution. */
  readonly attached: boolean;
  /** Whether facts of a confidential list of the authority's own country may be told. */
  readonly confidential: boolean;
}

/** What an issuer asks to be quoted of its document. */
export interface KeyTerm {
  readonly document: string;
  readonly term: string;
}

/** The weight of what is told of the subject of a place: the first ones matter most. */
export function lesser(weight: number, place: number): number {
  return Math.max(weight - 3 * place, Math.min(weight, 36));
}

/** The first of those who moved most, as far as each moved a tenth of what the first one did. */
export function mainOf<T>(sorted: readonly T[], n: number, moved: (item: T) => bigint): T[] {
  const [first] = sorted;
  if (first === undefined) return [];
  return sorted.slice(0, n).filter((each) => moved(each) * 10n >= moved(first));
}

export type PartOfNarrative = (scene: Scene) => readonly NarrativeSentence[];

/** How many of a kind are told one by one; the rest is summed. */
export const TOLD_MAX = {
  ...{ subjects: 20, names: 4, unknown: 8, roles: 6, dealings: 6, ends: 5, places: 6 },
  networks: 10,
} as const;
