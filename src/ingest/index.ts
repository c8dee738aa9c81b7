/** Ingest: files in, rows loaded or kept with the reason; one file per format, and their list. */
export { FORMATS } from './formats.js';
export { type IngestOptions, ingestFiles } from './ingest.js';
export { type Mapping, mappingJsonSchema } from './mapping.js';
export { readMappingFile } from './mapping-file.js';
export { presetNames } from './presets.js';
export type { Reject } from './rejects.js';
export type { FailedFile, FileReport, IngestReport } from './report.js';
export type { Note } from './source.js';
export type { Unvalued } from './valuation.js';
