/** An institution's own payments and customers, as joint monitoring reads them from its store. */
import {
  BIGINT,
  type DuckDBType,
  type DuckDBValue,
  LIST,
  listValue,
  VARCHAR,
} from '@duckdb/node-api';
import type { Engine } from '../../store/index.js';
import type { MonitoringPolicy } from './policy.js';
import type { Epoch } from './records.js';

/** A payment with two known accounts. */
export interface BookPayment {
  readonly order_key: bigint;
  readonly id: string;
  readonly time_ms: number;
  readonly debtor: string;
  readonly creditor: string;
  readonly debtor_institution: string;
  readonly creditor_institution: string;
  readonly value_minor: bigint | null;
  readonly rail: string | null;
  /** What both institutions know of it alike: ends, amount, day, and which of several such. */
  readonly facts: string;
}

export interface Book {
  /** Accounts that it holds and that have payments in the epoch, ascending. */
  customers(): Promise<string[]>;
  /**
   * Accounts whose identifiers never leave: likely victims, by the policy's age and lists, and
   * those whom the institution's own search of networks takes for such.
   */
  protectedAccounts(policy: MonitoringPolicy['protected']): Promise<ReadonlySet<string>>;
  /** Payments by their places in the ledger's order, which their places here keep. */
  paymentsAt(order_keys: readonly bigint[]): Promise<BookPayment[]>;
  /** All payments of some accounts in the epoch, in order. */
  paymentsOf(accounts: readonly string[]): Promise<BookPayment[]>;
}

/** The book of the institution of that id: payments of which it holds an end. */
export function openBook(engine: Engine, institution: string, epoch: Epoch): Book {
  const inEpoch = `order_key >= $from_key AND order_key < $to_key
    AND debtor_account <> creditor_account`;
  const values = {
    bank: institution,
    from_key: BigInt(epoch.from_ms) * KEYS_PER_MS,
    to_key: BigInt(epoch.to_ms) * KEYS_PER_MS,
  };
  const read = (sql: string, lists: Record<string, DuckDBValue> = {}, type: DuckDBType = VARCHAR) =>
    readRows(engine, sql, { ...values, ...lists }, type);
  return {
    async customers() {
      const rows = await read(
        `SELECT account FROM (
           SELECT debtor_account AS account FROM payment
           WHERE debtor_institution = $bank AND ${inEpoch}
           UNION SELECT creditor_account FROM payment
           WHERE creditor_institution = $bank AND ${inEpoch}
         ) ORDER BY account`,
      );
      return rows.map(([account]) => account as string);
    },
    async protectedAccounts({ younger_than_years, lists }) {
      const born_after = new Date(epoch.to_ms).getUTCFullYear() - younger_than_years;
      const rows = await readRows(
        engine,
        `SELECT account.id FROM account JOIN party ON party.id = party_id
         WHERE birth_year > $born_after OR EXISTS (
           FROM indicator WHERE list_contains($lists, list)
             AND (kind = 'account' AND value = account.id OR kind = 'party' AND value = party.id))
         UNION SELECT value FROM indicator WHERE list_contains($lists, list) AND kind = 'account'
         UNION SELECT account_id FROM network_member WHERE role = 'possible_victim'`,
        { born_after: BigInt(born_after), lists: listValue([...lists]) },
        VARCHAR,
      );
      return new Set(rows.map(([account]) => account as string));
    },
    async paymentsAt(order_keys) {
      const keyed = `SELECT debtor_account, creditor_account FROM payment
        WHERE order_key IN (SELECT unnest($list))`;
      const rows = await read(
        `SELECT * FROM (${paymentsSql(`(debtor_account, creditor_account) IN (${keyed})`)})
         WHERE order_key IN (SELECT unnest($list)) ORDER BY order_key`,
        { list: listValue([...order_keys]) },
        BIGINT,
      );
      return rows.map(paymentFrom);
    },
    async paymentsOf(accounts) {
      const ends = (end: string) => `${end}_account IN (SELECT unnest($list))`;
      const sql = paymentsSql(`(${ends('debtor')} OR ${ends('creditor')})`);
      const rows = await read(`${sql} ORDER BY order_key`, { list: listValue([...accounts]) });
      return rows.map(paymentFrom);
    },
  };

  /** All payments of a pair are met or none, so that both ends count equal ones alike. */
  function paymentsSql(where: string): string {
    return `SELECT order_key, id, epoch_ms(time)::DOUBLE, debtor_account, creditor_account,
        debtor_institution, creditor_institution, value_minor, rail,
        concat_ws('|', debtor_account, creditor_account, amount_minor, currency, time::DATE,
          row_number() OVER (PARTITION BY debtor_account, creditor_account, amount_minor,
            currency, time::DATE ORDER BY order_key))
      FROM payment
      WHERE (debtor_institution = $bank OR creditor_institution = $bank) AND ${inEpoch}
        AND ${where}`;
  }
}

/** An order key is milliseconds × 2²¹ + the rank of the id within its instant. */
const KEYS_PER_MS = 2n ** 21n;

/** Values that are lists hold `items`. */
async function readRows(
  engine: Engine,
  sql: string,
  values: Record<string, DuckDBValue>,
  items: DuckDBType,
): Promise<unknown[][]> {
  const used = Object.entries(values).filter(([name]) => sql.includes(`$${name}`));
  const types = Object.fromEntries(
    used.map(([name, value]) => [
      name,
      typeof value === 'string' ? VARCHAR : typeof value === 'bigint' ? BIGINT : LIST(items),
    ]),
  );
  const reader = await engine.connection.runAndReadAll(sql, Object.fromEntries(used), types);
  return reader.getRowsJS() as unknown[][];
}

function paymentFrom(row: unknown[]): BookPayment {
  const [order_key, id, time_ms, debtor, creditor, payer, payee, value_minor, rail, facts] = row;
  return {
    order_key: order_key as bigint,
    id: id as string,
    time_ms: time_ms as number,
    debtor: debtor as string,
    creditor: creditor as string,
    debtor_institution: (payer ?? '') as string,
    creditor_institution: (payee ?? '') as string,
    value_minor: value_minor as bigint | null,
    rail: rail as string | null,
    facts: facts as string,
  };
}
