/** Screening: who is listed, who is named like them, and why a match is one. */
export { listMappingJsonSchema } from './lists/mapping.js';
export {
  LIST_FORMATS,
  type ListChange,
  type ListReading,
  type ReadListOptions,
  readList,
} from './lists/read-list.js';
export { type Counts, type ListNote, noteKey, type Reject, rejectKey } from './lists/tally.js';
