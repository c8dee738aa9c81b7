/** Ownership statements in the formats of registers, journalists and authorities. */
export { readBodsSchema } from './bods/schema.js';
export { type BodsWriteOptions, toBods } from './bods/write.js';
export { type BoirScope, boirScopeOn } from './boir/scope.js';
export { type CsvMapping, readCsvMapping } from './csv/mapping.js';
export { STATEMENT_FORMATS } from './formats.js';
export { toFtm } from './ftm/write.js';
export { type ReadStatements, readStatements } from './read.js';
export type {
  BodsSchema,
  Loss,
  ReadOptions,
  StatementFinding,
  StatementReject,
} from './reader.js';
