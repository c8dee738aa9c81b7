import { LIMITS } from '../base/index.js';
import type { Bound, Literal, Parameter, Ratio } from './ast.js';
import { type Path, suggest, type YamlDocument } from './document.js';
import { literalCurrency, parseLiteral, partsPerMillion } from './literal.js';

/** What a typology may refer to, besides itself. */
export interface Vocabulary {
  /** Names of `typologies/law.yaml`. */
  readonly laws: readonly string[];
  /** Names of shipped and imported lists, word lists included. */
  readonly lists: readonly string[];
  readonly reporting_currency: string;
  /** Documents that may be cited, with their places; left out, citations are not looked up. */
  readonly sources?: Readonly<Record<string, { readonly flags: Readonly<Record<string, string>> }>>;
}

/** What the parts of one check share: the document that takes the faults, names, parameters. */
export interface CheckContext {
  readonly doc: YamlDocument;
  readonly vocabulary: Vocabulary;
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** Names of parameters whose own part has a fault, which is said there. */
  readonly unsound: ReadonlySet<string>;
}

/** A literal or parameter at `path`; null after a fault. */
export function readLiteral(context: CheckContext, raw: unknown, path: Path): Literal | null {
  const text = typeof raw === 'number' ? String(raw) : raw;
  if (typeof text !== 'string') {
    context.doc.fault('typology.value', { text: JSON.stringify(raw) }, path);
    return null;
  }
  if (text.startsWith('$')) return readParameter(context, text.slice(1), path);
  const currency = literalCurrency(text);
  const literal = parseLiteral(text);
  if (!literal) {
    context.doc.fault('typology.value', { text }, path);
    return null;
  }
  const reporting = context.vocabulary.reporting_currency;
  if (literal.kind === 'money' && currency !== reporting) {
    context.doc.fault('typology.currency', { currency: currency ?? '', reporting }, path);
    return null;
  }
  return literal;
}

function readParameter(context: CheckContext, name: string, path: Path): Literal | null {
  const parameter = context.parameters[name];
  if (parameter) return parameter.value;
  if (context.unsound.has(name)) return null;
  const known = Object.keys(context.parameters);
  context.doc.fault('typology.parameter', { name, suggestion: suggest(name, known) }, path);
  return null;
}

/** A literal, parameter or `law.NAME`. */
export function readBound(context: CheckContext, raw: unknown, path: Path): Bound | null {
  if (typeof raw === 'string' && raw.startsWith('law.')) {
    const law = raw.slice('law.'.length);
    return checkLaw(context, law, path) ? { law } : null;
  }
  return readLiteral(context, raw, path);
}

export function checkLaw(context: CheckContext, law: string, path: Path, offset = 0): boolean {
  const { laws } = context.vocabulary;
  if (laws.includes(law)) return true;
  context.doc.fault(
    'typology.law',
    { name: law, suggestion: suggest(law, laws) },
    path,
    'value',
    offset,
  );
  return false;
}

/** A duration in whole milliseconds, within the limit of a window. */
export function readDuration(context: CheckContext, raw: unknown, path: Path): number | null {
  const literal = readLiteral(context, raw, path);
  if (!literal) return null;
  if (literal.kind !== 'duration') {
    context.doc.fault('typology.duration', { text: String(raw) }, path);
    return null;
  }
  const milliseconds = Number(literal.numerator / literal.denominator);
  const days_max = LIMITS.window_days_max;
  if (milliseconds <= 0 || milliseconds > days_max * 86_400_000) {
    context.doc.fault('typology.window', { text: String(raw), days_max }, path);
    return null;
  }
  return milliseconds;
}

/** `[0.8, 1.25]` as parts per million, lower bound first. */
export function readRatio(context: CheckContext, raw: unknown, path: Path): Ratio | null {
  const [low, high] = Array.isArray(raw) ? raw : [];
  const literals = [low, high].map((side, i) => readLiteral(context, side, [...path, i]));
  if (literals.includes(null)) return null;
  const [min_ppm, max_ppm] = literals.map((literal) =>
    literal && literal.kind !== 'money' && literal.kind !== 'duration'
      ? partsPerMillion(literal)
      : null,
  );
  if (min_ppm == null || max_ppm == null || min_ppm < 0 || min_ppm > max_ppm || max_ppm > 1e9) {
    context.doc.fault('typology.ratio', { text: JSON.stringify(raw) }, path);
    return null;
  }
  return { min_ppm, max_ppm };
}
