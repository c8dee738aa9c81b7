/** Requests for information, answers and alerts between institutions. */
export { inquiryInputs } from './bodies.js';
export { type KeptDocument, listDocuments } from './documents-kept.js';
export { inquiry } from './inquiry.js';
export type { InquiryData } from './inquiry-data.js';
export { showInquiry } from './show-inquiry.js';
