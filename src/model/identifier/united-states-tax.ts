/** Tax ids of the United States by shape: no check digit, but numbers that are never issued. */
import {
  type CheckedIdentifier,
  compact,
  error,
  type IdentifierRule,
  malformed,
  warning,
} from './identifier.js';

/** Employer identification number. The IRS adds prefixes, so that an unknown one is a warning. */
export const ein: IdentifierRule = {
  kind: 'ein',
  normalise: compact,
  check(value) {
    if (!NINE.test(value)) return malformed('ein');
    const prefix = value.slice(0, 2);
    const findings = EIN_UNUSED.includes(prefix) ? [warning('prefix', { prefix })] : [];
    return { findings, facts: { holder: 'organisation', country: 'US' } };
  },
};

/** Social security number: area not 000, 666 or 900 and above, group not 00, serial not 0000. */
export const ssn: IdentifierRule = {
  kind: 'ssn',
  normalise: compact,
  check(value) {
    if (!NINE.test(value)) return malformed('ssn');
    const never = /^(000|666|9)|^...00|0000$/.test(value) || SSN_ADVERTISED.includes(value);
    return person(never ? [error('never_issued')] : []);
  },
};

/** Individual taxpayer number: 9, with 50–65, 70–88, 90–92 or 94–99 in the fourth and fifth. */
export const itin: IdentifierRule = {
  kind: 'itin',
  normalise: compact,
  check(value) {
    if (!NINE.test(value)) return malformed('itin');
    const issued = /^9..(5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])/.test(value);
    return person(issued ? [] : [error('never_issued')]);
  },
};

function person(findings: CheckedIdentifier['findings']) {
  return { findings, facts: { holder: 'person', country: 'US' } } as const;
}

const NINE = /^\d{9}$/;
const EIN_UNUSED = '00 07 08 09 17 18 19 28 29 49 69 70 78 79 89 96 97'.split(' ');
/** Printed on wallets and leaflets, then used by thousands, then withdrawn. */
const SSN_ADVERTISED = ['078051120', '219099999'];
