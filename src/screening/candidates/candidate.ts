/** What an index of names is asked by, and what it gives. */
export interface Candidate {
  /** Position of the name in what was indexed. */
  readonly name: number;
  /** For ordering candidates only: it is no share of anything. */
  readonly weight: number;
}

/** Codes that a word shares with what may stand for it: its sound, its full form, its spelling. */
export type Codes = (word: string) => readonly string[];
