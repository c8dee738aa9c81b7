import type { ElementParticle, ListParticle, Particle } from './layout.js';
import { elementsOf } from './layout.js';

/** Where the children of an element leave its layout. */
export interface Misfit {
  /** The first child that does not fit; behind the last one: something is missing at the end. */
  readonly at: number;
  /** Names, one of which could stand there. */
  readonly expected: readonly string[];
}

/** The children that a group may have, ready to be held against those that an element has. */
export interface ContentModel {
  readonly content: Particle;
  readonly elements: ReadonlyMap<string, ElementParticle>;
  /** Null: they fit. */
  misfit(names: readonly string[]): Misfit | null;
}

/**
 * Reads greedily, without ever going back: layouts are deterministic as XML Schema demands (Part 1,
 * 3.8.6 “unique particle attribution”), so that the next name tells which particle it is of.
 */
export function contentModel(content: Particle): ContentModel {
  const first = new Map<Particle, ReadonlySet<string>>();
  learnFirst(content, first);
  const elements = new Map<string, ElementParticle>();
  for (const element of elementsOf(content))
    if (!elements.has(element.name)) elements.set(element.name, element);
  return {
    content,
    elements,
    misfit(names) {
      const walk = new Walk(names, first);
      const ended = walk.take(content, 0);
      if (walk.misfit) return walk.misfit;
      return ended < names.length ? { at: ended, expected: walk.possible } : null;
    },
  };
}

class Walk {
  misfit: Misfit | null = null;
  /** What could have stood where reading came to an end. */
  possible: string[] = [];
  readonly #names: readonly string[];
  readonly #first: ReadonlyMap<Particle, ReadonlySet<string>>;
  #possible_at = -1;

  constructor(names: readonly string[], first: ReadonlyMap<Particle, ReadonlySet<string>>) {
    this.#names = names;
    this.#first = first;
  }

  /** The index behind what the particle takes; after a misfit meaningless. */
  take(particle: Particle, from: number): number {
    let at = from;
    let times = 0;
    while (times < particle.max && this.#begins(particle, at)) {
      const next = particle.kind === 'element' ? at + 1 : this.#once(particle, at);
      if (this.misfit) return next;
      times += 1;
      if (next === at) break;
      at = next;
    }
    if (times < particle.max) this.#note(particle, at);
    if (times >= particle.min || isEmptiable(particle)) return at;
    const expected = [...(this.#first.get(particle) ?? [])];
    this.misfit = { at, expected: expected.slice(0, NAMES_MAX) };
    return at;
  }

  #once(list: ListParticle, from: number): number {
    if (list.kind === 'choice') {
      const member = list.members.find((each) => this.#begins(each, from));
      return member ? this.take(member, from) : from;
    }
    let at = from;
    for (const member of list.members) {
      at = this.take(member, at);
      if (this.misfit) return at;
    }
    return at;
  }

  #begins(particle: Particle, at: number): boolean {
    const name = this.#names[at];
    return name !== undefined && (this.#first.get(particle)?.has(name) ?? false);
  }

  #note(particle: Particle, at: number): void {
    if (at !== this.#possible_at) this.possible = [];
    this.#possible_at = at;
    for (const name of this.#first.get(particle) ?? [])
      if (this.possible.length < NAMES_MAX && !this.possible.includes(name))
        this.possible.push(name);
  }
}

/** More names than this help nobody. */
const NAMES_MAX = 12;

/** The names with which each particle can begin. */
function learnFirst(
  particle: Particle,
  first: Map<Particle, ReadonlySet<string>>,
): ReadonlySet<string> {
  const names = new Set<string>();
  if (particle.kind === 'element') names.add(particle.name);
  else {
    let is_open = true;
    for (const member of particle.members) {
      const inside = learnFirst(member, first);
      if (is_open) for (const name of inside) names.add(name);
      if (particle.kind === 'sequence' && !isEmptiable(member)) is_open = false;
    }
  }
  first.set(particle, names);
  return names;
}

/** Whether nothing at all is enough. */
function isEmptiable(particle: Particle): boolean {
  if (particle.min === 0) return true;
  if (particle.kind === 'element') return false;
  return particle.kind === 'sequence'
    ? particle.members.every(isEmptiable)
    : particle.members.some(isEmptiable);
}

/**
 * Where the elements of a group stand among one another; those of a part that repeats as a whole
 * share one place, since their order is that part's.
 */
export function ranksOf(content: Particle): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  let rank = 0;
  const visit = (particle: Particle, repeats: boolean): void => {
    if (particle.kind === 'element') {
      if (!ranks.has(particle.name)) ranks.set(particle.name, rank);
      if (!repeats) rank += 1;
      return;
    }
    const is_repeated = repeats || particle.max > 1;
    for (const each of particle.members) visit(each, is_repeated);
    if (is_repeated && !repeats) rank += 1;
  };
  visit(content, false);
  return ranks;
}
