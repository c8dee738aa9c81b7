import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ExampleScheme, type WrittenExample, writeExample } from '../examples/demo.js';
import { createSpeaker, packageRoot } from '../src/base/index.js';
import type { Alert, Finding } from '../src/model/index.js';
import { makeAlerts, type PrecisionTable } from '../src/typology/index.js';
import { grouped, type Print } from './machine.js';
import { openBench } from './session.js';

/** Seeds of the baseline; thresholds and measured precision come from none of them. */
const SEEDS = ['baseline-1', 'baseline-2', 'baseline-3'];

export interface Trial {
  readonly alerts: readonly Alert[];
  readonly findings: readonly Finding[];
  readonly schemes: readonly ExampleScheme[];
  readonly createJudge: WrittenExample['createJudge'];
  readonly accounts: number;
  readonly payments: number;
}

/** Generates the example from a seed, runs every typology on it, and gives what came out. */
export async function tryExample(
  options: { seed: string; scale: number; schemes: boolean },
  precision: PrecisionTable,
): Promise<Trial> {
  const bench = await openBench();
  const { files, schemes, createJudge } = await writeExample(join(bench.folder, 'world'), options);
  await bench.ingest(files);
  await bench.findNetworks();
  const catalogue = await bench.catalogue();
  const outcome = await bench.detect(catalogue.typologies, { catalogue });
  const voices = { en: createSpeaker('en'), es: createSpeaker('es') };
  const { alerts, findings } = makeAlerts(outcome.findings, {
    catalogue,
    precision,
    subjects: outcome.subjects,
    networks: await bench.subjectNetworks(outcome),
    reporting_currency: 'USD',
    voices,
  });
  const accounts = await bench.countOurAccounts();
  bench.end();
  return { alerts, findings, schemes, createJudge, accounts, payments: outcome.payments };
}

export function readPrecisionTable(): PrecisionTable {
  const file = join(packageRoot(), 'typologies', 'precision.json');
  return existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { typologies: PrecisionTable }).typologies
    : {};
}

/** Alerts on the example without its schemes, and the share of planted schemes found. */
export async function benchBaseline(print: Print): Promise<void> {
  const precision = readPrecisionTable();
  for (const seed of SEEDS) {
    const clean = await tryExample({ seed, scale: 1, schemes: false }, precision);
    const months = 12;
    const rate = (clean.alerts.length * 1000) / (clean.accounts * months);
    const planted = await tryExample({ seed, scale: 1, schemes: true }, precision);
    const named = new Set(planted.alerts.map((alert) => alert.finding.subject.id));
    const found = planted.schemes.filter((scheme) => scheme.subjects.some((id) => named.has(id)));
    const missed = planted.schemes
      .filter((scheme) => !found.includes(scheme))
      .map((scheme) => scheme.kind);
    print(
      `baseline ${seed}: ${grouped(clean.payments)} innocent payments of ` +
        `${grouped(clean.accounts)} accounts, ${clean.alerts.length} alerts = ` +
        `${rate.toFixed(2)} per 1,000 accounts a month (bound: 1)`,
    );
    print(
      `  recall: ${found.length} of ${planted.schemes.length} planted schemes found; ` +
        `missed: ${missed.join(', ') || 'none'}`,
    );
  }
}
