import { Fault } from '../base/index.js';
import {
  cosignLog,
  listPeers,
  logRoutes,
  type NodeEvent,
  type RunningNode,
  runNode,
  taxiiShelf,
} from '../exchange/index.js';
import { serveOwner } from '../store/index.js';
import { type CommandContext, EXIT } from './context.js';
import { withExchange } from './exchange-open.js';
import type { OpenExchange } from './open-exchange.js';
import { answer } from './say.js';

export interface ServeExchangeFlags {
  readonly host?: string;
  readonly port?: number;
}

/** How often a witness looks at every log. */
const WATCH_MS = 60_000;

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
      const routes = logRoutes({ identity, ledger, clock });
      const shelves = [taxiiShelf({ publisher: identity.card, ledger, clock })];
      const options = { node, identity, peers, ledger, clock, host, port, routes, shelves, tell };
      const running = await runNode(options);
      const round = () => watchPeers(context, open);
      const watch = identity.card.role === 'witness' ? setInterval(round, WATCH_MS) : null;
      try {
        return await attend(context, open, running, stopped);
      } finally {
        if (watch !== null) clearInterval(watch);
        await running.close();
      }
    },
    (event) => tellEvent(context, event),
  );
}

/** A witness signs the log of every peer that can be reached; what is wrong with one is told. */
async function watchPeers(context: CommandContext, open: OpenExchange): Promise<void> {
  const { ledger, identity, peers, client } = open;
  const parts = { ledger, identity, peers, client, clock: context.clock };
  for (const { node } of await listPeers(ledger.db)) {
    try {
      const { checkpoint } = await cosignLog(parts, node);
      tellEvent(context, { what: 'taken', peer: node, detail: `log of ${checkpoint.size}` });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      tellEvent(context, { what: 'trouble', peer: node, detail: error.message });
    }
  }
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
