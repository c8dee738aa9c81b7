import { Fault } from '../../base/index.js';
import type { Filing } from '../filing.js';
import { demandBsaId, demandFincen } from './demand.js';

/** What a correction changes, and what a continuing report tells anew. */
export interface Continuation {
  /** The first and the last day of what is told anew. */
  readonly from: string;
  readonly to?: string;
  /** Of that time alone, in whole dollars; the cumulative amount is reckoned. */
  readonly amount?: string;
  readonly filed_on?: string;
  readonly narrative?: readonly string[];
}

/**
 * A report that corrects or amends one that was filed. It is told whole again: change in it what
 * was wrong. `bsa_id`: FinCEN's number of the report, fourteen zeros if it is not known.
 * Throws a Fault `filing.bsa_id`, or `filing.no_correction` for a filing of another format.
 */
export function correct(filing: Filing, bsa_id: string, filed_on?: string): Filing {
  demandFincen(filing);
  const others = (filing.kinds ?? []).filter((kind) => kind !== 'initial' && kind !== 'correction');
  const { filed_on: _before, ...told } = filing;
  return {
    ...told,
    kinds: ['correction', ...others],
    prior_id: demandBsaId(bsa_id),
    ...(filed_on === undefined ? {} : { filed_on }),
  };
}

/**
 * A SAR on activity that went on after one that was filed. Parties and signs stay; days, amounts
 * and the narrative are those of the new time; the cumulative amount adds the new one to all before
 * it. Throws a Fault `filing.bsa_id`, `filing.no_continuing`, `filing.no_correction`.
 */
export function continueReport(filing: Filing, bsa_id: string, now: Continuation): Filing {
  demandFincen(filing);
  if (filing.form !== 'fincen-sar') throw new Fault('filing.no_continuing', { form: filing.form });
  const {
    filed_on: _filed,
    narrative: _told,
    evidence: _stood,
    attachments: _csv,
    ...same
  } = filing;
  const { from: _from, to: _to, amount, cumulative, ...others } = filing.activity ?? {};
  const before = cumulative ?? amount;
  const joint = filing.kinds?.includes('joint') ? (['joint'] as const) : [];
  const { amount_unknown: _unknown, no_amount: _none, ...plain } = others;
  return {
    ...same,
    kinds: ['continuing', ...joint],
    prior_id: demandBsaId(bsa_id),
    ...(now.filed_on === undefined ? {} : { filed_on: now.filed_on }),
    activity: {
      ...(now.amount === undefined ? others : plain),
      from: now.from,
      ...(now.to === undefined ? {} : { to: now.to }),
      ...(now.amount === undefined ? {} : amounts(now.amount, before)),
    },
    ...(now.narrative === undefined ? {} : { narrative: [...now.narrative] }),
  };
}

function amounts(amount: string, before: string | undefined) {
  const sum = dollarsOf(amount) + (before === undefined ? 0n : dollarsOf(before));
  return { amount, cumulative: sum.toString() };
}

/** Whole dollars: cents are rounded up, as in the file. */
function dollarsOf(amount: string): bigint {
  const [whole = '0', cents = ''] = amount.split('.');
  return BigInt(whole) + (/[1-9]/.test(cents) ? 1n : 0n);
}
