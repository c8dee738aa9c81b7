import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot, silentProgress, systemClock } from '../src/base/index.js';
import { type IngestReport, ingestFiles } from '../src/ingest/index.js';
import { findNetworks } from '../src/network/index.js';
import { createTables, type Engine, type EngineOptions, openEngine } from '../src/store/index.js';
import {
  type Catalogue,
  loadCatalogue,
  readLists,
  readSubjectNetworks,
  runBehindWall,
  type SubjectNetworks,
  type Typology,
  type WalledOutcome,
} from '../src/typology/index.js';

/** A store in a temporary folder, for one bench. */
export interface Bench {
  readonly folder: string;
  readonly store_file: string;
  ingest(files: readonly string[], preset?: string): Promise<IngestReport>;
  /** Searches the store for networks, as `puente demo` does before it runs typologies. */
  findNetworks(): Promise<void>;
  catalogue(): Promise<Catalogue>;
  detect(typologies: readonly Typology[], options?: DetectOptions): Promise<WalledOutcome>;
  /** The networks of the subjects of a run. */
  subjectNetworks(outcome: Pick<WalledOutcome, 'subjects'>): Promise<SubjectNetworks>;
  /** Accounts at institutions marked as ours. */
  countOurAccounts(): Promise<number>;
  end(): void;
}

export interface DetectOptions {
  /** Another store than the bench's own. */
  readonly store_file?: string;
  readonly shared?: boolean;
  readonly memory_limit?: string;
  readonly bucket_entries?: number;
  readonly catalogue?: Catalogue;
}

export async function openBench(): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'puente-bench-'));
  const store_file = join(folder, 'puente.duckdb');
  const temp = join(folder, 'temp');
  mkdirSync(temp);
  const withEngine = <T>(work: (engine: Engine) => Promise<T>) =>
    withStore({ path: store_file, temp_directory: temp }, work);
  const catalogue = () =>
    withEngine(async (engine) =>
      loadCatalogue(join(packageRoot(), 'typologies'), 'USD', await readLists(engine)),
    );
  return {
    folder,
    store_file,
    ingest: (files, preset) =>
      withEngine((engine) =>
        ingestFiles(engine, files, {
          clock: systemClock,
          rejects_folder: join(folder, 'rejects'),
          temp_folder: temp,
          progress: silentProgress,
          ...(preset ? { preset } : {}),
        }),
      ),
    findNetworks: () =>
      withEngine(async (engine) => {
        const found_at_ms = systemClock.now();
        const whole = { window: null, nodes: 'account', apart: [] } as const;
        await findNetworks(engine, { ...whole, found_at_ms, progress() {} });
      }),
    catalogue,
    async detect(typologies, options = {}) {
      const { laws, lists } = options.catalogue ?? (await catalogue());
      return runBehindWall(
        join(packageRoot(), 'dist/src/detect-process.js'),
        {
          store_file: options.store_file ?? store_file,
          resources: {
            temp_directory: temp,
            memory_limit: options.memory_limit ?? '3GB',
            threads: 2,
          },
          run: {
            typologies,
            laws,
            lists,
            bucket_entries: options.bucket_entries ?? 4_000_000,
            shared: options.shared ?? true,
            keep_fired: false,
          },
        },
        silentProgress,
      );
    },
    subjectNetworks: ({ subjects }) =>
      withEngine((engine) => readSubjectNetworks(engine, subjects)),
    countOurAccounts: () =>
      withEngine(async (engine) => {
        const [row] = await engine.rows<{ n: number }>(
          `SELECT count(DISTINCT a.id)::INTEGER AS n FROM account a
           JOIN institution i ON i.id = a.institution_id AND i.is_ours`,
        );
        return row?.n ?? 0;
      }),
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function withStore<T>(
  options: EngineOptions,
  work: (engine: Engine) => Promise<T>,
): Promise<T> {
  const engine = await openEngine(options);
  try {
    await createTables(engine);
    return await work(engine);
  } finally {
    engine.close();
  }
}
