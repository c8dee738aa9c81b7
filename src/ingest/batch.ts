/** What the store remembers of ingest: which files were loaded, and its reporting currency. */
import { derivedId, Fault, isCurrency } from '../base/index.js';
import { type Engine, heldCurrency } from '../store/index.js';
import type { Reading } from './choose.js';

/** One file read as one noun: a row of table `batch`. */
export interface Batch {
  readonly id: string;
  readonly file: string;
  readonly format: string;
  readonly noun: string;
  readonly read: number;
  readonly loaded: number;
  readonly rejected: number;
  /** Rejected rows by code. */
  readonly reasons: Readonly<Record<string, number>>;
  readonly rejects_file: string | null;
  readonly loaded_at_ms: number;
}

/** Creates the tables of ingest where they are missing. */
export async function createIngestTables(engine: Engine): Promise<void> {
  await engine.run(`CREATE TABLE IF NOT EXISTS batch (
    id VARCHAR NOT NULL, file VARCHAR NOT NULL, format VARCHAR NOT NULL, noun VARCHAR NOT NULL,
    read BIGINT NOT NULL, loaded BIGINT NOT NULL, rejected BIGINT NOT NULL,
    reasons VARCHAR NOT NULL, rejects_file VARCHAR, loaded_at TIMESTAMP_MS NOT NULL)`);
  await engine.run(`CREATE TABLE IF NOT EXISTS store_setting (
    name VARCHAR NOT NULL, value VARCHAR NOT NULL)`);
}

/**
 * The currency in which this store compares amounts: set by the first ingest, `USD` if it does not
 * say. Another one later is a fault: values already computed would be of another currency.
 */
export async function settleReportingCurrency(
  engine: Engine,
  wanted: string | null,
): Promise<string> {
  if (wanted !== null && !isCurrency(wanted))
    throw new Fault('ingest.currency_unknown', { code: wanted });
  const held = await heldCurrency(engine);
  if (held && wanted !== null && wanted !== held)
    throw new Fault('ingest.reporting_currency', { held, wanted });
  const currency = held ?? wanted ?? 'USD';
  if (!held)
    await engine.run("INSERT INTO store_setting VALUES ('reporting_currency', ?)", [currency]);
  return currency;
}

/** The same bytes read in the same way are the same batch, whatever the file is called. */
export function batchId(sha256: string, format: string, reading: Reading): string {
  return derivedId(sha256, format, reading.noun.name, canonical(reading.mapping));
}

export async function findBatch(engine: Engine, id: string): Promise<Batch | null> {
  const [row] = await engine.rows(
    'SELECT *, epoch_ms(loaded_at) AS loaded_at_ms FROM batch WHERE id = ?',
    [id],
  );
  if (!row) return null;
  return {
    id,
    file: String(row.file),
    format: String(row.format),
    noun: String(row.noun),
    read: Number(row.read),
    loaded: Number(row.loaded),
    rejected: Number(row.rejected),
    reasons: JSON.parse(String(row.reasons)) as Record<string, number>,
    rejects_file: row.rejects_file === null ? null : String(row.rejects_file),
    loaded_at_ms: Number(row.loaded_at_ms),
  };
}

export async function insertBatch(engine: Engine, batch: Batch): Promise<void> {
  await engine.run(
    'INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, make_timestamp_ms(CAST(? AS BIGINT)))',
    [
      batch.id,
      batch.file,
      batch.format,
      batch.noun,
      batch.read,
      batch.loaded,
      batch.rejected,
      JSON.stringify(batch.reasons),
      batch.rejects_file,
      BigInt(batch.loaded_at_ms),
    ],
  );
}

/** JSON with sorted keys, so that the order in a YAML file does not matter. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
