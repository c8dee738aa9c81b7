import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, isoTime, packageRoot, sha256 } from '../base/index.js';
import type { Alert, Finding } from '../model/index.js';
import {
  appendAudit,
  type Folder,
  issueCheckpoint,
  recordRun,
  type SavedAlerts,
  saveAlerts,
} from '../store/index.js';
import {
  type Catalogue,
  compareManifests,
  hashParameters,
  jsonLines,
  loadCatalogue,
  type Manifest,
  makeAlerts,
  type PrecisionTable,
  type RunOutcome,
  readInputs,
  readLists,
  runBehindWall,
  writeAlertFiles,
} from '../typology/index.js';
import { type CommandContext, EXIT } from './context.js';
import { answer, clip, drawTable } from './say.js';
import { auditSigner, withEngine, withFolder, withLedger } from './store.js';

export interface DetectFlags {
  readonly typologies?: string;
  readonly only?: readonly string[];
  readonly replay?: string;
  readonly threads?: number;
  readonly memory?: string;
  readonly top?: number;
}

/** Everything one run gave. */
export interface Detection {
  readonly manifest: Manifest;
  readonly folder: string;
  readonly alerts: readonly Alert[];
  readonly findings: readonly Finding[];
  readonly outcome: RunOutcome;
  readonly saved: SavedAlerts;
  /** Typologies whose subjects may be victims. */
  readonly protecting: ReadonlySet<string>;
}

const DEFAULT_MEMORY = '4GB';
/** About what two cores sort quickly, and what a few gigabytes hold with a hundred measures. */
const BUCKET_ENTRIES = 4_000_000;

/** `puente detect`: runs typologies on the store and keeps what they find. */
export async function detectCommand(context: CommandContext, flags: DetectFlags): Promise<number> {
  const before = flags.replay === undefined ? null : readManifest(flags.replay);
  const detection = await withFolder(context, 'detect', (folder) => detect(context, folder, flags));
  if (before) return showReplay(context, before, detection.manifest);
  showDetection(context, detection, flags.top ?? 20);
  return EXIT.done;
}

