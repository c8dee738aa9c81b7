import type { FlowAnswer, FlowKernel, PaymentColumns } from '../model/index.js';
import type { Engine } from '../store/index.js';
import type { FlowNode } from './plan.js';

/**
 * Answers every flow node over all payments and leaves each answer as two temporary tables, of
 * paths (o, paths) and of the payments in them (o, leg), by the order key of the last payment.
 * Returns how many searches met their limit.
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
    await writeAnswer(engine, node.id, answer, columns.order_key);
  }
  return truncated;
}

/** The tables of a flow node: of its paths, and of their payments. */
export function flowTables(id: string): [paths: string, legs: string] {
  return [id, `${id}_leg`];
}

async function writeAnswer(
  engine: Engine,
  id: string,
  answer: FlowAnswer,
  order_key: BigInt64Array,
): Promise<void> {
  const [paths, legs] = flowTables(id);
  await engine.run(`CREATE TEMP TABLE ${paths} (o BIGINT, paths INTEGER)`);
  await engine.run(`CREATE TEMP TABLE ${legs} (o BIGINT, leg BIGINT)`);
  const ofPaths = await engine.connection.createAppender(paths, 'main', 'temp');
  const ofLegs = await engine.connection.createAppender(legs, 'main', 'temp');
  for (let i = 0; i < answer.last.length; i++) {
    const last = order_key[answer.last[i] ?? 0] ?? 0n;
    ofPaths.appendBigInt(last);
    ofPaths.appendInteger(answer.paths[i] ?? 0);
    ofPaths.endRow();
    for (const leg of answer.legs[i] ?? []) {
      ofLegs.appendBigInt(last);
      ofLegs.appendBigInt(order_key[leg] ?? 0n);
      ofLegs.endRow();
    }
  }
  ofPaths.closeSync();
  ofLegs.closeSync();
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
