/** A payment and something that joins it to others: a person on a day. */
export interface Link {
  readonly payment: string;
  readonly node: string;
}

/**
 * Payments that are joined by any chain of shared nodes, as groups in the order of the links; each
 * payment is in one group. Near-linear (union–find with path halving).
 */
export function groupsOf(links: readonly Link[]): string[][] {
  const parents = new Map<string, string>();
  const rootOf = (start: string): string => {
    let at = start;
    for (;;) {
      const parent = parents.get(at) ?? at;
      if (parent === at) return at;
      const above = parents.get(parent) ?? parent;
      parents.set(at, above);
      at = above;
    }
  };
  for (const { payment, node } of links) {
    const [a, b] = [rootOf(`n${node}`), rootOf(`p${payment}`)];
    parents.set(a, a);
    parents.set(b, a);
  }
  const groups = new Map<string, Set<string>>();
  for (const { payment } of links) {
    const root = rootOf(`p${payment}`);
    const group = groups.get(root) ?? new Set();
    groups.set(root, group.add(payment));
  }
  return [...groups.values()].map((group) => [...group]);
}

/** Things by a key, in the order in which they come. */
export function groupedBy<T>(things: readonly T[], key: (thing: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const own = groups.get(key(thing)) ?? [];
    own.push(thing);
    groups.set(key(thing), own);
  }
  return groups;
}
