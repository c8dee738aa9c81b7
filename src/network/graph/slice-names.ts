import { BIGINT, type DuckDBType, INTEGER, LIST, listValue, VARCHAR } from '@duckdb/node-api';
import { present } from '../../base/index.js';
import type { Engine } from '../../store/index.js';

/** What a node stands for. */
export interface NodeName {
  readonly kind: 'account' | 'holder';
  readonly id: string;
  /** Its accounts that occur in the slice, ascending. */
  readonly accounts: readonly string[];
}

/** Ids of a slice's numbers and back; answers are in the order of the question. */
export interface SliceNames {
  nodeNames(nodes: Int32Array): Promise<NodeName[]>;
  /** Nodes of accounts; −1 where the slice has no payment of an account. */
  nodesOf(accounts: readonly string[]): Promise<Int32Array>;
  paymentIds(payments: Int32Array): Promise<string[]>;
  /** Numbers of payments; −1 where one is not in the slice. */
  paymentsOf(ids: readonly string[]): Promise<Int32Array>;
  /** Drops the table that names the nodes; the graph stays. */
  forget(): Promise<void>;
}

interface NamesSource {
  readonly name: string;
  readonly schema: string;
  readonly order_key: BigInt64Array;
}

export function sliceNames(engine: Engine, { name, schema, order_key }: NamesSource): SliceNames {
  const ask = async (sql: string, type: DuckDBType, items: readonly (string | number | bigint)[]) =>
    (await engine.connection.runAndReadAll(sql, [listValue([...items])], [LIST(type)])).getRowsJS();
  const keyOf = (payment: number) => present(order_key[payment], 'a payment of the slice');
  return {
    async nodeNames(nodes) {
      const rows = await ask(
        `SELECT n, any_value(is_holder), any_value(id), list(account ORDER BY account)
         FROM ${name}_node WHERE n IN (SELECT unnest($1)) GROUP BY n`,
        INTEGER,
        [...new Set(nodes)],
      );
      const names = new Map(
        rows.map(([n, isHolder, id, accounts]) => [
          n as number,
          { kind: isHolder ? 'holder' : 'account', id, accounts } as NodeName,
        ]),
      );
      return Array.from(nodes, (n) => present(names.get(n), 'a node of the slice'));
    },
    async nodesOf(accounts) {
      const rows = await ask(
        `SELECT account, n FROM ${name}_node WHERE account IN (SELECT unnest($1))`,
        VARCHAR,
        accounts,
      );
      const known = new Map(rows as [string, number][]);
      return Int32Array.from(accounts, (account) => known.get(account) ?? -1);
    },
    async paymentIds(payments) {
      const keys = Array.from(payments, keyOf);
      const rows = await ask(
        `SELECT order_key, id FROM ${schema}.payment WHERE order_key IN (SELECT unnest($1))`,
        BIGINT,
        keys,
      );
      const ids = new Map(rows as [bigint, string][]);
      return keys.map((key) => present(ids.get(key), 'a payment of the store'));
    },
    async paymentsOf(ids) {
      const rows = await ask(
        `SELECT id, order_key FROM ${schema}.payment WHERE id IN (SELECT unnest($1))`,
        VARCHAR,
        ids,
      );
      const keys = new Map(rows as [string, bigint][]);
      return Int32Array.from(ids, (id) => numberOf(order_key, keys.get(id)));
    },
    forget: () => engine.run(`DROP TABLE IF EXISTS ${name}_node`),
  };
}

/** The index of a key in ascending keys, or −1. */
function numberOf(order_key: BigInt64Array, key: bigint | undefined): number {
  if (key === undefined) return -1;
  let [low, high] = [0, order_key.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((order_key[middle] as bigint) < key) low = middle + 1;
    else high = middle;
  }
  return order_key[low] === key ? low : -1;
}
