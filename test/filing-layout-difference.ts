import { present } from '../src/base/index.js';
import type { Layout, Particle, ValueType } from '../src/filing/index.js';
import { simple, valueSignature } from './filing-xsd.js';

/**
 * In what a layout of ours and the official schema differ, whatever they call their types: order,
 * how often, values, attributes, uniqueness. Empty: in nothing.
 */
export function layoutDifferences(ours: Layout, official: Layout): string[] {
  const found: string[] = [];
  const seen = new Set<string>();
  const text = (layout: Layout, particle: Particle): string => {
    if (particle.kind === 'element') return `${particle.name}${often(particle)}`;
    const members = particle.members.map((each) => text(layout, each)).join(' ');
    return `${particle.kind}(${members})${often(particle)}`;
  };
  const visit = (path: string, own: string, other: string): void => {
    if (seen.has(`${own} ${other}`)) return;
    seen.add(`${own} ${other}`);
    const [a, b] = [ours.groups.get(own), official.groups.get(other)];
    if (!a || !b) {
      if (a || b) found.push(`${path}: one has children, the other has not`);
      else compareValues(path, own, other);
      return;
    }
    const [inside, theirs] = [simple(a.content), simple(b.content)];
    const [is, should] = [text(ours, inside), text(official, theirs)];
    if (is !== should) found.push(`${path}: is ${is}, should be ${should}`);
    const [unique, asked] = [a, b].map((each) => JSON.stringify([...each.unique].sort(byOf)));
    if (unique !== asked) found.push(`${path}: unique is ${unique}, should be ${asked}`);
    const names = (group: typeof a) =>
      group.attributes.map(({ name, required }) => `${name}${required ? '' : '?'}`).sort();
    const [has, needs] = [names(a).join(' '), names(b).join(' ')];
    if (has !== needs) found.push(`${path}: attributes are ${has}, should be ${needs}`);
    for (const { name, type } of a.attributes) {
      const match = b.attributes.find((each) => each.name === name);
      if (match) compareValues(`${path}@${name}`, type, match.type);
    }
    const types = typesOf(theirs);
    for (const [name, type] of typesOf(inside)) {
      const match = types.get(name);
      if (match !== undefined) visit(`${path}/${name}`, type, match);
    }
  };
  const compareValues = (path: string, own: string, other: string): void => {
    const is = valueSignature(asCodes(present(ours.values.get(own), own)));
    const should = valueSignature(asCodes(present(official.values.get(other), other)));
    if (is !== should) found.push(`${path}: is ${is}, should be ${should}`);
  };
  for (const key of ['namespace', 'numbered'] as const)
    if (ours[key] !== official[key])
      found.push(`${key} is ${ours[key]}, should be ${official[key]}`);
  const root = present(ours.unit[0], 'root');
  visit(root, root, present(official.unit[0], 'root'));
  return found;
}

/** A pattern of a few words, `SI|NO` or `[12]`, says what a list of codes says. */
function asCodes(value: ValueType): ValueType {
  const [pattern = '', ...others] = value.patterns;
  const isFew = /^(\[\d+\]|[A-Z\d]+(\|[A-Z\d]+)*)$/.test(pattern);
  if (value.codes !== null || others.length > 0 || !isFew) return value;
  const words = pattern.startsWith('[') ? [...pattern.slice(1, -1)] : pattern.split('|');
  const codes = new Map(words.map((word) => [word, null] as const));
  return { ...value, patterns: [], codes, length_min: null, length_max: null };
}

function often({ min, max }: Particle): string {
  return min === 1 && max === 1 ? '' : `{${min},${max}}`;
}

function byOf(a: { readonly of: string }, b: { readonly of: string }): number {
  return a.of < b.of ? -1 : 1;
}

/** Elements of one name within one group have one type. */
function typesOf(particle: Particle): Map<string, string> {
  if (particle.kind === 'element') return new Map([[particle.name, particle.type]]);
  return new Map(particle.members.flatMap((each) => [...typesOf(each)]));
}
