/** Mexico's population key (RENAPO, CURP): who was born when and where, with a check digit. */
import { compact, error, type IdentifierRule, isDay, malformed, warning } from './identifier.js';

export const curp: IdentifierRule = {
  kind: 'curp',
  normalise: compact,
  check(value) {
    const match = SHAPE.exec(value);
    if (!match) return malformed('curp');
    const [, yy = '', mm = '', dd = '', sex = '', state = '', century = ''] = match;
    const year = (/\d/.test(century) ? '19' : '20') + yy;
    if (!isDay(Number(year), Number(mm), Number(dd)))
      return { findings: [error('date', { date: `${year}-${mm}-${dd}` })], facts: {} };
    const expected = curpDigit(value.slice(0, -1));
    const found = value.slice(-1);
    const findings = [
      ...(STATES.includes(state) ? [] : [error('curp_state', { state })]),
      ...(sex === 'X' ? [warning('curp_sex', { sex })] : []),
      ...(found === expected ? [] : [error('digit', { expected, found })]),
    ];
    const facts = {
      holder: 'person',
      born_on: `${year}-${mm}-${dd}`,
      sex: sex === 'M' ? 'female' : sex === 'H' ? 'male' : 'other',
      state,
    } as const;
    return { findings, facts };
  },
};

/** The last digit for the 17 characters before it. */
export function curpDigit(stem: string): string {
  const sum = [...stem].reduce((all, each, i) => all + ALPHABET.indexOf(each) * (18 - i), 0);
  return String((10 - (sum % 10)) % 10);
}

/** The 17th character is a digit for those born before 2000, a letter after. */
const SHAPE =
  /^[A-Z][AEIOUX][A-Z]{2}(\d\d)(\d\d)(\d\d)([HMX])([A-Z]{2})[B-DF-HJ-NP-TV-Z]{3}([A-Z\d])\d$/;
const ALPHABET = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';
/** The federal entities in the CURP's own letters; NE: born abroad. */
const STATES = (
  'AS BC BS CC CL CM CS CH DF DG GT GR HG JC MC MN MS NT NL OC PL QT QR SP SL SR TC TS TL VZ ' +
  'YN ZS NE'
).split(' ');
