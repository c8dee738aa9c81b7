import type { Codes, FincenForm } from './forms.js';

const SSN_EIN: Codes = { 1: 'ssn', 2: 'ein' };
const DOCUMENTS: Codes = { 5: 'driver_license', 6: 'passport', 7: 'alien_registration' };
const REGISTERS: Codes = { 10: 'crd', 11: 'iard', 12: 'nfa', 13: 'sec', 14: 'rssd' };

/**
 * `PartyIdentificationTypeCode`. `ssn` also stands for an ITIN, `foreign` for a foreign tax number.
 */
export const IDENTITIES: Readonly<Record<FincenForm, Codes>> = {
  'fincen-sar': {
    ...SSN_EIN,
    4: 'tin',
    ...DOCUMENTS,
    9: 'foreign',
    ...REGISTERS,
    28: 'tcc',
    29: 'control_number',
    32: 'naic',
    33: 'nmls',
    999: 'other',
  },
  'fincen-ctr': {
    ...SSN_EIN,
    4: 'tin',
    ...DOCUMENTS,
    9: 'foreign',
    ...REGISTERS,
    28: 'tcc',
    999: 'other',
  },
  'fincen-8300': { ...SSN_EIN, ...DOCUMENTS, 28: 'tcc', 999: 'other' },
  'fincen-doep': { ...SSN_EIN, 14: 'rssd', 28: 'tcc' },
  'fincen-fbar': {
    '-2': 'unknown',
    ...SSN_EIN,
    4: 'tin',
    6: 'passport',
    9: 'foreign',
    28: 'tcc',
    31: 'ptin',
    999: 'other',
  },
};
