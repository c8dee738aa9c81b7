import { z } from 'zod';
import { faultsOf, sha256 } from '../../base/index.js';
import { PLAIN, restyle, type XmlManner, xmlManner } from './restyle.js';
import { xmlMeaning } from './xml-meaning.js';
import { type XmlPiece, xmlPieces } from './xml-pieces.js';

/** Pieces to leave alone; then in the next one: where, how many characters go, what comes. */
const edit = z.tuple([z.int().min(0), z.int().min(0), z.int().min(0), z.string()]).readonly();
type Edit = z.infer<typeof edit>;

/**
 * How a file was written where our writer would write the same otherwise: the manner that it keeps
 * throughout, and what departs from it. Says nothing of what the file says, and survives JSON.
 */
export const xmlFormatting = z.strictObject({
  /** SHA-256 of what our writer wrote. */
  of: z.string(),
  /** The attribute that only numbers. */
  numbered: z.string().nullable(),
  bom: z.boolean(),
  manner: xmlManner.readonly(),
  edits: z.array(edit).readonly(),
});
export type XmlFormatting = Readonly<z.infer<typeof xmlFormatting>>;

/**
 * The formatting of a file, seen against what our writer makes of what it says. Null where both do
 * not say the same (`sameNode`, and namespaces), or are larger than 64 MB. Throws a `Fault` of the
 * reader where the file is not well-formed.
 */
export function formattingOf(
  original: Uint8Array,
  canonical: Uint8Array,
  numbered: string | null,
): XmlFormatting | null {
  if (Math.max(original.length, canonical.length) > BYTES_MAX) return null;
  if (xmlMeaning(original, numbered) !== xmlMeaning(canonical, numbered)) return null;
  const bom = original[0] === 0xef;
  const text = Buffer.from(original)
    .toString('utf8')
    .slice(bom ? 1 : 0);
  const own = Buffer.from(canonical).toString('utf8');
  const manner = mannerOf(text, own, numbered);
  const edits = editsOf(text, restyle(own, manner, numbered));
  return { of: sha256(canonical), numbered, bom, manner, edits };
}

/**
 * What our writer wrote, as the file was written that it was read from: byte for byte where nothing
 * was changed in between, otherwise with its declaration, line ends and indentation only. What of
 * it would change what is said, or spoil it, is not applied.
 */
export function dress(canonical: Uint8Array, formatting: XmlFormatting): Buffer {
  const text = Buffer.from(canonical).toString('utf8');
  const { of, numbered, bom, manner, edits } = formatting;
  const { declaration, line_end, indent, end } = manner;
  const meaning = xmlMeaning(canonical, numbered);
  if (sha256(canonical) === of) {
    const same = joined(edited(restyle(text, manner, numbered), edits), bom ? '\uFEFF' : '');
    if (says(same, meaning, numbered)) return same;
  }
  const alike = joined(restyle(text, { ...PLAIN, declaration, line_end, indent, end }, null));
  return says(alike, meaning, numbered) ? alike : Buffer.from(canonical);
}

function says(bytes: Uint8Array, meaning: string, numbered: string | null): boolean {
  try {
    return xmlMeaning(bytes, numbered) === meaning;
  } catch (error) {
    return faultsOf(error).length === 0;
  }
}

/** A batch at its limit, and a little more. */
const BYTES_MAX = 64 * 1024 * 1024;

/** The manner that the first places of each kind show. */
function mannerOf(text: string, own: string, numbered: string | null): XmlManner {
  const [head, , inner] = [...firstPieces(text, 3)];
  const declaration = /^<\?xml\s[^>]{0,190}\?>/.exec(head?.raw ?? '')?.[0] ?? '';
  const [, line_end = '', indent = ''] = /(\r?\n|\r|)([ \t]{0,40})$/.exec(inner?.raw ?? '') ?? [];
  return {
    declaration,
    line_end: inner?.isLeaf ? PLAIN.line_end : (line_end as XmlManner['line_end']),
    indent,
    end: /[ \t\r\n]*$/.exec(text.slice(-100))?.[0] ?? '',
    ...tagMannerOf(text),
    prefix: [prefixOf(own), prefixOf(text)],
    numbers: numbered === null ? [] : numbersOf(text, own, numbered),
  };
}

