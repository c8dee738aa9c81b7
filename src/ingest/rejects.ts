/** The file of rejected rows: each with its line, column, reason, value and the row as it came. */
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LIMITS } from '../base/index.js';
import type { Engine } from '../store/index.js';
import { readCsvSql } from './plain-csv.js';
import { REJECT_COLUMNS, type Source } from './source.js';
import { literal } from './sql.js';

/** A rejected row, as the report shows the first few. */
export interface Reject {
  readonly line: number;
  /** Header of the column, or the character where the line is broken. */
  readonly column: string;
  readonly code: string;
  readonly value: string;
}

export interface Rejects {
  readonly count: number;
  /** Broken lines among them, which were never rows of a table. */
  readonly broken: number;
  readonly reasons: Readonly<Record<string, number>>;
  readonly first: readonly Reject[];
  readonly file: string | null;
}

/** Where the rejects of one batch go, and what its rows are called. */
export interface RejectPlan {
  readonly source: Source;
  readonly columns: number;
  /** SQL for the line of a row of `staged`. */
  readonly line: string;
  /** Header that each field was read from. */
  readonly headers: Readonly<Record<string, string>>;
  readonly input: string;
  readonly folder: string;
  readonly batch_id: string;
}

/** Gathers the bad rows of `staged` and the broken lines, and writes their file. */
export async function writeRejects(engine: Engine, plan: RejectPlan): Promise<Rejects> {
  const { source } = plan;
  const header = Object.entries(plan.headers).map(
    ([field, name]) => `WHEN ${literal(field)} THEN ${literal(name)}`,
  );
  const column =
    header.length > 0 ? `CASE reject_field ${header.join(' ')} ELSE reject_field END` : "''";
  await engine.run(`CREATE OR REPLACE TEMP TABLE reject AS SELECT ${plan.line} AS line,
    ${column} AS "column", reject_code AS code, coalesce(reject_value, '') AS value, '' AS raw
    FROM staged WHERE reject_code IS NOT NULL`);
  const [staged] = await engine.rows<{ n: bigint }>('SELECT count(*) AS n FROM reject');
  if (staged && staged.n > 0n) await addRawRows(engine, plan);
  if (source.rejects_path !== null)
    await engine.run(`INSERT INTO reject SELECT CAST(line AS BIGINT), "column", code,
      coalesce(value, ''), coalesce(value, '')
      FROM ${readCsvSql(source.rejects_path, REJECT_COLUMNS)}`);
  const reasons = await engine.rows<{ code: string; n: bigint }>(
    'SELECT code, count(*) AS n FROM reject GROUP BY code ORDER BY n DESC, code',
  );
  const count = reasons.reduce((sum, { n }) => sum + Number(n), 0);
  const first = await engine.rows<{ line: bigint; column: string; code: string; value: string }>(
    `SELECT line, "column", code, value FROM reject
     ORDER BY line, "column", code LIMIT ${LIMITS.rejects_shown_max}`,
  );
  return {
    count,
    broken: count - Number(staged?.n ?? 0n),
    reasons: Object.fromEntries(reasons.map(({ code, n }) => [code, Number(n)])),
    first: first.map((row) => ({ ...row, line: Number(row.line) })),
    file: count > 0 ? await writeFile(engine, plan) : null,
  };
}

/** Reads the source once more, for the rejected rows alone: good rows carry no second copy. */
async function addRawRows(engine: Engine, plan: RejectPlan): Promise<void> {
  const { source } = plan;
  const cells = Array.from({ length: plan.columns }, (_, i) => cellSql(`c${i}`));
  const numbered =
    source.line === null
      ? `(SELECT row_number() OVER () + 1 AS place, * FROM ${source.relation})`
      : `(SELECT ${source.line} AS place, * FROM ${source.relation})`;
  await engine.run(`UPDATE reject SET raw = again.raw FROM (
    SELECT place, concat_ws(',', ${cells.join(', ')}) AS raw FROM ${numbered}
      WHERE place IN (SELECT line FROM reject)) again
    WHERE reject.line = again.place`);
}

function cellSql(cell: string): string {
  return `CASE WHEN ${cell} IS NULL THEN '' WHEN regexp_matches(${cell}, '[",\\r\\n]')
    THEN '"' || replace(${cell}, '"', '""') || '"' ELSE ${cell} END`;
}

/** Written beside its name and then moved there: a file of rejects is whole or absent. */
async function writeFile(engine: Engine, plan: RejectPlan): Promise<string> {
  await mkdir(plan.folder, { recursive: true });
  const path = join(plan.folder, `${plan.batch_id}.csv`);
  const part = `${path}.part`;
  await rm(part, { force: true });
  await engine.run(`COPY (SELECT ${literal(plan.input)} AS file, line, "column", code, value, raw
    FROM reject ORDER BY line, "column", code, value) TO ${literal(part)} (FORMAT csv, HEADER)`);
  await rename(part, path);
  return path;
}
