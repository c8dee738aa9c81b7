import type { Builder } from './builder.js';
import type { FileCheckFlags } from './file-check.js';
import type { FileReadFlags } from './file-read.js';
import type { FileWriteFlags } from './file-write.js';
import { day, filled, whole } from './usage.js';

/** The grammar of the commands about reports to authorities. */
export function addFile({ program, choose, help, add }: Builder): void {
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
    .option('-o, --output <file>', help('file_output'), filled)
    .option('--on <day>', help('file_on'), day)
    .option('--force', help('file_force'))
    .action((path: string, flags: FileWriteFlags) =>
      choose('nothing', async (c) =>
        (await import('./file-write.js')).writeCommand(c, path, flags),
      ),
    );
  add(file, 'diff <before> <after>', 'file_diff').action((before: string, after: string) =>
    choose('nothing', async (c) => (await import('./file-diff.js')).diffCommand(c, before, after)),
  );
  add(file, 'order <file>', 'file_order').action((path: string) =>
    choose('nothing', async (c) => (await import('./file-order.js')).orderCommand(c, path)),
  );
}