/** By the first empty element, and the first attribute inside the root. */
function tagMannerOf(text: string): Pick<XmlManner, 'quote' | 'empty'> {
  let quote: XmlManner['quote'] | null = null;
  let empty: XmlManner['empty'] | null = null;
  for (const { kind, raw, isLeaf, depth } of xmlPieces(text)) {
    if (kind === 'open' && depth > 0) quote ??= quoteIn(raw);
    if (kind === 'open' && raw.endsWith('/>')) empty ??= raw.endsWith(' />') ? ' />' : '/>';
    if (kind === 'gap' && isLeaf && raw === '') empty ??= '></';
    if (quote !== null && empty !== null) break;
  }
  return { quote: quote ?? PLAIN.quote, empty: empty ?? PLAIN.empty };
}

function quoteIn(tag: string): XmlManner['quote'] | null {
  const quote = /=\s*(["'])/.exec(tag)?.[1];
  return quote === undefined ? null : quote === "'" ? "'" : '"';
}

function* firstPieces(text: string, count: number): Generator<XmlPiece> {
  let left = count;
  for (const piece of xmlPieces(text)) {
    yield piece;
    if (--left <= 0) return;
  }
}

/** The prefix of the root, with its colon. */
function prefixOf(text: string): string {
  const root = [...firstPieces(text, 2)][1]?.raw ?? '';
  return /^<([^\s:/>"'=]+:)/.exec(root)?.[1] ?? '';
}

/** The numbers that the file gives where our writer gives one, as steps. */
function numbersOf(text: string, own: string, numbered: string): XmlManner['numbers'] {
  const runs: [number, number][] = [];
  const theirs = xmlPieces(text);
  const theirNumber = new RegExp(`\\s${numbered}\\s*=\\s*["'](\\d{1,15})["']`);
  const ownNumber = new RegExp(` ${numbered}="(\\d+)"`);
  let before = 0;
  for (const { kind, raw } of xmlPieces(own)) {
    const their = theirs.next().value;
    if (kind !== 'open' || !ownNumber.test(raw)) continue;
    const number = Number(theirNumber.exec(their?.raw ?? '')?.[1] ?? before + 1);
    const last = runs.at(-1);
    if (last && last[0] === number - before) last[1]++;
    else runs.push([number - before, 1]);
    before = number;
  }
  return runs.length === 1 && runs[0]?.[0] === 1 ? [] : runs;
}

function editsOf(text: string, restyled: Iterator<string>): Edit[] {
  const edits: Edit[] = [];
  let skip = 0;
  for (const { raw: wanted } of xmlPieces(text)) {
    const raw: string = restyled.next().value ?? '';
    if (raw === wanted) {
      skip++;
      continue;
    }
    edits.push([skip, ...editOf(raw, wanted)]);
    skip = 0;
  }
  return edits;
}

/** What is between what both begin and end with; never half of a character. */
function editOf(raw: string, wanted: string): [at: number, cut: number, put: string] {
  const shorter = Math.min(raw.length, wanted.length);
  let at = 0;
  while (at < shorter && raw[at] === wanted[at]) at++;
  if (at > 0 && isHigh(raw, at - 1)) at--;
  let tail = 0;
  while (tail < shorter - at && raw.at(-1 - tail) === wanted.at(-1 - tail)) tail++;
  if (tail > 0 && isHigh(raw, raw.length - tail - 1)) tail--;
  return [at, raw.length - at - tail, wanted.slice(at, wanted.length - tail)];
}

/** Whether a character that takes two units begins there. */
function isHigh(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800;
}

function* edited(pieces: Iterable<string>, edits: readonly Edit[]): Generator<string> {
  let next = 0;
  let skip = edits[0]?.[0] ?? Infinity;
  for (const piece of pieces) {
    if (skip > 0) {
      skip--;
      yield piece;
      continue;
    }
    const [, at, cut, put] = edits[next] ?? [0, 0, 0, ''];
    yield piece.slice(0, at) + put + piece.slice(at + cut);
    next++;
    skip = edits[next]?.[0] ?? Infinity;
  }
}

function joined(pieces: Iterable<string>, start = ''): Buffer {
  const blocks: Buffer[] = [];
  let block = start;
  for (const piece of pieces) {
    block += piece;
    if (block.length < BLOCK_CHARACTERS) continue;
    blocks.push(Buffer.from(block));
    block = '';
  }
  return Buffer.concat([...blocks, Buffer.from(block)]);
}

const BLOCK_CHARACTERS = 1 << 18;
