/** Which documents may travel, and what a message says of each. */
import { z } from 'zod';

const DOCUMENT_TYPES = [
  'application/pdf',
  'image/png',
  'image/jpeg',
  'text/plain',
  'text/csv',
] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];

const line = z.string().min(1).max(200).normalize();

export const documentSchema = z.strictObject({
  name: line,
  media_type: z.enum(DOCUMENT_TYPES),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().min(1),
});
export type DocumentEntry = z.infer<typeof documentSchema>;

/** A document as an officer hands it in. */
const draftDocument = z.strictObject({
  name: line,
  media_type: z.enum(DOCUMENT_TYPES),
  content_base64: z.base64(),
});
export type DocumentDraft = z.infer<typeof draftDocument>;
export const draftDocuments = z.array(draftDocument).max(8).default([]);
