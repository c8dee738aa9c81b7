/** What the comparison of batches found, put together by whom it is about. */
import { subjectsOf } from '../subject/index.js';
import type { Held } from './search-book.js';

/** One identifier of ours that is listed. */
export interface Hit {
  readonly input: string;
  readonly subjects: readonly string[];
}

/** One of our customers, or of those who took part in a payment, who is listed. */
export interface FoundSubject {
  readonly subject: string;
  /** Which identifiers agree, canonical. */
  readonly inputs: readonly string[];
  readonly held: readonly Held[];
}

/** Subjects for whom more speaks than a name that merely sounds alike. */
export function foundSubjects(
  hits: readonly Hit[],
  held: Readonly<Record<string, readonly Held[]>>,
): readonly FoundSubject[] {
  return subjectsOf(hits).map(({ subject }) => ({
    subject,
    inputs: hits.filter(({ subjects }) => subjects.includes(subject)).map(({ input }) => input),
    held: held[subject] ?? [],
  }));
}
