/** A windowed slice of the ledger as a payment graph, read by whole columns into shared memory. */
import { type DuckDBValue, listValue } from '@duckdb/node-api';
import { assert, present } from '../../base/index.js';
import type { Engine } from '../../store/index.js';
import { readAreas } from './areas.js';
import { readCurrencies } from './currencies.js';
import { type ColumnArray, fillArrays } from './fill-arrays.js';
import { graphOf, type PaymentGraph } from './payment-graph.js';
import { sharedBytes, sharedDoubles, sharedInts, sharedKeys } from './shared-arrays.js';
import { type DayDigests, digestDays } from './slice-days.js';
import { type SliceNames, sliceNames } from './slice-names.js';

/** Payments of `from_ms` ≤ time < `to_ms`. */
export interface SliceWindow {
  readonly from_ms: number;
  readonly to_ms: number;
}

/** Columns of payments with few distinct values, which a slice can carry as numbers. */
export type CodedName =
  | 'channel'
  | 'creditor_country'
  | 'creditor_institution'
  | 'currency'
  | 'debtor_country'
  | 'debtor_institution'
  | 'place_id'
  | 'purpose'
  | 'rail';

/** By payment, the index of its value in `values` (ascending); −1 where it is not known. */
export interface CodedColumn {
  readonly codes: Int32Array;
  readonly values: readonly string[];
}

export interface SliceOptions {
  /** Where the model's tables are: an attached store's name. */
  readonly schema?: string;
  /** Begins the names of the temporary tables; a slice takes the place of one of its name. */
  readonly name?: string;
  /**
   * `account` (default): a node is an account. Else the table (account, holder) by which accounts
   * of one holder are one node, such as `accountsOfEntities` leaves; others stay themselves.
   */
  readonly nodes?: 'account' | { readonly holders: string };
  /** Only what these institutions can see: payments in which one of them is an end. */
  readonly institutions?: readonly string[];
  /** Only payments with two different accounts and a known positive value. */
  readonly legs_only?: boolean;
  readonly coded?: readonly CodedName[];
  /** Also where cash was paid in and out: 4 bytes a payment, where that is known of any. */
  readonly areas?: boolean;
  /** Also which currency was paid: one byte a payment, where there is more than one. */
  readonly currencies?: boolean;
}

export interface Slice extends SliceNames {
  readonly graph: PaymentGraph;
  readonly coded: ReadonlyMap<CodedName, CodedColumn>;
  /** By day, what tells whether its payments are those of another slice. */
  dayDigests(): Promise<DayDigests>;
}

/**
 * Reads the payments of a window (null: all) as a graph in shared memory: 45 bytes a payment, 4
 * more for each coded column. Nodes are numbered by kind and id, so that the same payments give the
 * same numbers. Ids stay in the engine, in temporary tables of this slice's name, and are read back
 * by number while the slice is the last of its name.
 */
export async function readSlice(
  engine: Engine,
  window: SliceWindow | null,
  options: SliceOptions = {},
): Promise<Slice> {
  const { schema = 'main', name = 'slice', coded = [] } = options;
  const source = sourceOf(window, options, `${schema}.payment`);
  const accounts = await numberNodes(engine, source, name, options.nodes ?? 'account');
  const values = new Map<CodedName, readonly string[]>();
  for (const column of coded) values.set(column, await numberValues(engine, source, name, column));
  const n = await count(engine, `SELECT count(*) AS n ${source.legs}`, source.values);
  assert(n < 2 ** 31, 'payments are numbered by 32 bits');
  const columns = {
    order_key: sharedKeys(n),
    time_ms: sharedDoubles(n),
    debtor: sharedInts(n),
    creditor: sharedInts(n),
    value_minor: sharedDoubles(n),
    ties: sharedBytes(n),
  };
  const face = sharedInts(n);
  const codes = new Map(coded.map((column) => [column, sharedInts(n)] as const));
  const arrays: ColumnArray[] = [...Object.values(columns), face, ...codes.values()];
  await fillArrays(engine, columnsSql(source.legs, name, coded), arrays, source.values);
  const graph = graphOf({ accounts, ...columns }, face);
  const more = { ...source, schema, name, payments: n, nodes: accounts };
  const areas = options.areas && (await readAreas(engine, more));
  const currency = options.currencies && (await readCurrencies(engine, more));
  return {
    graph: { ...graph, ...(areas ? { areas } : {}), ...(currency ? { currency } : {}) },
    coded: new Map(
      [...values].map(([column, list]) => [
        column,
        { codes: present(codes.get(column), column), values: list },
      ]),
    ),
    dayDigests: () =>
      digestDays(engine, source, {
        name,
        isHolder: options.nodes !== undefined && options.nodes !== 'account',
      }),
    ...sliceNames(engine, { name, schema, order_key: columns.order_key }),
  };
}

