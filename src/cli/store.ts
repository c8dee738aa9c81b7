import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createTables,
  type Engine,
  type Folder,
  type Ledger,
  newSigningKey,
  type Signer,
  signerOf,
  takeFolder,
} from '../store/index.js';
import type { CommandContext } from './context.js';

/** Takes the data folder for the time of `work`. A folder held by another process is a Fault. */
export async function withFolder<T>(
  context: CommandContext,
  command: string,
  work: (folder: Folder) => Promise<T>,
): Promise<T> {
  if (context.lent) return work(context.lent);
  const folder = takeFolder(context.data, { command, clock: context.clock });
  try {
    return await work(folder);
  } finally {
    folder.release();
  }
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
  const url = context.env.DATABASE_URL;
  const ledger = context.openLedger(url ? { url } : { folder: folder.paths.ledger });
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
    writeFileSync(file, key.private_pem, { mode: 0o600 });
    writeFileSync(join(folder.paths.keys, 'audit.pub.pem'), key.public_pem);
  }
  return signerOf('puente', readFileSync(file, 'utf8'));
}
