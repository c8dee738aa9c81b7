/** The bytes of a list's file: unpacked where it is gzip, streamed, and refused where cut short. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { Fault } from '../../base/index.js';

/** All bytes of a file, decompressed. Throws a fault for what cannot be read or unpacked. */
export async function* readBytes(file: string): AsyncGenerator<Uint8Array> {
  const magic = await readMagic(file);
  if (magic.length === 0) throw new Fault('lists.empty', {}, { file });
  if (magic.equals(ZIP)) throw new Fault('lists.zip', {}, { file });
  const stream = createReadStream(file, { highWaterMark: 1 << 18 });
  if (!magic.subarray(0, 2).equals(GZIP)) {
    yield* stream;
    return;
  }
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  stream.on('error', (error) => gunzip.destroy(error));
  try {
    yield* stream.pipe(gunzip);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // zlib says “unexpected end of file” where the download stopped.
    if (code === 'Z_BUF_ERROR') throw new Fault('lists.cut_short', { where: 'gzip' }, { file });
    if (code?.startsWith('Z_')) throw new Fault('lists.gzip_broken', { reason: message }, { file });
    throw error;
  } finally {
    stream.destroy();
  }
}

async function readMagic(file: string): Promise<Buffer> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Fault('lists.file_unreadable', { reason }, { file });
  }
}

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
const GZIP = Buffer.from([0x1f, 0x8b]);
