/** Lists for tests: written into a folder that is emptied afterwards, and read to their end. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
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
