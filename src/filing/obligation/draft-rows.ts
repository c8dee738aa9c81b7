/** A draft as rows of the ledger, and its hashes. */
import type { Kysely } from 'kysely';
import { sha256 } from '../../base/index.js';
import { canonicalJson, type Tables } from '../../store/index.js';
import type { Filing } from '../filing.js';
import type { Draft } from './draft.js';

/** Rows that one statement inserts. */
export const CHUNK = 500;

export async function insertPayments(
  trx: Kysely<Tables>,
  rows: readonly Tables['filing_payment'][],
): Promise<void> {
  for (let start = 0; start < rows.length; start += CHUNK)
    await trx
      .insertInto('filing_payment')
      .values(rows.slice(start, start + CHUNK))
      .execute();
}

export function paymentRows({ payments, obligation }: Draft, filing_id: string) {
  const days = new Map(payments.map(({ payment, day }) => [payment, day]));
  return [...days].map(([payment_id, day]) => ({ filing_id, payment_id, obligation, day }));
}

export function draftedHash(draft: Draft, filing: Filing): string {
  return sha256(canonicalJson({ filing, gaps: draft.gaps, payments: draft.payments }));
}

/** What was reported, by payments and amounts: a new address does not correct a written report. */
export function reportedHash({ payments, filing }: Draft): string {
  const ids = payments.map(({ payment }) => payment).sort();
  const amounts = (filing.operations ?? []).map(({ kind, amount, currency }) =>
    canonicalJson({ kind, amount, currency }),
  );
  const { cash_in, cash_out } = filing.activity ?? {};
  return sha256(canonicalJson({ ids, amounts: amounts.sort(), cash_in, cash_out }));
}
