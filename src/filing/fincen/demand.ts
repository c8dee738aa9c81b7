import { Fault } from '../../base/index.js';
import type { Filing } from '../filing.js';

/** What corrections and continuing reports stand on: FinCEN's form, and its number of a report. */
export function demandFincen({ form }: Filing): void {
  if (!form.startsWith('fincen-')) throw new Fault('filing.no_correction', { form });
}

/** Fourteen digits; otherwise a Fault `filing.bsa_id`. */
export function demandBsaId(bsa_id: string): string {
  if (!/^\d{14}$/.test(bsa_id)) throw new Fault('filing.bsa_id', { value: bsa_id });
  return bsa_id;
}
