import { existsSync } from 'node:fs';
import { readHits, readVersions, writeEvidence } from '../screening/index.js';
import type { Engine } from '../store/index.js';
import type { CommandContext } from './context.js';
import { type OwnershipHit, ownershipHits } from './ownership-screening.js';
import type { ScreeningStore } from './screening-store.js';
import { withEngine } from './store.js';

/**
 * Lets typologies see the hits as they stand now, and whom they block through ownership; without an
 * engine there is nobody to tell.
 */
export async function refreshEvidence(
  context: CommandContext,
  store: ScreeningStore,
  engine?: Engine,
): Promise<readonly OwnershipHit[]> {
  const write = async (open: Engine) => {
    const hits = await readHits(store.ledger, { all: true });
    await writeEvidence(open, hits, await readVersions(store.ledger.db));
    return ownershipHits(context, store, open);
  };
  if (engine) return write(engine);
  if (!existsSync(store.folder.paths.engine)) return [];
  return withEngine(context, store.folder, write);
}
