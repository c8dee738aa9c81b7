/** Routing number of a bank in the United States (ABA): nine digits by weights 3, 7, 1. */
import { compact, error, type IdentifierRule, malformed, weigh } from './identifier.js';

export const aba: IdentifierRule = {
  kind: 'aba',
  normalise: compact,
  check(value) {
    if (!/^\d{9}$/.test(value)) return malformed('aba');
    const prefix = Number(value.slice(0, 2));
    const expected = abaDigit(value.slice(0, 8));
    const found = value.slice(-1);
    const findings = [
      ...(RANGES.some(([low, high]) => prefix >= low && prefix <= high)
        ? []
        : [error('prefix', { prefix: value.slice(0, 2) })]),
      ...(found === expected ? [] : [error('digit', { expected, found })]),
    ];
    return { findings, facts: { bank: value, country: 'US' } };
  },
};

/** The last digit for the 8 before it. */
export function abaDigit(stem: string): string {
  return String((10 - (weigh(stem, [3, 7, 1, 3, 7, 1, 3, 7]) % 10)) % 10);
}

/** Government; the twelve districts; thrifts; electronic; traveller's cheques. */
const RANGES = [
  [0, 0],
  [1, 12],
  [21, 32],
  [61, 72],
  [80, 80],
] as const;
