/** Bank transaction codes of ISO 20022 (domain, family, subfamily): how an entry's money moved. */
import type { CHANNELS, PURPOSES, RAILS } from '../../model/index.js';
import { textAt, type XmlElement } from './xml-elements.js';

/** What a code says; what it does not say is undefined. */
export interface Means {
  readonly rail?: (typeof RAILS)[number] | undefined;
  readonly channel?: (typeof CHANNELS)[number] | undefined;
  readonly purpose?: (typeof PURPOSES)[number] | undefined;
  readonly isFee: boolean;
  readonly isReturn: boolean;
}

/** Reads a `BkTxCd` by ExternalBankTransactionDomain1Code and its families. */
export function meansOf(code: XmlElement | null): Means {
  const family = textAt(code, 'Domn/Fmly/Cd') ?? '';
  const sub = textAt(code, 'Domn/Fmly/SubFmlyCd') ?? '';
  const isFee = /^(CHRG|COMM|FEES)$/.test(sub);
  const isReturn = /^(RRTN|RRCT|RPCR|UPDD|PRDD|ARET|AREV)$/.test(sub);
  const isCash = /^(CDPT|CWDL|BCDP|BCWD|MSCD|XBCW|NTAV)$/.test(sub) || family === 'CNTR';
  const purpose = isFee ? 'fee' : sub === 'SALA' || sub === 'PRCT' ? 'payroll' : undefined;
  if (isCash) {
    const channel = family === 'CCRD' || family === 'MCRD' ? 'atm' : 'branch';
    return { rail: 'cash', channel, purpose, isFee, isReturn };
  }
  return { rail: isFee ? 'internal' : railOf(family, sub), purpose, isFee, isReturn };
}

function railOf(family: string, sub: string): Means['rail'] {
  if (family === 'CCRD' || family === 'MCRD') return 'card';
  if (family === 'ICHQ' || family === 'RCHQ') return 'cheque';
  if (family === 'IDDT' || family === 'RDDT') return 'ach';
  if (sub === 'BOOK') return 'internal';
  if (/^(XBCT|XBST|SDVA|FICT|AUTT)$/.test(sub)) return 'wire';
  if (/^(ACDT|ACON|ACOR|ADBT|APAC|ATXN|ESCT|ESDD)$/.test(sub)) return 'ach';
  return undefined;
}
