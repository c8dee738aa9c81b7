import { writeFileSync } from 'node:fs';
import { present } from '../base/index.js';
import type { NetworkDossier } from '../model/index.js';
import { listNetworks } from '../network/index.js';
import { networkPage, networkSvg } from '../report/index.js';
import { type CommandContext, EXIT } from './context.js';
import { dossierLines } from './network-show-say.js';
import { completeDossiers, networkMeant } from './network-store.js';
import { networkJson } from './network-table.js';
import { answer, at, shown } from './say.js';
import { withEngine, withStore } from './store.js';
import { prepareFile } from './text-file.js';

export interface ShowFlags {
  readonly html?: string;
  readonly svg?: string;
  readonly top?: number;
}

/** Members and payments shown on the terminal; `--json` and exports have all. */
const DEFAULT_TOP = 40;

/** `puente network show NETWORK`: everything that the store knows of one network. */
export async function showCommand(
  context: CommandContext,
  asked: string,
  flags: ShowFlags,
): Promise<number> {
  const files = [flags.html, flags.svg].map((file) => file && at(context, file));
  for (const file of files) if (file) prepareFile(file);
  const [html, svg] = files;
  return withStore(context, 'network show', (folder) =>
    withEngine(context, folder, async (engine) => {
      const networks = await listNetworks(engine);
      const { id } = networkMeant(networks, asked);
      const read = await completeDossiers(context, folder, engine, [id]).next();
      const dossier = present(read.done ? null : read.value, 'dossier');
      const lines = dossierLines(context, dossier, flags.top ?? DEFAULT_TOP);
      const input = { dossiers: [dossier], total: networks.length, fictional: false };
      if (html) writeFileSync(html, networkPage(input, context.voices, context.language));
      if (svg) writeFileSync(svg, networkSvg(dossier, context.voice));
      for (const file of files)
        if (file)
          lines.push(context.voice.say('cli.network.written', { file: shown(context, file) }));
      answer(context, dossierJson(dossier), lines);
      return EXIT.done;
    }),
  );
}

/** Surprise says its unit wherever it stands. */
function dossierJson({ network, instances, ...rest }: NetworkDossier): object {
  return {
    network: networkJson(network),
    ...rest,
    instances: instances.map(({ surprise, parts, ...instance }) => ({
      ...instance,
      surprise_millinats: surprise,
      parts: parts.map(({ step, thousandths }) => ({ step, millinats: thousandths })),
    })),
  };
}
