/** Report: one self-contained page from a run's alerts. */
export { type Collected, type CollectRequest, collectReport } from './collect.js';
export { alertsWithCards } from './groups.js';
export * from './input.js';
export { renderReport } from './page.js';
export type { Speakers } from './voice.js';
