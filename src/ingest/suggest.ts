/** The name a person probably meant. */
import { editDistance } from '../base/index.js';

/** The nearest of `names` within a third of its length, or null. Case and separators are free. */
export function nearestName(wanted: string, names: Iterable<string>): string | null {
  const target = plainName(wanted);
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(target.length / 3)) + 1;
  for (const name of names) {
    const d = editDistance(target, plainName(name));
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
