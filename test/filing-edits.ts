/** Small changes to a tree, out of which mutations are made. */
import type { Condition, DocumentNode, Path, Spot } from '../src/filing/index.js';
import type { Change, Edit } from './filing-change.js';

/** Says another text at a spot: of an element, or of an attribute. */
export function setText(spot: Spot, text: string): Change {
  const { attribute } = spot.part;
  return one(spot, (node) =>
    attribute === undefined
      ? [{ ...node, text, children: [] }]
      : [{ ...node, attributes: { ...node.attributes, [attribute]: text } }],
  );
}

export function removeAll(spots: readonly Spot[]): Change {
  return together(
    spots.map((spot) => {
      const { attribute } = spot.part;
      if (attribute === undefined) return one(spot, () => []);
      return one(spot, (node) => {
        const { [attribute]: _gone, ...attributes } = node.attributes;
        return [{ ...node, attributes }];
      });
    }),
  );
}

/** So many of a spot in place of one. */
export function repeat(spot: Spot, times: number): Change {
  return one(spot, (node) => Array.from({ length: times }, () => node));
}

/** Puts so many of what a path asks for into a spot; null where it does not lead downwards. */
export function insert(spot: Spot, path: Path, times = 1): Change | null {
  const made = nodesAt(path);
  const step = path.steps[0];
  if (step?.axis === 'attribute')
    return one(spot, (node) => [{ ...node, attributes: { ...node.attributes, [step.name]: 'X' } }]);
  if (made === null) return null;
  const copies = Array.from({ length: times }, () => made);
  return one(spot, (node) => [{ ...node, text: '', children: [...node.children, ...copies] }]);
}

export function together(changes: readonly Change[]): Change {
  const nodes = new Map<DocumentNode, Edit>();
  for (const change of changes)
    for (const [node, edit] of change.nodes ?? []) {
      const before = nodes.get(node);
      nodes.set(node, before ? (given) => before(given).flatMap((each) => edit(each)) : edit);
    }
  return { nodes };
}

function one(spot: Spot, edit: Edit): Change {
  return { nodes: new Map([[spot.node, edit]]) };
}

/** The element that a path of names leads to, holding what its predicates ask for. */
function nodesAt(path: Path): DocumentNode | null {
  const { steps, is_absolute } = path;
  return is_absolute
    ? null
    : (steps.reduceRight<DocumentNode | null | undefined>((inner, step) => {
        if (inner === null || (step.axis !== 'child' && step.axis !== 'descendant')) return null;
        if (step.name === '*') return null;
        const asked = step.where.flatMap(askedBy);
        const text = asked.find(({ name }) => name === '.')?.text ?? 'X';
        const children = asked
          .filter(({ name }) => name !== '.')
          .map(({ name, text: own }) => leafOf(name, own));
        if (inner) children.push(inner);
        return { ...leafOf(step.name, children.length > 0 ? '' : text), children };
      }, undefined) ?? null);
}

function askedBy(condition: Condition): { readonly name: string; readonly text: string }[] {
  if (condition.kind === 'any') return condition.of.slice(0, 1).flatMap(askedBy);
  if (condition.of.kind !== 'path' || condition.kind === 'order' || condition.kind === 'matches')
    return [];
  const [step] = condition.of.path.steps;
  if (!step || condition.is_negated) return [];
  const name = step.axis === 'self' ? '.' : step.name;
  const [text = 'X'] = condition.kind === 'in' ? condition.values : [];
  return [{ name, text }];
}

function leafOf(name: string, text: string): DocumentNode {
  return { name, text, attributes: {}, children: [], place: null };
}
