import type { Filing } from '../filing.js';
import { CNBV_FORMS } from './forms.js';

/**
 * The name that a file of these filings should have: the report, six digits of the filer's CASFIM
 * key, the month or day, and the supervisor: `10699992609.002`. Null where filings do not say it.
 */
export function cnbvFileName(filing: Pick<Filing, 'form' | 'period' | 'parties'>): string | null {
  const form = CNBV_FORMS.find((each) => each.form === filing.form);
  const filer = filing.parties?.find(({ role }) => role === 'filer');
  const key = filer?.identities?.find(({ kind }) => kind === 'casfim')?.number;
  const period = filing.period?.replaceAll('-', '').slice(2);
  const supervisor = filer?.regulator?.slice(-3);
  if (!form || !supervisor || period?.length !== (form.kind === '1' ? 4 : 6)) return null;
  return key && /^\d{6,7}$/.test(key)
    ? `${form.kind}${key.slice(-6)}${period}.${supervisor}`
    : null;
}
