import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, sha256 } from '../../base/index.js';

/** Bytes of messages, each in a file named after its hash, written before the ledger names it. */
export interface Blobs {
  keep(bytes: Uint8Array): Promise<string>;
  /** Throws `exchange.blob_lost` where the file is missing or is not what its name says. */
  read(hash: string): Promise<Uint8Array>;
}

export function openBlobs(folder: string): Blobs {
  const pathOf = (hash: string) => join(folder, hash.slice(0, 2), hash);
  return {
    async keep(bytes) {
      const hash = sha256(bytes);
      const path = pathOf(hash);
      await mkdir(join(folder, hash.slice(0, 2)), { recursive: true, mode: 0o700 });
      const draft = `${path}.${process.pid}.part`;
      const file = await open(draft, 'w', 0o600);
      try {
        await write(file, bytes);
        await rename(draft, path);
      } catch (error) {
        // A full disk does not keep halves as well.
        await rm(draft, { force: true });
        throw error;
      }
      return hash;
    },
    async read(hash) {
      const bytes = await readFile(pathOf(hash)).catch(() => null);
      if (bytes === null || sha256(bytes) !== hash) throw new Fault('exchange.blob_lost', { hash });
      return bytes;
    },
  };
}

async function write(file: FileHandle, bytes: Uint8Array): Promise<void> {
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
