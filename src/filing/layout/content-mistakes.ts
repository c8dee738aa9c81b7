import { nearestWord } from '../../base/index.js';
import { type ContentModel, ranksOf } from './content-model.js';
import { elementsOf, type ListParticle, type Particle } from './layout.js';

/** One thing wrong with the children of an element. `at`: which child; null: the element itself. */
export interface ContentMistake {
  readonly rule: 'unexpected' | 'order' | 'count' | 'missing' | 'choice';
  readonly at: number | null;
  readonly params: Readonly<Record<string, string | number>>;
}

/**
 * What is wrong with the children of an element, in words that help: unknown names with the nearest
 * known one, the order, what is missing, what is there too often. Empty exactly where they fit.
 */
export function contentMistakes(model: ContentModel, names: readonly string[]): ContentMistake[] {
  const misfit = model.misfit(names);
  if (misfit === null) return [];
  const found = [
    ...unexpected(model, names),
    ...outOfOrder(model, names),
    ...shortOrLong(model.content, names),
  ];
  if (found.length > 0) return found;
  const expected = misfit.expected.join(', ');
  const name = names[misfit.at];
  if (name === undefined) return [{ rule: 'missing', at: null, params: { expected } }];
  return [{ rule: 'order', at: misfit.at, params: { name, before: 'none', expected } }];
}

function unexpected({ elements }: ContentModel, names: readonly string[]): ContentMistake[] {
  return names.flatMap((name, at) => {
    if (elements.has(name)) return [];
    const nearest = nearestWord(name, [...elements.keys()]);
    return [{ rule: 'unexpected', at, params: { name, nearest } }];
  });
}

function outOfOrder({ content }: ContentModel, names: readonly string[]): ContentMistake[] {
  const ranks = ranksOf(content);
  const mistakes: ContentMistake[] = [];
  let last = -1;
  for (const [at, name] of names.entries()) {
    const rank = ranks.get(name);
    if (rank === undefined) continue;
    if (rank >= last) last = rank;
    else {
      const before = names.find((each) => (ranks.get(each) ?? -1) > rank) ?? 'none';
      mistakes.push({ rule: 'order', at, params: { name, before, expected: 'none' } });
    }
  }
  return mistakes;
}

/** What must stand there and does not, or stands too often; of choices, more than one. */
function shortOrLong(particle: Particle, names: readonly string[]): ContentMistake[] {
  if (particle.kind === 'element') return elementCount(particle, names);
  if (particle.max > 1) {
    const is_there = present(particle, names).length > 0;
    return is_there || particle.min === 0 ? [] : missing(particle);
  }
  const there = particle.members.filter((each) => present(each, names).length > 0);
  if (there.length === 0 && particle.min === 0) return [];
  if (particle.kind === 'sequence')
    return particle.members.flatMap((each) => shortOrLong(each, names));
  const [only] = there;
  if (!only) return missing(particle);
  if (there.length === 1) return shortOrLong(only, names);
  const alternatives = there.flatMap((each) => present(each, names).slice(0, 1));
  // A name that is part of several alternatives is no sign of more than one.
  if (new Set(alternatives).size < 2) return [];
  const params = { names: alternatives.join(', '), expected: firstNames(particle) };
  return [{ rule: 'choice', at: null, params }];
}

function elementCount(
  { name, min, max }: Extract<Particle, { kind: 'element' }>,
  names: readonly string[],
): ContentMistake[] {
  const at = names.flatMap((each, index) => (each === name ? [index] : []));
  const count = at.length;
  if (count === 0 && min > 0) return [{ rule: 'missing', at: null, params: { expected: name } }];
  if (count >= min && count <= max) return [];
  const bound = count > max ? max : min;
  const params = { name, count, bound, side: count > max ? 'most' : 'least' };
  return [{ rule: 'count', at: count > max ? (at[max] ?? null) : null, params }];
}

function missing(particle: ListParticle): ContentMistake[] {
  const some = particle.members.some((each) => each.kind === 'element' && each.min === 0);
  if (some) return [];
  return [{ rule: 'missing', at: null, params: { expected: firstNames(particle) } }];
}

function firstNames(particle: ListParticle): string {
  const first = (each: Particle): string[] =>
    elementsOf(each)
      .slice(0, 1)
      .map(({ name }) => name);
  const own = particle.kind === 'choice' ? particle.members.flatMap(first) : first(particle);
  return own.slice(0, 12).join(', ');
}

function present(particle: Particle, names: readonly string[]): string[] {
  return elementsOf(particle)
    .map(({ name }) => name)
    .filter((name) => names.includes(name));
}
