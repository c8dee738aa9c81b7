import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../base/index.js';
import {
  alertsWithCards,
  collectReport,
  type ReportInput,
  type RunFacts,
  renderReport,
  type Truth,
} from '../report/index.js';
import { auditHead, type Engine, type Folder } from '../store/index.js';
import type { Manifest } from '../typology/index.js';
import { loadTypologies, type TypologyFolders } from './catalogue.js';
import { type CommandContext, EXIT } from './context.js';
import { needText } from './needs.js';
import { reportNetworks } from './network-store.js';
import { findRun, readAlerts, readManifest } from './run-folder.js';
import { answer, at, shown } from './say.js';
import { withEngine, withLedger, withStore } from './store.js';
import { prepareFile } from './text-file.js';

export interface ReportFlags {
  readonly run?: string;
  readonly output?: string;
  readonly typologies?: TypologyFolders;
  /** Alerts that the page shows, best first. */
  readonly top?: number;
}

/** Alerts whose evidence is fetched: those with cards, and the first of the others for plots. */
const ALERTS_WITH_EVIDENCE = 200;

/** `puente report`: one self-contained page of a run. */
export async function reportCommand(context: CommandContext, flags: ReportFlags): Promise<number> {
  if (flags.output !== undefined) prepareFile(at(context, flags.output));
  const file = await withStore(context, 'report', (folder) =>
    writeReport(context, folder, flags, null),
  );
  answer(context, { file }, [
    context.voice.say('cli.report.written', { file: shown(context, file) }),
  ]);
  return EXIT.done;
}

/** Writes the page of a run of a folder that the caller holds; returns its path. */
export async function writeReport(
  context: CommandContext,
  folder: Folder,
  flags: ReportFlags,
  truth: Truth | null,
): Promise<string> {
  const run_folder = findRun(folder, flags.run);
  const manifest = readManifest(join(run_folder, 'manifest.json'));
  const alerts = readAlerts(run_folder).slice(0, flags.top ?? Number.MAX_SAFE_INTEGER);
  const evident = [
    ...new Set([...alertsWithCards(alerts), ...alerts.slice(0, ALERTS_WITH_EVIDENCE)]),
  ];
  const collected = await withEngine(context, folder, async (engine) => ({
    ...(await collectReport(engine, { alerts: evident })),
    ...(await reportNetworks(context, folder, engine)),
    facts: await readFacts(engine),
  }));
  const catalogue = loadTypologies(context, flags.typologies, manifest.reporting_currency);
  const guides = new Map(
    catalogue.typologies.map(({ id, area, version, text }) => [id, { area, version, ...text }]),
  );
  const head = await withLedger(context, folder, (ledger) => auditHead(ledger.db));
  const { facts, ...rest } = collected;
  const input: ReportInput = {
    fictional: truth !== null,
    run: runFacts(context, manifest, facts, guides),
    alerts,
    findings_total: manifest.results.findings,
    ...rest,
    guides,
    truth,
    audit: { origin: 'puente', entry: head.size, root_hash: head.root.toString('hex') },
  };
  const file = at(context, flags.output ?? join(run_folder, 'report.html'));
  writeFileSync(file, renderReport(input, context.voices, context.language));
  return file;
}

interface StoreFacts {
  readonly accounts: number;
  readonly parties: number;
  readonly from: string;
  readonly to: string;
}

async function readFacts(engine: Engine): Promise<StoreFacts> {
  const iso = "'%Y-%m-%dT%H:%M:%SZ'";
  const [row] = await engine.rows<StoreFacts & Record<string, unknown>>(
    `SELECT (SELECT count(DISTINCT id)::INTEGER FROM account) AS accounts,
      (SELECT count(DISTINCT id)::INTEGER FROM party) AS parties,
      strftime(min(time), ${iso}) AS "from", strftime(max(time), ${iso}) AS "to" FROM payment`,
  );
  return {
    accounts: row?.accounts ?? 0,
    parties: row?.parties ?? 0,
    from: row?.from ?? '',
    to: row?.to ?? '',
  };
}

function runFacts(
  context: CommandContext,
  manifest: Manifest,
  facts: StoreFacts,
  guides: ReportInput['guides'],
): RunFacts {
  const idle = manifest.tallies.filter((tally) => tally.idle_for.length > 0);
  return {
    ...facts,
    id: manifest.run_id,
    at: manifest.at,
    puente_version: manifest.puente_version,
    catalogue_hash: manifest.catalogue.hash,
    input_hash: manifest.inputs.hash,
    engine: manifest.engine,
    reporting_currency: manifest.reporting_currency,
    payments: manifest.inputs.payments,
    typologies_run: manifest.tallies.length - idle.length,
    typologies_idle: idle.map(({ typology, idle_for }) => {
      const reasonIn = (language: Language) => {
        const voice = context.voices[language];
        const needs = idle_for.map((columns) => needText(columns, voice, language)).join('; ');
        return voice.say('cli.report.idle', { needs });
      };
      return {
        id: typology,
        title: guides.get(typology)?.title ?? { en: typology, es: typology },
        reason: { en: reasonIn('en'), es: reasonIn('es') },
      };
    }),
    undetermined: manifest.tallies.reduce((sum, tally) => sum + tally.undetermined, 0),
  };
}
