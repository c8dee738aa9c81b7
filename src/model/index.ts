/** Model: the nouns, once. Types, tables, JSON Schema and documentation come from one definition. */
export type { Field, Noun, RecordOf, SqlType } from './field.js';
export * from './finding.js';
export type { FlowAnswer, FlowKernel, FlowQuery, PaymentColumns } from './flow.js';
export { jsonSchema, modelPage, NOUNS, tableSql } from './nouns.js';
export * from './party.js';
export * from './payment.js';
export * from './reference.js';
export * from './values.js';
