/** Colombia's tax number (DIAN, NIT) and citizen's number (cédula). */
import { compact, type IdentifierRule, malformed, warning } from './identifier.js';

/**
 * The digit after the hyphen is often left out, so that a NIT of nine digits has none to check, and
 * a failed one is a warning.
 */
export const nit: IdentifierRule = {
  kind: 'nit',
  normalise: compact,
  check(value) {
    if (!/^\d{8,10}$/.test(value)) return malformed('nit');
    const facts = { country: 'CO' };
    if (value.length < 10) return { findings: [], facts };
    const expected = nitDigit(value.slice(0, -1));
    const found = value.slice(-1);
    return { findings: found === expected ? [] : [warning('digit', { expected, found })], facts };
  },
};

/** Six to eight digits, or ten of those given out since 2000. No check digit. */
export const cedula: IdentifierRule = {
  kind: 'cedula',
  normalise: compact,
  check(value) {
    if (!/^(\d{6,8}|1\d{9})$/.test(value)) return malformed('cedula');
    return { findings: [], facts: { holder: 'person', country: 'CO' } };
  },
};

/** The digit of a NIT, by prime weights from the right, modulo 11. */
export function nitDigit(stem: string): string {
  const digits = [...stem].reverse();
  const rest = digits.reduce((sum, digit, i) => sum + Number(digit) * (PRIMES[i] ?? 0), 0) % 11;
  return String(rest > 1 ? 11 - rest : rest);
}

const PRIMES = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71];
