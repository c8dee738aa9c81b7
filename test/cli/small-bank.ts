import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Rules of several kinds that find something in the example: all of them would take longer. */
export const FEW_RULES = [
  'interstate_funnel',
  'cash_below_report_threshold',
  'high_turnover_empty_account',
  'income_above_occupation',
  'layered_chain',
  'special_measures_institution',
];

/**
 * A bank of a few rows, in `folder/files`: cash from three people goes into one account and leaves
 * it, and again in the next month. Small enough that a command on it takes a second.
 */
export function writeSmallBank(folder: string): { accounts: string; payments: string } {
  const files = join(folder, 'files');
  mkdirSync(files, { recursive: true });
  const accounts = join(files, 'accounts.csv');
  writeFileSync(
    accounts,
    'id,institution_id,party_id\nA,BANKUS33,P-A\nB,BANKMXMM,P-B\nC,BANKUS33,P-C\n',
  );
  const payments = join(files, 'payments.csv');
  writeFileSync(payments, [HEADER, ...[1, 2].flatMap(monthOf)].join('\n').concat('\n'));
  return { accounts, payments };
}

/** One more payment, as a file of its own. */
export function writeOneMore(folder: string): string {
  const file = join(folder, 'files', 'one-more.csv');
  writeFileSync(file, `${HEADER}\nlate,2025-02-25T10:00:00Z,,A,2100.00,USD,cash,P9\n`);
  return file;
}

const HEADER = 'id,time,debtor_account,creditor_account,amount,currency,rail,conductor_id';

function monthOf(month: number): string[] {
  const day = (n: number) => `2025-0${month}-0${n}T15:00:00Z`;
  return [
    ...[1, 2, 3].map((n) => `d${month}${n},${day(n)},,A,2000.00,USD,cash,P${n}`),
    `o${month},${day(5)},A,B,5900.00,USD,wire,`,
    `x${month},${day(6)},C,B,12.50,USD,p2p,`,
  ];
}
