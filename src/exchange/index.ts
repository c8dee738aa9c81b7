/** Exchange: banks of two countries, and their authorities, discover together. */
export { type GroupWorker, openGroup, serveGroup, workOnThreads } from './group/index.js';
