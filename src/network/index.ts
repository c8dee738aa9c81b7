/** Network: the payment graph. Time-respecting flows today; whole networks later. */
export { findFlows } from './flows/flows.js';
export { listNetworks, readDossier, readDossiers } from './records/read.js';
export { storedSurprise } from './records/surprise-text.js';
export { type FindingMark, typologiesTouching } from './records/typologies.js';
export { type NetworkRows, writeNetworks } from './records/write.js';
