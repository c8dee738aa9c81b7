import { serveOwner } from '../store/index.js';
import { type CliDependencies, type CommandContext, EXIT } from './context.js';
import { withFolder } from './store.js';

type RunCli = (argv: readonly string[], dependencies: CliDependencies) => Promise<number>;

/**
 * `puente serve`: holds the data folder and runs the commands of other processes, one after another,
 * until it is stopped. Commands take the folder's lock; here they find it lent to them.
 */
export async function serveCommand(context: CommandContext, runCli: RunCli): Promise<number> {
  return withFolder(context, 'serve', async (folder) => {
    const server = await serveOwner(folder, (argv, write, cwd) =>
      runCli(argv, { ...context, ...write, cwd, lent: folder }),
    );
    context.out(`${context.voice.say('cli.serve.ready', { data: folder.path })}\n`);
    await context.stopped();
    await server.close();
    return EXIT.done;
  });
}
