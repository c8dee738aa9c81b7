import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditHead, checkAudit, issueCheckpoint, verifierOf } from '../store/index.js';
import { type CommandContext, EXIT } from './context.js';
import { answer, at, faultJson, faultLine } from './say.js';
import { auditSigner, withLedger, withStore } from './store.js';
import { readTextFile } from './text-file.js';

/** `puente audit verify [NOTE…]`: reads the whole log and holds it to every signed checkpoint. */
export async function verifyCommand(
  context: CommandContext,
  notes: readonly string[],
): Promise<number> {
  const witnessed = notes.map((file) => readTextFile(at(context, file)));
  return withStore(context, 'audit verify', (folder) =>
    withLedger(context, folder, async (ledger) => {
      auditSigner(folder);
      const public_pem = readFileSync(join(folder.paths.keys, 'audit.pub.pem'), 'utf8');
      const check = await checkAudit(ledger.db, verifierOf('puente', public_pem), witnessed);
      const root = check.root.toString('hex');
      const faults = check.faults.map((fault) => faultJson(fault, context.voice));
      const verdict = check.faults.length === 0 ? 'cli.audit.whole' : 'cli.audit.broken';
      answer(context, { size: check.size, root, faults }, [
        context.voice.say(verdict, { size: check.size, root }),
      ]);
      if (!context.json) for (const fault of check.faults) context.err(faultLine(fault, context));
      return check.faults.length === 0 ? EXIT.done : EXIT.refused;
    }),
  );
}

/** `puente audit checkpoint`: signs the log as it stands, for a witness to keep. */
export async function checkpointCommand(context: CommandContext): Promise<number> {
  return withStore(context, 'audit checkpoint', (folder) =>
    withLedger(context, folder, async (ledger) => {
      const note = await issueCheckpoint(
        ledger,
        auditSigner(folder),
        'puente',
        context.clock.now(),
      );
      const { size } = await auditHead(ledger.db);
      answer(context, { size, note }, [note.trimEnd()]);
      return EXIT.done;
    }),
  );
}
