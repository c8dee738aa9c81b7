import { existsSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { Fault, Faults, nearestWord, packageRoot } from '../base/index.js';
import {
  AREAS,
  type Catalogue,
  loadCatalogue,
  type Manifest,
  type PrecisionTable,
} from '../typology/index.js';
import type { CommandContext } from './context.js';
import { at, shown, tell } from './say.js';
import { readTextFile } from './text-file.js';

/** What `--typologies` calls the folder that comes with the program. */
const SHIPPED = 'shipped';
/** Where own rules go when the user names no folder. */
export const OWN_TYPOLOGIES = 'typologies';

/** Folders as the user names them: none means the one that comes with the program. */
export type TypologyFolders = readonly string[] | undefined;

/**
 * Loads the folders that the user names, one on the other. Where none of them has a law table, the
 * program's lies under them, with its lists and sources, so that a folder may hold rules alone.
 */
export function loadTypologies(
  context: CommandContext,
  named: TypologyFolders,
  reporting_currency: string,
  lists: Catalogue['lists'] = {},
): Catalogue {
  const shipped = shippedTypologies();
  const folders = (named ?? [SHIPPED]).map((name) =>
    name === SHIPPED ? shipped : at(context, name),
  );
  for (const folder of folders)
    if (!isTypologyFolder(folder)) throw new Fault('detect.folder', { folder });
  const isFounded = folders.some((folder) => existsSync(join(folder, 'law.yaml')));
  return loadCatalogue(folders, reporting_currency, lists, isFounded ? null : shipped);
}

/** A folder with a law table, or with a folder of a crime area, lists or sources. */
export function isTypologyFolder(folder: string): boolean {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return false;
  const parts = ['law.yaml', 'lists', 'sources', ...AREAS];
  return parts.some((part) => existsSync(join(folder, part)));
}

export function shippedTypologies(): string {
  return join(packageRoot(), 'typologies');
}

/**
 * Says which files of an earlier folder count no longer, and that a folder of the user's was not
 * named: nothing is replaced or passed over in silence.
 */
export function tellFolders(
  context: CommandContext,
  named: TypologyFolders,
  { replaced, folders }: Catalogue,
): void {
  const { voice } = context;
  if (replaced.length > 0) {
    const folder = shown(context, folders.at(-1) ?? '');
    const values = { n: replaced.length, folder, files: replaced.join(', ') };
    tell(context, voice.say('cli.typology.replaced', values));
  }
  const own = at(context, OWN_TYPOLOGIES);
  if (named === undefined && !folders.includes(own) && isTypologyFolder(own))
    tell(context, voice.say('cli.typology.unnamed', { folder: OWN_TYPOLOGIES }));
}

/** Holds ids to those that are known; each unknown one is a Fault that says which is nearest. */
export function needTypologies(ids: readonly string[], known: readonly string[]): void {
  const faults = ids
    .filter((id) => !known.includes(id))
    .map((id) => {
      const near = nearestWord(id, known);
      const suggestion = near === 'none' ? (known.find((each) => each.includes(id)) ?? near) : near;
      return new Fault('detect.unknown', { id, suggestion });
    });
  if (faults.length > 0) throw new Faults(faults);
}

/**
 * Reads a catalogue for a run: its faults stop the run, since a rule left out unseen is a gap. With
 * `before`, its typologies are those of an earlier run.
 */
export function readCatalogue(
  context: CommandContext,
  flags: { readonly typologies?: TypologyFolders; readonly only?: readonly string[] },
  store: { readonly reporting_currency: string; readonly lists: Catalogue['lists'] },
  before: Manifest | null,
): Catalogue {
  const { reporting_currency, lists } = store;
  const catalogue = loadTypologies(context, flags.typologies, reporting_currency, lists);
  const folder = catalogue.folders.join(', ');
  if (catalogue.faults.length > 0)
    throw new Fault('detect.catalogue', { count: catalogue.faults.length, folder });
  const known = catalogue.typologies.map(({ id }) => id);
  needTypologies(flags.only ?? [], known);
  const lost = before?.catalogue.typologies.filter(({ id }) => !known.includes(id)) ?? [];
  if (lost.length > 0)
    throw new Fault('detect.replay', { ids: lost.map(({ id }) => id).join(', '), folder });
  const only = flags.only ?? before?.catalogue.typologies.map(({ id }) => id);
  const wanted = catalogue.typologies.filter(
    ({ id, status }) => only?.includes(id) ?? (status !== 'draft' && status !== 'deprecated'),
  );
  if (wanted.length === 0) throw new Fault('detect.drafts', { folder });
  return { ...catalogue, typologies: wanted };
}

/**
 * How precise each rule was when measured; a folder without the table has earned nothing, and a
 * table speaks only for the rules of its own folder.
 */
export function readPrecision({ folders, files }: Catalogue): PrecisionTable {
  const own = folders.flatMap((folder) =>
    Object.entries(readTable(join(folder, 'precision.json'))).filter(([id]) =>
      files[id]?.file.startsWith(folder + sep),
    ),
  );
  return Object.fromEntries(own);
}

function readTable(file: string): PrecisionTable {
  if (!existsSync(file)) return {};
  try {
    const table = JSON.parse(readTextFile(file)) as { typologies?: PrecisionTable };
    if (typeof table.typologies === 'object') return table.typologies;
  } catch (error) {
    if (error instanceof Fault) throw error;
  }
  throw new Fault('detect.precision', { file }, { file });
}
