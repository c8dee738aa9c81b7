import { serveOwner } from '../store/index.js';
import { type CommandContext, EXIT } from './context.js';
import { answer } from './say.js';
import { withFolder } from './store.js';

/** Output goes through a socket to a terminal that we do not know. */
const PLAIN = { terminal: { isTTY: false, columns: 80 }, width: 100 };

/**
 * `puente serve`: holds the data folder and runs the commands of other processes one after another,
 * until it is stopped. Commands take the folder's lock; here they find it lent to them.
 */
export async function serveCommand(context: CommandContext): Promise<number> {
  return withFolder(context, 'serve', async (folder) => {
    const stopped = context.stopped();
    const server = await serveOwner(folder, (argv, write, cwd) =>
      context.runCli(argv, { ...context, ...PLAIN, ...write, cwd, lent: folder }),
    );
    answer(context, { serving: folder.path }, [
      context.voice.say('cli.serve.ready', { data: folder.path }),
    ]);
    await stopped;
    await server.close();
    return EXIT.done;
  });
}
