import { compareDecimals } from './decimal.js';
import type { Condition, Operand, Path, Step } from './path.js';
import { isBlank, isNamed, type Spot } from './spot.js';

/** What is known beside the document: `today`, `filed_on`, `file_name` … Null: not known. */
export type Facts = (name: string) => string | null;

/** What stands at a path, in the order of the file, each once. */
export function select(path: Path, from: Spot, facts: Facts): readonly Spot[] {
  let spots: readonly Spot[] | null = null;
  for (const step of path.steps) {
    const found: readonly Spot[] =
      spots !== null
        ? follow(step, spots)
        : path.is_absolute
          ? fromRoot(step, from.root)
          : stepFrom(step, from);
    spots = step.where.length === 0 ? found : found.filter((spot) => allHold(step, spot, facts));
    if (spots.length === 0) return spots;
  }
  return spots ?? [from];
}

function allHold({ where }: Step, spot: Spot, facts: Facts): boolean {
  return where.every((condition) => holds(condition, spot, facts));
}

/** The first step of an absolute path stands above the root. */
function fromRoot(step: Step, root: Spot): readonly Spot[] {
  const isRoot = isNamed(root.name, step.name);
  const own = isRoot ? [root] : [];
  return step.axis === 'descendant' ? [...own, ...root.below(step.name)] : own;
}

function follow(step: Step, spots: readonly Spot[]): readonly Spot[] {
  const [only] = spots;
  if (spots.length === 1 && only !== undefined) return stepFrom(step, only);
  const found = spots.flatMap((spot) => stepFrom(step, spot));
  // Two nodes may have one parent, and what is below one may be below another.
  const mayRepeat = step.axis === 'parent' || step.axis === 'descendant';
  return mayRepeat ? [...new Set(found)] : found;
}

function stepFrom({ axis, name }: Step, spot: Spot): readonly Spot[] {
  switch (axis) {
    case 'child':
      return spot.named(name);
    case 'descendant':
      return spot.below(name);
    case 'parent':
      return spot.parent === null ? [] : [spot.parent];
    case 'attribute':
      return spot.attribute(name);
    default:
      return [spot];
  }
}

/** The values that an operand stands for; blank ones are none. */
export function valuesOf(operand: Operand, from: Spot, facts: Facts): string[] {
  if (operand.kind === 'literal') return [operand.text];
  const texts =
    operand.kind === 'fact'
      ? [facts(operand.name) ?? '']
      : select(operand.path, from, facts).map((spot) => spot.text);
  return texts.filter((text) => !isBlank(text));
}

export function holds(condition: Condition, from: Spot, facts: Facts): boolean {
  if (condition.kind === 'any') return condition.of.some((each) => holds(each, from, facts));
  if (condition.kind === 'there')
    return isThere(condition.of, from, facts) !== condition.is_negated;
  const { of } = condition;
  if (of.kind !== 'path') return holdsOf(condition, valuesOf(of, from, facts));
  const spots = select(of.path, from, facts);
  // Mostly there is one, and no list of values is needed.
  const [only] = spots;
  if (only === undefined) return false;
  if (spots.length === 1) return !isBlank(only.text) && isTrueOf(condition, only.text);
  return holdsOf(
    condition,
    spots.map(({ text }) => text).filter((text) => !isBlank(text)),
  );
}

type Comparison = Extract<Condition, { readonly kind: 'in' | 'matches' | 'order' }>;

/** One value is enough, but of what is negated all must differ. */
function holdsOf(condition: Comparison, values: readonly string[]): boolean {
  const isNegated = condition.kind !== 'order' && condition.is_negated;
  if (!isNegated) return values.some((value) => isTrueOf(condition, value));
  return values.length > 0 && values.every((value) => isTrueOf(condition, value));
}

function isTrueOf(condition: Comparison, value: string): boolean {
  switch (condition.kind) {
    case 'in':
      return condition.values.has(value) !== condition.is_negated;
    case 'matches':
      return condition.pattern.test(value) !== condition.is_negated;
    case 'order':
      return isOrdered(value, condition.sign, condition.bound);
  }
}

function isThere(operand: Operand, from: Spot, facts: Facts): boolean {
  if (operand.kind !== 'path') return valuesOf(operand, from, facts).length > 0;
  return select(operand.path, from, facts).some((spot) => spot.isFilled);
}

function isOrdered(value: string, sign: '<' | '>' | '<=' | '>=', bound: string): boolean {
  const order = compareDecimals(value, bound);
  if (order === null) return false;
  if (order === 0) return sign.length === 2;
  return sign.startsWith('<') ? order < 0 : order > 0;
}
