import { LIMITS } from '../base/index.js';
import type { Expression, ExpressionType, Literal, Operator } from './ast.js';
import { type CheckContext, checkLaw } from './check-context.js';
import { type Path, suggest } from './document.js';
import { show } from './expression-text.js';
import { FIELDS } from './fields.js';
import { literalCurrency, parseLiteral } from './literal.js';
import { type Token, tokenize } from './tokens.js';

/** What expressions may name: the type of each measure, and whether it can be below zero. */
export interface MeasureTypes {
  readonly sound: Readonly<
    Record<string, { readonly type: ExpressionType; readonly signed: boolean }>
  >;
  /** Names of measures whose own part has a fault, which is said there. */
  readonly unsound: ReadonlySet<string>;
}

const BINDING: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  '>=': 4,
  '<=': 4,
  '==': 4,
  '!=': 4,
  '>': 4,
  '<': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
};

/** Stands for what has a fault; an expression that holds it is not kept. */
const UNKNOWN: Expression = { node: 'law', law: '', type: 'number' };

/** Stops the parse of one expression; its fault is already in the document. */
class Stop extends Error {}

/** Parses and types an expression of the wanted type; null after a fault, with its place. */
export function readExpression(
  context: CheckContext,
  measures: MeasureTypes,
  text: string,
  path: Path,
  wanted: ExpressionType,
): Expression | null {
  const parser = new ExpressionParser(context, measures, text, path);
  try {
    return parser.parse(wanted);
  } catch (error) {
    if (error instanceof Stop) return null;
    throw error;
  }
}

/**
 * Precedence climbing (Pratt 1973) over a short text. A wrong name or kind is said and the parse
 * goes on, to find the other wrong names; kinds are not judged any more, since they are guesses.
 */
class ExpressionParser {
  private tokens: readonly Token[] = [];
  private next = 0;
  private depth = 0;
  private vague = false;

  constructor(
    private readonly context: CheckContext,
    private readonly measures: MeasureTypes,
    private readonly text: string,
    private readonly path: Path,
  ) {}

  /** Null after a fault. */
  parse(wanted: ExpressionType): Expression | null {
    const { tokens, unexpected } = tokenize(this.text);
    if (unexpected !== null) {
      const text = this.text.slice(unexpected, unexpected + 12);
      this.stop('expression.unexpected', { text }, unexpected);
    }
    this.tokens = tokens;
    const expression = this.binary(0);
    const rest = this.tokens[this.next];
    if (rest) this.stop('expression.unexpected', { text: rest.text }, rest.at);
    this.need(expression, wanted, 0);
    return this.vague ? null : expression;
  }

  private blame(code: string, params: Record<string, string | number>, at: number): Expression {
    this.context.doc.fault(code, params, this.path, 'value', at);
    this.vague = true;
    return UNKNOWN;
  }

  private stop(code: string, params: Record<string, string | number>, at: number): never {
    this.context.doc.fault(code, params, this.path, 'value', at);
    throw new Stop();
  }

  private binary(minimum: number): Expression {
    if (++this.depth > LIMITS.expression_depth_max) this.stop('expression.depth', {}, 0);
    let left = this.unary();
    for (;;) {
      const token = this.tokens[this.next];
      const binding = token ? BINDING[token.text] : undefined;
      if (!token || binding === undefined || binding <= minimum) break;
      this.next++;
      left = this.combine(token, left, this.binary(binding));
    }
    this.depth--;
    return left;
  }

  private unary(): Expression {
    const token = this.take();
    if (token.text === 'not') {
      const of = this.binary(3);
      this.need(of, 'boolean', token.at);
      return { node: 'not', of, type: 'boolean' };
    }
    if (token.text === '(') {
      const inner = this.binary(0);
      this.expect(')');
      return inner;
    }
    if (token.text === 'known' || token.text === 'min' || token.text === 'max')
      return this.call(token);
    return this.leaf(token);
  }

  private call(token: Token): Expression {
    this.expect('(');
    const left = this.binary(0);
    if (token.text === 'known') {
      this.expect(')');
      return { node: 'known', of: left, type: 'boolean' };
    }
    this.expect(',');
    const right = this.binary(0);
    this.expect(')');
    if (this.vague) return left;
    if (left.type !== right.type || left.type === 'boolean')
      return this.mismatch(token, left, right);
    return { node: 'pick', pick: token.text as 'min' | 'max', left, right, type: left.type };
  }

  private leaf(token: Token): Expression {
    const { text, at } = token;
    if (/^\d/.test(text)) return this.number(token);
    if (text.startsWith('$')) return this.parameter(text.slice(1), at);
    if (text.startsWith('law.')) {
      if (checkLaw(this.context, text.slice(4), this.path, at))
        return { node: 'law', law: text.slice(4), type: 'money' };
      this.vague = true;
      return UNKNOWN;
    }
    const measure = this.measures.sound[text];
    if (measure) return { node: 'measure', name: text, type: measure.type };
    if (this.measures.unsound.has(text)) {
      this.vague = true;
      return UNKNOWN;
    }
    const field = FIELDS[text];
    if (field?.kind === 'number' || field?.kind === 'money') {
      return { node: 'field', field: text, type: field.kind };
    }
    if (field) return this.blame('expression.field', { name: text }, at);
    const measures = [...Object.keys(this.measures.sound), ...this.measures.unsound];
    const suggestion = suggest(text, [...measures, ...Object.keys(FIELDS)]);
    return this.blame('expression.name', { name: text, suggestion }, at);
  }

