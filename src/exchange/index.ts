/** Exchange: banks of two countries, and their authorities, discover together. */
export * from './agreement/index.js';
export {
  type Channel,
  type GroupWork,
  type GroupWorker,
  openGroup,
  serveGroup,
  workHere,
  workOnThreads,
} from './group/index.js';
export * from './session/index.js';
export * from './wire/index.js';
