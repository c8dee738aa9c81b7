/** What is found when the text of an identifier is looked at, without asking any register. */

export const IDENTIFIER_KINDS = [
  'rfc',
  'curp',
  'clabe',
  'lei',
  'iban',
  'bic',
  'aba',
  'ein',
  'ssn',
  'itin',
  'imo',
  'nit',
  'cedula',
] as const;
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];

/** Something about an identifier. An `error` means that it was never issued in this form. */
export interface IdentifierFinding {
  readonly severity: 'warning' | 'error';
  /** Key of the messages, `identifier.<what>`; `params` fill it. */
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** What an identifier says of its holder. Absent: it does not say. */
export interface IdentifierFacts {
  readonly holder?: 'person' | 'organisation' | 'anybody' | 'foreigner';
  /** ISO 8601 day of birth. */
  readonly born_on?: string;
  /** Two digits each of year, month and day: the century is not said. */
  readonly yymmdd?: string;
  readonly sex?: 'female' | 'male' | 'other';
  /** Federal entity of Mexico, as the CURP writes it; `NE` is born abroad. */
  readonly state?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  /** Code of the bank, and of the place of its branch (CLABE). */
  readonly bank?: string;
  readonly plaza?: string;
}

/** An identifier as it would be stored, with what was found. */
export interface CheckedIdentifier {
  readonly kind: IdentifierKind;
  /** Without separators, in capitals. */
  readonly value: string;
  readonly findings: readonly IdentifierFinding[];
  readonly facts: IdentifierFacts;
}

/** What each kind of identifier offers: its normal form, its faults, what it says. */
export interface IdentifierRule {
  readonly kind: IdentifierKind;
  normalise(text: string): string;
  /** `written` is the text as it came: some separators are themselves a mistake. */
  check(value: string, written: string): Pick<CheckedIdentifier, 'findings' | 'facts'>;
}

type Params = IdentifierFinding['params'];

export function error(code: string, params: Params = {}): IdentifierFinding {
  return { severity: 'error', code: `identifier.${code}`, params };
}

export function warning(code: string, params: Params = {}): IdentifierFinding {
  return { severity: 'warning', code: `identifier.${code}`, params };
}

/** The answer where the shape is wrong and nothing else can be said. */
export function malformed(kind: IdentifierKind): Pick<CheckedIdentifier, 'findings' | 'facts'> {
  return { findings: [error('shape', { kind })], facts: {} };
}

/** Capitals, without the separators that people write between groups. */
export function compact(text: string): string {
  return text
    .normalize('NFC')
    .toUpperCase()
    .replace(/[\s./\u2010-\u2015-]/g, '');
}

/** Whether the calendar has this day. */
export function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  date.setUTCFullYear(year);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Digits times weights, added up. */
export function weigh(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0);
}

/** Remainder by 97 of digits and letters, A as 10 to Z as 35 (ISO 7064 MOD 97-10). */
export function mod97(text: string): number {
  const digits = [...text].map((each) => Number.parseInt(each, 36)).join('');
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0);
}
