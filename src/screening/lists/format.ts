/** What a format of lists is: how to recognise it by content, and how to read it. */
import type { Bilingual } from '../../base/index.js';
import type { Listing } from '../listing.js';
import { splitCells } from './csv.js';
import type { Tally } from './tally.js';

/** The beginning of a file as text. */
export interface Head {
  readonly file: string;
  readonly text: string;
}

export interface ListFormat {
  readonly name: string;
  recognises(head: Head): boolean;
  /** `files` are all of this format. Faults are thrown here or while `entries` are read. */
  open(files: readonly Head[], desk: Desk): Promise<OpenList>;
}

/** What a reader is given: the text of its files, and where it reports to. */
export interface Desk {
  readonly tally: Tally;
  /** Asked for by the user; null: what the content says. */
  readonly list: string | null;
  text(file: string): AsyncIterable<string>;
}

export interface OpenList {
  readonly list: string;
  readonly title: Bilingual;
  readonly issuer: string;
  /** Day on which the list says it was published. */
  readonly published_on: string | null;
  /** What its issuer calls this state, where the file says so; deltas name it. */
  readonly issuer_version?: string | null;
  /** The version that a delta is of; null for a whole list. */
  readonly base_version?: string | null;
  readonly kind: 'full' | 'delta';
  /** Local only: never exported, never shared. */
  readonly confidential?: boolean;
  readonly entries: AsyncIterable<Entry>;
}

/** `listing` is null where a delta says that an entry changed and does not show it. */
export interface Entry {
  readonly id: string;
  readonly change: 'added' | 'changed' | 'removed' | null;
  readonly listing: Listing | null;
}

/** An entry of a whole list. */
export function entry(listing: Listing): Entry {
  return { id: listing.id, change: null, listing };
}

/** The first rows of a head, without empty ones: enough to tell a table by its header. */
export function headRows(head: Head, delimiter = ','): readonly (readonly string[])[] {
  const lines = head.text.split(/\r?\n/, HEAD_ROWS).filter((line) => line.trim() !== '');
  return lines.map((line) => splitCells(line, delimiter));
}

/** The local name of the root element, or null where the head is no XML. */
export function rootName(head: Head): string | null {
  const bare = head.text.replace(/^[\uFEFF\s]+/, '');
  if (!bare.startsWith('<')) return null;
  const body = bare.replace(
    /<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!DOCTYPE[^[>]*(?:\[[\s\S]*?\])?\s*>/gi,
    '',
  );
  return /^\s*<(?:[\w.-]+:)?([\w.-]+)/.exec(body)?.[1] ?? null;
}

const HEAD_ROWS = 12;
