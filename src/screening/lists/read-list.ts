/** Reads a list of parties, whoever publishes it: its format is told from its content. */
import { assert, type Bilingual, Fault } from '../../base/index.js';
import type { Listing } from '../listing.js';
import { BOUNDS } from './bounds.js';
import { readBytes } from './bytes.js';
import type { Desk, Entry, Head, ListFormat, OpenList } from './format.js';
import { FORMATS } from './formats.js';
import { mappedCsv } from './mapped-csv.js';
import { type ListMapping, readListMapping } from './mapping-file.js';
import { type Counts, type ListNote, type Reject, type Repair, Tally } from './tally.js';
import { readText } from './text.js';

export interface ReadListOptions {
  /** Id to give the list, where several publications share a format or one is kept apart. */
  readonly list?: string;
  /** Path of a YAML file that says which column is what: for any CSV without a format here. */
  readonly mapping?: string;
  /** Hears every reject; `rejects` keeps the first thousand. */
  readonly onReject?: (reject: Reject) => void;
}

/**
 * A list that is being read. `rejects`, `notes`, `counts` and `changes` are complete once
 * `listings` has ended without a fault; after a fault nothing of it may replace an earlier version.
 */
export interface ListReading {
  readonly list: string;
  readonly title: Bilingual;
  readonly issuer: string;
  /** Name of the format, as in {@link LIST_FORMATS}. */
  readonly format: string;
  readonly published_on: string | null;
  /** A delta gives only what was added or changed; `changes` says what happened to which id. */
  readonly kind: 'full' | 'delta';
  readonly base_version: string | null;
  /** What its issuer calls this state, where the file says so. */
  readonly issuer_version: string | null;
  /** Local only: must not be exported nor shared. */
  readonly confidential: boolean;
  /** Once only, in the order of the file. Throws a `Fault` where the list is broken. */
  readonly listings: AsyncIterable<Listing>;
  readonly rejects: readonly Reject[];
  /** The first thousand of the entries that arrived damaged and were repaired, and how many. */
  readonly repairs: readonly Repair[];
  readonly repaired: number;
  /** The first thousand values that could not be read, with their places, and how many. */
  readonly unreads: readonly Fault[];
  readonly unread: number;
  readonly notes: readonly ListNote[];
  readonly counts: Counts;
  readonly changes: readonly ListChange[];
}

export interface ListChange {
  readonly id: string;
  readonly change: 'added' | 'changed' | 'removed';
}

/** Names of the formats that are told from content. */
export const LIST_FORMATS: readonly string[] = FORMATS.map(({ name }) => name);

/**
 * Opens the files of one list (several only where they belong together, as OFAC's CSV do). Throws a
 * `Fault` for what is no list: an empty file, a web page instead of it, a DOCTYPE, an unknown form.
 */
export async function readList(
  files: readonly string[],
  options: ReadListOptions = {},
): Promise<ListReading> {
  assert(files.length > 0, 'a list needs a file');
  const tally = new Tally(options.onReject);
  const desk: Desk = {
    tally,
    list: options.list ?? null,
    text: (file) => textOf(file, tally),
  };
  const mapping = options.mapping === undefined ? null : await readListMapping(options.mapping);
  const heads: Head[] = [];
  for (const file of files) heads.push(await readHead(file));
  const format = formatOf(heads, mapping);
  const opened = await format.open(heads, desk);
  const changes: ListChange[] = [];
  return {
    list: opened.list,
    title: opened.title,
    issuer: opened.issuer,
    format: format.name,
    published_on: opened.published_on,
    kind: opened.kind,
    base_version: opened.base_version ?? null,
    issuer_version: opened.issuer_version ?? null,
    confidential: opened.confidential ?? false,
    listings: listingsOf(opened, tally, changes),
    rejects: tally.rejects,
    repairs: tally.repairs,
    get repaired() {
      return tally.repaired;
    },
    unreads: tally.unreads,
    get unread() {
      return tally.unread;
    },
    get notes() {
      return tally.notes;
    },
    counts: tally.counts,
    changes,
  };
}

async function* listingsOf(
  opened: OpenList,
  tally: Tally,
  changes: ListChange[],
): AsyncGenerator<Listing> {
  for await (const { id, change, listing } of opened.entries as AsyncIterable<Entry>) {
    if (change !== null) changes.push({ id, change });
    if (listing === null || change === 'removed') continue;
    tally.counts.listings++;
    noteLoss(listing, tally);
    yield listing;
  }
  const { read, kept, rejected } = tally.counts;
  assert(read === kept + rejected, `${opened.list}: read ${read}, kept ${kept}, left ${rejected}`);
}

/** What its reader did not notice: a character of it was lost before anybody could read it. */
function noteLoss(listing: Listing, tally: Tally): void {
  const file = tally.brokenFile();
  if (file === null || tally.repairs.at(-1)?.id === listing.id) return;
  if (JSON.stringify(listing).includes('\uFFFD')) tally.repair(listing.id, { file });
}

function formatOf(heads: readonly Head[], mapping: ListMapping | null): ListFormat {
  if (mapping) return mappedCsv(mapping);
  const found = heads.map((head) => ({
    head,
    format: FORMATS.find((each) => each.recognises(head)),
  }));
  const [first] = found;
  for (const { head, format } of found) {
    if (!format) throw new Fault('lists.format_unknown', {}, { file: head.file });
    if (format !== first?.format) {
      const names = { one: first?.format?.name ?? '', other: format.name };
      throw new Fault('lists.formats_mixed', names, { file: head.file });
    }
  }
  return first?.format as ListFormat;
}

async function readHead(file: string): Promise<Head> {
  let text = '';
  for await (const piece of readText(readBytes(file))) {
    text += piece;
    if (text.length >= BOUNDS.head_characters) break;
  }
  const bare = text.replaceAll('\u001a', ' ').trim();
  if (bare === '') throw new Fault('lists.empty', {}, { file });
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html)\b/i.test(bare))
    throw new Fault('lists.html_page', {}, { file });
  if (bare.startsWith('<') && /<!DOCTYPE/i.test(bare))
    throw new Fault('lists.doctype', {}, { file });
  return { file, text: text.slice(0, BOUNDS.head_characters) };
}

async function* textOf(file: string, tally: Tally): AsyncGenerator<string> {
  const damage = tally.damageOf(file);
  yield* readText(readBytes(file), damage);
  const { foreign_lines, broken_characters } = damage;
  if (foreign_lines > 0) tally.note('foreign_lines', { file, n: foreign_lines });
  if (broken_characters > 0) tally.note('broken_characters', { file, n: broken_characters });
}
