import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Alert, Finding } from '../model/index.js';
import type { Engine } from '../store/index.js';
import { text } from './duckdb/sql.js';
import { jsonLines } from './manifest.js';

/** Columns of `alerts.csv` and `alerts.parquet`: what a spreadsheet wants of an alert. */
const COLUMNS: Readonly<Record<string, (alert: Alert) => string | number | null>> = {
  id: (a) => a.id,
  rank_score: (a) => a.rank_score,
  severity: (a) => a.finding.severity,
  typology: (a) => a.finding.typology,
  version: (a) => a.finding.version,
  area: (a) => a.finding.area,
  family: (a) => a.finding.family,
  ground: (a) => a.ground,
  subject_kind: (a) => a.finding.subject.kind,
  subject_id: (a) => a.finding.subject.id,
  subject_name: (a) => a.subject_name ?? '',
  institution_id: (a) => a.institution_id ?? '',
  period: (a) => a.finding.period,
  first_at: (a) => a.finding.first_at,
  last_at: (a) => a.finding.last_at,
  times_fired: (a) => a.finding.times_fired,
  evidence_total: (a) => a.finding.evidence_total,
  sentence_en: (a) => a.sentence.en,
  sentence_es: (a) => a.sentence.es,
  citations: (a) =>
    a.citations.map((c) => `${c.document} ${c.locator} (${c.verification})`).join('; '),
  network_id: (a) => a.network?.id ?? null,
  network_rank: (a) => a.network?.rank ?? null,
  network_role: (a) => a.network?.role ?? null,
  network_accounts: (a) => a.network?.accounts ?? null,
  revision: (a) => a.finding.revision,
};

/** Writes `alerts.jsonl`, `.csv`, `.parquet` (by way of the engine) and `findings.jsonl`. */
export async function writeAlertFiles(
  folder: string,
  alerts: readonly Alert[],
  findings: readonly Finding[],
  engine: Engine,
): Promise<void> {
  await writeFile(join(folder, 'findings.jsonl'), jsonLines(findings));
  await writeFile(join(folder, 'alerts.jsonl'), jsonLines(alerts));
  const names = Object.keys(COLUMNS);
  const lines = alerts.map((alert) =>
    Object.values(COLUMNS)
      .map((read) => quoteCsv(read(alert)))
      .join(','),
  );
  const csv = join(folder, 'alerts.csv');
  await writeFile(csv, `${[names.join(','), ...lines].join('\n')}\n`);
  const whole = ['rank_score', 'times_fired', 'evidence_total', 'network_rank', 'network_accounts'];
  const types = names.map(
    (name) => `${text(name)}: ${text(whole.includes(name) ? 'INTEGER' : 'VARCHAR')}`,
  );
  await engine.run(
    `COPY (SELECT * FROM read_csv(${text(csv)},
       header = true, delim = ',', quote = '"', escape = '"', columns = {${types.join(', ')}}))
     TO ${text(join(folder, 'alerts.parquet'))} (FORMAT parquet)`,
  );
}

/**
 * Quotes a value; none is nothing. One that a spreadsheet would take for a formula gets an
 * apostrophe before it; what steers a terminal or turns the direction of text becomes a space
 * (`alerts.jsonl` has all).
 */
function quoteCsv(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const printable = value.replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, ' ');
  const safe = /^[=+@-]/.test(printable) ? `'${printable}` : printable;
  return `"${safe.replaceAll('"', '""')}"`;
}
