/** Mexico's standard account number (CLABE): bank 3, plaza 3, account 11, digit 1. */
import { compact, error, type IdentifierRule, malformed, weigh } from './identifier.js';

export const clabe: IdentifierRule = {
  kind: 'clabe',
  normalise: compact,
  check(value) {
    if (!/^\d{18}$/.test(value)) return malformed('clabe');
    const bank = value.slice(0, 3);
    const expected = clabeDigit(value.slice(0, 17));
    const found = value.slice(-1);
    const findings = [
      ...(bank === '000' ? [error('clabe_bank', { bank })] : []),
      ...(found === expected ? [] : [error('digit', { expected, found })]),
    ];
    return { findings, facts: { bank, plaza: value.slice(3, 6), country: 'MX' } };
  },
};

/** The last digit for the 17 before it, by weights 3, 7, 1. */
export function clabeDigit(stem: string): string {
  return String((10 - (weigh(stem, WEIGHTS) % 10)) % 10);
}

const WEIGHTS = Array.from({ length: 17 }, (_, i) => [3, 7, 1][i % 3] ?? 0);
