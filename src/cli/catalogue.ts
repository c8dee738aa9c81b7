import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, packageRoot } from '../base/index.js';
import {
  type Catalogue,
  loadCatalogue,
  type Manifest,
  type PrecisionTable,
} from '../typology/index.js';
import type { CommandContext } from './context.js';
import { at } from './say.js';
import { readTextFile } from './text-file.js';

/** The user's folder of typologies, or the one that comes with the program. */
export function typologyFolder(context: CommandContext, flag: string | undefined): string {
  const folder = flag === undefined ? shippedTypologies() : at(context, flag);
  if (!existsSync(join(folder, 'law.yaml'))) throw new Fault('detect.folder', { folder });
  return folder;
}

export function shippedTypologies(): string {
  return join(packageRoot(), 'typologies');
}

/**
 * Reads a catalogue for a run: its faults stop the run, since a rule left out unseen is a gap. With
 * `before`, its typologies are those of an earlier run.
 */
export function readCatalogue(
  context: CommandContext,
  flags: { readonly typologies?: string; readonly only?: readonly string[] },
  store: { readonly reporting_currency: string; readonly lists: Catalogue['lists'] },
  before: Manifest | null,
): Catalogue {
  const folder = typologyFolder(context, flags.typologies);
  const catalogue = loadCatalogue(folder, store.reporting_currency, store.lists);
  if (catalogue.faults.length > 0)
    throw new Fault('detect.catalogue', { count: catalogue.faults.length, folder });
  const known = catalogue.typologies.map(({ id }) => id);
  const unknown = flags.only?.find((id) => !known.includes(id));
  if (unknown !== undefined) throw new Fault('detect.unknown', { id: unknown });
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

/** How precise each rule was when measured; a folder without the table has earned nothing. */
export function readPrecision(folder: string): PrecisionTable {
  const file = join(folder, 'precision.json');
  if (!existsSync(file)) return {};
  try {
    const table = JSON.parse(readTextFile(file)) as { typologies?: PrecisionTable };
    if (typeof table.typologies === 'object') return table.typologies;
  } catch (error) {
    if (error instanceof Fault) throw error;
  }
  throw new Fault('detect.precision', { file }, { file });
}
