import { type Kysely, sql, type Transaction } from 'kysely';
import { Fault, isoTime } from '../../base/index.js';
import type { Tables } from '../../store/index.js';
import { type Agreement, epochAt, type IdType } from '../agreement/index.js';

/** What one organisation spends of another's budget: evaluated elements, dummies included. */
export interface Spending {
  readonly message: string;
  readonly organisation: string;
  readonly agreement_id: string;
  readonly agreement: Agreement;
  readonly id_type: IdType;
  readonly elements: number;
  /** Of the node's time, which never goes back. */
  readonly at_ms: number;
}

/**
 * Charges before anything is evaluated, in the caller's transaction. A message is charged once,
 * however often it comes. Throws `exchange.budget` where the day's or the epoch's budget would be
 * overspent; then nothing is charged.
 */
export async function charge(trx: Transaction<Tables>, spending: Spending): Promise<void> {
  const { message, organisation, agreement_id, agreement, id_type, elements, at_ms } = spending;
  const first = await trx
    .insertInto('exchange_charge')
    .values({ message, organisation, id_type, elements, at: isoTime(at_ms) })
    .onConflict((conflict) => conflict.column('message').doNothing())
    .executeTakeFirst();
  if (first.numInsertedOrUpdatedRows === 0n) return;
  const { day, epoch } = agreement.budgets;
  const periods = [
    { period: `day ${isoTime(at_ms).slice(0, 10)}`, max: day },
    { period: `epoch ${epochAt(agreement, at_ms)}`, max: epoch },
  ];
  for (const { period, max } of periods) {
    const key = { organisation, agreement: agreement_id, purpose: agreement.purpose, id_type };
    const spent = await spend(trx, { ...key, period }, elements, max);
    if (!spent) throw new Fault('exchange.budget', { organisation, period, max, elements });
  }
}

/** One statement both looks and takes, so that requests side by side cannot both have the rest. */
async function spend(
  trx: Transaction<Tables>,
  key: {
    readonly organisation: string;
    readonly agreement: string;
    readonly purpose: string;
    readonly id_type: string;
    readonly period: string;
  },
  elements: number,
  max: number,
): Promise<boolean> {
  if (elements > max) return false;
  const row = await trx
    .insertInto('exchange_budget')
    .values({ ...key, spent: elements })
    .onConflict((conflict) =>
      conflict
        .columns(['organisation', 'agreement', 'purpose', 'id_type', 'period'])
        .doUpdateSet({ spent: sql`exchange_budget.spent + ${elements}` })
        .where(sql<boolean>`exchange_budget.spent + ${elements} <= ${max}`),
    )
    .returning('spent')
    .executeTakeFirst();
  return row !== undefined;
}

/** What was spent, by organisation, purpose, type and period: for supervisors and officers. */
export async function listSpending(db: Kysely<Tables>) {
  return db
    .selectFrom('exchange_budget')
    .selectAll()
    .orderBy('organisation')
    .orderBy('agreement')
    .orderBy('id_type')
    .orderBy('period')
    .execute();
}
