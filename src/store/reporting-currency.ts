import type { Engine } from './engine.js';

/** In which a store values its payments: what its first ingest set, dollars unless it said. */
export async function reportingCurrency(engine: Engine): Promise<string> {
  return (await heldCurrency(engine)) ?? 'USD';
}

/** Null: nothing was ingested yet. */
export async function heldCurrency(engine: Engine): Promise<string | null> {
  const tables = await engine.rows(
    "SELECT 1 AS n FROM duckdb_tables() WHERE table_name = 'store_setting'",
  );
  if (tables.length === 0) return null;
  const [setting] = await engine.rows<{ value: string }>(
    "SELECT value FROM store_setting WHERE name = 'reporting_currency'",
  );
  return setting?.value ?? null;
}
