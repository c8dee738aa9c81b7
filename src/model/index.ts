/** Model: the nouns, once. Types, tables, JSON Schema and documentation have one definition. */
export * from './account.js';
export * from './alert.js';
export * from './device.js';
export type { Field, Noun, RecordOf, SqlType } from './field.js';
export * from './finding.js';
export type { FlowAnswer, FlowKernel, FlowQuery, PaymentColumns } from './flow.js';
export * from './fx-rate.js';
export * from './identifier/index.js';
export * from './indicator.js';
export * from './institution.js';
export * from './interest.js';
export * from './listing.js';
export { jsonSchema, modelPage, NOUNS, tableSql } from './nouns.js';
export * from './party.js';
export * from './payment.js';
export * from './place.js';
export * from './relationship.js';
export * from './values.js';