  private parameter(name: string, at: number): Expression {
    const { parameters, unsound } = this.context;
    const parameter = parameters[name];
    if (parameter) return literalNode(parameter.value, name);
    if (unsound.has(name)) {
      this.vague = true;
      return UNKNOWN;
    }
    const suggestion = suggest(name, [...Object.keys(parameters), ...unsound]);
    return this.blame('typology.parameter', { name, suggestion }, at + 1);
  }

  private number(token: Token): Expression {
    const literal = parseLiteral(token.text);
    if (!literal) return this.blame('typology.value', { text: token.text }, token.at);
    const currency = literal.kind === 'money' ? literalCurrency(token.text) : null;
    const reporting = this.context.vocabulary.reporting_currency;
    if (currency && currency !== reporting) {
      return this.blame('typology.currency', { currency, reporting }, token.at);
    }
    return literalNode(literal, null);
  }

  private combine(token: Token, left: Expression, right: Expression): Expression {
    const { text: operator, at } = token;
    if (this.vague) return left;
    if (operator === 'and' || operator === 'or') {
      this.need(left, 'boolean', at);
      this.need(right, 'boolean', at);
      return { node: operator, left, right, type: 'boolean' };
    }
    if (left.type === 'boolean' || right.type === 'boolean')
      return this.mismatch(token, left, right);
    if (/^[<>=!]/.test(operator)) {
      if (left.type !== right.type) return this.mismatch(token, left, right);
      if (moneyFactors(left) + moneyFactors(right) > 3)
        return this.blame('expression.range', {}, at);
      const text = `${show(left)} ${operator} ${show(right)}`;
      return {
        node: 'compare',
        operator: operator as Operator,
        left,
        right,
        text,
        type: 'boolean',
      };
    }
    const type = resultType(operator, left.type, right.type);
    if (!type) return this.mismatch(token, left, right);
    if (operator === '/' && !this.isDivisor(right)) return this.blame('expression.divisor', {}, at);
    const arithmetic = operator as '+' | '-' | '*' | '/';
    return { node: 'arithmetic', operator: arithmetic, left, right, type };
  }

  /**
   * A divisor may be zero (then the value is unknown) but never negative: cross-multiplication
   * would turn the comparison round. Ages are negative for a payment before the opening.
   */
  private isDivisor(expression: Expression): boolean {
    switch (expression.node) {
      case 'literal':
        return expression.literal.numerator > 0n;
      case 'law':
        return true;
      case 'field':
        return expression.type === 'money';
      case 'measure':
        return this.measures.sound[expression.name]?.signed === false;
      case 'arithmetic':
        return (
          expression.operator !== '-' &&
          this.isDivisor(expression.left) &&
          this.isDivisor(expression.right)
        );
      case 'pick':
        return this.isDivisor(expression.left) && this.isDivisor(expression.right);
      default:
        return false;
    }
  }

  private take(): Token {
    const token = this.tokens[this.next++];
    if (!token) this.stop('expression.ends', {}, this.text.length);
    return token;
  }

  private expect(text: string): void {
    const token = this.take();
    if (token.text !== text)
      this.stop('expression.expected', { wanted: text, found: token.text }, token.at);
  }

  private need(expression: Expression, wanted: ExpressionType, at: number): void {
    if (!this.vague && expression.type !== wanted)
      this.blame('expression.type', { wanted, found: expression.type }, at);
  }

  private mismatch(token: Token, left: Expression, right: Expression): Expression {
    return this.blame(
      'expression.kinds',
      { operator: token.text, left: left.type, right: right.type },
      token.at,
    );
  }
}

function literalNode(literal: Literal, name: string | null): Expression {
  const type = literal.kind === 'money' || literal.kind === 'duration' ? literal.kind : 'number';
  return { node: 'literal', literal, name, type };
}

function resultType(
  operator: string,
  left: ExpressionType,
  right: ExpressionType,
): ExpressionType | null {
  if (operator === '+' || operator === '-') return left === right ? left : null;
  if (operator === '*') return left === 'number' ? right : right === 'number' ? left : null;
  if (right === 'number') return left;
  return left === right ? 'number' : null;
}

/**
 * How many amounts are multiplied when both sides are brought to one fraction: three stay within
 * 128 bits.
 */
function moneyFactors(expression: Expression): number {
  switch (expression.node) {
    case 'arithmetic':
      return moneyFactors(expression.left) + moneyFactors(expression.right);
    case 'pick':
      return Math.max(moneyFactors(expression.left), moneyFactors(expression.right));
    case 'measure':
    case 'field':
      return expression.type === 'money' ? 1 : 0.5;
    default:
      return 0;
  }
}
