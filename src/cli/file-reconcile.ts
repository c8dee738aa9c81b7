import { Fault } from '../base/index.js';
import { giveReason, type Reconciliation, reconcile, sayNote } from '../filing/index.js';
import { type Engine, reportingCurrency } from '../store/index.js';
import { type CommandContext, EXIT } from './context.js';
import { filerOf, filingDesk, institutionOf, obligationLaw } from './file-desk.js';
import { periodOf } from './file-draft.js';
import { answer } from './say.js';
import { withEngine, withLedger, withStore } from './store.js';
import { drawTable } from './table.js';

export interface FileReconcileFlags {
  readonly from?: string;
  readonly to?: string;
  readonly institution?: string;
}

export interface FileExcuseFlags {
  readonly obligation: string;
  readonly reason: string;
}

/** Payments of each kind that the terminal names; `--json` has all. */
const NAMED = 10;

/** `puente file reconcile`: whether each payment over a threshold is in exactly one report. */
export async function reconcileCommand(
  context: CommandContext,
  flags: FileReconcileFlags,
): Promise<number> {
  const filer = filerOf(institutionOf(context, flags.institution));
  const period = periodOf(flags);
  return withStore(context, 'file reconcile', (folder) =>
    withLedger(context, folder, (ledger) =>
      withEngine(context, folder, async (engine) => {
        const question = { filer, period, reporting_currency: await reportingCurrency(engine) };
        const now = context.clock.now();
        const found = await reconcile(engine, ledger, obligationLaw(), question, now);
        answer(context, found, reconciliationLines(context, found));
        return found.is_complete ? EXIT.done : EXIT.refused;
      }),
    ),
  );
}

function reconciliationLines(
  { voice }: CommandContext,
  { obligations, is_complete }: Reconciliation,
): string[] {
  const head = ['obligation', 'owed', 'reported', 'missing', 'repeated', 'not_owed', 'excused'];
  const rows = obligations.map((each) => [
    each.obligation,
    ...[each.owed, each.reported].map(String),
    ...[each.missing, each.repeated, each.not_owed, each.excused].map(({ length }) =>
      String(length),
    ),
  ]);
  const named = obligations.flatMap(({ obligation, missing }) =>
    missing
      .slice(0, NAMED)
      .map(({ payment, day }) => voice.say('cli.file.missing', { obligation, payment, day })),
  );
  const late = obligations.flatMap(({ obligation, unwritten }) => {
    const count = unwritten.filter(({ is_late }) => is_late).length;
    return count === 0 ? [] : [voice.say('cli.file.late', { obligation, count })];
  });
  return [
    ...drawTable(
      head.map((each) => voice.say(`cli.file.head.${each}`)),
      rows,
      [1, 2, 3, 4, 5, 6],
    ),
    ...named,
    ...late,
    ...obligations.flatMap(({ notes }) => notes.map((note) => sayNote(voice, note))),
    voice.say('cli.file.reconciled', { complete: String(is_complete) }),
  ];
}

/** `puente file excuse PAYMENT`: why a payment over a threshold is in no report. */
export async function excuseCommand(
  context: CommandContext,
  payment: string,
  { obligation, reason }: FileExcuseFlags,
): Promise<number> {
  return withStore(context, 'file excuse', (folder) =>
    withLedger(context, folder, async (ledger) => {
      await withEngine(context, folder, (engine) => needPayment(engine, payment));
      await giveReason(filingDesk(context, ledger), { payment, obligation, reason });
      const said = { payment, obligation, reason };
      answer(context, said, [context.voice.say('cli.file.excused', said)]);
      return EXIT.done;
    }),
  );
}

/** What OFAC's reports hold are actions, which the store does not know. */
async function needPayment(engine: Engine, payment: string): Promise<void> {
  if (payment.startsWith('action:')) return;
  const found = await engine.rows('SELECT 1 FROM payment WHERE id = ?', [payment]);
  if (found.length === 0) throw new Fault('cli.file.no_payment', { payment });
}
