import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Fault, isoTime } from '../base/index.js';
import {
  addFiling,
  clocksOf,
  draftObligations,
  draftReport,
  draftSanctionReports,
  dueAt,
  type Evidence,
  type FilingInstitution,
  type FilingRecord,
  gatherEvidence,
  listFilings,
  OBLIGATIONS,
  type Obligation,
  type ObligationLaw,
  obligationsOf,
  parseFilingJson,
  parseNarrative,
  redraftNarrative,
  saveDrafts,
  sayNote,
  withFilers,
} from '../filing/index.js';
import type { Alert, NetworkDossier } from '../model/index.js';
import { listNetworks } from '../network/index.js';
import {
  type Engine,
  type Folder,
  type Ledger,
  listAlerts,
  reportingCurrency,
} from '../store/index.js';
import { loadTypologies } from './catalogue.js';
import { type CommandContext, EXIT } from './context.js';
import {
  dueDay,
  filerOf,
  filingDesk,
  institutionOf,
  obligationLaw,
  sanctionActions,
} from './file-desk.js';
import { today } from './file-source.js';
import { completeDossiers } from './network-store.js';
import { answer, at, jsonText, shown } from './say.js';
import { withEngine, withLedger, withStore } from './store.js';
import { prepareFile } from './text-file.js';

export interface FileDraftFlags {
  readonly form?: string;
  readonly institution?: string;
  readonly obligation?: string;
  readonly from?: string;
  readonly to?: string;
  readonly output?: string;
  readonly narrative?: string;
  readonly detected?: string;
  readonly reference?: string;
  readonly unknowns?: boolean;
}

/**
 * `puente file draft`: with alerts and networks, a report of suspicion; without, the reports that
 * payments of a period make obligatory. Drafts are kept in the ledger; what is missing is named.
 */
export async function draftCommand(
  context: CommandContext,
  subjects: readonly string[],
  flags: FileDraftFlags,
): Promise<number> {
  const output = flags.output === undefined ? null : at(context, flags.output);
  if (output) prepareFile(output);
  return withStore(context, 'file draft', (folder) =>
    withLedger(context, folder, (ledger) =>
      withEngine(context, folder, (engine) => {
        const open = { folder, ledger, engine, output };
        return subjects.length > 0
          ? draftSuspicion(context, open, subjects, flags)
          : draftOwed(context, open, flags);
      }),
    ),
  );
}

interface Open {
  readonly folder: Folder;
  readonly ledger: Ledger;
  readonly engine: Engine;
  readonly output: string | null;
}

async function draftSuspicion(
  context: CommandContext,
  { folder, ledger, engine, output }: Open,
  subjects: readonly string[],
  flags: FileDraftFlags,
): Promise<number> {
  const { voice, voices, language } = context;
  const institution = institutionOf(context, flags.institution);
  const form = flags.form ?? defaultForm(institution);
  const { alerts, networks } = await meant(context, { folder, ledger, engine }, subjects);
  const currency = await reportingCurrency(engine);
  const { typologies } = loadTypologies(context, undefined, currency);
  const protecting = new Set(typologies.filter((t) => t.protects).map(({ id }) => id));
  const evidence = await gatherEvidence(engine, { currency, alerts, networks, protecting });
  const edited = editedNarrative(context, flags.narrative, evidence);
  const report = draftReport(form, evidence, institution, {
    ...{ voices, filed_on: today(context), unknowns: flags.unknowns ? 'mark' : 'ask' },
    ...(edited ? { narrative: edited.narrative } : {}),
    ...(flags.detected ? { detected_on: flags.detected } : {}),
    ...(flags.reference ? { reference: flags.reference } : {}),
  });
  const { filing, narrative, gaps, dropped, attachment } = report;
  const law = obligationLaw();
  const due_at = dueOf(law, form, context.clock.now());
  const [owner = ''] = institution.ids;
  const id = await addFiling(filingDesk(context, ledger), { institution: owner, filing, due_at });
  if (output) writeFileSync(output, jsonText({ filings: [filing], narrative }));
  if (output && attachment) writeFileSync(join(dirname(output), attachment.file), attachment.text);
  const due = due_at === null ? null : isoTime(due_at);
  const by = dueDay(law, { form, obligation: null, due_at });
  const stale = edited?.stale ?? [];
  answer(context, { id, filing, narrative, stale, gaps, dropped, attachment, due_at: due }, [
    voice.say('cli.file.drafted', { id, form }),
    '',
    ...narrative.sentences.map(({ text }) => text),
    '',
    ...stale.map((each) => voice.say('cli.file.stale', { id: each.id })),
    ...gaps.map(({ path, sentence }) => `${path}: ${sentence[language]}`),
    ...(by ? [voice.say('cli.file.due', { by })] : []),
    ...(output ? [voice.say('cli.file.kept', { output: shown(context, output) })] : []),
  ]);
  return EXIT.done;
}

function defaultForm({ country, cnbv }: FilingInstitution): string {
  if (country !== 'MX') return 'fincen-sar';
  return cnbv?.sector === 'other' ? 'cnbv-roi' : 'cnbv-roi-bank';
}

