import type { Candidate } from './candidate.js';
import { createEditIndex, REACH_WHOLE } from './edits.js';
import { createNumbering } from './numbering.js';

/**
 * Short names as one word each, found within two edits wherever these fall: in a word of two
 * letters, in a legal form, in the space between words. An index of words must give such words up,
 * because in them two edits leave nothing.
 */
export interface WholeIndex {
  /** The nearest names, best first, at most `limit`. */
  find(letters: string, limit: number): readonly Candidate[];
  readonly bytes: number;
}

/** Longer names have words enough to be found by. */
const LETTERS_MAX = 16;
/** What a letter that was asked for and is not in the name counts beside an edit. */
const UNEXPLAINED = 0.3;

/** Indexes names; each may be given in several orders. */
export function createWholeIndex(names: readonly (readonly string[])[]): WholeIndex {
  const wholes = createNumbering();
  const holders: number[][] = [];
  names.forEach((orders, name) => {
    for (const letters of new Set(orders)) {
      if (letters === '' || letters.length > LETTERS_MAX) continue;
      const number = wholes.number(letters);
      const known = holders[number];
      if (known) known.push(name);
      else holders[number] = [name];
    }
  });
  const edits = createEditIndex(wholes.all, REACH_WHOLE);

  function find(letters: string, limit: number): readonly Candidate[] {
    if (letters === '' || letters.length > LETTERS_MAX + 2) return [];
    const found: { number: number; weight: number }[] = [];
    edits.find(letters, REACH_WHOLE, (number, count) => {
      const whole = wholes.all[number] ?? '';
      const doubt = count + UNEXPLAINED * missing(letters, whole);
      found.push({ number, weight: 1 - doubt / Math.max(letters.length, whole.length) });
    });
    found.sort((a, b) => b.weight - a.weight || a.number - b.number);
    const candidates: Candidate[] = [];
    for (const { number, weight } of found) {
      if (candidates.length >= limit) break;
      for (const name of holders[number] ?? []) candidates.push({ name, weight });
    }
    return candidates.slice(0, limit);
  }
  return { find, bytes: edits.bytes };
}

/** How many letters of the first the second has not, each counted once. */
function missing(letters: string, within: string): number {
  let rest = within;
  let count = 0;
  for (const letter of letters) {
    const at = rest.indexOf(letter);
    if (at < 0) count += 1;
    else rest = rest.slice(0, at) + rest.slice(at + 1);
  }
  return count;
}
