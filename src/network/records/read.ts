/** Reads networks back: as a list, and whole with everything that the store knows of them. */
import type { NetworkDossier, NetworkRecord } from '../../model/index.js';
import type { Engine } from '../../store/index.js';
import { dossierOf } from './dossier.js';
import { networkSql, readParts } from './parts.js';

/** Dossiers whose rows are in memory at one time. */
const TOGETHER = 100;

/** A network, and how many hold its accounts: each whom no file names counts as one. */
export interface ListedNetwork extends NetworkRecord {
  readonly holders: number;
}

/** All networks of the last run, best first. */
export function listNetworks(engine: Engine): Promise<ListedNetwork[]> {
  return engine.rows<ListedNetwork & Record<string, unknown>>(networkSql());
}

/**
 * The dossiers of networks, best first; ids that the store does not have are left out. Names are
 * the newest on file, failing that those of the payments. Without typologies: findings are in the
 * files of a run, see `typologiesTouching`. Works in temporary tables that are gone when it ends,
 * so that one engine serves one caller at a time.
 */
export async function* readDossiers(
  engine: Engine,
  ids: readonly string[],
): AsyncGenerator<NetworkDossier> {
  const wanted = new Set(ids);
  const known = (await listNetworks(engine)).filter(({ id }) => wanted.has(id));
  for (let i = 0; i < known.length; i += TOGETHER) {
    const some = known.slice(i, i + TOGETHER);
    const parts = await readParts(
      engine,
      some.map(({ id }) => id),
    );
    for (const network of some) yield dossierOf(network, parts);
  }
}

/** One dossier; null where the store has no such network. */
export async function readDossier(engine: Engine, id: string): Promise<NetworkDossier | null> {
  for await (const dossier of readDossiers(engine, [id])) return dossier;
  return null;
}
