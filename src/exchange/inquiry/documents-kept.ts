/** Documents that a peer sent, kept under their session until it is closed or they are revoked. */
import type { Kysely } from 'kysely';
import { isoTime } from '../../base/index.js';
import type { Tables } from '../../store/index.js';
import type { Effect } from '../session/protocol.js';
import { dropRecords, ledgerRecords, putRecord } from '../session/records.js';
import type { DocumentEntry } from './document-entry.js';
import type { InquiryContext } from './inquiry-data.js';

const AREA = 'inquiry.document';

export function keepDocuments(
  { session, now }: InquiryContext,
  entries: readonly DocumentEntry[],
  attachments: readonly Uint8Array[],
): Effect {
  return async (trx) => {
    for (const [i, entry] of entries.entries()) {
      const content = Buffer.from(attachments[i] ?? new Uint8Array()).toString('base64');
      const body = { ...entry, content };
      const row = { area: AREA, key: `${session.id}/${entry.sha256}`, body, at: isoTime(now) };
      await putRecord(row, 'keep')(trx);
    }
  };
}

export function dropDocuments({ session }: InquiryContext): Effect {
  return dropRecords(AREA, `${session.id}/`);
}

/** A document of a session as it came. */
export interface KeptDocument extends DocumentEntry {
  readonly content: Uint8Array;
}

export async function listDocuments(
  db: Kysely<Tables>,
  session: string,
): Promise<readonly KeptDocument[]> {
  const rows = await ledgerRecords(db).list(AREA, `${session}/`);
  return rows.map(({ body }) => {
    const { content, ...entry } = body as DocumentEntry & { readonly content: string };
    return { ...entry, content: Uint8Array.from(Buffer.from(content, 'base64')) };
  });
}
