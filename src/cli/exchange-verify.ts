import { Fault } from '../base/index.js';
import {
  compareEnds,
  cosignLog,
  type EndsCompared,
  listPeers,
  pinnedCard,
} from '../exchange/index.js';
import { type CommandContext, EXIT } from './context.js';
import { withExchange } from './exchange-open.js';
import { answer, faultJson, faultLine } from './say.js';

/**
 * `puente exchange verify [NODE…]`: asks peers for their logs, which must follow from what was seen
 * of them before, and compares what both ends recorded of every message.
 */
export async function verifyEndsCommand(context: CommandContext, nodes: readonly string[]) {
  return withExchange(context, 'exchange verify', async (open) => {
    const { ledger, identity, peers, client } = open;
    const parts = { ledger, identity, peers, client, clock: context.clock };
    const asked = nodes.length > 0 ? nodes : (await listPeers(ledger.db)).map(({ node }) => node);
    // A node that is not pinned is a mistake of the line, not a log that was found wanting.
    for (const node of nodes) pinnedCard(peers, node, context.clock.now());
    const compared: EndsCompared[] = [];
    const faults: Fault[] = [];
    for (const node of asked) {
      try {
        compared.push(await compareEnds(parts, node));
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        faults.push(error);
      }
    }
    const { voice } = context;
    const json = compared.map(({ peer, seen, agreed, differences }) => ({
      peer,
      size: seen.checkpoint.size,
      root: seen.checkpoint.root.toString('hex'),
      agreed,
      differences,
    }));
    answer(context, { compared: json, faults: faults.map((each) => faultJson(each, voice)) }, [
      ...json.map(({ peer, size, agreed, differences }) =>
        voice.say('exchange.verify.line', { peer, size, agreed, differences: differences.length }),
      ),
    ]);
    if (!context.json) for (const fault of faults) context.err(faultLine(fault, context));
    const isWhole =
      faults.length === 0 && json.every(({ differences }) => differences.length === 0);
    return isWhole ? EXIT.done : EXIT.refused;
  });
}

/** `puente exchange cosign [NODE…]`: a witness looks at logs and signs what it saw. */
export async function cosignCommand(context: CommandContext, nodes: readonly string[]) {
  return withExchange(context, 'exchange cosign', async (open) => {
    const { ledger, identity, peers, client } = open;
    const parts = { ledger, identity, peers, client, clock: context.clock };
    const asked = nodes.length > 0 ? nodes : (await listPeers(ledger.db)).map(({ node }) => node);
    const seen = [];
    for (const node of asked) {
      const { checkpoint, grew } = await cosignLog(parts, node);
      seen.push({ node, size: checkpoint.size, grew });
    }
    answer(
      context,
      { seen },
      seen.map((each) => context.voice.say('exchange.cosign.line', each)),
    );
    return EXIT.done;
  });
}
