/**
 * The living example: an invented year of four banks, for the demo, the tests and the benches.
 * All names, accounts, lists and crimes in it are fictional.
 */
export { generateWorld } from './generate.js';
export { PAYMENT_COLUMNS } from './movement.js';
export type { World, WorldOptions } from './options.js';
export { SCHEME_KINDS } from './schemes/index.js';
export type { Label, Scheme } from './stage.js';
export { type WrittenWorld, writeWorld } from './write.js';
