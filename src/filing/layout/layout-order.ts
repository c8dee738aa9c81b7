import { type DocumentNode, leaf } from '../document/node.js';
import { ranksOf } from './content-model.js';
import {
  type ElementParticle,
  elementsOf,
  type Group,
  type Layout,
  type Particle,
} from './layout.js';
import { valueJudge } from './value-judge.js';

/** Puts elements into the order that a form demands. */
export interface LayoutOrder {
  unit(node: DocumentNode): DocumentNode;
  frame(node: DocumentNode): DocumentNode;
}

/**
 * Children stand in the layout's order, at every depth; those of one name keep theirs, unknown ones
 * come last, and within parts that repeat as a whole nothing moves. An element that must be there
 * and may be empty is written empty where it is missing.
 */
export function layoutOrder(layout: Layout): LayoutOrder {
  const groups = new Map([...layout.groups].map(([name, group]) => [name, ordered(layout, group)]));
  const order = (node: DocumentNode, type: string): DocumentNode => {
    const group = groups.get(type);
    if (!group) return node;
    const there = new Set(node.children.map(({ name }) => name));
    const empty = group.empties.filter((name) => !there.has(name)).map((name) => leaf(name, ''));
    const rankOf = ({ name }: DocumentNode) => group.ranks.get(name) ?? Infinity;
    const children = [...node.children, ...empty].map((child) =>
      order(child, group.types.get(child.name) ?? ''),
    );
    // Subtracting two infinities would be no order at all.
    const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);
    children.sort((a, b) => compare(rankOf(a), rankOf(b)));
    const arranged = { ...node, children };
    // An empty group is numbered like any other, which only its type tells.
    return layout.numbered === null ? arranged : { ...arranged, number: node.number ?? '' };
  };
  const [root = ''] = layout.unit;
  return {
    unit: (node) => order(node, unitType(layout)),
    frame: (node) => order(node, root),
  };
}

/** The group of the element that is one filing. */
export function unitType({ unit, groups }: Layout): string {
  const [root = '', ...below] = unit;
  return below.reduce((type, step) => {
    const group = groups.get(type);
    const child = group && elementsOf(group.content).find(({ name }) => name === step);
    return child?.type ?? '';
  }, root);
}

interface Ordered {
  readonly ranks: ReadonlyMap<string, number>;
  readonly types: ReadonlyMap<string, string>;
  readonly empties: readonly string[];
}

function ordered(layout: Layout, { content }: Group): Ordered {
  const elements = elementsOf(content);
  // The first of a name decides, as everywhere.
  const types = new Map(elements.map(({ name, type }) => [name, type] as const).reverse());
  const empties = needed(content)
    .filter(({ type }) => mayBeEmpty(layout, type))
    .map(({ name }) => name);
  return { ranks: ranksOf(content), types, empties };
}

/** The elements that every such group has: none of choices, nor of parts that may be left out. */
function needed(particle: Particle): readonly ElementParticle[] {
  if (particle.min === 0) return [];
  if (particle.kind === 'element') return [particle];
  return particle.kind === 'choice' || particle.max > 1 ? [] : particle.members.flatMap(needed);
}

function mayBeEmpty(layout: Layout, type: string): boolean {
  const value = layout.values.get(type);
  return value !== undefined && valueJudge(value)('') === null;
}
