/** The bytes of a file: all of them, unpacked where it is gzip, or hashed; memory is bounded. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';

/** What a gzip file begins with (RFC 1952). */
const GZIP = Buffer.from([0x1f, 0x8b]);

/** The first bytes of a file; fewer where it is shorter. Throws what the system says. */
export async function firstBytes(file: string, count: number): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(count), 0, count, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Whether bytes are the beginning of a gzip file. */
export function isGzip(head: Uint8Array): boolean {
  return GZIP.equals(head.subarray(0, GZIP.length));
}

export interface ReadOptions {
  readonly is_gzip: boolean;
  /** Bytes read at once. */
  readonly block_bytes?: number;
  /** Hears how many bytes of the file itself were read. */
  readonly onRead?: (bytes: number) => void;
}

/** All bytes of a file, decompressed. Throws what the system or zlib says ({@link isZlibError}). */
export async function* readUnpacked(
  file: string,
  { is_gzip, block_bytes = 1 << 20, onRead }: ReadOptions,
): AsyncGenerator<Uint8Array> {
  const stream = createReadStream(file, { highWaterMark: block_bytes });
  if (onRead) {
    let read = 0;
    stream.on('data', (chunk) => {
      read += chunk.length;
      onRead(read);
    });
  }
  if (!is_gzip) {
    yield* stream;
    return;
  }
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  stream.on('error', (error) => gunzip.destroy(error));
  try {
    yield* stream.pipe(gunzip);
  } finally {
    stream.destroy();
  }
}

/** What unpacking fails with: a broken file, not a broken disk. */
export function isZlibError(error: unknown): error is NodeJS.ErrnoException {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return error instanceof Error && (code.startsWith('Z_') || code === 'ERR_BUFFER_TOO_LARGE');
}

/** SHA-256 of a file as it lies on the disk, and its size. */
export async function hashFile(file: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of readUnpacked(file, { is_gzip: false })) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}
