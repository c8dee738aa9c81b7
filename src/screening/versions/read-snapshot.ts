/** Reads snapshots back, and finds out whether they are what their names say. */
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { createGunzip, gunzipSync } from 'node:zlib';
import { Fault, sha256 } from '../../base/index.js';
import type { Listing } from '../listing.js';
import { listingsOf } from './listing-line.js';
import { BLOCK_BYTES, EXTENSION, type SnapshotPlace, snapshotFile } from './snapshot.js';

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

function damaged(list: string, hash: string, reason: string): Fault {
  return new Fault('screening.list.damaged', { list, hash, reason });
}

const NEWLINE = 0x0a;
