import { LIMITS } from '../base/index.js';
import type { Expression, ExpressionType, Literal, Operator } from './ast.js';
import { type CheckContext, checkLaw } from './check-context.js';
import { type Path, suggest } from './document.js';
import { show } from './expression-text.js';
import { FIELDS } from './fields.js';
import { literalCurrency, parseLiteral } from './literal.js';
import { type Token, tokenize } from './tokens.js';

/** What expressions may name: the type of each measure, and whether it can be below zero. */
export type MeasureTypes = Readonly<
  Record<string, { readonly type: ExpressionType; readonly signed: boolean }>
>;

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
    const expression = parser.parse();
    if (expression.type !== wanted)
      parser.stop('expression.type', { wanted, found: expression.type }, 0);
    return expression;
  } catch (error) {
    if (error instanceof Stop) return null;
    throw error;
  }
}

/** Precedence climbing (Pratt 1973) over a short text. */
class ExpressionParser {
  private tokens: readonly Token[] = [];
  private next = 0;
  private depth = 0;

  constructor(
    private readonly context: CheckContext,
    private readonly measures: MeasureTypes,
    private readonly text: string,
    private readonly path: Path,
  ) {}

  parse(): Expression {
    const { tokens, unexpected } = tokenize(this.text);
    if (unexpected !== null) {
      const text = this.text.slice(unexpected, unexpected + 12);
      this.stop('expression.unexpected', { text }, unexpected);
    }
    this.tokens = tokens;
    const expression = this.binary(0);
    const rest = this.tokens[this.next];
    if (rest) this.stop('expression.unexpected', { text: rest.text }, rest.at);
    return expression;
  }

  stop(code: string, params: Record<string, string | number>, at: number): never {
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
    if (left.type !== right.type || left.type === 'boolean') this.mismatch(token, left, right);
    return { node: 'pick', pick: token.text as 'min' | 'max', left, right, type: left.type };
  }

  private leaf(token: Token): Expression {
    const { text, at } = token;
    if (/^\d/.test(text)) return this.number(token);
    if (text.startsWith('$')) {
      const parameter = this.context.parameters[text.slice(1)];
      if (parameter) return literalNode(parameter.value, text.slice(1));
      this.unknown(
        'typology.parameter',
        text.slice(1),
        Object.keys(this.context.parameters),
        at + 1,
      );
    }
    if (text.startsWith('law.')) {
      if (!checkLaw(this.context, text.slice(4), this.path, at)) throw new Stop();
      return { node: 'law', law: text.slice(4), type: 'money' };
    }
    const measure = this.measures[text];
    if (measure) return { node: 'measure', name: text, type: measure.type };
    const field = FIELDS[text];
    if (field?.kind === 'number' || field?.kind === 'money') {
      return { node: 'field', field: text, type: field.kind };
    }
    if (field) this.stop('expression.field', { name: text }, at);
    this.unknown(
      'expression.name',
      text,
      [...Object.keys(this.measures), ...Object.keys(FIELDS)],
      at,
    );
  }

  private number(token: Token): Expression {
    const literal = parseLiteral(token.text);
    if (!literal) this.stop('typology.value', { text: token.text }, token.at);
    const currency = literal.kind === 'money' ? literalCurrency(token.text) : null;
    const reporting = this.context.vocabulary.reporting_currency;
    if (currency && currency !== reporting) {
      this.stop('typology.currency', { currency, reporting }, token.at);
    }
    return literalNode(literal, null);
  }

  private combine(token: Token, left: Expression, right: Expression): Expression {
    const { text: operator, at } = token;
    if (operator === 'and' || operator === 'or') {
      this.need(left, 'boolean', at);
      this.need(right, 'boolean', at);
      return { node: operator, left, right, type: 'boolean' };
    }
    if (left.type === 'boolean' || right.type === 'boolean') this.mismatch(token, left, right);
    if (/^[<>=!]/.test(operator)) {
      if (left.type !== right.type) this.mismatch(token, left, right);
      if (moneyFactors(left) + moneyFactors(right) > 3) this.stop('expression.range', {}, at);
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
    if (!type) this.mismatch(token, left, right);
    if (operator === '/' && !this.isDivisor(right)) this.stop('expression.divisor', {}, at);
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
        return this.measures[expression.name]?.signed === false;
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
    if (expression.type !== wanted)
      this.stop('expression.type', { wanted, found: expression.type }, at);
  }

  private mismatch(token: Token, left: Expression, right: Expression): never {
    this.stop(
      'expression.kinds',
      { operator: token.text, left: left.type, right: right.type },
      token.at,
    );
  }

  private unknown(code: string, name: string, known: readonly string[], at: number): never {
    this.stop(code, { name, suggestion: suggest(name, known) }, at);
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
