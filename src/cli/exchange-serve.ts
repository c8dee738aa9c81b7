import { type NodeEvent, type RunningNode, runNode } from '../exchange/index.js';
import { serveOwner } from '../store/index.js';
import { type CommandContext, EXIT } from './context.js';
import { withExchange } from './exchange-open.js';
import type { OpenExchange } from './open-exchange.js';
import { answer } from './say.js';

export interface ServeExchangeFlags {
  readonly host?: string;
  readonly port?: number;
}

/** Output goes through a socket to a terminal that we do not know. */
const PLAIN = { terminal: { isTTY: false, columns: 80 }, width: 100 };

/**
 * `puente exchange serve`: the node answers its peers, delivers what waits and watches deadlines,
 * and runs the commands of other processes on this data folder, until it is stopped.
 */
export async function serveExchangeCommand(
  context: CommandContext,
  flags: ServeExchangeFlags,
): Promise<number> {
  const stopped = context.stopped();
  return withExchange(
    context,
    'exchange serve',
    async (open) => {
      const { identity, peers, ledger, node } = open;
      const host = flags.host ?? '127.0.0.1';
      const port = flags.port ?? Number(new URL(identity.card.url).port || '443');
      const { clock } = context;
      const tell = (event: NodeEvent) => tellEvent(context, event);
      const routes = [] as const;
      const options = { node, identity, peers, ledger, clock, host, port, routes, tell };
      const running = await runNode(options);
      try {
        return await attend(context, open, running, stopped);
      } finally {
        await running.close();
      }
    },
    (event) => tellEvent(context, event),
  );
}

async function attend(
  context: CommandContext,
  open: OpenExchange,
  running: RunningNode,
  stopped: Promise<unknown>,
): Promise<number> {
  const { folder, ledger, identity } = open;
  const lent = { lent: folder, lent_ledger: ledger, lent_exchange: open };
  const server = await serveOwner(folder, async (argv, write, cwd) => {
    const code = await context.runCli(argv, { ...context, ...PLAIN, ...write, cwd, ...lent });
    running.wake();
    return code;
  });
  try {
    const { node, url } = identity.card;
    answer(context, { node, url, port: running.port }, [
      context.voice.say('exchange.serve.ready', { node, url }),
    ]);
    await stopped;
  } finally {
    await server.close();
  }
  return EXIT.done;
}

/** Whoever watches the server reads what happens: ids and kinds, nothing of anybody. */
function tellEvent(context: CommandContext, event: NodeEvent): void {
  const { what, peer = '', session = '', detail } = event;
  const line = [what, peer, session, detail].filter((part) => part !== '').join('  ');
  context.err(`${new Date(context.clock.now()).toISOString()}  ${line}\n`);
}
