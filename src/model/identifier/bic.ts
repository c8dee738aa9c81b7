/** Business identifier code of a bank (ISO 9362): 8 or 11 characters, a country inside. */
import { compact, type IdentifierRule, malformed, warning } from './identifier.js';

export const bic: IdentifierRule = {
  kind: 'bic',
  normalise: compact,
  check(value) {
    if (!/^[A-Z\d]{4}[A-Z]{2}[A-Z\d]{2}([A-Z\d]{3})?$/.test(value)) return malformed('bic');
    const country = value.slice(4, 6);
    const findings = isCountry(country) ? [] : [warning('country', { country })];
    return { findings, facts: { country, bank: value.slice(0, 8) } };
  },
};

/** Whether ISO 3166-1 has the code, by the names that Node knows; `ZZ` is nobody's. */
function isCountry(code: string): boolean {
  return code !== 'ZZ' && REGIONS.of(code) !== undefined;
}

const REGIONS = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
