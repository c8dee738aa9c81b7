import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Faults } from '../base/index.js';
import { ingestFiles } from '../ingest/index.js';
import type { Truth } from '../report/index.js';
import type { Engine, Folder } from '../store/index.js';
import { type CommandContext, EXIT } from './context.js';
import { detect } from './detect.js';
import type { Detection } from './detection.js';
import { searchNetworks } from './network-find.js';
import { writeReport } from './report.js';
import { answer, shown, tell } from './say.js';
import { showDetection } from './show-detection.js';
import { withEngine, withFolder } from './store.js';
import { clip, wrap } from './table.js';

/** Enough to see what the table is; the report has all of them. */
const SUBJECTS_SHOWN = 12;
/** Networks that are held to what the example hid. */
const BEST = 10;

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
  const started = context.clock.now();
  return withFolder(context, 'demo', async (folder) => {
    for (const part of ['engine', 'ledger', 'runs', 'rejects', 'temp'] as const)
      rmSync(folder.paths[part], { recursive: true, force: true });
    for (const part of ['runs', 'rejects', 'temp'] as const) mkdirSync(folder.paths[part]);
    tell(context, voice.say('cli.demo.fictional'));
    const place = join(folder.path, 'example');
    rmSync(place, { recursive: true, force: true });
    const example = await context.writeExample(place, { ...flags, schemes: true });
    tell(
      context,
      voice.say('cli.demo.generated', {
        schemes: example.schemes.length,
        folder: shown(context, place),
        seconds: secondsSince(context, started),
      }),
    );
    await load(context, folder, example.files, started);
    const { networks } = await searchNetworks(context, folder, {});
    const detection = await detect(context, folder, {});
    const accounts = await withEngine(context, folder, countOurAccounts);
    const truth = judge(detection, example, accounts);
    const report = await writeReport(context, folder, {}, truth);
    if (context.json) {
      answer(context, { report, truth, alerts: detection.alerts.length }, []);
      return EXIT.done;
    }
    showDetection(context, detection, SUBJECTS_SHOWN);
    showTruth(context, truth);
    const hidden = new Set(example.schemes.flatMap(({ subjects }) => subjects));
    const hits = await withEngine(context, folder, (engine) => countHits(engine, hidden));
    const found = { networks: networks.length, best: Math.min(BEST, networks.length), hits };
    tell(context, voice.say('cli.demo.networks', found));
    const seconds = secondsSince(context, started);
    context.out('\n');
    tell(context, voice.say('cli.demo.report', { report: shown(context, report), seconds }));
    tell(context, voice.say('cli.demo.next'));
    return EXIT.done;
  });
}

async function load(
  context: CommandContext,
  folder: Folder,
  files: readonly string[],
  started: number,
): Promise<void> {
  const progress = context.progress(context.voice.say('cli.ingest.progress'));
  const ingested = await withEngine(context, folder, (engine) =>
    ingestFiles(engine, files, {
      clock: context.clock,
      rejects_folder: folder.paths.rejects,
      temp_folder: folder.paths.temp,
      progress,
    }),
  );
  progress.end();
  const faults = ingested.failed.flatMap((file) => file.faults);
  if (faults.length > 0) throw new Faults(faults);
  const total = (key: 'read' | 'loaded' | 'rejected') =>
    ingested.files.reduce((sum, file) => sum + file[key], 0);
  const read = total('read');
  const loaded = total('loaded');
  const rejected = total('rejected');
  const seconds = secondsSince(context, started);
  tell(context, context.voice.say('cli.demo.ingested', { read, loaded, rejected, seconds }));
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

/** Of the best networks, how many hold an account or a party of a hidden scheme. */
async function countHits(engine: Engine, hidden: ReadonlySet<string>): Promise<number> {
  const members = await engine.rows<{ id: string; account: string; party: string | null }>(
    `SELECT n.id, account_id AS account, party_id AS party
     FROM network n JOIN network_member m ON m.network_id = n.id WHERE n.rank <= ${BEST}`,
  );
  const hit = members.filter(
    ({ account, party }) => hidden.has(account) || hidden.has(party ?? ''),
  );
  return new Set(hit.map(({ id }) => id)).size;
}

/** What the example knows and the typologies do not: which alerts named somebody of a scheme. */
function judge(
  { alerts, protecting }: Detection,
  example: Awaited<ReturnType<CommandContext['writeExample']>>,
  accounts: number,
): Truth {
  const named = new Set(alerts.map((alert) => alert.finding.subject.id));
  const isRight = example.createJudge(protecting);
  const wrong = alerts.filter(({ finding }) => !isRight(finding));
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
  const { voice, language, width } = context;
  const { innocent_alerts, accounts, months } = truth;
  const found = truth.schemes.filter((scheme) => scheme.found).length;
  context.out('\n');
  tell(context, voice.say('cli.demo.truth', { found, planted: truth.schemes.length }));
  for (const { title } of truth.schemes.filter((scheme) => scheme.found))
    answer(context, null, [clip(`  ✓ ${title[language]}`, width)]);
  for (const { title } of truth.schemes.filter((scheme) => !scheme.found)) {
    const [first = '', ...rest] = wrap(title[language], width, '    ');
    answer(context, null, [`  ✗ ${first.trimStart()}`, ...rest]);
  }
  const per_thousand = ((innocent_alerts * 1000) / Math.max(1, accounts * months)).toFixed(2);
  const values = { alerts: innocent_alerts, accounts, per_thousand };
  tell(context, voice.say('cli.demo.innocent', values));
}
