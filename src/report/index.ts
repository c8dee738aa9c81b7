/** Report: one self-contained page from a run's alerts. */
export { type Collected, type CollectRequest, collectReport } from './collect.js';
export { alertsWithCards } from './groups.js';
export * from './input.js';
export { networkSvg } from './network-file.js';
export { type NetworkPage, networkPage } from './network-page.js';
export { dwellText, feeText, holdersOf, keptOf, surpriseText } from './network-words.js';
export { renderReport } from './page.js';
export { type TracePage, type TraceSentence, tracePage } from './trace-page.js';
export type { Speakers } from './voice.js';
