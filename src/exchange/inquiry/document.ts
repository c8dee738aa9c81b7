/** Documents that travel with an answer: few kinds, bounded, and what they say they are. */
import { Fault, sha256 } from '../../base/index.js';
import { refuseSecrets } from '../guard/never-leaves.js';
import type { DocumentDraft, DocumentEntry, DocumentType } from './document-entry.js';

const DOCUMENT_BYTES_MAX = 4 * 1024 * 1024;

/** The first bytes of each kind that has any. */
const BEGINNINGS: Readonly<Partial<Record<DocumentType, string>>> = {
  'application/pdf': '255044462d',
  'image/png': '89504e470d0a1a0a',
  'image/jpeg': 'ffd8ff',
};

export interface SealedDocuments {
  readonly entries: readonly DocumentEntry[];
  readonly attachments: readonly Uint8Array[];
}

/** Reads what an officer attached. Faults `exchange.inquiry.document` with the reason. */
export function attachDocuments(drafts: readonly DocumentDraft[]): SealedDocuments {
  const attachments = drafts.map(({ content_base64 }) =>
    Uint8Array.from(Buffer.from(content_base64, 'base64')),
  );
  const entries = drafts.map(({ name, media_type }, i) => {
    const bytes = attachments[i] ?? new Uint8Array();
    return { name, media_type, sha256: sha256(bytes), bytes: bytes.length };
  });
  checkDocuments(entries, attachments);
  return { entries, attachments };
}

/** Holds attachments to what the body says of them, on either side. */
export function checkDocuments(
  entries: readonly DocumentEntry[],
  attachments: readonly Uint8Array[],
): void {
  if (entries.length !== attachments.length) throw flaw('', 'count');
  entries.forEach((entry, i) => {
    const bytes = attachments[i] ?? new Uint8Array();
    if (bytes.length > DOCUMENT_BYTES_MAX || bytes.length === 0) throw flaw(entry.name, 'size');
    if (entry.bytes !== bytes.length || entry.sha256 !== sha256(bytes)) {
      throw flaw(entry.name, 'hash');
    }
    checkKind(entry, bytes);
  });
}

/** Text is scanned for what never leaves; of a picture only its approvers can tell. */
function checkKind({ name, media_type }: DocumentEntry, bytes: Uint8Array): void {
  const beginning = BEGINNINGS[media_type];
  if (beginning !== undefined) {
    const found = Buffer.from(bytes.subarray(0, beginning.length / 2)).toString('hex');
    if (found !== beginning) throw flaw(name, 'kind');
    return;
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw flaw(name, 'kind');
  }
  if (text.includes('\0')) throw flaw(name, 'kind');
  refuseSecrets({ [name]: text });
}

function flaw(name: string, reason: 'count' | 'size' | 'hash' | 'kind'): Fault {
  const max = DOCUMENT_BYTES_MAX / 1024 / 1024;
  return new Fault('exchange.inquiry.document', { name, reason, max });
}
