import { cardFingerprint, isCardValid, listPeers, pinPeer, unpinPeer } from '../exchange/index.js';
import { type CommandContext, EXIT } from './context.js';
import { actor, withExchange } from './exchange-open.js';
import { inGroups } from './exchange-setup.js';
import { answer, at } from './say.js';
import { drawTable } from './table.js';
import { readTextFile } from './text-file.js';

export interface PinFlags {
  readonly fingerprint?: string;
  readonly as?: string;
}

/** `puente exchange peers add CARD`: pins a card that an officer has compared with its owner. */
export async function pinCommand(context: CommandContext, file: string, flags: PinFlags) {
  return withExchange(context, 'exchange peers', async ({ ledger, peers, now }) => {
    const card = await pinPeer(ledger, peers, {
      card: Buffer.from(readTextFile(at(context, file))),
      fingerprint: flags.fingerprint ?? null,
      by: actor(context, flags.as),
      now: await now(),
    });
    const said = { node: card.node, name: card.names[context.language] };
    answer(context, { card, fingerprint: cardFingerprint(card) }, [
      context.voice.say('exchange.peers.pinned', said),
    ]);
    return EXIT.done;
  });
}

/** `puente exchange peers remove NODE`: nothing of it is taken any more, nothing goes to it. */
export async function unpinCommand(context: CommandContext, node: string, flags: { as?: string }) {
  return withExchange(context, 'exchange peers', async ({ ledger, peers, now }) => {
    await unpinPeer(ledger, peers, node, actor(context, flags.as), await now());
    answer(context, { node }, [context.voice.say('exchange.peers.removed', { node })]);
    return EXIT.done;
  });
}

/** `puente exchange peers list`. */
export async function peersCommand(context: CommandContext): Promise<number> {
  return withExchange(context, 'exchange peers', async ({ ledger, now }) => {
    const { voice, language } = context;
    const at_ms = await now();
    const cards = await listPeers(ledger.db);
    const rows = cards.map((card) => [
      card.node,
      card.names[language],
      voice.say(`exchange.role.${card.role}`),
      isCardValid(card, at_ms) ? card.valid_until.slice(0, 10) : voice.say('exchange.peers.lapsed'),
      inGroups(cardFingerprint(card)).slice(0, 19),
    ]);
    const head = ['node', 'name', 'role', 'until', 'fingerprint'];
    answer(context, { peers: cards }, [
      ...drawTable(
        head.map((name) => voice.say(`exchange.head.${name}`)),
        rows,
      ),
    ]);
    return EXIT.done;
  });
}
