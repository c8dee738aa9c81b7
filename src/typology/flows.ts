import { BIGINT, LIST } from '@duckdb/node-api';
import type { FlowKernel, PaymentColumns } from '../model/index.js';
import type { Engine } from '../store/index.js';
import type { FlowNode } from './plan.js';

/**
 * Answers every flow node over all payments and leaves each answer as a temporary table
 * (o, paths, legs), by the order key of the last payment. Returns how many searches met their
 * limit.
 */
export async function answerFlows(
  engine: Engine,
  findFlows: FlowKernel,
  nodes: readonly FlowNode[],
  bank: string,
): Promise<number> {
  if (nodes.length === 0) return 0;
  const columns = await readColumns(engine, bank);
  let truncated = 0;
  for (const node of nodes) {
    const answer = findFlows(columns, node.query);
    truncated += answer.truncated;
    await engine.run(`CREATE TEMP TABLE ${node.id} (o BIGINT, paths INTEGER, legs BIGINT[])`);
    const appender = await engine.connection.createAppender(node.id, 'main', 'temp');
    for (let i = 0; i < answer.last.length; i++) {
      appender.appendBigInt(columns.order_key[answer.last[i] ?? 0] ?? 0n);
      appender.appendInteger(answer.paths[i] ?? 0);
      const legs = Array.from(answer.legs[i] ?? [], (leg) => columns.order_key[leg] ?? 0n);
      appender.appendList(legs, LIST(BIGINT));
      appender.endRow();
    }
    appender.closeSync();
  }
  return truncated;
}

/** Payments that can be legs (two different ends, a known positive amount), as typed arrays. */
async function readColumns(engine: Engine, bank: string): Promise<PaymentColumns> {
  const legs = `FROM ${bank}.payment WHERE debtor_account <> creditor_account AND value_minor > 0`;
  await engine.run(
    `CREATE TEMP TABLE flow_account AS
     SELECT id, (row_number() OVER (ORDER BY id) - 1)::INTEGER AS n
     FROM (SELECT debtor_account AS id ${legs} UNION SELECT creditor_account ${legs})`,
  );
  const [size] = await engine.rows<{ n: bigint; accounts: bigint }>(
    `SELECT (SELECT count(*) ${legs}) AS n, (SELECT count(*) FROM flow_account) AS accounts`,
  );
  const n = Number(size?.n ?? 0);
  const columns = {
    accounts: Number(size?.accounts ?? 0),
    order_key: new BigInt64Array(n),
    time_ms: new Float64Array(n),
    debtor: new Int32Array(n),
    creditor: new Int32Array(n),
    value_minor: new Float64Array(n),
    ties: new Uint8Array(n),
  };
  const result = await engine.connection.stream(
    `SELECT order_key, (order_key >> 21)::DOUBLE, d.n, c.n, value_minor::DOUBLE,
       (precision = 'day')::INTEGER
     FROM (SELECT * ${legs}) p
     JOIN flow_account d ON d.id = debtor_account
     JOIN flow_account c ON c.id = creditor_account
     ORDER BY order_key`,
  );
  const arrays = [
    columns.order_key,
    columns.time_ms,
    columns.debtor,
    columns.creditor,
    columns.value_minor,
    columns.ties,
  ];
  let row = 0;
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    const { rowCount } = chunk;
    for (const [i, array] of arrays.entries()) {
      const vector = chunk.getColumnVector(i);
      for (let j = 0; j < rowCount; j++) array[row + j] = vector.getItem(j) as never;
    }
    row += rowCount;
  }
  await engine.run('DROP TABLE flow_account');
  return columns;
}
