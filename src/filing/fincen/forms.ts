/** FinCEN's five forms, and the codes that all of them share. */

export const FINCEN_FORMS = [
  'fincen-sar',
  'fincen-ctr',
  'fincen-8300',
  'fincen-doep',
  'fincen-fbar',
] as const;
export type FincenForm = (typeof FINCEN_FORMS)[number];

/** `FormTypeCode` of each form; the same in every batch of it. */
export const FORM_TYPES: Readonly<Record<FincenForm, string>> = {
  'fincen-sar': 'SARX',
  'fincen-ctr': 'CTRX',
  'fincen-8300': '8300X',
  'fincen-doep': 'DOEPX',
  'fincen-fbar': 'FBARX',
};

/** Code → word, one to one within a form. */
export type Codes = Readonly<Record<string, string>>;

/** `PrimaryRegulatorTypeCode`; a form that has fewer refuses the others by its layout. */
export const REGULATORS: Codes = {
  1: 'federal_reserve',
  2: 'fdic',
  3: 'ncua',
  4: 'occ',
  6: 'sec',
  7: 'irs',
  9: 'cftc',
  13: 'fhfa',
  14: 'unknown',
  99: 'not_applicable',
};