/** `FROM payment WHERE …` and the values of its parameters. */
interface Source {
  readonly legs: string;
  readonly values: Readonly<Record<string, DuckDBValue>>;
}

/** Times are compared by the order key, in whose order the table lies: a window skips the rest. */
function sourceOf(window: SliceWindow | null, options: SliceOptions, table: string): Source {
  const wheres: string[] = [];
  const values: Record<string, DuckDBValue> = {};
  if (window) {
    wheres.push('order_key >= $from_key::BIGINT AND order_key < $to_key::BIGINT');
    values.from_key = BigInt(window.from_ms) * KEYS_PER_MS;
    values.to_key = BigInt(window.to_ms) * KEYS_PER_MS;
  }
  if (options.institutions) {
    const sees = (end: string) => `coalesce(list_contains($banks, ${end}_institution), false)`;
    wheres.push(`(${sees('debtor')} OR ${sees('creditor')})`);
    assert(options.institutions.length > 0, 'some institution sees');
    values.banks = listValue(options.institutions);
  }
  if (options.legs_only) wheres.push('debtor_account <> creditor_account AND value_minor > 0');
  const where = wheres.length === 0 ? '' : ` WHERE ${wheres.join(' AND ')}`;
  return { legs: `FROM ${table}${where}`, values };
}

/** Leaves `NAME_node` (account, id, is_holder, n) and returns how many nodes there are. */
async function numberNodes(
  engine: Engine,
  { legs, values }: Source,
  name: string,
  nodes: NonNullable<SliceOptions['nodes']>,
): Promise<number> {
  // A holder may have the id of some account: they are different nodes.
  const named =
    nodes === 'account'
      ? 'SELECT account, account AS id, false AS is_holder FROM ends'
      : `SELECT account, coalesce(holder, account) AS id, holder IS NOT NULL AS is_holder
         FROM ends LEFT JOIN ${nodes.holders} USING (account)`;
  await engine.connection.run(
    `CREATE OR REPLACE TEMP TABLE ${name}_node AS
     WITH legs AS (SELECT debtor_account AS debtor, creditor_account AS creditor ${legs}),
     ends AS (
       SELECT account FROM (SELECT debtor AS account FROM legs UNION SELECT creditor FROM legs)
       WHERE account IS NOT NULL
     ),
     named AS (${named})
     SELECT *, (dense_rank() OVER (ORDER BY is_holder, id) - 1)::INTEGER AS n FROM named`,
    values,
  );
  return count(engine, `SELECT coalesce(max(n) + 1, 0) AS n FROM ${name}_node`, {});
}

async function numberValues(
  engine: Engine,
  { legs, values }: Source,
  name: string,
  column: CodedName,
): Promise<readonly string[]> {
  await engine.connection.run(
    `CREATE OR REPLACE TEMP TABLE ${name}_${column} AS
     SELECT value, (row_number() OVER (ORDER BY value) - 1)::INTEGER AS n
     FROM (SELECT DISTINCT ${column} AS value ${legs}) WHERE value IS NOT NULL`,
    values,
  );
  const rows = await engine.rows<{ value: string }>(
    `SELECT value FROM ${name}_${column} ORDER BY n`,
  );
  return rows.map(({ value }) => value);
}

function columnsSql(legs: string, name: string, coded: readonly CodedName[]): string {
  const code = (column: CodedName) => `coalesce(${column}_code.n, -1) AS ${column}_n`;
  const joins = coded.map(
    (column) => `LEFT JOIN ${name}_${column} AS ${column}_code ON ${column}_code.value = ${column}`,
  );
  return `
    SELECT order_key, (order_key >> 21)::DOUBLE, * EXCLUDE (order_key)
    FROM (
      SELECT order_key, coalesce(debtor.n, -1), coalesce(creditor.n, -1),
        coalesce(value_minor, -1)::DOUBLE, (precision = 'day')::UTINYINT,
        ${FACE}
        ${coded.map((column) => `, ${code(column)}`).join('')}
      FROM (SELECT * ${legs})
      LEFT JOIN ${name}_node AS debtor ON debtor.account = debtor_account
      LEFT JOIN ${name}_node AS creditor ON creditor.account = creditor_account
      ${joins.join('\n')}
      ORDER BY order_key
    )`;
}

async function count(engine: Engine, sql: string, values: Source['values']): Promise<number> {
  const reader = await engine.connection.runAndReadAll(sql, values);
  return Number(present(reader.getRowsJS()[0]?.[0], 'a count'));
}

/** Amount and currency as a signed number of 32 bits. */
const FACE = '((hash(amount_minor, currency) % 4294967296)::BIGINT - 2147483648)::INTEGER';

/** An order key is milliseconds × 2²¹ + the rank of the id within its instant. */
const KEYS_PER_MS = 2n ** 21n;
