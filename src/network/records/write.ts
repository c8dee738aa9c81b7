/** Keeps the networks of a run in the engine's tables, in the place of those of the run before. */
import type { DuckDBAppender } from '@duckdb/node-api';
import { DuckDBTimestampMillisecondsValue } from '@duckdb/node-api';
import { present } from '../../base/index.js';
import {
  type Field,
  type NetworkInstance,
  type NetworkMember,
  type NetworkPayment,
  type NetworkRecord,
  type Noun,
  network,
  networkInstance,
  networkMember,
  networkPayment,
} from '../../model/index.js';
import type { Engine } from '../../store/index.js';

/** What a run found, as rows of the model. Each is read once, so that none need be held. */
export interface NetworkRows {
  readonly networks: Iterable<NetworkRecord>;
  readonly members: Iterable<NetworkMember>;
  readonly instances: Iterable<NetworkInstance>;
  readonly payments: Iterable<NetworkPayment>;
}

/** Replaces all networks of the store, all or none: whoever reads meanwhile sees the run before. */
export async function writeNetworks(engine: Engine, rows: NetworkRows): Promise<void> {
  await engine.run('BEGIN');
  try {
    await replace(engine, network, rows.networks);
    await replace(engine, networkMember, rows.members);
    await replace(engine, networkInstance, rows.instances);
    await replace(engine, networkPayment, rows.payments);
    await engine.run('COMMIT');
  } catch (error) {
    await engine.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

type Cell = string | number | bigint | null;

async function replace(
  engine: Engine,
  noun: Noun,
  rows: Iterable<Readonly<Record<string, Cell>>>,
): Promise<void> {
  await engine.run(`DELETE FROM ${noun.name}`);
  const appender = await engine.connection.createAppender(noun.name);
  const fields = Object.entries(noun.fields);
  try {
    for (const row of rows) {
      for (const [name, field] of fields) append(appender, field, row[name] ?? null, name);
      appender.endRow();
    }
    appender.flushSync();
  } finally {
    appender.closeSync();
  }
}

function append(appender: DuckDBAppender, field: Field, value: Cell, name: string): void {
  if (value === null && !field.required) {
    appender.appendNull();
    return;
  }
  const given = present(value, name);
  switch (field.sql) {
    case 'INTEGER':
      appender.appendInteger(Number(given));
      break;
    case 'BIGINT':
      appender.appendBigInt(BigInt(given));
      break;
    case 'TIMESTAMP_MS': {
      const at_ms = BigInt(Date.parse(String(given)));
      appender.appendTimestampMilliseconds(new DuckDBTimestampMillisecondsValue(at_ms));
      break;
    }
    default:
      appender.appendVarchar(String(given));
  }
}
