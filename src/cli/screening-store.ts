import { join } from 'node:path';
import { packageRoot } from '../base/index.js';
import { type Archive, readSettings, type Settings } from '../screening/index.js';
import type { Folder, Ledger } from '../store/index.js';
import type { CommandContext } from './context.js';
import { withFolder, withLedger } from './store.js';

/** What the commands about lists and screening work with. */
export interface ScreeningStore {
  readonly folder: Folder;
  readonly ledger: Ledger;
  readonly archive: Archive;
  readonly settings: Settings;
}

/** Opens the folder, its ledger and its lists for the time of `work`. */
export async function withScreening<T>(
  context: CommandContext,
  command: string,
  work: (store: ScreeningStore) => Promise<T>,
): Promise<T> {
  const settings = readSettings(join(packageRoot(), 'screening', 'settings.yaml'));
  return withFolder(context, command, (folder) =>
    withLedger(context, folder, (ledger) => {
      const archive: Archive = { ledger, folder: folder.paths.lists, clock: context.clock };
      return work({ folder, ledger, archive, settings });
    }),
  );
}

/** Who acts, for the audit log: `PUENTE_ACTOR`, or the user of this machine. */
export function actorOf({ env }: Pick<CommandContext, 'env'>): string {
  return env.PUENTE_ACTOR || env.USER || env.USERNAME || 'cli';
}

/** Where decisions are made and recorded, and by whom. */
export function deskOf(context: CommandContext, { ledger }: ScreeningStore) {
  return { ledger, clock: context.clock, ids: context.ids, actor: actorOf(context) };
}
