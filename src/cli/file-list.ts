import { readFileSync, writeFileSync } from 'node:fs';
import { Fault, sha256 } from '../base/index.js';
import {
  examine,
  type FilingRecord,
  listFilings,
  markWritten,
  paymentsOf,
} from '../filing/index.js';
import type { Ledger } from '../store/index.js';
import { type CommandContext, EXIT } from './context.js';
import { dueDay, filingDesk, obligationLaw } from './file-desk.js';
import { fileSource, judges } from './file-source.js';
import { answer, at, jsonText, shown } from './say.js';
import { withLedger, withStore } from './store.js';
import { drawTable } from './table.js';
import { prepareFile } from './text-file.js';

export interface FileShowFlags {
  readonly output?: string;
}

/** `puente file list`: the reports of the ledger, those due first before others. */
export async function listCommand(context: CommandContext): Promise<number> {
  return withStore(context, 'file list', (folder) =>
    withLedger(context, folder, async (ledger) => {
      const filings = await listFilings(ledger.db);
      const { voice } = context;
      const law = obligationLaw();
      const columns = ['id', 'form', 'obligation', 'period', 'status', 'due', 'gaps'];
      const rows = filings.map((each) => [
        each.id,
        each.form,
        each.obligation ?? '',
        each.period ?? '',
        voice.say('cli.file.status', { status: each.status }),
        dueDay(law, each) ?? '',
        String(each.gaps.length),
      ]);
      const head = columns.map((each) => voice.say(`cli.file.head.${each}`));
      answer(
        context,
        { filings: filings.map(({ body: _, ...each }) => each) },
        rows.length > 0 ? drawTable(head, rows, [6]) : [voice.say('cli.file.none')],
      );
      return EXIT.done;
    }),
  );
}

/** `puente file show ID`: one report, as JSON that `puente file write` takes. */
export async function showCommand(
  context: CommandContext,
  asked: string,
  flags: FileShowFlags,
): Promise<number> {
  const output = flags.output === undefined ? null : at(context, flags.output);
  if (output) prepareFile(output);
  return withStore(context, 'file show', (folder) =>
    withLedger(context, folder, async (ledger) => {
      const record = await filingMeant(ledger, asked);
      const payments = await paymentsOf(ledger.db, record.id);
      if (output) writeFileSync(output, jsonText({ filings: [record.body] }));
      const kept = output
        ? [context.voice.say('cli.file.kept', { output: shown(context, output) })]
        : [];
      const lines = output ? kept : [JSON.stringify(record.body, null, 2)];
      answer(context, { ...record, payments }, [
        ...lines,
        ...record.gaps.map(({ path, kind }) => context.voice.say('cli.file.gap', { path, kind })),
      ]);
      return EXIT.done;
    }),
  );
}

/** `puente file sent ID FILE`: the report stands in that file, which left the house. */
export async function sentCommand(
  context: CommandContext,
  asked: string,
  path: string,
): Promise<number> {
  const hash = sha256(readFileSync(at(context, path)));
  return withStore(context, 'file sent', (folder) =>
    withLedger(context, folder, async (ledger) => {
      const { id, form } = await filingMeant(ledger, asked);
      const found = await examine(fileSource(context, path), await judges(context));
      if (found.form !== form)
        throw new Fault('cli.file.other_form', { id, form, found: found.form }, { file: path });
      await markWritten(filingDesk(context, ledger), id, hash);
      const said = { id, file: shown(context, at(context, path)), sha256: hash };
      answer(context, said, [context.voice.say('cli.file.marked', said)]);
      return EXIT.done;
    }),
  );
}

/** The report whose id begins as the user says. */
async function filingMeant(ledger: Ledger, asked: string): Promise<FilingRecord> {
  const found = (await listFilings(ledger.db)).filter(({ id }) => id.startsWith(asked));
  const [only] = found;
  if (only && found.length === 1) return only;
  throw new Fault('filing.unknown', { id: asked });
}
