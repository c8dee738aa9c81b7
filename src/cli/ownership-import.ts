import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { hashFile, isoTime } from '../base/index.js';
import {
  type ReadOptions,
  type ReadStatements,
  readStatements,
  type StatementReject,
} from '../ownership/index.js';
import { appendAudit } from '../store/index.js';
import { type CommandContext, EXIT } from './context.js';
import { type Imported, importJson, importLines } from './ownership-import-say.js';
import { type Saved, saveImported } from './ownership-save.js';
import { todayOf } from './ownership-store.js';
import { answer, at, faultLine } from './say.js';
import { storedBodsSchema } from './schemas-store.js';
import { refreshEvidence } from './screening-evidence.js';
import { actorOf, type ScreeningStore, withScreening } from './screening-store.js';
import { withEngine } from './store.js';

export interface OwnershipImportFlags {
  readonly map?: string;
  readonly source?: string;
  readonly replace?: boolean;
}

/** `puente ownership import FILE…`: what files say of who owns whom goes into the store. */
export async function importCommand(
  context: CommandContext,
  files: readonly string[],
  flags: OwnershipImportFlags,
): Promise<number> {
  const paths = files.map((file) => at(context, file));
  return withScreening(context, 'ownership import', (store) =>
    withEngine(context, store.folder, async (engine) => {
      const schema = await storedBodsSchema(store.folder);
      const rejects_file = join(
        store.folder.paths.rejects,
        `ownership-${context.ids.next()}.jsonl`,
      );
      const read = await readStatements(paths, {
        today: todayOf(context),
        onReject: (reject: StatementReject) => keepReject(rejects_file, reject),
        ...(flags.source === undefined ? {} : { source: flags.source }),
        ...(flags.map === undefined ? {} : { mapping: at(context, flags.map) }),
        ...(schema === null ? {} : { bods_schema: schema }),
      } satisfies ReadOptions);
      const saved = await saveImported(engine, read.statements, flags.replace === true);
      if (read.counts.kept > 0) await record(context, store, paths, read, saved);
      await refreshEvidence(context, store, engine);
      return show(context, {
        read,
        ...saved,
        checked_by_schema: schema !== null,
        rejects_file: existsSync(rejects_file) ? rejects_file : null,
      });
    }),
  );
}

function keepReject(file: string, reject: StatementReject): void {
  appendFileSync(file, `${JSON.stringify(reject)}\n`);
}

async function record(
  context: CommandContext,
  { ledger }: ScreeningStore,
  paths: readonly string[],
  { counts, statements, files: readFiles }: ReadStatements,
  saved: Saved,
): Promise<void> {
  const files = [];
  for (const path of paths) if (existsSync(path)) files.push((await hashFile(path)).sha256);
  const interests = statements.interests.length;
  const publications = readFiles.flatMap(({ publication }) => publication ?? []);
  const body = { files, ...counts, interests, ...saved, publications };
  const at = isoTime(context.clock.now());
  const entry = { kind: 'ownership.imported', at, actor: actorOf(context), body };
  await ledger.db.transaction().execute(async (trx) => void (await appendAudit(trx, [entry])));
}

function show(context: CommandContext, imported: Imported): number {
  const { read } = imported;
  answer(context, importJson(context, imported), importLines(context, imported));
  if (!context.json) for (const fault of read.faults) context.err(faultLine(fault, context));
  if (read.counts.kept === 0) return EXIT.fault;
  const isFaulty = read.findings.some(({ severity }) => severity === 'error');
  return read.faults.length > 0 || read.counts.rejected > 0 || isFaulty ? EXIT.refused : EXIT.done;
}
