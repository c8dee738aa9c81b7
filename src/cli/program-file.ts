import type { Builder } from './builder.js';
import type { FileAckFlags } from './file-ack.js';
import type { FileAmendFlags } from './file-amend.js';
import type { FileCheckFlags } from './file-check.js';
import type { FileDraftFlags } from './file-draft.js';
import type { FileShowFlags } from './file-list.js';
import type { FileReadFlags } from './file-read.js';
import type { FileExcuseFlags, FileReconcileFlags } from './file-reconcile.js';
import type { FileWriteFlags } from './file-write.js';
import { day, filled, whole } from './usage.js';

/** The grammar of the commands about reports to authorities. */
export function addFile(builder: Builder): void {
  addFiles(builder);
  addDrafts(builder);
}

/** What works on files alone; official schemas are looked for in the data folder. */
function addFiles({ program, choose, help, add }: Builder): void {
  const file = add(program, 'file', 'file').helpCommand(false);
  add(file, 'check <files...>', 'file_check')
    .option('--on <day>', help('file_on'), day)
    .option('--top <number>', help('file_top'), whole)
    .action((files: string[], flags: FileCheckFlags) =>
      choose('nothing', async (c) =>
        (await import('./file-check.js')).checkCommand(c, files, flags),
      ),
    );
  add(file, 'read <file>', 'file_read')
    .option('-o, --output <file>', help('file_output'), filled)
    .action((path: string, flags: FileReadFlags) =>
      choose('nothing', async (c) => (await import('./file-read.js')).readCommand(c, path, flags)),
    );
  add(file, 'write <filings>', 'file_write')
    .requiredOption('-o, --output <file>', help('file_output'), filled)
    .option('--on <day>', help('file_on'), day)
    .option('--force', help('file_force'))
    .action((path: string, flags: FileWriteFlags) =>
      choose('nothing', async (c) =>
        (await import('./file-write.js')).writeCommand(c, path, flags),
      ),
    );
  add(file, 'ack <file>', 'file_ack')
    .option('--sent <file>', help('file_sent'), filled)
    .action((path: string, flags: FileAckFlags) =>
      choose('nothing', async (c) => (await import('./file-ack.js')).ackCommand(c, path, flags)),
    );
  add(file, 'amend <filing>', 'file_amend')
    .requiredOption('--bsa-id <number>', help('file_bsa_id'), filled)
    .option('--continuing', help('file_continuing'))
    .option('--from <day>', help('file_from'), day)
    .option('--to <day>', help('file_to'), day)
    .option('--amount <number>', help('file_amount'), filled)
    .requiredOption('-o, --output <file>', help('file_output'), filled)
    .action((path: string, flags: FileAmendFlags) =>
      choose('nothing', async (c) =>
        (await import('./file-amend.js')).amendCommand(c, path, flags),
      ),
    );
  add(file, 'diff <before> <after>', 'file_diff').action((before: string, after: string) =>
    choose('nothing', async (c) => (await import('./file-diff.js')).diffCommand(c, before, after)),
  );
  add(file, 'order <file>', 'file_order').action((path: string) =>
    choose('nothing', async (c) => (await import('./file-order.js')).orderCommand(c, path)),
  );
  add(file, 'forms', 'file_forms')
    .option('--on <day>', help('file_on'), day)
    .action((flags: { readonly on?: string }) =>
      choose('nothing', async (c) => (await import('./file-forms.js')).formsCommand(c, flags)),
    );
}

/** What works on the institution's store. */
function addDrafts({ program, choose, help, add }: Builder): void {
  const file = program.commands.find((each) => each.name() === 'file') ?? program;
  add(file, 'draft [subjects...]', 'file_draft')
    .option('--form <form>', help('file_form'), filled)
    .option('--institution <file>', help('file_institution'), filled)
    .option('--narrative <file>', help('file_narrative'), filled)
    .option('--detected <day>', help('file_detected'), day)
    .option('--reference <text>', help('file_reference'), filled)
    .option('--unknowns', help('file_unknowns'))
    .option('--obligation <id>', help('file_obligation'), filled)
    .option('--from <day>', help('file_from'), day)
    .option('--to <day>', help('file_to'), day)
    .option('-o, --output <file>', help('file_output'), filled)
    .action((subjects: string[], flags: FileDraftFlags) =>
      choose('data', async (c) =>
        (await import('./file-draft.js')).draftCommand(c, subjects, flags),
      ),
    );
  const kept = () => import('./file-list.js');
  add(file, 'list', 'file_list').action(() =>
    choose('data', async (c) => (await kept()).listCommand(c)),
  );
  add(file, 'show <report>', 'file_show')
    .option('-o, --output <file>', help('file_output'), filled)
    .action((id: string, flags: FileShowFlags) =>
      choose('data', async (c) => (await kept()).showCommand(c, id, flags)),
    );
  add(file, 'sent <report> <file>', 'file_sent_report').action((id: string, path: string) =>
    choose('data', async (c) => (await kept()).sentCommand(c, id, path)),
  );
  const reconcile = () => import('./file-reconcile.js');
  add(file, 'reconcile', 'file_reconcile')
    .option('--from <day>', help('file_from'), day)
    .option('--to <day>', help('file_to'), day)
    .option('--institution <file>', help('file_institution'), filled)
    .action((flags: FileReconcileFlags) =>
      choose('data', async (c) => (await reconcile()).reconcileCommand(c, flags)),
    );
  add(file, 'excuse <payment>', 'file_excuse')
    .requiredOption('--obligation <id>', help('file_obligation'), filled)
    .requiredOption('--reason <text>', help('file_reason'), filled)
    .action((payment: string, flags: FileExcuseFlags) =>
      choose('data', async (c) => (await reconcile()).excuseCommand(c, payment, flags)),
    );
}
