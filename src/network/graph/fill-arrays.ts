import type { DuckDBValue, DuckDBVector } from '@duckdb/node-api';
import { assert, present } from '../../base/index.js';
import type { Engine } from '../../store/index.js';

/** What a column is copied into: BIGINT, DOUBLE, INTEGER and UTINYINT, in this order. */
export type ColumnArray = BigInt64Array | Float64Array | Int32Array | Uint8Array;

/**
 * Fills one array a column with the rows of a query, by whole vectors: no value becomes an object.
 * The query's columns have exactly the arrays' types, are never null, and its rows are exactly as
 * many as the arrays hold.
 */
export async function fillArrays(
  engine: Engine,
  sql: string,
  arrays: readonly ColumnArray[],
  values: Readonly<Record<string, DuckDBValue>> = {},
): Promise<void> {
  const rows = present(arrays[0], 'a column').length;
  const result = await engine.connection.stream(sql, values);
  assert(result.columnCount === arrays.length, 'one array a column');
  let row = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) break;
    assert(row + chunk.rowCount <= rows, 'as many rows as were counted');
    for (const [i, array] of arrays.entries()) copyVector(chunk.getColumnVector(i), array, row);
    row += chunk.rowCount;
  }
  assert(row === rows, 'as many rows as were counted');
}

/**
 * The vector's numbers lie in `items`, which the library keeps to itself: its own reader makes an
 * object of each value and takes ten times as long.
 */
function copyVector(vector: DuckDBVector, array: ColumnArray, at: number): void {
  const { items } = vector as unknown as { readonly items: ColumnArray };
  assert(items.constructor === array.constructor, 'an array of the type of its column');
  array.set(items as never, at);
}
