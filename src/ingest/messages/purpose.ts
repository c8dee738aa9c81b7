/** Purposes of payments, coarsened from the codes and words of each rail to ours. */
import type { PURPOSES } from '../../model/index.js';

type Purpose = (typeof PURPOSES)[number];

/** ExternalPurpose1Code and ExternalCategoryPurpose1Code of ISO 20022; others say nothing to us. */
export function purposeOfIso(code: string | undefined): Purpose | undefined {
  return code === undefined ? undefined : ISO.get(code.trim().toUpperCase());
}

/** Transaction type codes of the first IAT addenda (NACHA Operating Rules, appendix 3). */
export function purposeOfIat(code: string): Purpose | undefined {
  return IAT[code.trim().toUpperCase()];
}

/** The ten characters with which a company describes its ACH entries. */
export function purposeOfEntry(description: string): Purpose | undefined {
  return ENTRY.find(([pattern]) => pattern.test(description))?.[1];
}

const ISO_CODES: Readonly<Partial<Record<Purpose, string>>> = {
  payroll: 'SALA PAYR BONU COMC PRCP WAGE',
  rent: 'RENT RINP RLWY',
  trade: 'GDDS GDSV TRAD SUPP TRPT CORT',
  services: 'SCVE SERV SUBS TELI',
  family: 'FAMI FAMR ALMY REMT',
  tax: 'TAXS VATX WHLD INTX ESTX HSTX NITX PTXP RDTX',
  utilities: 'ELEC GASB WTER PHON NWCH UBIL OTLC CBTV ENRG',
  loan: 'LOAN LOAR HLRP CBLK LBRI RPBA',
  investment: 'SECU INVS TREA DIVI DIVD SAVG FNDI',
  real_estate: 'PLDS PDEP HLST',
  tuition: 'EDUC STDY TUIT',
  card_payment: 'CCRD DCRD ICCP IDCP CDCB CDCD',
  refund: 'REFU RIMB',
  government: 'GOVT GOVI SSBE BENE BECH UNEM PENS',
  donation: 'CHAR DNTS',
  fee: 'COMM FEES CHRG ADMG',
  purchase: 'PURC ECPR MP2B',
  own_account: 'INTC ACCT',
};
const ISO: ReadonlyMap<string, Purpose> = new Map(
  Object.entries(ISO_CODES).flatMap(([purpose, codes]) =>
    codes.split(' ').map((code) => [code, purpose as Purpose] as const),
  ),
);

const IAT: Readonly<Record<string, Purpose>> = {
  BUS: 'trade',
  LOA: 'loan',
  MOR: 'loan',
  PEN: 'government',
  REM: 'family',
  RLS: 'rent',
  SAL: 'payroll',
  TAX: 'tax',
  WEB: 'purchase',
};

const ENTRY: readonly (readonly [RegExp, Purpose])[] = [
  [/PAYROLL|SALARY|DIR(ECT)? ?DEP|WAGES|NOMINA/i, 'payroll'],
  [/\bRENT\b|LEASE/i, 'rent'],
  [/\bTAX|TAXPAYM|IRS/i, 'tax'],
  [/LOAN|MORTG/i, 'loan'],
  [/TUITION/i, 'tuition'],
  [/REVERSAL|REFUND/i, 'refund'],
  [/UTIL|ELEC|WATER|\bGAS\b/i, 'utilities'],
];
