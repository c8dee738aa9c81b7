import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Fault } from '../base/index.js';
import {
  adoptedFiles,
  type FeedPublisher,
  heldEditions,
  ledgerRecords,
  stixBundle,
  writeMispFeed,
} from '../exchange/index.js';
import { type CommandContext, EXIT } from './context.js';
import { withExchange } from './exchange-open.js';
import type { OpenExchange } from './open-exchange.js';
import { answer, at, jsonText, shown } from './say.js';

/** `puente exchange feeds write FOLDER`: what was adopted, as files for `ingest` and `detect`. */
export async function writeFeedsCommand(context: CommandContext, path: string): Promise<number> {
  return withExchange(context, 'exchange feeds', async ({ ledger, now }) => {
    const folder = at(context, path);
    const files = await adoptedFiles(ledger.db, await now());
    for (const file of files) {
      mkdirSync(dirname(join(folder, file.path)), { recursive: true });
      writeFileSync(join(folder, file.path), file.text);
    }
    const { voice } = context;
    answer(context, { folder, files: files.map((file) => file.path) }, [
      voice.say('exchange.feeds.written', { files: files.length, folder: shown(context, folder) }),
      ...files.map((file) => `  ${file.path}`),
    ]);
    return EXIT.done;
  });
}

export interface ExportFeedFlags {
  readonly publisher?: string;
  readonly format: string;
  readonly out: string;
}

/** `puente exchange feeds export FEED`: a chain of editions as a STIX bundle or a MISP feed. */
export async function exportFeedCommand(
  context: CommandContext,
  name: string,
  flags: ExportFeedFlags,
): Promise<number> {
  return withExchange(context, 'exchange feeds', async (open) => {
    const publisher = publisherOf(open, flags.publisher);
    const editions = await heldEditions(ledgerRecords(open.ledger.db), publisher.node, name);
    if (editions.length === 0) throw new Fault('exchange.feeds.unknown', { feed: name });
    const out = at(context, flags.out);
    if (flags.format === 'stix') writeFileSync(out, jsonText(stixBundle(editions, publisher)));
    else if (flags.format === 'misp') writeMispFeed(out, editions, publisher);
    else throw new Fault('exchange.feeds.format', { format: flags.format });
    const said = { feed: name, editions: editions.length, out: shown(context, out) };
    answer(context, said, [context.voice.say('exchange.feeds.exported', said)]);
    return EXIT.done;
  });
}

function publisherOf({ identity, peers }: OpenExchange, node: string | undefined): FeedPublisher {
  if (node === undefined || node === identity.card.node) return identity.card;
  const card = peers.byNode(node);
  if (card === null) throw new Fault('exchange.wire.peer.unknown', { node });
  return card;
}
