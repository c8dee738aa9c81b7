/** Searches for an authority: the bank-run private search, the blind look-up, and plain lists. */
export { nameInput, proposeInput } from './bank-steps.js';
export type { SearchTools } from './bodies.js';
export { sweepEnclaves } from './enclave.js';
export type { FoundSubject } from './found-subjects.js';
export { claimsOfList } from './list-claims.js';
export { type ListRow, readListCsv, type SubjectList, writeListCsv } from './list-csv.js';
export { type ListedSubject, lookUpInput, publishInput } from './listed-subjects.js';
export { listPositives, type Positive } from './positives.js';

export { search } from './search.js';
export {
  HELD,
  type Held,
  type HeldSubject,
  type SearchBook,
  type SearchWindow,
} from './search-book.js';
export type { SearchData } from './search-data.js';
