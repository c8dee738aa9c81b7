/** Takes all entries of an input into memory, as lines in order of their ids. */
import { Fault } from '../../base/index.js';
import type { Listing } from '../listing.js';
import { byCodeUnits } from './changes.js';
import type { ListInput } from './list-input.js';
import { idOfLine, lineOf, listingOf } from './listing-line.js';

/** A list larger than this is refused: several times the largest collections that exist. */
const CONTENT_BYTES_MAX = 1 << 30;

/**
 * The state that an input describes; a delta is applied to the lines it changes. Entries with the
 * same id and the same content are one; where the content differs none is lost: the later ones are
 * called `<id>#2`, `<id>#3`.
 */
export async function collectLines(
  input: ListInput,
  current: () => Promise<readonly string[]>,
): Promise<string[]> {
  const { content, list } = input;
  if (content.kind === 'full') {
    const lines = new Set<string>();
    let bytes = 0;
    for await (const listing of content.entries) {
      const line = lineOf(checked(listing, list.id));
      bytes += lines.has(line) ? 0 : line.length;
      refuseLarge(list.id, bytes);
      lines.add(line);
    }
    return inOrder(list.id, lines);
  }
  const state = new Map((await current()).map((line) => [idOfLine(line), line]));
  let bytes = 0;
  for await (const entry of content.entries) {
    if ('remove' in entry) state.delete(entry.remove);
    else {
      const line = lineOf(checked(entry.put, list.id));
      bytes += line.length;
      refuseLarge(list.id, bytes);
      state.set(entry.put.id, line);
    }
  }
  return inOrder(list.id, state.values());
}

function inOrder(list: string, lines: Iterable<string>): string[] {
  const named = [...lines].map((line) => ({ id: idOfLine(line), line }));
  named.sort((a, b) => byCodeUnits(a.id, b.id) || byCodeUnits(a.line, b.line));
  const taken = new Set(named.map(({ id }) => id));
  const out: { id: string; line: string }[] = [];
  let [previous, n] = ['', 1];
  for (const { id, line } of named) {
    n = id === previous ? n + 1 : 1;
    previous = id;
    if (n === 1) {
      out.push({ id, line });
      continue;
    }
    while (taken.has(`${id}#${n}`)) n++;
    const renamed = { ...listingOf(line, list), id: `${id}#${n}` };
    taken.add(renamed.id);
    out.push({ id: renamed.id, line: lineOf(renamed) });
  }
  return out.sort((a, b) => byCodeUnits(a.id, b.id)).map(({ line }) => line);
}

function checked(listing: Listing, list: string): Listing {
  if (listing.list === list && listing.id !== '') return listing;
  throw new Fault('screening.list.foreign', { list, found: listing.list, id: listing.id });
}

function refuseLarge(list: string, bytes: number): void {
  if (bytes <= CONTENT_BYTES_MAX) return;
  throw new Fault('screening.list.large', { list, megabytes: CONTENT_BYTES_MAX / (1 << 20) });
}
