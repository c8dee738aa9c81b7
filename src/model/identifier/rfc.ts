/** Mexico's taxpayer key (SAT, RFC): letters of the name, a date, two characters, a digit. */
import { compact, error, type IdentifierRule, isDay, malformed, warning } from './identifier.js';

/**
 * About 1.5 % of the RFCs in use fail their own digit, 0.24 % of those on the list of article 69-B:
 * a failed digit is therefore a warning and no reason to refuse.
 */
export const rfc: IdentifierRule = {
  kind: 'rfc',
  normalise: compact,
  check(value, written) {
    if (!SHAPE.test(value) || !isWholeOrGrouped(written)) return malformed('rfc');
    const generic = GENERIC.get(value);
    if (generic) return { findings: [], facts: { holder: generic } };
    const yymmdd = value.slice(-9, -3);
    const holder = value.length === 13 ? 'person' : 'organisation';
    if (!isDateOfSomeCentury(yymmdd))
      return { findings: [error('date', { date: yymmdd })], facts: { holder } };
    const expected = rfcDigit(value.slice(0, -1));
    const found = value.slice(-1);
    const findings = found === expected ? [] : [warning('digit', { expected, found })];
    return { findings, facts: { holder, yymmdd, country: 'MX' } };
  },
};

/** The last character for the 11 or 12 before it. */
export function rfcDigit(stem: string): string {
  const padded = stem.padStart(12);
  const sum = [...padded].reduce((all, each, i) => all + ALPHABET.indexOf(each) * (13 - i), 0);
  const digit = (11 - (sum % 11)) % 11;
  return digit === 10 ? 'A' : String(digit);
}

const SHAPE = /^[A-ZÑ&]{3,4}\d{6}[A-Z\d]{2}[\dA]$/;
const ALPHABET = '0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ';
/** Keys that stand for nobody: the public at large, and residents abroad. */
const GENERIC = new Map<string, 'anybody' | 'foreigner'>([
  ['XAXX010101000', 'anybody'],
  ['XEXX010101000', 'foreigner'],
]);

/** Separators stand between all three parts or between none: one alone hides a lost character. */
function isWholeOrGrouped(written: string): boolean {
  return /^\s*[^\s./-]+(?:([\s./-]+)\d{6}[\s./-]+)?[^\s./-]+\s*$/.test(written.normalize('NFC'));
}

/** The RFC does not say the century: 29 February of 00 is a day of 2000, though not of 1900. */
function isDateOfSomeCentury(yymmdd: string): boolean {
  const [year, month, day] = [0, 2, 4].map((at) => Number(yymmdd.slice(at, at + 2)));
  return [1900, 2000].some((century) => isDay(century + (year ?? 0), month ?? 0, day ?? 0));
}
