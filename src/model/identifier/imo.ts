/** Ship number of the International Maritime Organization: seven digits, weights 7 to 2. */
import { compact, error, type IdentifierRule, malformed, weigh } from './identifier.js';

export const imo: IdentifierRule = {
  kind: 'imo',
  normalise: (text) => compact(text).replace(/^IMO/, ''),
  check(value) {
    if (!/^\d{7}$/.test(value)) return malformed('imo');
    const expected = imoDigit(value.slice(0, 6));
    const found = value.slice(-1);
    return { findings: found === expected ? [] : [error('digit', { expected, found })], facts: {} };
  },
};

/** The last digit for the six before it. */
export function imoDigit(stem: string): string {
  return String(weigh(stem, [7, 6, 5, 4, 3, 2]) % 10);
}
