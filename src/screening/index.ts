/** Screening: lists and their versions, matching with reasons, decisions about hits. */
export { type BatchOptions, type BatchParts, type BatchResult, screenBatch } from './batch.js';
export * from './customers/index.js';
export * from './decisions/index.js';
export {
  createScreeningDesk,
  type DeskParts,
  type ListInForce,
  type ScreeningDesk,
} from './desk/desk.js';
export { loadOf } from './desk/load.js';
export { kindsOfSchema, SCHEMA_NAMES, schemaOf, topicsOf } from './followthemoney/properties.js';
export { profileOfEntity, type QueryEntity } from './followthemoney/query.js';
export {
  type EntityJson,
  entityOf,
  type NestedEntityJson,
  nestedEntityOf,
  type Seen,
} from './followthemoney/write.js';
export { type Link, type Listing, listingKey, type Stage } from './listing.js';
export { countryOf } from './lists/countries.js';
export { listMappingJsonSchema } from './lists/mapping.js';
export {
  LIST_FORMATS,
  type ListChange,
  type ListReading,
  type ReadListOptions,
  readList,
} from './lists/read-list.js';
export {
  type Counts,
  type ListNote,
  noteKey,
  type Reject,
  type Repair,
  rejectKey,
} from './lists/tally.js';
export type { Match, MatchOptions, Reason, Screener } from './match.js';
export { nameTokens } from './name/normalise.js';
export { createRarity } from './name/rarity.js';
export { createLexicon } from './name/token.js';
export type { ScreenWorker } from './pool/hand.js';
export { createScreenPool, type Screened as PoolAnswer, type ScreenPool } from './pool/pool.js';
export type { ScreenLoad, ScreenSize } from './pool/wire.js';
export { serveScreener } from './pool/worker.js';
export * from './profile.js';
export { createScorer, type PreparedProfile, type Scorer } from './score/score.js';
export { createScreener, type IndexedScreener } from './screener.js';
export { FACETS, type Facet, type ListingPage, type ListingQuery } from './search.js';
export {
  type Download,
  type DownloadOptions,
  download,
  type Fetch,
  type Validators,
} from './updates/download.js';
export { chooseSources, type ListSource, readSources, SOURCES_FILE } from './updates/sources.js';
export * from './versions/index.js';
export type { SnapshotPlace } from './versions/snapshot.js';
