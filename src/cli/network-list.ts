import { writeFileSync } from 'node:fs';
import type { NetworkDossier } from '../model/index.js';
import { listNetworks } from '../network/index.js';
import { networkPage } from '../report/index.js';
import { type CommandContext, EXIT } from './context.js';
import { completeDossiers } from './network-store.js';
import { networkJson, networkTable } from './network-table.js';
import { needCurrency } from './network-trace.js';
import { answer, at, shown } from './say.js';
import { withEngine, withStore } from './store.js';
import { prepareFile } from './text-file.js';

export interface ListFlags {
  readonly top?: number;
  readonly html?: string;
}

const DEFAULT_TOP = 20;

/** `puente network list`: the networks of the last search, best first, or a page of them. */
export async function listCommand(context: CommandContext, flags: ListFlags): Promise<number> {
  const page = flags.html === undefined ? null : at(context, flags.html);
  if (page !== null) prepareFile(page);
  return withStore(context, 'network list', (folder) =>
    withEngine(context, folder, async (engine) => {
      const currency = await needCurrency(engine, context);
      const networks = await listNetworks(engine);
      const some = networks.slice(0, flags.top ?? DEFAULT_TOP);
      const lines = networkTable(context, some, currency);
      const rest = networks.length - some.length;
      if (rest > 0) lines.push(context.voice.say('cli.network.rest', { n: rest }));
      if (page !== null) {
        const dossiers: NetworkDossier[] = [];
        const ids = some.map(({ id }) => id);
        for await (const each of completeDossiers(context, folder, engine, ids))
          dossiers.push(each);
        const input = { dossiers, total: networks.length, fictional: false };
        writeFileSync(page, networkPage(input, context.voices, context.language));
        lines.push(context.voice.say('cli.network.written', { file: shown(context, page) }));
      }
      answer(context, { currency, total: networks.length, networks: some.map(networkJson) }, lines);
      return EXIT.done;
    }),
  );
}
