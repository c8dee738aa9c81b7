/**
 * Unites parties along their links, the strongest first, as J. Kruskal takes edges (Proc. AMS 7,
 * 1956): what is kept apart, and what would grow too large, is refused on the way, so that the
 * weakest link of a chain breaks. R. Tarjan's union–find (JACM 22, 1975) makes it near-linear.
 */
export interface LinkColumns {
  /** Parties by number; a < b. In order of strength, equals by (a, b). */
  readonly a: Int32Array;
  readonly b: Int32Array;
}

export type JoinRefusal = 'apart' | 'through_apart' | 'members';

export interface Joined {
  /** By party, the smallest number in its entity: its own where it stands alone. */
  readonly smallest: Int32Array;
  /** By link, why it joins nothing. */
  readonly refused: ReadonlyMap<number, JoinRefusal>;
}

export interface JoinRules {
  readonly parties: number;
  /** Pairs that are never in one entity. */
  readonly apart: readonly (readonly [number, number])[];
  readonly members_max: number;
}

export function joinLinks(
  { a, b }: LinkColumns,
  { parties, apart, members_max }: JoinRules,
): Joined {
  const smallest = Int32Array.from({ length: parties }, (_, i) => i);
  const members = new Int32Array(parties).fill(1);
  const foes = foesOf(apart);
  const pairs = new Set(apart.flatMap(([x, y]) => [x * parties + y, y * parties + x]));
  const refused = new Map<number, JoinRefusal>();

  function find(party: number): number {
    let at = party;
    while (smallest[at] !== at) {
      const above = smallest[smallest[at] as number] as number;
      smallest[at] = above;
      at = above;
    }
    return at;
  }

  for (let link = 0; link < a.length; link++) {
    const [one, two] = [a[link] as number, b[link] as number];
    const [x, y] = [find(one), find(two)];
    if (x === y) continue;
    const [low, high] = x < y ? [x, y] : [y, x];
    const total = (members[low] as number) + (members[high] as number);
    if (foes.get(low)?.has(high))
      refused.set(link, pairs.has(one * parties + two) ? 'apart' : 'through_apart');
    else if (total > members_max) refused.set(link, 'members');
    else {
      smallest[high] = low;
      members[low] = total;
      inherit(foes, low, high);
    }
  }
  for (let party = 0; party < parties; party++) smallest[party] = find(party);
  return { smallest, refused };
}

/** By entity, the entities that it may not become one with. */
type Foes = Map<number, Set<number>>;

function foesOf(apart: JoinRules['apart']): Foes {
  const foes: Foes = new Map();
  for (const [one, two] of apart) {
    if (one === two) continue;
    setOf(foes, one).add(two);
    setOf(foes, two).add(one);
  }
  return foes;
}

function setOf(foes: Foes, party: number): Set<number> {
  const known = foes.get(party) ?? new Set();
  foes.set(party, known);
  return known;
}

/** What stood against `high` stands against `low`, into which it went. */
function inherit(foes: Foes, low: number, high: number): void {
  for (const foe of foes.get(high) ?? []) {
    const theirs = setOf(foes, foe);
    theirs.delete(high);
    theirs.add(low);
    setOf(foes, low).add(foe);
  }
  foes.delete(high);
}
