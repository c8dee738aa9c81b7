import { type DocumentNode, leaf } from '../document/node.js';
import { elementsOf, type Group, type Layout, type Particle } from './layout.js';
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
    const children = [...node.children, ...empty]
      .map((child) => order(child, group.types.get(child.name) ?? ''))
      .map((child) => ({ child, rank: group.ranks.get(child.name) ?? Infinity }));
    // Subtracting two infinities would be no order at all.
    children.sort((a, b) => (a.rank === b.rank ? 0 : a.rank < b.rank ? -1 : 1));
    return { ...node, children: children.map(({ child }) => child) };
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
  const ranks = new Map<string, number>();
  const types = new Map<string, string>();
  const empties: string[] = [];
  let rank = 0;
  const visit = (particle: Particle, repeats: boolean, must: boolean): void => {
    const needed = must && particle.min > 0;
    if (particle.kind === 'element') {
      const { name, type } = particle;
      if (!ranks.has(name)) ranks.set(name, rank);
      if (!types.has(name)) types.set(name, type);
      if (!repeats) rank += 1;
      if (needed && mayBeEmpty(layout, type)) empties.push(name);
      return;
    }
    const is_repeated = repeats || particle.max > 1;
    for (const each of particle.members)
      visit(each, is_repeated, needed && !is_repeated && particle.kind === 'sequence');
    if (is_repeated && !repeats) rank += 1;
  };
  visit(content, false, true);
  return { ranks, types, empties };
}

function mayBeEmpty(layout: Layout, type: string): boolean {
  const value = layout.values.get(type);
  return value !== undefined && valueJudge(value)('') === null;
}
