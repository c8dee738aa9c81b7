/** The one list file in a ZIP, unpacked as it is read, and refused where it is a bomb or broken. */
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { Fault } from '../../base/index.js';
import { BOUNDS } from './bounds.js';

/** The bytes of the only file in a ZIP. Throws `lists.zip_…` for what is no such ZIP. */
export async function* readZip(file: string): AsyncGenerator<Uint8Array> {
  const zip = await told(file, () => openPromise(file, { lazyEntries: true, autoClose: false }));
  try {
    const entry = await onlyFile(file, zip);
    const stream = await told(file, () => zip.openReadStreamPromise(entry));
    yield* checkedBytes(file, entry, stream);
  } finally {
    zip.close();
  }
}

async function onlyFile(file: string, zip: ZipFile): Promise<Entry> {
  if (zip.entryCount > BOUNDS.zip_entries_max)
    throw new Fault('lists.zip_many', { n: zip.entryCount, names: '…' }, { file });
  const entries = await told(file, async () => {
    const found: Entry[] = [];
    for await (const entry of zip.eachEntry()) if (!isAside(entry)) found.push(entry);
    return found;
  });
  const [entry] = entries;
  if (!entry || entries.length > 1) {
    const names = entries.slice(0, NAMES_SHOWN_MAX).map(({ fileName }) => fileName);
    throw new Fault('lists.zip_many', { n: entries.length, names: names.join(', ') }, { file });
  }
  if (entry.isEncrypted()) throw new Fault('lists.zip_locked', {}, { file });
  refuseBomb(file, entry, entry.uncompressedSize);
  return entry;
}

/** Counts and sums what comes out: what the ZIP says of its size is not believed. */
async function* checkedBytes(
  file: string,
  entry: Entry,
  stream: Readable,
): AsyncGenerator<Uint8Array> {
  let [bytes, sum] = [0, 0];
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      refuseBomb(file, entry, bytes);
      sum = crc32(chunk, sum);
      yield chunk;
    }
  } catch (error) {
    throw brokenZip(file, error);
  } finally {
    stream.destroy();
  }
  if (sum !== entry.crc32) throw new Fault('lists.zip_broken', { reason: 'CRC-32' }, { file });
}

function refuseBomb(file: string, { compressedSize }: Entry, bytes: number): void {
  const max = Math.min(
    BOUNDS.zip_bytes_max,
    Math.max(BOUNDS.zip_small_bytes, compressedSize * BOUNDS.zip_ratio_max),
  );
  if (bytes > max) throw new Fault('lists.zip_bomb', { megabytes: max / 2 ** 20 }, { file });
}

/** Folders, and what a Mac adds to its archives. */
function isAside({ fileName }: Entry): boolean {
  return /(^__MACOSX\/|\/$|(^|\/)\.)/.test(fileName);
}

async function told<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw brokenZip(file, error);
  }
}

function brokenZip(file: string, error: unknown): unknown {
  if (error instanceof Fault) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new Fault('lists.zip_broken', { reason }, { file });
}

const NAMES_SHOWN_MAX = 5;
