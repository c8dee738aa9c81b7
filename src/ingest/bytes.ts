/** The bytes of an input file, decompressed where it is gzip, streamed with bounded memory. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { Fault } from '../base/index.js';

/** The beginning of a file, and what it is packed in. */
export interface Head {
  readonly file: string;
  readonly bytes: Buffer;
  readonly is_gzip: boolean;
}

/** Enough to hold the longest header line that is accepted. */
const HEAD_BYTES = 1 << 20;

/** Reads the beginning of a file. A file that cannot be read is a fault with the reason. */
export async function readHead(file: string): Promise<Head> {
  const is_gzip = await isGzip(file);
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of readBytes(file, is_gzip)) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= HEAD_BYTES) break;
  }
  return { file, bytes: Buffer.concat(parts), is_gzip };
}

/** All bytes, decompressed. `onRead` hears how many bytes of the file itself were read. */
export async function* readBytes(
  file: string,
  is_gzip: boolean,
  onRead: (bytes: number) => void = () => {},
): AsyncGenerator<Uint8Array> {
  const stream = createReadStream(file, { highWaterMark: 1 << 20 });
  let read = 0;
  stream.on('data', (chunk) => {
    read += chunk.length;
    onRead(read);
  });
  if (!is_gzip) {
    yield* stream;
    return;
  }
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  stream.on('error', (error) => gunzip.destroy(error));
  try {
    yield* stream.pipe(gunzip);
  } catch (error) {
    if (!isZlibError(error)) throw error;
    throw new Fault('ingest.gzip_broken', { reason: error.message }, { file });
  } finally {
    stream.destroy();
  }
}

/** SHA-256 of the file as it lies on the disk, and its size. */
export async function hashFile(file: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of readBytes(file, false)) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}

async function isGzip(file: string): Promise<boolean> {
  try {
    if (!(await stat(file)).isFile()) throw new Fault('ingest.not_a_file', {}, { file });
    const handle = await open(file);
    try {
      const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
      return buffer[0] === 0x1f && buffer[1] === 0x8b;
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof Fault) throw error;
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Fault('ingest.file_unreadable', { reason }, { file });
  }
}

function isZlibError(error: unknown): error is Error {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return error instanceof Error && (code.startsWith('Z_') || code === 'ERR_BUFFER_TOO_LARGE');
}
