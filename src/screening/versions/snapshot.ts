/** Snapshots: what was on a list, as a file that is named after its content and never changes. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { createGzip, gunzip } from 'node:zlib';
import { Fault, sha256 } from '../../base/index.js';

/** Where a snapshot lies: `<folder>/<list>/<hash>.jsonl.gz`. */
export interface SnapshotPlace {
  readonly folder: string;
  readonly list: string;
  readonly hash: string;
}

/** A piece of text large enough to be fast, small enough not to matter. */
export const BLOCK_BYTES = 1 << 20;

export function snapshotFile({ folder, list, hash }: SnapshotPlace): string {
  return join(folder, list, `${hash}${EXTENSION}`);
}

/** SHA-256 over the lines in order of their ids. */
export function hashLines(lines: readonly string[]): string {
  const hash = createHash('sha256');
  for (const block of blocksOf(lines)) hash.update(block, 'latin1');
  return hash.digest('hex');
}

/**
 * Writes a snapshot whole or not at all: beside its place, forced to the disk, then moved there.
 * One that is there already is left as it is, if it is whole. A full disk is the Fault
 * `screening.list.unwritable`.
 */
export async function writeSnapshot(place: SnapshotPlace, lines: readonly string[]): Promise<void> {
  const file = snapshotFile(place);
  const folder = join(place.folder, place.list);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await sweep(folder);
    if (await isWhole(file, place.hash)) return;
    const part = `${file}.${randomUUID()}${PART}`;
    const handle = await open(part, 'wx', 0o600);
    try {
      const packed = Readable.from(blocksOf(lines)).pipe(createGzip());
      for await (const piece of packed) await handle.writeFile(piece as Buffer);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, file);
    await syncFolder(folder);
  } catch (error) {
    await sweep(folder).catch(() => undefined);
    const reason = error instanceof Error ? error.message : String(error);
    throw new Fault('screening.list.unwritable', { list: place.list, folder, reason });
  }
}

function* blocksOf(lines: readonly string[]): Iterable<string> {
  let block = '';
  for (const line of lines) {
    block += `${line}\n`;
    if (block.length < BLOCK_BYTES) continue;
    yield block;
    block = '';
  }
  if (block !== '') yield block;
}

async function isWhole(file: string, expected: string): Promise<boolean> {
  try {
    return sha256(await promisify(gunzip)(await readFile(file))) === expected;
  } catch {
    return false;
  }
}

/** Removes what a killed process left half written: one process alone holds the data folder. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.endsWith(PART)) await rm(join(folder, name), { force: true });
  }
}

/** Makes the new name itself outlive a power cut; not every file system can. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

export const EXTENSION = '.jsonl.gz';
const PART = '.part';
