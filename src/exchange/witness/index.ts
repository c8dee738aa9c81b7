/** Witness: logs that peers can hold one another to. */
export { compareEnds, type Difference, type EndsCompared } from './both-ends.js';
export { logRoutes } from './log-routes.js';
export { cosignLog, type SeenLog, type WatchParts, watchLog } from './watch-log.js';
