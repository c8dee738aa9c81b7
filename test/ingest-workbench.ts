import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixedClock, silentProgress } from '../src/base/index.js';
import { type IngestOptions, type IngestReport, ingestFiles } from '../src/ingest/index.js';
import { type Engine, openEngine, type Row } from '../src/store/index.js';

/** A store in memory, a folder of files, and one call to load them: for tests of ingest. */
export interface Workbench {
  readonly folder: string;
  readonly engine: Engine;
  /** Writes a file and gives its path. */
  write(name: string, content: string | Uint8Array): string;
  ingest(
    files: string | readonly string[],
    options?: Partial<IngestOptions>,
  ): Promise<IngestReport>;
  /** `code line column` of every rejected row, as the file of rejects has them. */
  rejects(report: IngestReport, file?: number): readonly string[];
  rows(sql: string): Promise<Row[]>;
  close(): void;
}

export async function openWorkbench(): Promise<Workbench> {
  const folder = mkdtempSync(join(tmpdir(), 'puente-test-'));
  const engine = await openEngine({ path: ':memory:' });
  return {
    folder,
    engine,
    write(name, content) {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    ingest: (files, options = {}) =>
      ingestFiles(engine, typeof files === 'string' ? [files] : files, {
        clock: fixedClock(1_735_689_600_000),
        rejects_folder: join(folder, 'rejects'),
        progress: silentProgress,
        temp_folder: folder,
        ...options,
      }),
    rejects(report, file = 0) {
      const path = report.files[file]?.rejects_file;
      if (!path) return [];
      const lines = readFileSync(path, 'utf8').trimEnd().split('\n').slice(1);
      const cells = lines.map((line) => line.slice(line.indexOf('.csv,') + 5).split(','));
      return cells.map(([line, column, code]) => `${code} ${line} ${column}`);
    },
    rows: (sql) => engine.rows(sql),
    close() {
      engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
