/** How far along the way each account stands, by payments that never go back in time. */

/** A payment between two ends, known by their keys. Legs come in order of time. */
export interface Leg {
  readonly from: string;
  readonly to: string;
  /** ISO 8601. Legs of one instant have no order among them. */
  readonly time: string;
}

/**
 * The time-respecting depth of each end: one more than the deepest that had paid it when it first
 * paid itself, or ever where it never pays. Who pays before anybody pays it begins at 0, unless
 * nobody ever does: then it stands right before the first it pays. So every payment leads to the
 * right but those that close a ring or pay whoever had paid before.
 */
export function layersOf(legs: readonly Leg[]): Map<string, number> {
  const layers = new Map<string, number>();
  const settled = new Set<string>();
  for (const { from, to } of inCausalOrder(legs)) {
    const layer = layers.get(from) ?? 0;
    layers.set(from, layer);
    settled.add(from);
    if (!settled.has(to)) layers.set(to, Math.max(layers.get(to) ?? 0, layer + 1));
  }
  const paid = new Set(legs.map(({ to }) => to));
  const nearest = new Map<string, number>();
  for (const { from, to } of legs) {
    if (paid.has(from)) continue;
    nearest.set(from, Math.min(nearest.get(from) ?? Number.POSITIVE_INFINITY, layers.get(to) ?? 0));
  }
  for (const [key, layer] of nearest) layers.set(key, layer - 1);
  let first = Number.POSITIVE_INFINITY;
  for (const layer of layers.values()) first = Math.min(first, layer);
  return new Map([...layers].map(([key, layer]) => [key, layer - first]));
}

/** Within one instant, who is paid comes before what it pays, where a ring does not forbid it. */
function inCausalOrder(legs: readonly Leg[]): Leg[] {
  const ordered: Leg[] = [];
  for (let i = 0; i < legs.length; ) {
    let end = i + 1;
    while (end < legs.length && legs[end]?.time === legs[i]?.time) end++;
    ordered.push(...(end === i + 1 ? legs.slice(i, end) : untangled(legs.slice(i, end))));
    i = end;
  }
  return ordered;
}

function untangled(legs: readonly Leg[]): Leg[] {
  const waits = new Map<string, number>();
  const paying = new Map<string, Leg[]>();
  for (const leg of legs) {
    waits.set(leg.to, (waits.get(leg.to) ?? 0) + 1);
    const own = paying.get(leg.from);
    if (own) own.push(leg);
    else paying.set(leg.from, [leg]);
  }
  const ordered: Leg[] = [];
  const pay = (start: string) => {
    const ready = [start];
    for (let key = ready.pop(); key !== undefined; key = ready.pop()) {
      for (const leg of paying.get(key) ?? []) {
        ordered.push(leg);
        const left = (waits.get(leg.to) ?? 0) - 1;
        waits.set(leg.to, left);
        if (left === 0) ready.push(leg.to);
      }
      paying.delete(key);
    }
  };
  for (const key of [...paying.keys()]) if (!waits.get(key)) pay(key);
  // What is left closes a ring: the earliest on file begins it.
  for (const key of [...paying.keys()]) if (paying.has(key)) pay(key);
  return ordered;
}
