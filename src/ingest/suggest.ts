/** The name a person probably meant. */

/** The nearest of `names` within a third of its length, or null. Case and separators are free. */
export function nearestName(wanted: string, names: Iterable<string>): string | null {
  const target = plainName(wanted);
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(target.length / 3)) + 1;
  for (const name of names) {
    const d = distance(target, plainName(name));
    if (d < bestDistance) {
      best = name;
      bestDistance = d;
    }
  }
  return best;
}

/** A column's name without case, accents or separators: `Tx Id`, `tx-id` and `TX_ID` are one. */
export function plainName(name: string): string {
  const bare = name.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();
  return bare.replace(/[\s_\-.]+/g, '_');
}

/** Edits between two names: insertions, deletions, replacements, neighbours swapped. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      if (i > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      next.push(least);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