/** Runs typologies on a folder that the caller holds. */
export async function detect(
  context: CommandContext,
  folder: Folder,
  flags: DetectFlags,
): Promise<Detection> {
  const started_at = context.clock.now();
  const store = await withEngine(context, folder, async (engine) => ({
    inputs: await readInputs(engine),
    lists: await readLists(engine),
    setting: await engine.rows<{ value: string }>(
      "SELECT value FROM store_setting WHERE name = 'reporting_currency'",
    ),
    version: await engine.rows<{ v: string }>('SELECT version() AS v'),
  })).catch((error: unknown) => {
    throw isMissingTable(error) ? new Fault('detect.empty', { data: context.data }) : error;
  });
  if (store.inputs.payments === 0) throw new Fault('detect.empty', { data: context.data });
  const reporting_currency = store.setting[0]?.value ?? 'USD';
  const catalogue = readCatalogue(flags, reporting_currency, store.lists);
  const precision = readPrecision(catalogue.folder);
  const progress = context.progress(context.voice.say('cli.detect.progress'));
  const outcome = await runBehindWall(
    context.detect_process,
    {
      store_file: folder.paths.engine,
      resources: {
        temp_directory: folder.paths.temp,
        memory_limit: flags.memory ?? DEFAULT_MEMORY,
        ...(flags.threads === undefined ? {} : { threads: flags.threads }),
      },
      run: {
        typologies: catalogue.typologies,
        laws: catalogue.laws,
        lists: catalogue.lists,
        bucket_entries: BUCKET_ENTRIES,
        shared: true,
        keep_fired: false,
      },
    },
    progress,
  );
  const { alerts, findings } = makeAlerts(outcome.findings, {
    catalogue,
    precision,
    subjects: outcome.subjects,
    reporting_currency,
    voices: context.voices,
  });
  const run_id = context.ids.next();
  const manifest: Manifest = {
    run_id,
    at: isoTime(started_at),
    puente_version: context.version,
    engine: `DuckDB ${store.version[0]?.v ?? ''}`,
    reporting_currency,
    catalogue: {
      hash: catalogue.hash,
      typologies: catalogue.typologies.map(({ id, version }) => ({
        id,
        version,
        hash: catalogue.files[id]?.hash ?? '',
      })),
    },
    parameters_hash: hashParameters(catalogue, precision),
    inputs: store.inputs,
    tallies: outcome.tallies,
    plan_nodes: outcome.plan_nodes,
    flows_truncated: outcome.flows_truncated,
    results: {
      findings: findings.length,
      findings_hash: sha256(jsonLines(findings)),
      alerts: alerts.length,
      alerts_hash: sha256(jsonLines(alerts)),
    },
  };
  const run_folder = join(folder.paths.runs, run_id);
  mkdirSync(run_folder, { recursive: true });
  await withEngine(context, folder, (engine) =>
    writeAlertFiles(run_folder, alerts, findings, engine),
  );
  writeFileSync(join(run_folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const saved = await keep(context, folder, manifest, started_at, alerts);
  writeFileSync(join(folder.paths.runs, 'latest'), run_id);
  const protecting = new Set(catalogue.typologies.filter((t) => t.protects).map(({ id }) => id));
  return { manifest, folder: run_folder, alerts, findings, outcome, saved, protecting };
}

/** Reads a catalogue for a run: its faults stop the run, since a rule left out unseen is a gap. */
function readCatalogue(flags: DetectFlags, currency: string, lists: Catalogue['lists']): Catalogue {
  const catalogue = loadCatalogue(typologyFolder(flags.typologies), currency, lists);
  if (catalogue.faults.length > 0)
    throw new Fault('detect.catalogue', {
      count: catalogue.faults.length,
      folder: catalogue.folder,
    });
  const known = catalogue.typologies.map(({ id }) => id);
  const unknown = flags.only?.find((id) => !known.includes(id));
  if (unknown !== undefined) throw new Fault('detect.unknown', { id: unknown });
  const wanted = catalogue.typologies.filter(
    ({ id, status }) => flags.only?.includes(id) ?? (status !== 'draft' && status !== 'deprecated'),
  );
  return { ...catalogue, typologies: wanted };
}

/** The user's folder of typologies, or the one that comes with the program. */
export function typologyFolder(flag: string | undefined): string {
  const folder = flag ?? join(packageRoot(), 'typologies');
  if (!existsSync(join(folder, 'law.yaml'))) throw new Fault('detect.folder', { folder });
  return folder;
}

/** How precise each rule was when it was last measured; a folder without the table has earned nothing. */
export function readPrecision(folder: string): PrecisionTable {
  const file = join(folder, 'precision.json');
  return existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { typologies: PrecisionTable }).typologies
    : {};
}

async function keep(
  context: CommandContext,
  folder: Folder,
  manifest: Manifest,
  started_at: number,
  alerts: readonly Alert[],
): Promise<SavedAlerts> {
  const ended_at = context.clock.now();
  return withLedger(context, folder, async (ledger) => {
    await recordRun(ledger, { id: manifest.run_id, started_at, ended_at, state: 'done', manifest });
    const saved = await saveAlerts(ledger, manifest.run_id, alerts, ended_at);
    const body = {
      run_id: manifest.run_id,
      inputs: manifest.inputs.hash,
      catalogue: manifest.catalogue.hash,
      results: manifest.results,
    };
    await ledger.db.transaction().execute(async (trx) => {
      await appendAudit(trx, [{ kind: 'detect.done', at: isoTime(ended_at), actor: 'cli', body }]);
    });
    await issueCheckpoint(ledger, auditSigner(folder), 'puente', ended_at);
    return saved;
  });
}

export function readManifest(file: string): Manifest {
  try {
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
    if (typeof manifest.results?.alerts_hash === 'string') return manifest;
  } catch {
    // An unreadable file and one that is no manifest are the same mistake to its user.
  }
  throw new Fault('detect.manifest', { file }, { file });
}

function showReplay(context: CommandContext, before: Manifest, after: Manifest): number {
  const parts = compareManifests(before, after);
  const equal = parts.every((part) => part.equal);
  const { voice } = context;
  const rows = parts.map((part) => [
    voice.say(`cli.replay.${part.part}`),
    voice.say(part.equal ? 'cli.replay.equal' : 'cli.replay.differs'),
    part.before.slice(0, 16),
    part.after.slice(0, 16),
  ]);
  const head = ['', '', voice.say('cli.replay.before'), voice.say('cli.replay.after')];
  answer(context, { equal, parts }, [
    ...drawTable(head, rows),
    '',
    voice.say(equal ? 'cli.replay.proved' : 'cli.replay.broken'),
  ]);
  return equal ? EXIT.done : EXIT.refused;
}

/** The ranked table of alerts and the run's summary. */
export function showDetection(context: CommandContext, detection: Detection, top: number): void {
  const { voice } = context;
  const { manifest, alerts, outcome, saved } = detection;
  const rows = alerts
    .slice(0, top)
    .map((alert, i) => [
      String(i + 1),
      String(alert.rank_score),
      voice.say(`cli.severity.${alert.finding.severity}`),
      clip(alert.title[context.language], 52),
      clip(alert.subject_name ?? alert.finding.subject.id, 34),
      alert.finding.first_at.slice(0, 10),
      String(alert.finding.evidence_total),
      voice.say(`cli.ground.${alert.ground}`),
    ]);
  const head = [
    '#',
    ...['rank', 'severity', 'typology', 'subject', 'first', 'payments', 'ground'].map((key) =>
      voice.say(`cli.detect.head.${key}`),
    ),
  ];
  const idle = outcome.tallies.filter((tally) => tally.idle_for.length > 0);
  const summary = {
    ...manifest.results,
    payments: manifest.inputs.payments,
    typologies: manifest.catalogue.typologies.length - idle.length,
    idle: idle.length,
    nodes: manifest.plan_nodes,
    ...saved,
  };
  const lines = [
    ...(rows.length > 0 ? drawTable(head, rows, [0, 1, 6]) : []),
    '',
    voice.say('cli.detect.summary', summary),
    ...idle.map(
      (tally) =>
        `  ${voice.say('cli.detect.idle', { typology: tally.typology, columns: tally.idle_for.join(', ') })}`,
    ),
    ...(outcome.flows_truncated > 0
      ? [voice.say('cli.detect.truncated', { count: outcome.flows_truncated })]
      : []),
    voice.say('cli.detect.files', { folder: detection.folder }),
  ];
  answer(context, { run: manifest.run_id, folder: detection.folder, ...summary, alerts }, lines);
}

function isMissingTable(error: unknown): boolean {
  return (
    error instanceof Error &&
    /Catalog Error: Table with name (batch|store_setting)/.test(error.message)
  );
}
