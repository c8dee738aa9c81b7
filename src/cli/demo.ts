import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ingestFiles } from '../ingest/index.js';
import type { Truth } from '../report/index.js';
import type { Engine } from '../store/index.js';
import { type CommandContext, EXIT } from './context.js';
import { type Detection, detect, showDetection } from './detect.js';
import { writeReport } from './report.js';
import { withEngine, withFolder } from './store.js';

export interface DemoFlags {
  readonly seed: string;
  readonly scale: number;
}

/**
 * `puente demo`: the living example from generation to report. It has a store of its own in the
 * folder `demo` of the data folder and begins it anew; it never touches the user's.
 */
export async function demoCommand(user: CommandContext, flags: DemoFlags): Promise<number> {
  const context = { ...user, data: join(user.data, 'demo') };
  const { voice } = context;
  const say = (key: string, values = {}) =>
    context.json || context.out(`${voice.say(key, values)}\n`);
  const started = context.clock.now();
  for (const part of ['puente.duckdb', 'ledger', 'runs', 'rejects', 'temp', 'example']) {
    rmSync(join(context.data, part), { recursive: true, force: true });
  }
  say('cli.demo.fictional');
  const example_folder = join(context.data, 'example');
  const example = await context.writeExample(example_folder, { ...flags, schemes: true });
  say('cli.demo.generated', {
    schemes: example.schemes.length,
    folder: example_folder,
    seconds: secondsSince(context, started),
  });
  const status = await withFolder(context, 'demo', async (folder) => {
    const progress = context.progress(voice.say('cli.ingest.progress'));
    const ingested = await withEngine(context, folder, (engine) =>
      ingestFiles(engine, example.files, {
        clock: context.clock,
        rejects_folder: folder.paths.rejects,
        temp_folder: folder.paths.temp,
        progress,
      }),
    );
    progress.end();
    const total = (key: 'read' | 'loaded' | 'rejected') =>
      ingested.files.reduce((sum, file) => sum + file[key], 0);
    say('cli.demo.ingested', {
      read: total('read'),
      loaded: total('loaded'),
      rejected: total('rejected'),
      seconds: secondsSince(context, started),
    });
    const detection = await detect(context, folder, {});
    const accounts = await withEngine(context, folder, countOurAccounts);
    const truth = judge(detection, example, accounts);
    const report = await writeReport(context, folder, {}, truth);
    if (context.json) {
      context.out(
        `${JSON.stringify({ report, truth, alerts: detection.alerts.length }, null, 2)}\n`,
      );
      return EXIT.done;
    }
    showDetection(context, detection, 25);
    showTruth(context, truth);
    say('cli.demo.report', { report, seconds: secondsSince(context, started) });
    return EXIT.done;
  });
  return status;
}

function secondsSince(context: CommandContext, started: number): number {
  return Math.round((context.clock.now() - started) / 1000);
}

/** Accounts at the example's own banks: the ones that could be alerted. */
async function countOurAccounts(engine: Engine): Promise<number> {
  const [row] = await engine.rows<{ n: number }>(
    `SELECT count(DISTINCT a.id)::INTEGER AS n FROM account a
     JOIN institution i ON i.id = a.institution_id AND i.is_ours`,
  );
  return row?.n ?? 0;
}

/** What the example knows and the typologies do not: which alerts named somebody of a scheme. */
function judge(
  { alerts, protecting }: Detection,
  example: Awaited<ReturnType<CommandContext['writeExample']>>,
  accounts: number,
): Truth {
  const named = new Set(alerts.map((alert) => alert.finding.subject.id));
  const isRight = example.createJudge(protecting);
  const wrong = alerts.filter(
    ({ finding }) => !isRight({ ...finding, subject_id: finding.subject.id }),
  );
  return {
    schemes: example.schemes.map(({ title, subjects }) => ({
      title,
      found: subjects.some((id) => named.has(id)),
    })),
    innocent_alerts: wrong.length,
    accounts,
    months: 12,
  };
}

function showTruth(context: CommandContext, truth: Truth): void {
  const { voice, language } = context;
  const found = truth.schemes.filter((scheme) => scheme.found).length;
  context.out(`\n${voice.say('cli.demo.truth', { found, planted: truth.schemes.length })}\n`);
  for (const scheme of truth.schemes) {
    context.out(`  ${scheme.found ? '✓' : '✗'} ${scheme.title[language]}\n`);
  }
  const perThousand = (
    (truth.innocent_alerts * 1000) /
    Math.max(1, truth.accounts * truth.months)
  ).toFixed(2);
  context.out(
    `${voice.say('cli.demo.innocent', { alerts: truth.innocent_alerts, accounts: truth.accounts, perThousand })}\n`,
  );
}
