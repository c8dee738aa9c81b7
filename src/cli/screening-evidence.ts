import { existsSync } from 'node:fs';
import { readHits, readVersions, writeEvidence } from '../screening/index.js';
import type { Engine } from '../store/index.js';
import type { CommandContext } from './context.js';
import type { ScreeningStore } from './screening-store.js';
import { withEngine } from './store.js';

/** Lets typologies see the hits as they stand now; without payments there is nobody to tell. */
export async function refreshEvidence(
  context: CommandContext,
  store: ScreeningStore,
  engine?: Engine,
): Promise<void> {
  const write = async (open: Engine) => {
    const hits = await readHits(store.ledger, { all: true });
    await writeEvidence(open, hits, await readVersions(store.ledger.db));
  };
  if (engine) return write(engine);
  if (existsSync(store.folder.paths.engine)) await withEngine(context, store.folder, write);
}
