/** International bank account number (ISO 13616): length by country, 1 modulo 97. */
import { compact, error, type IdentifierRule, malformed, mod97, warning } from './identifier.js';

export const iban: IdentifierRule = {
  kind: 'iban',
  normalise: compact,
  check(value) {
    if (!/^[A-Z]{2}\d\d[A-Z\d]{10,30}$/.test(value)) return malformed('iban');
    const country = value.slice(0, 2);
    const length = LENGTHS.get(country);
    const expected = ibanDigits(country, value.slice(4));
    const found = value.slice(2, 4);
    const findings = [
      ...(length === undefined ? [warning('iban_country', { country })] : []),
      ...(length !== undefined && length !== value.length
        ? [error('length', { expected: length, found: value.length })]
        : []),
      ...(mod97(value.slice(4) + value.slice(0, 4)) === 1
        ? []
        : [error('digit', { expected, found })]),
    ];
    return { findings, facts: { country } };
  },
};

/** The two digits after the country. */
export function ibanDigits(country: string, account: string): string {
  return String(98 - mod97(`${account}${country}00`)).padStart(2, '0');
}

/** Lengths of SWIFT's IBAN registry; neither Mexico nor the United States issues any. */
const LENGTHS = new Map(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 ' +
    'DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 ' +
    'IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 ' +
    'MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 ' +
    'SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((each) => [each.slice(0, 2), Number(each.slice(2))] as const),
);
