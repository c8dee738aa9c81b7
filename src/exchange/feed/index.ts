/** Feeds: editions of an authority, their protocol, and their exports for other systems. */
export { type AdoptedFile, adoptedFiles } from './adopted-files.js';
export type { CheckTypology } from './check-item.js';
export {
  type Edition,
  type EditionDraft,
  type FeedItem,
  type OfferedItem,
  openEdition,
  sealEdition,
} from './edition.js';
export { judgeEditionFile } from './edition-file.js';
export { feed } from './feed.js';
export type { FeedBook, FeedPreview, FeedTools } from './feed-data.js';
export { heldEditions } from './feed-records.js';
export { writeMispFeed } from './misp.js';
export { issueInput, sendInput } from './publisher-steps.js';
export { readStix, type StixDefaults, type StixRead } from './read-stix.js';
export { type FeedPublisher, type StixObject, stixBundle } from './stix-objects.js';
export { adoptInput, declineInput, feedbackInput, previewInput } from './subscriber-steps.js';
export { answerTaxii, TAXII_ROOT, TAXII_TYPE, type TaxiiFeed } from './taxii.js';
export { taxiiShelf } from './taxii-shelf.js';
