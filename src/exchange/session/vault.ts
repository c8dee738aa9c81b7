import { hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../base/index.js';

/**
 * The secrets of this node, one for each agreement and epoch: everything random in its sessions and
 * its keys comes from them (HKDF, RFC 5869). Destroying one makes the tokens and blinds of its
 * epoch worthless, on this side for good.
 */
export interface Vault {
  /** 32 bytes for one use; the secret is made at first use, unless `exchange.epoch_destroyed`. */
  derive(agreement: string, epoch: number, label: string): Promise<Uint8Array>;
  /** Overwrites and empties the secret; what is destroyed stays named, so that it is not remade. */
  destroy(agreement: string, epoch: number): Promise<void>;
  /** Epochs with a secret, for the clock that destroys them. */
  epochs(): Promise<readonly { readonly agreement: string; readonly epoch: number }[]>;
}

const SECRET_BYTES = 32;

/**
 * Secrets as files of mode 0600. A file of no bytes is a secret that was destroyed. That a disk
 * or a backup keeps older bytes is outside of our reach: see the threat model.
 */
export function openVault(folder: string): Vault {
  const kept = new Map<string, Promise<Buffer>>();
  const nameOf = (agreement: string, epoch: number) => `${agreement}-${epoch}.secret`;
  const load = (name: string) => {
    const found = kept.get(name) ?? loadOrMake(folder, name);
    kept.set(name, found);
    found.catch(() => kept.delete(name));
    return found;
  };
  return {
    async derive(agreement, epoch, label) {
      const secret = await load(nameOf(agreement, epoch));
      return new Uint8Array(hkdfSync('sha512', secret, agreement, label, SECRET_BYTES));
    },
    async destroy(agreement, epoch) {
      const name = nameOf(agreement, epoch);
      const secret = await kept.get(name)?.catch(() => null);
      secret?.fill(0);
      kept.delete(name);
      await erase(join(folder, name));
    },
    async epochs() {
      const names = await readdir(folder).catch(() => []);
      const found = [];
      for (const name of names) {
        const [, agreement = '', epoch = ''] = /^([0-9a-f]{64})-(\d+)\.secret$/.exec(name) ?? [];
        if (agreement === '' || (await stat(join(folder, name))).size === 0) continue;
        found.push({ agreement, epoch: Number(epoch) });
      }
      return found;
    },
  };
}

async function loadOrMake(folder: string, name: string): Promise<Buffer> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, name);
  const found = await readFile(path).catch(() => null);
  if (found !== null) {
    if (found.length !== SECRET_BYTES) throw new Fault('exchange.epoch_destroyed', { name });
    return found;
  }
  const made = randomBytes(SECRET_BYTES);
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(made);
    await file.sync();
  } finally {
    await file.close();
  }
  return made;
}

async function erase(path: string): Promise<void> {
  const file = await open(path, 'r+').catch(() => null);
  if (file === null) return;
  try {
    await file.write(randomBytes(SECRET_BYTES), 0, SECRET_BYTES, 0);
    await file.sync();
    await file.truncate(0);
    await file.sync();
  } finally {
    await file.close();
  }
}
