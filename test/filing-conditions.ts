import { seededRandom } from '../src/base/index.js';
import { type Condition, type Spot, select } from '../src/filing/index.js';
import type { Change } from './filing-change.js';
import { insert, removeAll, setText, together } from './filing-edits.js';
import { matching } from './filing-matching.js';

type Known = (fact: string) => string | null;

/** Makes a condition false that holds; null where that takes more than one small change. */
export function breakCondition(condition: Condition, from: Spot, known: Known): Change | null {
  if (condition.kind === 'any') {
    const changes = condition.of.map((each) => breakCondition(each, from, known));
    const made = changes.filter((change) => change !== null);
    return made.length > 0 ? together(made) : null;
  }
  if (condition.of.kind !== 'path') return null;
  const { path } = condition.of;
  const spots = select(path, from, known);
  if (condition.kind === 'there')
    return condition.is_negated ? insert(from, path) : orNull(removeAll(spots), spots);
  const filled = spots.filter((spot) => spot.text.trim() !== '');
  const [first] = filled;
  if (first === undefined) return null;
  const right = wrongFor(condition);
  if (condition.kind !== 'order' && condition.is_negated)
    return right === null ? null : setText(first, right);
  const texts = filled.map((spot) => right ?? unlike(spot.text, condition));
  if (texts.includes('')) return null;
  return together(filled.map((spot, index) => setText(spot, texts[index] ?? '')));
}

/** A text that is not what a condition asks for; empty where none was thought of. */
function unlike(text: string, condition: Condition): string {
  const other = [`${text}¡`, `¡${text}`, '¡'];
  if (condition.kind !== 'matches') return other[0] ?? '';
  return other.find((each) => !condition.pattern.test(each)) ?? '';
}

/** A text that makes it false; null: any other will do. */
function wrongFor(condition: Exclude<Condition, { kind: 'any' | 'there' }>): string | null {
  if (condition.kind === 'order') {
    const [bound = '0'] = condition.bound.split('.');
    const step = condition.sign.startsWith('<') ? 2n : -2n;
    return String(BigInt(bound) + step);
  }
  if (!condition.is_negated) return null;
  if (condition.kind === 'in') return [...condition.values][0] ?? null;
  return matching(condition.pattern, '', seededRandom('condition'));
}

function orNull(change: Change, spots: readonly Spot[]): Change | null {
  return spots.length > 0 ? change : null;
}
