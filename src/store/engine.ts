import { chmodSync } from 'node:fs';
import { DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import { NOUNS, tableSql } from '../model/index.js';

export type SqlValue = string | number | bigint | boolean | null;
export type Row = Readonly<Record<string, unknown>>;

/**
 * The analytic engine: DuckDB in this process. Rows come as JavaScript values, BIGINT and HUGEINT
 * as bigint. Statements of one engine run one after another.
 */
export interface Engine {
  run(sql: string, values?: readonly SqlValue[]): Promise<void>;
  rows<T extends Row = Row>(sql: string, values?: readonly SqlValue[]): Promise<T[]>;
  /** The raw result, for readers of whole columns. */
  readonly connection: Awaited<ReturnType<DuckDBInstance['connect']>>;
  close(): void;
}

export interface EngineOptions {
  /** `:memory:` or a file. */
  readonly path: string;
  readonly threads?: number;
  /** As DuckDB writes it, `4GB`. */
  readonly memory_limit?: string;
  /** Where sorts and joins go that outgrow the memory. */
  readonly temp_directory?: string;
  readonly read_only?: boolean;
}

/**
 * Opens an engine with extensions neither installed nor loaded on their own: DuckDB would fetch
 * them from the network, and no call goes out that the user did not ask for.
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const settings: Record<string, string> = {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    // The form of DuckDB 1.4 has a string compression that costs a third less to write.
    storage_compatibility_version: 'v1.4.0',
    // A file that was written anew must not be read from memory as it was before.
    enable_external_file_cache: 'false',
    TimeZone: 'UTC',
  };
  if (options.threads !== undefined) settings.threads = String(options.threads);
  if (options.memory_limit !== undefined) settings.memory_limit = options.memory_limit;
  if (options.temp_directory !== undefined) settings.temp_directory = options.temp_directory;
  if (options.read_only) settings.access_mode = 'READ_ONLY';
  const { TimeZone, ...atOpening } = settings;
  const instance = await DuckDBInstance.create(options.path, atOpening);
  // Payments of customers: nobody else on this machine reads them, whatever the umask.
  if (options.path !== ':memory:' && !options.read_only) chmodSync(options.path, 0o600);
  const connection = await instance.connect();
  await connection.run(`SET TimeZone = '${TimeZone}'`);
  return {
    connection,
    async run(sql, values) {
      await connection.run(sql, values as DuckDBValue[] | undefined);
    },
    async rows<T extends Row>(sql: string, values?: readonly SqlValue[]) {
      const reader = await connection.runAndReadAll(sql, values as DuckDBValue[] | undefined);
      return reader.getRowObjectsJS() as unknown as T[];
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Creates the tables of the model where they are missing. */
export async function createTables(engine: Engine): Promise<void> {
  for (const noun of NOUNS) await engine.run(tableSql(noun));
}
