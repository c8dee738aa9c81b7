import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../base/index.js';
import {
  createTables,
  type Engine,
  type Folder,
  folderPaths,
  type Ledger,
  newSigningKey,
  type Signer,
  signerOf,
  takeFolder,
} from '../store/index.js';
import type { CommandContext } from './context.js';
import { shown } from './say.js';

/** What a run's folder is called until it is whole. */
export const UNFINISHED = '.part';

/**
 * Takes the data folder for the time of `work`, and makes it where it is missing. A folder held by
 * another process is a Fault.
 */
export async function withFolder<T>(
  context: CommandContext,
  command: string,
  work: (folder: Folder) => Promise<T>,
): Promise<T> {
  if (context.lent) return work(context.lent);
  const folder = takeFolder(context.data, { command, clock: context.clock });
  const release = () => {
    try {
      folder.release();
    } catch {
      // A full disk: whoever comes next sees that we are dead. What failed before is worth more.
    }
  };
  context.on_stop.add(release);
  try {
    sweep(folder);
    return await work(folder);
  } finally {
    release();
    context.on_stop.delete(release);
  }
}

/** The same for commands that read what others put there: a mistyped folder is not made. */
export async function withStore<T>(
  context: CommandContext,
  command: string,
  work: (folder: Folder) => Promise<T>,
): Promise<T> {
  const isFolder = !existsSync(context.data) || statSync(context.data).isDirectory();
  if (isFolder && !existsSync(folderPaths(context.data).engine)) throw emptyStore(context);
  return withFolder(context, command, work);
}

/** Nothing to read here; where a folder below has a store, such as that of the demo, names it. */
export function emptyStore(context: CommandContext): Fault {
  const { data } = context;
  const below = existsSync(data) ? readdirSync(data).map((name) => join(data, name)) : [];
  const near = below.filter((folder) => existsSync(folderPaths(folder).engine)).sort()[0];
  const shownNear = near === undefined ? 'none' : shown(context, near);
  return new Fault('detect.empty', { data, near: shownNear });
}

/** Opens the analytic engine for the time of `work`; nobody else has its file open meanwhile. */
export async function withEngine<T>(
  context: CommandContext,
  folder: Folder,
  work: (engine: Engine) => Promise<T>,
): Promise<T> {
  const engine = await context.openEngine({
    path: folder.paths.engine,
    temp_directory: folder.paths.temp,
  });
  try {
    await createTables(engine);
    return await work(engine);
  } finally {
    engine.close();
  }
}

/** The ledger: PostgreSQL where `DATABASE_URL` names one, else embedded in the data folder. */
export async function withLedger<T>(
  context: CommandContext,
  folder: Folder,
  work: (ledger: Ledger) => Promise<T>,
): Promise<T> {
  if (context.lent_ledger) return work(context.lent_ledger);
  const url = context.env.DATABASE_URL;
  const ledger = await context.openLedger(url ? { url } : { folder: folder.paths.ledger });
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}

/** The key that signs the checkpoints of this folder's audit log; made on first use, mode 0600. */
export function auditSigner(folder: Folder): Signer {
  const file = join(folder.paths.keys, 'audit.pem');
  if (!existsSync(file)) {
    const key = newSigningKey();
    writeFileSync(join(folder.paths.keys, 'audit.pub.pem'), key.public_pem);
    writeFileSync(file, key.private_pem, { mode: 0o600 });
  }
  return signerOf('puente', readFileSync(file, 'utf8'));
}

/** Removes what processes left that were killed: we alone hold the folder. */
function sweep(folder: Folder): void {
  for (const name of readdirSync(folder.paths.temp))
    rmSync(join(folder.paths.temp, name), { recursive: true, force: true });
  for (const name of readdirSync(folder.paths.runs))
    if (name.endsWith(UNFINISHED))
      rmSync(join(folder.paths.runs, name), { recursive: true, force: true });
}
