/** The official judge: schemas that the user has imported, by libxml2. */
export {
  type RecognisedXsd,
  recogniseXsd,
  SCHEMA_SETS,
  type SchemaSetId,
} from './recognise-xsd.js';
export { familyOf, keepXsd, type StoredXsd, storedXsds } from './schema-folder.js';
export type { SchemaJudge } from './schema-judge.js';
export { bundledPatches, patched, readPatches, type SchemaPatch } from './schema-patches.js';
export { openSchemas, type SchemaOptions, type SchemaSource } from './schema-source.js';
