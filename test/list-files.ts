/** Lists for tests: written into a folder that is emptied afterwards, and read to their end. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { Fault, packageRoot, present } from '../src/base/index.js';
import {
  type Listing,
  type ListReading,
  type ReadListOptions,
  readList,
} from '../src/screening/index.js';

export interface ReadThrough {
  readonly reading: ListReading;
  readonly listings: readonly Listing[];
  /** The listing of an id; fails where there is none. */
  get(id: string): Listing;
}

/** Reads to the end, and holds the law: read = kept + rejected. */
export async function readThrough(
  files: readonly string[],
  options: ReadListOptions = {},
): Promise<ReadThrough> {
  const reading = await readList(files, options);
  const listings: Listing[] = [];
  for await (const listing of reading.listings) listings.push(listing);
  const { read, kept, rejected } = reading.counts;
  expect(read).toBe(kept + rejected);
  expect(reading.counts.listings).toBe(listings.length);
  expect(new Set(listings.map(({ id }) => id)).size).toBe(listings.length);
  const byId = new Map(listings.map((listing) => [listing.id, listing]));
  return { reading, listings, get: (id) => present(byId.get(id), `listing ${id}`) };
}

/** The code of the fault with which reading ends. */
export async function faultOf(files: readonly string[], options: ReadListOptions = {}) {
  try {
    const reading = await readList(files, options);
    for await (const _ of reading.listings);
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
  return null;
}

/** A folder with files of given content; text is written as UTF-8, names end `.gz` for gzip. */
export class ListFolder {
  readonly #path = mkdtempSync(join(tmpdir(), 'puente-list-'));

  write(name: string, content: string | Uint8Array): string {
    const path = join(this.#path, name);
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    writeFileSync(path, name.endsWith('.gz') ? gzipSync(bytes) : bytes);
    return path;
  }

  remove(): void {
    rmSync(this.#path, { recursive: true, force: true });
  }
}

/** A small list of `test/lists` in each format; nobody in them exists. */
export function sampleList(name: string): { readonly path: string; readonly text: string } {
  const path = join(packageRoot(), 'test', 'lists', name);
  return { path, text: readFileSync(path, 'utf8') };
}

/** A ZIP of files, each deflated (APPNOTE 4.3), as publishers pack their lists. */
export function zipOf(files: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(8, 4);
    about.writeUInt32LE(crc32(bytes), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(bytes.length, 18);
    about.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), about, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), about, tail, Buffer.from(name));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
