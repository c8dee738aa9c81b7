/** Edits between two short words: insert, delete, replace, and exchange of two neighbours. */
export interface EditCounter {
  /** Edits between `a` and `b`, or `max + 1` where there are more than `max`. */
  count(a: string, b: string, max: number): number;
}

const LETTERS_MAX = 40;

/** A counter with its own scratch memory, so that nothing is allocated while counting. */
export function createEditCounter(): EditCounter {
  const width = LETTERS_MAX + 2;
  let before = new Uint8Array(width);
  let last = new Uint8Array(width);
  let now = new Uint8Array(width);
  function count(left: string, right: string, max: number): number {
    const a = left.length <= right.length ? left : right;
    const b = left.length <= right.length ? right : left;
    if (b.length - a.length > max || b.length > LETTERS_MAX) return max + 1;
    for (let at = 0; at <= a.length; at++) last[at] = at;
    for (let row = 1; row <= b.length; row++) {
      const letter = b.charCodeAt(row - 1);
      const from = Math.max(1, row - max);
      const to = Math.min(a.length, row + max);
      now[from - 1] = from === 1 ? row : max + 1;
      let best = max + 1;
      for (let at = from; at <= to; at++) {
        const same = a.charCodeAt(at - 1) === letter;
        const above = at === row + max ? max + 1 : (last[at] ?? 0) + 1;
        let edits = Math.min((last[at - 1] ?? 0) + (same ? 0 : 1), (now[at - 1] ?? 0) + 1, above);
        if (row > 1 && at > 1 && !same && exchanged(a, b, at, row))
          edits = Math.min(edits, (before[at - 2] ?? 0) + 1);
        now[at] = edits;
        if (edits < best) best = edits;
      }
      if (best > max) return max + 1;
      const free = before;
      before = last;
      last = now;
      now = free;
    }
    return Math.min(last[a.length] ?? 0, max + 1);
  }
  return { count };
}

function exchanged(a: string, b: string, at: number, row: number): boolean {
  return (
    a.charCodeAt(at - 1) === b.charCodeAt(row - 2) && a.charCodeAt(at - 2) === b.charCodeAt(row - 1)
  );
}
