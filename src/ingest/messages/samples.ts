/** Fictional payment messages of every format, for tests, and a way to read them in pieces. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../base/index.js';
import type {
  MessageItem,
  MessageReader,
  MessageReject,
  ReportedPaymentInput,
} from '../message-reader.js';

export const UETR = '0b1c2d3e-4f50-4a61-8b72-93a4b5c6d7e8';

/** A Fedwire customer transfer to Mexico, with header, prefixes and a relaying bank. */
export const PACS_008 = sample('pacs-008.xml');

/** The cover of a customer transfer in euros, and a bank's own transfer. */
export const PACS_009 = sample('pacs-009.xml');

export const PACS_004 = sample('pacs-004.xml');

/** A statement: a payment in, a batch out, a lump sum, cash, a reversal, one pending. */
export const CAMT_053 = sample('camt-053.xml');

/** A customer transfer, its cover, and a message of another type, as a bank's file holds them. */
export const MT = sample('swift.fin').trimEnd().replaceAll('\n', '\r\n');

/** One payroll credit, one debit collected, one prenotification. */
export const ACH = sample('ppd.ach').slice(0, -1);

/** An outgoing international credit that arrives in pesos. */
export const ACH_IAT = sample('iat.ach').slice(0, -1);

/** A debit that comes back for insufficient funds. */
export const ACH_RETURN = sample('return.ach').slice(0, -1);

export const CEP = sample('cep.xml');

function sample(name: string): string {
  return readFileSync(join(packageRoot(), 'test', 'messages', name), 'utf8');
}

/** What a reader found, apart. */
export interface Found {
  readonly records: readonly ReportedPaymentInput[];
  readonly lines: readonly number[];
  readonly rejects: readonly MessageReject[];
}

/** Reads text or bytes in chunks of a size. */
export async function readMessage(
  reader: MessageReader,
  content: string | Uint8Array,
  chunk_bytes = 65_536,
): Promise<Found> {
  const items: MessageItem[] = [];
  for await (const item of reader.read(chunks(Buffer.from(content), chunk_bytes), { file: 'test' }))
    items.push(item);
  return {
    records: items.flatMap((item) => ('record' in item ? [item.record] : [])),
    lines: items.flatMap((item) => ('record' in item ? [item.line] : [])),
    rejects: items.flatMap((item) => ('reject' in item ? [item.reject] : [])),
  };
}

async function* chunks(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
