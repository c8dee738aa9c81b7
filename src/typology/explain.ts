import { type Bilingual, type Speaker, showMoney } from '../base/index.js';
import type { Measured, ValueKind } from '../model/index.js';
import type { Expression, Measure, Typology } from './ast.js';
import { type Exact, evaluateNumber, lawOn, type Scope } from './exact.js';
import { show } from './expression-text.js';

/** The two voices an alert speaks with. */
export type Voices = Readonly<Record<'en' | 'es', Speaker>>;

/** The typology's sentence with its values filled in, in both languages. */
export function explainFinding(
  typology: Typology,
  scope: Scope,
  subject: Bilingual,
  currency: string,
  voices: Voices,
): Bilingual {
  const fill = (language: 'en' | 'es') =>
    typology.text.explain[language].replace(/\{([^}]*)\}/g, (_match, name: string) => {
      if (name === 'subject') return subject[language];
      const [value, kind] = lookUp(typology, name, scope);
      return formatExact(value, kind, currency, voices[language]);
    });
  return { en: fill('en'), es: fill('es') };
}

function lookUp(typology: Typology, name: string, scope: Scope): [Exact, ValueKind] {
  const measure = typology.measures[name];
  if (measure) return [scope.values[name] ?? null, kindOfMeasure(measure)];
  const parameter = typology.parameters[name];
  if (parameter)
    return [[parameter.value.numerator, parameter.value.denominator], parameter.value.kind];
  return [lawOn(scope.laws, name.replace(/^law\./, ''), scope.day), 'money'];
}

/** What kind of value a measure has, for writing it. */
export function kindOfMeasure(measure: Measure): ValueKind {
  switch (measure.kind) {
    case 'sum':
    case 'min':
    case 'max':
    case 'avg':
      return 'money';
    case 'since_first':
    case 'since_last':
    case 'dormancy':
      return 'duration';
    case 'share':
    case 'turnover':
    case 'pass_through':
      return 'ratio';
    case 'peer_z':
      return 'zscore';
    default:
      return 'count';
  }
}

/** A value for a person: `12`, `83.4 %`, `9,500.00 USD`, `3 days`. Rounded, for show only. */
export function formatExact(
  value: Exact,
  kind: ValueKind,
  currency: string,
  voice: Speaker,
): string {
  if (!value) return voice.say('typology.unit.unknown');
  const [numerator, denominator] = value;
  switch (kind) {
    case 'money':
      return showMoney({ minor: rounded(numerator, denominator), currency });
    case 'duration':
      return formatDuration(rounded(numerator, denominator), voice);
    case 'ratio':
      return `${fixed(numerator * 100n, denominator, 1)} %`;
    case 'zscore':
      return fixed(numerator, denominator, 1);
    default:
      return denominator === 1n ? numerator.toString() : fixed(numerator, denominator, 2);
  }
}

function formatDuration(milliseconds: bigint, voice: Speaker): string {
  const minutes = Number(milliseconds / 60_000n);
  if (minutes >= 2_880) return voice.say('typology.unit.days', { n: Math.floor(minutes / 1_440) });
  if (minutes >= 120) return voice.say('typology.unit.hours', { n: Math.floor(minutes / 60) });
  return voice.say('typology.unit.minutes', { n: minutes });
}

function rounded(numerator: bigint, denominator: bigint): bigint {
  const half = (numerator < 0n ? -denominator : denominator) / 2n;
  return (numerator + half) / denominator;
}

function fixed(numerator: bigint, denominator: bigint, digits: number): string {
  const scale = 10n ** BigInt(digits);
  const scaled = rounded(numerator * scale, denominator);
  const sign = scaled < 0n ? '-' : '';
  const text = (scaled < 0n ? -scaled : scaled).toString().padStart(digits + 1, '0');
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** One side of a comparison as an alert carries it. */
export function measuredSide(typology: Typology, expression: Expression, scope: Scope): Measured {
  const value = evaluateNumber(expression, scope);
  const name = show(expression);
  const measure = expression.node === 'measure' ? typology.measures[expression.name] : undefined;
  const label = measure?.label ?? { en: name, es: name };
  return {
    name,
    kind: kindOfSide(typology, expression, measure),
    numerator: value ? value[0].toString() : null,
    denominator: value ? value[1].toString() : '1',
    label,
  };
}

/** A bare number beside a share is written as the share is. */
function kindOfSide(
  typology: Typology,
  expression: Expression,
  measure: Measure | undefined,
): ValueKind {
  if (measure) return kindOfMeasure(measure);
  if (expression.type === 'money') return 'money';
  if (expression.type === 'duration') return 'duration';
  if (expression.node === 'literal') return expression.literal.kind;
  const parameter =
    expression.node === 'measure' ? undefined : typology.parameters[show(expression).slice(1)];
  return parameter?.value.kind ?? (expression.node === 'field' ? 'count' : 'ratio');
}
