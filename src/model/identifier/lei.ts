/** Legal entity identifier (ISO 17442): 18 characters and two digits, 1 modulo 97. */
import { compact, error, type IdentifierRule, malformed, mod97 } from './identifier.js';

export const lei: IdentifierRule = {
  kind: 'lei',
  normalise: compact,
  check(value) {
    if (!/^[A-Z\d]{18}\d\d$/.test(value)) return malformed('lei');
    const expected = leiDigits(value.slice(0, 18));
    const found = value.slice(-2);
    const findings = mod97(value) === 1 ? [] : [error('digit', { expected, found })];
    return { findings, facts: { holder: 'organisation' } };
  },
};

/** The last two digits for the 18 characters before them. */
export function leiDigits(stem: string): string {
  return String(98 - mod97(`${stem}00`)).padStart(2, '0');
}