/** What a person made of an earlier draft, over the evidence as it is now. */
function editedNarrative(context: CommandContext, path: string | undefined, evidence: Evidence) {
  if (path === undefined) return null;
  const file = at(context, path);
  const said = parseFilingJson(readFileSync(file, 'utf8'), path);
  const held = typeof said === 'object' && said !== null && 'narrative' in said;
  const before = parseNarrative(held ? said.narrative : said, { file: path });
  return redraftNarrative(before, evidence, context.voices[before.language]);
}

/** Of a suspicion that is found today. */
function dueOf({ clocks, calendars }: ObligationLaw, form: string, now: number): number | null {
  const [clock] = clocksOf(clocks, form, 'detected', now);
  return clock ? dueAt(clock, now, calendars) : null;
}

/** The alerts and networks whose ids begin as the user says; a number is a network's rank. */
async function meant(
  context: CommandContext,
  { folder, ledger, engine }: Omit<Open, 'output'>,
  subjects: readonly string[],
): Promise<{ alerts: Alert[]; networks: NetworkDossier[] }> {
  const known = await listAlerts(ledger);
  const networks = await listNetworks(engine);
  const alerts: Alert[] = [];
  const ids: string[] = [];
  for (const asked of subjects) {
    const isRank = /^\d{1,6}$/.test(asked);
    const found = isRank ? [] : known.filter(({ id }) => id.startsWith(asked));
    const nets = networks.filter(({ id, rank }) =>
      isRank ? rank === Number(asked) : id.startsWith(asked),
    );
    const [alert] = found;
    const [network] = nets;
    if (alert && found.length === 1) alerts.push(alert.body);
    else if (network && nets.length === 1 && found.length === 0) ids.push(network.id);
    else throw new Fault('cli.file.subject', { asked, n: found.length + nets.length });
  }
  for (const { finding } of alerts)
    if (finding.subject.kind === 'network') ids.push(finding.subject.id);
  const dossiers: NetworkDossier[] = [];
  const wanted = [...new Set(ids)];
  for await (const each of completeDossiers(context, folder, engine, wanted)) dossiers.push(each);
  return { alerts, networks: dossiers };
}

async function draftOwed(
  context: CommandContext,
  { ledger, engine, output }: Open,
  flags: FileDraftFlags,
): Promise<number> {
  const { voice } = context;
  const institution = institutionOf(context, flags.institution);
  const filer = filerOf(institution);
  const period = periodOf(flags);
  const reporting_currency = await reportingCurrency(engine);
  const question = { filer, period, reporting_currency, ...asked(flags) };
  const law = obligationLaw();
  const found = await draftObligations(engine, law, question);
  const stopped =
    filer.country === 'US'
      ? draftSanctionReports(law, filer, await sanctionActions(ledger, period))
      : [];
  const wanted = stopped.filter(
    ({ obligation }) => question.obligations?.includes(obligation) ?? true,
  );
  const drafts = [...found.drafts, ...wanted].map((draft) => withFilers(draft, institution));
  const obligations = [
    ...new Set([...obligationsOf(question), ...drafts.map((d) => d.obligation)]),
  ];
  const scope = { institution: filer.id, obligations, period };
  const saved = await saveDrafts(filingDesk(context, ledger), scope, drafts);
  const kept = await listFilings(ledger.db, { institution: filer.id });
  const isOpen = ({ status, obligation, period: day }: FilingRecord) =>
    (status === 'drafted' || status === 'checked') &&
    obligations.some((each) => each === obligation) &&
    (day === null || (period.from <= day && day <= period.until));
  const filings = kept.filter(isOpen);
  if (output) writeFileSync(output, jsonText({ filings: filings.map(({ body }) => body) }));
  const missing = drafts.reduce((sum, { gaps }) => sum + gaps.length, 0);
  answer(context, { ...saved, notes: found.notes, filings, missing }, [
    ...obligations.map((obligation) =>
      voice.say('cli.file.owed', {
        obligation,
        reports: drafts.filter((draft) => draft.obligation === obligation).length,
      }),
    ),
    ...found.notes.map((note) => sayNote(voice, note)),
    voice.say('cli.file.saved', {
      drafted: saved.drafted.length,
      revised: saved.revised.length,
      unchanged: saved.unchanged,
      corrections: saved.corrections.length,
      missing,
    }),
    ...(output ? [voice.say('cli.file.kept', { output: shown(context, output) })] : []),
  ]);
  return saved.conflicts.length > 0 ? EXIT.refused : EXIT.done;
}

export function periodOf({ from, to }: { readonly from?: string; readonly to?: string }) {
  if (from === undefined || to === undefined) throw new Fault('cli.file.no_period');
  return { from, until: to };
}

function asked({ obligation }: FileDraftFlags): { readonly obligations?: readonly Obligation[] } {
  if (obligation === undefined) return {};
  const known = OBLIGATIONS.find((each) => each === obligation);
  if (!known) throw new Fault('filing.obligation', { obligation, known: OBLIGATIONS.join(', ') });
  return { obligations: [known] };
}
