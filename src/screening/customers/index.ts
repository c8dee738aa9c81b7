/** Customers: who is screened, of the store or a file, and what a new list means for them. */
export { type CustomerFile, type CustomerFileOptions, readCustomerFile } from './file-customers.js';
export { type PartyFacts, partyProfile } from './party-profile.js';
export { type DeltaHit, type DeltaParts, screenDelta } from './screen-delta.js';
export { readCounterparties, readParties } from './store-customers.js';
