import { assert } from '../../base/index.js';
import { canonicalJson } from '../../store/index.js';
import type { Listing } from '../listing.js';

/**
 * A listing as one line of a snapshot: canonical JSON (RFC 8785) with its id first, without its
 * list, in ASCII, which parses several times faster. The same listing is the same line.
 */
export function lineOf(listing: Listing): string {
  const { id, list: _, ...rest } = listing;
  const json = `{"id":${JSON.stringify(id)},${canonicalJson(rest).slice(1)}`;
  return json.replace(/[\u007f-\uffff]/g, escaped);
}

/** The id of a line, without input the rest of it. */
export function idOfLine(line: string): string {
  for (let end = line.indexOf('"', START.length); end >= 0; end = line.indexOf('"', end + 1)) {
    const quoted = line.slice(START.length - 1, end + 1);
    const slashes = /\\*$/.exec(quoted.slice(0, -1))?.[0].length ?? 0;
    if (slashes % 2 === 0) return String(JSON.parse(quoted));
  }
  throw new Error('a line of a snapshot has no id');
}

export function listingOf(line: string, list: string): Listing {
  return { ...(JSON.parse(line) as Omit<Listing, 'list'>), list };
}

/** Many lines at once: one parse of a block is faster than one of each line. */
export function listingsOf(lines: string, list: string): Listing[] {
  assert(lines.endsWith('\n'), 'a block of lines ends with one');
  const listings = JSON.parse(`[${lines.slice(0, -1).replaceAll('\n', ',')}]`) as Mutable[];
  for (const listing of listings) listing.list = list;
  return listings;
}

type Mutable = { -readonly [K in keyof Listing]: Listing[K] };

const START = '{"id":"';

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
