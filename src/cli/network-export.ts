import { closeSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, nearestWord } from '../base/index.js';
import type { NetworkDossier } from '../model/index.js';
import {
  type ExportLoss,
  listNetworks,
  NETWORK_FILES,
  NETWORK_TABLES,
  readDossiers,
} from '../network/index.js';
import { type CommandContext, EXIT } from './context.js';
import { networkMeant } from './network-store.js';
import { answer, at, shown } from './say.js';
import { UNFINISHED, withEngine, withStore } from './store.js';
import { makeFolder, prepareFile } from './text-file.js';

export interface NetworkExportFlags {
  readonly all?: boolean;
  readonly format: string;
  readonly out: string;
}

const FORMATS = [...Object.keys(NETWORK_FILES), 'csv'];

/**
 * `puente network export NETWORKS|--all --format graphml|ftm|csv --out FILE|FOLDER`: networks for
 * other programs. CSV is three files in a folder, the others are one file of all.
 */
export async function exportCommand(
  context: CommandContext,
  asked: readonly string[],
  flags: NetworkExportFlags,
): Promise<number> {
  const { format } = flags;
  if (!FORMATS.includes(format)) {
    const suggestion = nearestWord(format, FORMATS);
    throw new Fault('cli.network.format', { format, suggestion, formats: FORMATS.join(', ') });
  }
  if ((asked.length === 0) !== (flags.all === true)) throw new Fault('cli.network.which');
  const out = at(context, flags.out);
  return withStore(context, 'network export', (folder) =>
    withEngine(context, folder, async (engine) => {
      const networks = await listNetworks(engine);
      const meant = flags.all ? networks : asked.map((id) => networkMeant(networks, id));
      const ids = [...new Set(meant.map(({ id }) => id))];
      const dossiers = readDossiers(engine, ids);
      const written =
        format === 'csv'
          ? await writeTables(out, dossiers)
          : await writeFile(format as keyof typeof NETWORK_FILES, out, dossiers);
      show(context, { format, networks: ids.length, ...written });
      return EXIT.done;
    }),
  );
}

interface Written {
  readonly files: readonly string[];
  readonly loss: readonly ExportLoss[];
}

async function writeTables(
  folder: string,
  dossiers: AsyncIterable<NetworkDossier>,
): Promise<Written> {
  if (statSync(folder, { throwIfNoEntry: false })?.isFile())
    throw new Fault('cli.network.folder', { file: folder }, { file: folder });
  makeFolder(folder);
  const files = Object.keys(NETWORK_TABLES).map((name) => join(folder, name));
  const tables = Object.values(NETWORK_TABLES);
  await writeWhole(files, async (put) => {
    for (const [i, { head }] of tables.entries()) put(i, head);
    for await (const dossier of dossiers)
      for (const [i, { lines }] of tables.entries()) put(i, lines(dossier));
  });
  return { files, loss: [] };
}

async function writeFile(
  format: keyof typeof NETWORK_FILES,
  file: string,
  dossiers: AsyncIterable<NetworkDossier>,
): Promise<Written> {
  prepareFile(file);
  const writer = NETWORK_FILES[format]();
  await writeWhole([file], async (put) => {
    put(0, writer.head);
    for await (const dossier of dossiers) put(0, writer.add(dossier));
    put(0, writer.foot);
  });
  return { files: [file], loss: writer.losses() };
}

/** Writes files that are there whole or not at all: `put` adds to the one of that number. */
async function writeWhole(
  files: readonly string[],
  work: (put: (file: number, text: string) => void) => Promise<void>,
): Promise<void> {
  const open = files.map((file) => openSync(`${file}${UNFINISHED}`, 'w'));
  try {
    await work((file, text) => {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length; ) at += writeSync(open[file] ?? -1, bytes, at);
    });
    for (const descriptor of open.splice(0)) closeSync(descriptor);
    for (const file of files) renameSync(`${file}${UNFINISHED}`, file);
  } catch (error) {
    for (const descriptor of open) closeSync(descriptor);
    for (const file of files) rmSync(`${file}${UNFINISHED}`, { force: true });
    throw error;
  }
}

function show(
  context: CommandContext,
  result: Written & { readonly format: string; readonly networks: number },
): void {
  const { files, loss, networks, format } = result;
  const { voice } = context;
  const said = files.map((file) =>
    voice.say('cli.network.exported', { networks, format, file: shown(context, file) }),
  );
  const lost = loss.map(({ field, reason, count, example }) => {
    return `  ${voice.say('cli.network.loss', { field, reason, count, example })}`;
  });
  answer(context, result, [...said, ...lost]);
}
