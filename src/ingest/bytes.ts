/** The bytes of an input file; what cannot be read or unpacked is a fault with the reason. */
import { stat } from 'node:fs/promises';
import { Fault, firstBytes, isGzip, isZlibError, readUnpacked } from '../base/index.js';

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
  const is_gzip = await isPacked(file);
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
  try {
    yield* readUnpacked(file, { is_gzip, onRead });
  } catch (error) {
    if (!isZlibError(error)) throw error;
    throw new Fault('ingest.gzip_broken', { reason: error.message }, { file });
  }
}

async function isPacked(file: string): Promise<boolean> {
  try {
    if (!(await stat(file)).isFile()) throw new Fault('ingest.not_a_file', {}, { file });
    return isGzip(await firstBytes(file, 2));
  } catch (error) {
    if (error instanceof Fault) throw error;
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Fault('ingest.file_unreadable', { reason }, { file });
  }
}
