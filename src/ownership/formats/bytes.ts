/** The bytes of a file, decompressed where it is gzip, and its beginning as text. */
import { stat } from 'node:fs/promises';
import { Fault, firstBytes, isGzip, isZlibError, readUnpacked } from '../../base/index.js';

/** All bytes of a file. Throws a fault where it cannot be read or its gzip is broken. */
export async function* readFileBytes(file: string): AsyncGenerator<Uint8Array> {
  const is_gzip = await isPacked(file);
  try {
    yield* readUnpacked(file, { is_gzip });
  } catch (error) {
    if (!isZlibError(error)) throw error;
    throw new Fault('statements.gzip_broken', { reason: error.message }, { file });
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

async function isPacked(file: string): Promise<boolean> {
  try {
    if (!(await stat(file)).isFile()) throw new Fault('statements.not_a_file', {}, { file });
    return isGzip(await firstBytes(file, 2));
  } catch (error) {
    if (error instanceof Fault) throw error;
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Fault('statements.file_unreadable', { reason }, { file });
  }
}
