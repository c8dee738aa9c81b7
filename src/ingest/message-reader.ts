/** What a message format (ISO 20022, MT, NACHA, CEP) must offer to be one line of `formats.ts`. */
import type { payment } from '../model/index.js';

type Named = keyof typeof payment.fields;
type Added =
  | 'order_key'
  | 'value_minor'
  | 'batch_id'
  | 'amount_minor'
  | 'received_minor'
  | 'precision';

/**
 * A payment as an input states it, every value as text: exactly what a row of CSV would hold after
 * its mapping. Fields left out are unknown. `time` is ISO 8601: with an offset, or without (then
 * the ingest's zone is used), or a date alone (then its precision is a day). `amount` and
 * `received_amount` are plain decimals with a point. `is_return` is `true` or `false`. Ingest
 * validates all of them; a reader need not.
 */
export type ReportedPaymentInput = {
  readonly [K in Exclude<Named, Added> | 'amount' | 'received_amount']?: string;
} & { readonly id: string };

/** Part of a message that holds no readable payment. `code` is a key `reject.<code>`. */
export interface MessageReject {
  readonly code: string;
  /** What stood there, shortened to a few hundred characters. */
  readonly value: string;
  readonly line: number;
  readonly column: number;
}

/** One thing a reader found, with the line at which it begins, counted from 1. */
export type MessageItem =
  | { readonly record: ReportedPaymentInput; readonly line: number }
  | { readonly reject: MessageReject };

export interface MessageContext {
  /** The file as the user named it, for faults. */
  readonly file: string;
}

/**
 * Reads one message format. `recognise` sees the first 4,096 characters (decompressed, byte-order
 * mark removed, decoded as Latin-1) and answers without side effects; more than one reader may say
 * yes, and the first of `formats.ts` wins. `read` streams: bytes are decompressed already and
 * arrive in chunks of any size; a reader decodes them itself (XML names its own encoding), keeps
 * its memory bounded, yields a reject for each payment it cannot read and goes on with the next,
 * and throws a `Fault` only where nothing of the file can be trusted (then nothing is loaded).
 */
export interface MessageReader {
  /** `pacs.008`, `mt103`, `nacha` …: as the report shows it. */
  readonly id: string;
  recognise(head: string): boolean;
  read(bytes: AsyncIterable<Uint8Array>, context: MessageContext): AsyncIterable<MessageItem>;
}
