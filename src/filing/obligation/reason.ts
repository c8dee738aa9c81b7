import { Fault, isoTime, sha256 } from '../../base/index.js';
import { OBLIGATIONS, type Obligation } from './draft.js';
import { auditFilings, type FilingDesk } from './record.js';

/** Why a payment over a threshold stands in no report. */
export interface PaymentReason {
  readonly payment: string;
  readonly obligation: string;
  readonly reason: string;
  readonly officer: string;
  readonly at: number;
}

/**
 * Records why a payment is in no report of an obligation: an exempt person, a mistake of the data.
 * A later reason replaces the earlier one; the audit log has both. Faults: `filing.obligation`,
 * `filing.reason` (none is given).
 */
export async function giveReason(
  desk: FilingDesk,
  wanted: { readonly payment: string; readonly obligation: string; readonly reason: string },
): Promise<void> {
  const { payment, obligation } = wanted;
  const reason = wanted.reason.trim();
  if (!OBLIGATIONS.includes(obligation as Obligation))
    throw new Fault('filing.obligation', { obligation, known: OBLIGATIONS.join(', ') });
  if (reason === '' || payment === '') throw new Fault('filing.reason', { payment });
  const at = desk.clock.now();
  const said = { reason, officer: desk.actor, at: isoTime(at) };
  await desk.ledger.db.transaction().execute(async (trx) => {
    await trx
      .insertInto('filing_reason')
      .values({ payment_id: payment, obligation, ...said })
      .onConflict((row) => row.columns(['payment_id', 'obligation']).doUpdateSet(said))
      .execute();
    const body = { sha256: sha256(`${obligation}\n${payment}\n${reason}`) };
    await auditFilings(trx, desk, at, [{ kind: 'filing.excused', body }]);
  });
}
