import { type Folder, serveOwner } from '../store/index.js';
import { type CommandContext, EXIT } from './context.js';
import { answer } from './say.js';
import { type OpenHttp, type ServeFlags, withHttp } from './serve-http.js';
import { withFolder } from './store.js';

/** Output goes through a socket to a terminal that we do not know. */
const PLAIN = { terminal: { isTTY: false, columns: 80 }, width: 100 };

/**
 * `puente serve`: holds the data folder and runs the commands of other processes one after another,
 * until it is stopped. Commands take the folder's lock; here they find it lent to them. With
 * `--http` it also answers screening over HTTP.
 */
export async function serveCommand(context: CommandContext, flags: ServeFlags): Promise<number> {
  const stopped = context.stopped();
  return withFolder(context, 'serve', (folder) =>
    withHttp(context, folder, flags, (http) => serve(context, folder, http, stopped)),
  );
}

async function serve(
  context: CommandContext,
  folder: Folder,
  http: OpenHttp | null,
  stopped: Promise<unknown>,
): Promise<number> {
  const server = await serveOwner(folder, async (argv, write, cwd) => {
    const lent = { lent: folder, ...(http ? { lent_ledger: http.ledger } : {}) };
    const code = await context.runCli(argv, { ...context, ...PLAIN, ...write, cwd, ...lent });
    // Whoever imported a list finds it answered from when the command ends.
    await http?.desk.refresh();
    return code;
  });
  const { voice } = context;
  answer(context, { serving: folder.path, ...http?.json }, [
    voice.say('cli.serve.ready', { data: folder.path }),
    ...(http?.lines ?? []),
  ]);
  await stopped;
  await Promise.all([server.close(), http?.close()]);
  return EXIT.done;
}
