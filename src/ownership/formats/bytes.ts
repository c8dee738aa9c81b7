/** The bytes of a file, decompressed where it is gzip, and its beginning as text. */
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { Fault } from '../../base/index.js';

/** All bytes of a file. Throws a fault where it cannot be read or its gzip is broken. */
export async function* readFileBytes(file: string): AsyncGenerator<Uint8Array> {
  const is_gzip = await isGzip(file);
  const stream = createReadStream(file, { highWaterMark: 1 << 20 });
  if (!is_gzip) {
    yield* stream;
    return;
  }
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  stream.on('error', (error) => gunzip.destroy(error));
  try {
    yield* stream.pipe(gunzip);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!code.startsWith('Z_')) throw error;
    throw new Fault('statements.gzip_broken', { reason: (error as Error).message }, { file });
  } finally {
    stream.destroy();
  }
}

/** The first characters of a file, without a byte-order mark. */
export async function readHead(file: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of readFileBytes(file)) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= HEAD_CHARACTERS) break;
  }
  return new TextDecoder().decode(Buffer.concat(parts).subarray(0, HEAD_CHARACTERS));
}

const HEAD_CHARACTERS = 1 << 16;

async function isGzip(file: string): Promise<boolean> {
  try {
    if (!(await stat(file)).isFile()) throw new Fault('statements.not_a_file', {}, { file });
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
    throw new Fault('statements.file_unreadable', { reason }, { file });
  }
}
