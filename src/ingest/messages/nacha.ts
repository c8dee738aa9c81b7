/** NACHA files: ACH entries of every class, IAT and returns among them. */
import type { MessageItem, MessageReader } from '../message-reader.js';
import { type AchBatch, type AchEntry, readAchEntry } from './ach-entries.js';
import { type AchLine, readAchLines } from './ach-lines.js';
import {
  type AchTotals,
  addLine,
  addTotals,
  batchMismatch,
  fileMismatch,
  noTotals,
} from './ach-totals.js';
import { reject } from './draft.js';
import { dateOf } from './mt-parties.js';

/**
 * Reads whatever entries are there: files without headers or controls, lines too short or without
 * breaks. Totals that do not agree (`ach_totals`) and a missing end (`ach_truncated`) are said
 * beside the payments and cost none of them.
 */
export const nachaReader: MessageReader = {
  id: 'nacha',
  recognise: (head) => /^\s*(?:101.{20,40}094101|5[2-9]\d{2}.{46}[A-Z]{3}|6[2-5]\d{10})/.test(head),
  async *read(bytes) {
    const file = new AchFile();
    let last: AchLine | null = null;
    for await (const line of readAchLines(bytes)) {
      yield* file.line(line);
      last = line;
    }
    yield* file.end(last);
  },
};

const ADDENDA_MAX = 9_999;

/** Where a reader stands in a file. */
class AchFile {
  #created: string | undefined;
  #batch: AchBatch | null = null;
  #entry: AchEntry | null = null;
  #batchTotals: AchTotals = noTotals();
  #fileTotals: AchTotals = noTotals();
  #isBegun = false;
  #isEnded = false;
  #isAdvice = false;

  *line(line: AchLine): Iterable<MessageItem> {
    const { text } = line;
    if (text.startsWith('7')) return yield* this.#addenda(line);
    yield* this.#flush();
    if (/^9{94}$/.test(text) || /^9{2,}\s*$/.test(text)) return;
    if (text.startsWith('6')) this.#begin(line);
    else if (text.startsWith('1')) this.#header(text);
    else if (text.startsWith('5')) yield* this.#openBatch(line);
    else if (text.startsWith('8')) yield* this.#closeBatch(line);
    else if (text.startsWith('9')) yield* this.#closeFile(line);
    else yield reject('ach_line', text.trimEnd(), line);
  }

  *end(last: AchLine | null): Iterable<MessageItem> {
    yield* this.#flush();
    const isOpen = this.#batch !== null || (this.#isBegun && !this.#isEnded);
    if (isOpen && last) yield reject('ach_truncated', last.text.trimEnd(), last);
  }

  #header(text: string): void {
    this.#created = plausible(dateOf(text.slice(23, 29)));
    this.#isBegun = true;
    this.#isEnded = false;
    this.#fileTotals = noTotals();
  }

  *#openBatch(line: AchLine): Iterable<MessageItem> {
    const { text: header } = line;
    if (this.#batch) yield reject('ach_truncated', this.#batch.header.slice(87), line);
    const sec = header.slice(50, 53).toUpperCase();
    const day = plausible(dateOf(header.slice(69, 75))) ?? this.#created;
    this.#batch = { header, sec, day };
    this.#isAdvice = sec === 'ADV';
    this.#batchTotals = noTotals();
  }

  #begin(line: AchLine): void {
    addLine(this.#batchTotals, line, this.#isAdvice);
    this.#entry = { line, addenda: [] };
  }

  *#addenda(line: AchLine): Iterable<MessageItem> {
    addLine(this.#batchTotals, line, this.#isAdvice);
    if (!this.#entry) yield reject('ach_line', line.text.trimEnd(), line);
    else if (this.#entry.addenda.length < ADDENDA_MAX) this.#entry.addenda.push(line.text);
  }

  *#closeBatch(line: AchLine): Iterable<MessageItem> {
    const wrong = this.#batch && batchMismatch(this.#batchTotals, line, this.#isAdvice);
    if (wrong) yield reject('ach_totals', wrong, line);
    addTotals(this.#fileTotals, this.#batchTotals);
    this.#batchTotals = noTotals();
    this.#batch = null;
  }

  *#closeFile(line: AchLine): Iterable<MessageItem> {
    const wrong = this.#isBegun && fileMismatch(this.#fileTotals, line, this.#isAdvice);
    if (wrong) yield reject('ach_totals', wrong, line);
    this.#isEnded = true;
  }

  *#flush(): Iterable<MessageItem> {
    const entry = this.#entry;
    this.#entry = null;
    if (entry) yield readAchEntry(entry, this.#batch);
  }
}

/** A date of the calendar; zeros and the 31st of February are none. */
function plausible(day: string | undefined): string | undefined {
  if (day === undefined) return undefined;
  const at_ms = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at_ms) && new Date(at_ms).toISOString().startsWith(day) ? day : undefined;
}
