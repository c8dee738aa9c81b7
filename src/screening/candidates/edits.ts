/**
 * Words within a few edits of a word, by symmetric deletion (Wolf Garbe's SymSpell, 2012): two
 * words within k edits share a word that either gives by at most k deletions. Only the first
 * letters are indexed, and each find is proven by its edit distance.
 */

/** Letters of a word that are indexed: more cost memory and find no more. */
const PREFIX = 7;

/** Most edits looked for in a word of so many letters; the last for all longer ones. */
export type Reach = readonly number[];
/** Of a word among others: shorter words become other words. */
export const REACH_AMONG: Reach = [0, 0, 0, 1, 1, 1, 2];
/** Where the word is all there is to find the name by. */
export const REACH_ALONE: Reach = [0, 0, 1, 1, 2, 2, 2];
/** Of a whole name written as one word. */
export const REACH_WHOLE: Reach = [0, 1, 2];

export interface EditIndex {
  /** Calls back with each word (its number) within reach of the given one, and its distance. */
  find(word: string, reach: Reach, found: (word: number, edits: number) => void): void;
  readonly bytes: number;
}

function editsOf(letters: number, reach: Reach): number {
  return reach[Math.min(letters, reach.length - 1)] ?? 0;
}

/**
 * Indexes words of ASCII letters and digits; a word's number is its position.
 * @param widest the widest reach that will be asked for.
 */
export function createEditIndex(words: readonly string[], widest = REACH_ALONE): EditIndex {
  const starts = new Uint32Array(words.length + 1);
  words.forEach((word, i) => {
    starts[i + 1] = (starts[i] ?? 0) + word.length;
  });
  const letters = new Uint8Array(starts[words.length] ?? 0);
  words.forEach((word, i) => {
    for (let k = 0; k < word.length; k++) letters[(starts[i] ?? 0) + k] = word.charCodeAt(k);
  });
  let mask = 1024;
  while (mask < words.length * 16) mask *= 2;
  mask -= 1;
  const ends = new Uint32Array(mask + 2);
  const prefix = new Uint8Array(PREFIX);
  const load = (word: string) => {
    const length = Math.min(word.length, PREFIX);
    for (let k = 0; k < length; k++) prefix[k] = word.charCodeAt(k);
    return length;
  };
  const eachSlot = (word: string, each: (slot: number) => void) =>
    eachDeletion(prefix, load(word), editsOf(word.length, widest), (hash) => each(hash & mask));
  const count = (slot: number) => {
    ends[slot + 1] = (ends[slot + 1] ?? 0) + 1;
  };
  for (const word of words) eachSlot(word, count);
  for (let slot = 0; slot <= mask; slot++) {
    ends[slot + 1] = (ends[slot + 1] ?? 0) + (ends[slot] ?? 0);
  }
  const entries = new Uint32Array(ends[mask + 1] ?? 0);
  const next = ends.slice(0, mask + 1);
  words.forEach((word, i) => {
    eachSlot(word, (slot) => {
      const place = next[slot] ?? 0;
      entries[place] = i;
      next[slot] = place + 1;
    });
  });
  const seen = new Uint32Array(words.length);
  let turn = 0;
  const query = new Uint8Array(256);

  const find: EditIndex['find'] = (word, table, found) => {
    const length = Math.min(word.length, query.length);
    const edits_max = editsOf(length, table);
    for (let k = 0; k < length; k++) query[k] = word.charCodeAt(k);
    turn += 1;
    eachDeletion(query, Math.min(length, PREFIX), edits_max, (hash) => {
      const slot = hash & mask;
      const end = ends[slot + 1] ?? 0;
      for (let e = ends[slot] ?? 0; e < end; e++) {
        const candidate = entries[e] ?? 0;
        if (seen[candidate] === turn) continue;
        seen[candidate] = turn;
        const from = starts[candidate] ?? 0;
        const size = (starts[candidate + 1] ?? 0) - from;
        const reach = Math.min(edits_max, editsOf(size, table));
        if (Math.abs(size - length) > reach) continue;
        const edits = distance(query, length, letters, from, size, reach);
        if (edits <= reach) found(candidate, edits);
      }
    });
  };
  const bytes = starts.byteLength + letters.byteLength + ends.byteLength + entries.byteLength;
  return { find, bytes: bytes + seen.byteLength };
}

/** Hashes of a prefix and of what is left of it after one and two deletions. */
function eachDeletion(
  letters: Uint8Array,
  length: number,
  edits: number,
  each: (hash: number) => void,
): void {
  each(hashWithout(letters, length, -1, -1));
  if (edits < 1) return;
  for (let a = 0; a < length; a++) each(hashWithout(letters, length, a, -1));
  if (edits < 2) return;
  for (let a = 0; a < length; a++) {
    for (let b = a + 1; b < length; b++) each(hashWithout(letters, length, a, b));
  }
}

/** FNV-1a over the letters but two, mixed, because its low bits choose the slot. */
function hashWithout(letters: Uint8Array, length: number, a: number, b: number): number {
  let hash = 0x811c9dc5;
  for (let k = 0; k < length; k++) {
    if (k === a || k === b) continue;
    hash = Math.imul(hash ^ (letters[k] ?? 0), 0x01000193);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}

const ROW = 258;
const rows = [new Uint8Array(ROW), new Uint8Array(ROW), new Uint8Array(ROW)] as const;

/**
 * Optimal string alignment distance (edits, and swaps of neighbours), or more than `reach` as soon
 * as it must be. Words are at most 255 letters long.
 */
function distance(
  a: Uint8Array,
  a_length: number,
  b: Uint8Array,
  b_from: number,
  b_length: number,
  reach: number,
): number {
  let [before, last, row] = rows;
  const width = Math.min(b_length, ROW - 2);
  for (let j = 0; j <= width; j++) last[j] = j;
  for (let i = 1; i <= a_length; i++) {
    row[0] = i;
    let least = i;
    const letter = a[i - 1];
    for (let j = 1; j <= width; j++) {
      const other = b[b_from + j - 1];
      let cost = (last[j - 1] ?? 0) + (letter === other ? 0 : 1);
      cost = Math.min(cost, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && letter === b[b_from + j - 2] && a[i - 2] === other) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > reach) return reach + 1;
    const spare: Uint8Array<ArrayBuffer> = before;
    before = last;
    last = row;
    row = spare;
  }
  return last[width] ?? reach + 1;
}
