/** Snapshots: what was on a list, as a file that is named after its content and never changes. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip, createGzip, gunzipSync } from 'node:zlib';
import { Fault, sha256 } from '../../base/index.js';
import type { Listing } from '../listing.js';
import { listingsOf } from './listing-line.js';

/** Where a snapshot lies: `<folder>/<list>/<hash>.jsonl.gz`. */
export interface SnapshotPlace {
  readonly folder: string;
  readonly list: string;
  readonly hash: string;
}

const BLOCK_BYTES = 1 << 20;

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
 * One that is there already is left as it is. A full disk is the Fault `screening.list.unwritable`.
 */
export async function writeSnapshot(place: SnapshotPlace, lines: readonly string[]): Promise<void> {
  const file = snapshotFile(place);
  const folder = join(place.folder, place.list);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await sweep(folder);
    if (await isThere(file)) return;
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

/**
 * The listings of a snapshot, block by block, in order of their ids. One that is missing, damaged
 * or not what its name says is a Fault, at the latest after its last block.
 */
export async function* readSnapshot(place: SnapshotPlace): AsyncIterable<readonly Listing[]> {
  for await (const block of readBlocks(place)) yield listingsOf(block, place.list);
}

/** The same as lines. */
export async function readLines(place: SnapshotPlace): Promise<string[]> {
  const lines: string[] = [];
  for await (const block of readBlocks(place)) {
    for (const line of block.slice(0, -1).split('\n')) lines.push(line);
  }
  return lines;
}

/**
 * The same from its file at once, for a thread that has nothing else to do. Its list and hash are
 * in the path, as {@link snapshotFile} gives it.
 */
export function* readSnapshotFile(file: string): Generator<Listing> {
  const [list, hash] = [basename(dirname(file)), basename(file, EXTENSION)];
  let bytes: Buffer;
  try {
    bytes = gunzipSync(readFileSync(file));
  } catch (error) {
    throw damaged(list, hash, error instanceof Error ? error.message : String(error));
  }
  if (sha256(bytes) !== hash) throw damaged(list, hash, 'SHA-256');
  for (let from = 0; from < bytes.length; ) {
    const reach = Math.min(bytes.length, from + BLOCK_BYTES);
    const end = bytes.indexOf(NEWLINE, reach - 1) + 1;
    yield* listingsOf(bytes.toString('latin1', from, end), list);
    from = end;
  }
}

async function* readBlocks(place: SnapshotPlace): AsyncIterable<string> {
  const { list, hash: expected } = place;
  const hash = createHash('sha256');
  let rest = Buffer.alloc(0);
  try {
    const source = createReadStream(snapshotFile(place), { highWaterMark: BLOCK_BYTES });
    const text = source.pipe(createGunzip({ chunkSize: BLOCK_BYTES }));
    source.on('error', (error) => text.destroy(error));
    for await (const piece of text as AsyncIterable<Buffer>) {
      hash.update(piece);
      const end = piece.lastIndexOf(NEWLINE) + 1;
      if (end > 0) yield Buffer.concat([rest, piece.subarray(0, end)]).toString('latin1');
      rest = Buffer.concat([end > 0 ? Buffer.alloc(0) : rest, piece.subarray(end)]);
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined || !/^(E[A-Z]+|Z_.*)$/.test(code)) throw error;
    throw damaged(list, expected, message);
  }
  if (hash.digest('hex') !== expected || rest.length > 0) {
    throw damaged(list, expected, 'SHA-256');
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

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
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

function damaged(list: string, hash: string, reason: string): Fault {
  return new Fault('screening.list.damaged', { list, hash, reason });
}

const EXTENSION = '.jsonl.gz';
const PART = '.part';
const NEWLINE = 0x0a;
