/**
 * The language in which rules say where: paths of names from the root, and conditions on what
 * stands around a node. Read once into what `select.ts` follows.
 */
export interface Path {
  readonly text: string;
  /** From the root; else from the node at hand. */
  readonly is_absolute: boolean;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly axis: 'child' | 'descendant' | 'parent' | 'self' | 'attribute';
  /** `*`: any; `fecha_*`: any that begins so. */
  readonly name: string;
  readonly where: readonly Condition[];
}

/** What a rule compares with: what stands at a path, a fact such as `$today`, or a text. */
export type Operand =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'fact'; readonly name: string }
  | { readonly kind: 'literal'; readonly text: string };

export type Condition =
  | { readonly kind: 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'there'; readonly of: Operand; readonly is_negated: boolean }
  | {
      readonly kind: 'in';
      readonly of: Operand;
      readonly values: ReadonlySet<string>;
      readonly is_negated: boolean;
    }
  | {
      readonly kind: 'matches';
      readonly of: Operand;
      readonly pattern: RegExp;
      readonly is_negated: boolean;
    }
  | {
      readonly kind: 'order';
      readonly of: Operand;
      readonly sign: '<' | '>' | '<=' | '>=';
      readonly bound: string;
    };

/** Where a text stops being a path or a condition, and what should have come. */
export class PathMistake extends Error {
  constructor(
    readonly wanted: 'name' | 'value' | 'bracket' | 'quote' | 'end' | 'pattern' | 'number',
    /** Characters before it. */
    readonly offset: number,
  ) {
    super(`${wanted} wanted at ${offset}`);
  }
}

/** Reads a path. Throws a `PathMistake`. */
export function parsePath(text: string): Path {
  const cursor = new Cursor(text);
  const path = readPath(cursor);
  cursor.finish();
  return path;
}

/** Reads a condition. Throws a `PathMistake`. */
export function parseCondition(text: string): Condition {
  const cursor = new Cursor(text);
  const condition = readCondition(cursor);
  cursor.finish();
  return condition;
}

/** Reads what a rule compares with. Plain digits are a text. Throws a `PathMistake`. */
export function parseOperand(text: string): Operand {
  const cursor = new Cursor(text);
  const literal = cursor.take(/-?\d+(\.\d+)?(?=\s*$)/y) ?? cursor.quoted();
  const operand: Operand =
    literal === null ? readOperand(cursor) : { kind: 'literal', text: literal };
  cursor.finish();
  return operand;
}

class Cursor {
  #at = 0;
  constructor(readonly text: string) {}

  /** What a sticky pattern takes here, blanks before it aside. */
  take(pattern: RegExp): string | null {
    const blank = /\s*/y;
    blank.lastIndex = this.#at;
    blank.exec(this.text);
    pattern.lastIndex = blank.lastIndex;
    const found = pattern.exec(this.text);
    if (found === null) return null;
    this.#at = pattern.lastIndex;
    return found[0];
  }

  quoted(): string | null {
    if (this.take(/'/y) === null) return null;
    const inside = this.take(/[^']*/y) ?? '';
    if (this.take(/'/y) === null) this.fail('quote');
    return inside;
  }

  finish(): void {
    if (this.take(/\s*$/y) === null) this.fail('end');
  }

  fail(wanted: PathMistake['wanted']): never {
    throw new PathMistake(wanted, this.#at);
  }

  get taken(): number {
    return this.#at;
  }
}

const NAME = /[\p{L}_][\p{L}\p{N}_.-]*\*?|\*/uy;

function readPath(cursor: Cursor): Path {
  const from = cursor.taken;
  const steps: Step[] = [];
  let lead = cursor.take(/\/\/?/y);
  const is_absolute = lead !== null;
  do {
    steps.push(...readStep(cursor, lead === '//'));
    lead = cursor.take(/\/\/?/y);
  } while (lead !== null);
  return { text: cursor.text.slice(from, cursor.taken).trim(), is_absolute, steps };
}

function readStep(cursor: Cursor, isDeep: boolean): Step[] {
  if (cursor.take(/\.\./y) !== null) return [{ axis: 'parent', name: '*', where: wheres(cursor) }];
  if (cursor.take(/\./y) !== null) return [{ axis: 'self', name: '*', where: wheres(cursor) }];
  if (cursor.take(/@/y) !== null) {
    const name = cursor.take(NAME) ?? cursor.fail('name');
    const step: Step = { axis: 'attribute', name, where: wheres(cursor) };
    return isDeep ? [{ axis: 'descendant', name: '*', where: [] }, step] : [step];
  }
  const name = cursor.take(NAME) ?? cursor.fail('name');
  return [{ axis: isDeep ? 'descendant' : 'child', name, where: wheres(cursor) }];
}

function wheres(cursor: Cursor): Condition[] {
  const found: Condition[] = [];
  while (cursor.take(/\[/y) !== null) {
    found.push(readCondition(cursor));
    if (cursor.take(/\]/y) === null) cursor.fail('bracket');
  }
  return found;
}

function readCondition(cursor: Cursor): Condition {
  const first = readComparison(cursor);
  const of = [first];
  while (cursor.take(/or(?=\s)/y) !== null) of.push(readComparison(cursor));
  return of.length === 1 ? first : { kind: 'any', of };
}

function readComparison(cursor: Cursor): Condition {
  if (cursor.take(/not(?=\s)/y) !== null)
    return { kind: 'there', of: readOperand(cursor), is_negated: true };
  const of = readOperand(cursor);
  const sign = cursor.take(/!=|>=|<=|=|<|>|!~|~|not\s+in(?=\s)|in(?=\s)/y);
  if (sign === null) return { kind: 'there', of, is_negated: false };
  if (sign === '=' || sign === '!=')
    return { kind: 'in', of, values: new Set([value(cursor)]), is_negated: sign === '!=' };
  if (sign === '~' || sign === '!~')
    return { kind: 'matches', of, pattern: patternOf(cursor), is_negated: sign === '!~' };
  if (sign.endsWith('in'))
    return { kind: 'in', of, values: values(cursor), is_negated: sign !== 'in' };
  const bound = cursor.take(/-?\d+(\.\d+)?/y) ?? cursor.fail('number');
  return { kind: 'order', of, sign: sign as '<' | '>' | '<=' | '>=', bound };
}

function readOperand(cursor: Cursor): Operand {
  const fact = cursor.take(/\$[a-z_]+/y);
  if (fact !== null) return { kind: 'fact', name: fact.slice(1) };
  return { kind: 'path', path: readPath(cursor) };
}

function value(cursor: Cursor): string {
  return cursor.quoted() ?? cursor.take(/[^\s\]']+/y) ?? cursor.fail('value');
}

/** At least one; `or` ends the list. */
function values(cursor: Cursor): Set<string> {
  const found = new Set([value(cursor)]);
  for (;;) {
    const next = cursor.quoted() ?? cursor.take(/(?!or\s)[^\s\]']+/y);
    if (next === null) return found;
    found.add(next);
  }
}

function patternOf(cursor: Cursor): RegExp {
  const text = cursor.quoted() ?? cursor.fail('quote');
  try {
    return new RegExp(`^(?:${text})$`, 'u');
  } catch {
    return cursor.fail('pattern');
  }
}
