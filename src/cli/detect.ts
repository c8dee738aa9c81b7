import { isoTime, sha256 } from '../base/index.js';
import type { Alert, Finding } from '../model/index.js';
import {
  appendAudit,
  type Folder,
  issueCheckpoint,
  recordRun,
  reportingCurrency,
  type SavedAlerts,
  saveAlerts,
} from '../store/index.js';
import {
  type Catalogue,
  hashParameters,
  jsonLines,
  type Manifest,
  makeAlerts,
  type PrecisionTable,
  type RunOutcome,
  readInputs,
  readLists,
  readSubjectNetworks,
  runBehindWall,
} from '../typology/index.js';
import { readCatalogue, readPrecision, type TypologyFolders, tellFolders } from './catalogue.js';
import { type CommandContext, EXIT } from './context.js';
import type { Detection } from './detection.js';
import { showReplay } from './replay.js';
import { markLatest, readManifest, writeRun } from './run-folder.js';
import { at } from './say.js';
import { showDetection } from './show-detection.js';
import { auditSigner, emptyStore, withEngine, withLedger, withStore } from './store.js';

export interface DetectFlags {
  readonly typologies?: TypologyFolders;
  readonly only?: readonly string[];
  readonly replay?: string;
  readonly threads?: number;
  readonly memory?: string;
  readonly top?: number;
}

const DEFAULT_MEMORY = '4GB';
/** About what two cores sort quickly, and what a few gigabytes hold with a hundred measures. */
const BUCKET_ENTRIES = 4_000_000;
const DEFAULT_TOP = 20;

/** `puente detect`: runs typologies on the store and keeps what they find. */
export async function detectCommand(context: CommandContext, flags: DetectFlags): Promise<number> {
  const before = flags.replay === undefined ? null : readManifest(at(context, flags.replay));
  const detection = await withStore(context, 'detect', (folder) =>
    detect(context, folder, flags, before),
  );
  if (before) return showReplay(context, before, detection.manifest);
  showDetection(context, detection, flags.top ?? DEFAULT_TOP);
  return EXIT.done;
}

/** Runs typologies on a folder that the caller holds; to repeat a run, those of `before`. */
export async function detect(
  context: CommandContext,
  folder: Folder,
  flags: DetectFlags,
  before: Manifest | null = null,
): Promise<Detection> {
  const started_at = context.clock.now();
  const store = await readStore(context, folder);
  const catalogue = readCatalogue(context, flags, store, before);
  tellFolders(context, flags.typologies, catalogue);
  const precision = readPrecision(catalogue);
  const outcome = await runTypologies(context, folder, flags, catalogue);
  const { alerts, findings } = makeAlerts(outcome.findings, {
    catalogue,
    precision,
    subjects: outcome.subjects,
    networks: await withEngine(context, folder, (engine) =>
      readSubjectNetworks(engine, outcome.subjects),
    ),
    reporting_currency: store.reporting_currency,
    voices: context.voices,
  });
  const run_id = context.ids.next();
  const made = { run_id, started_at, store, catalogue, precision, outcome, alerts, findings };
  const manifest = manifestOf(context, made);
  const place = await withEngine(context, folder, (engine) =>
    writeRun(folder, engine, { manifest, alerts, findings }),
  );
  const saved = await keep(context, folder, manifest, started_at, alerts);
  markLatest(folder, run_id);
  const protecting = new Set(catalogue.typologies.filter((t) => t.protects).map(({ id }) => id));
  return { manifest, folder: place, alerts, findings, outcome, saved, protecting };
}

/** What of the store a run depends on. */
interface StoreState {
  readonly inputs: Manifest['inputs'];
  readonly lists: Catalogue['lists'];
  readonly reporting_currency: string;
  readonly engine_version: string;
}

async function readStore(context: CommandContext, folder: Folder): Promise<StoreState> {
  const empty = () => emptyStore(context);
  const store = await withEngine(context, folder, async (engine) => {
    const [version] = await engine.rows<{ v: string }>('SELECT version() AS v');
    return {
      inputs: await readInputs(engine),
      lists: await readLists(engine),
      reporting_currency: await reportingCurrency(engine),
      engine_version: version?.v ?? '',
    };
  }).catch((error: unknown) => {
    throw isMissingTable(error) ? empty() : error;
  });
  if (store.inputs.payments === 0) throw empty();
  return store;
}

async function runTypologies(
  context: CommandContext,
  folder: Folder,
  flags: DetectFlags,
  { typologies, laws, lists }: Catalogue,
): Promise<RunOutcome> {
  const progress = context.progress(context.voice.say('cli.detect.progress'));
  const request = {
    store_file: folder.paths.engine,
    resources: {
      temp_directory: folder.paths.temp,
      memory_limit: flags.memory ?? DEFAULT_MEMORY,
      ...(flags.threads === undefined ? {} : { threads: flags.threads }),
    },
    run: {
      typologies,
      laws,
      lists,
      bucket_entries: BUCKET_ENTRIES,
      shared: true,
      keep_fired: false,
    },
  };
  return runBehindWall(context.detect_process, request, progress);
}

function manifestOf(
  context: CommandContext,
  made: {
    readonly run_id: string;
    readonly started_at: number;
    readonly store: StoreState;
    readonly catalogue: Catalogue;
    readonly precision: PrecisionTable;
    readonly outcome: RunOutcome;
    readonly alerts: readonly Alert[];
    readonly findings: readonly Finding[];
  },
): Manifest {
  const { store, catalogue, outcome, alerts, findings } = made;
  return {
    run_id: made.run_id,
    at: isoTime(made.started_at),
    puente_version: context.version,
    engine: `DuckDB ${store.engine_version}`,
    reporting_currency: store.reporting_currency,
    catalogue: {
      hash: catalogue.hash,
      typologies: catalogue.typologies.map(({ id, version }) => ({
        id,
        version,
        hash: catalogue.files[id]?.hash ?? '',
      })),
    },
    parameters_hash: hashParameters(catalogue, made.precision),
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
}

/** Writes the run, its alerts and a signed line of the audit log to the ledger. */
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

function isMissingTable(error: unknown): boolean {
  return (
    error instanceof Error &&
    /Catalog Error: Table with name (batch|store_setting)/.test(error.message)
  );
}
