/** The bytes of a list's file: unpacked where it is gzip or ZIP, refused where it is cut short. */
import { Fault, firstBytes, isGzip, isZlibError, readUnpacked } from '../../base/index.js';
import { readZip } from './zip.js';

const BLOCK_BYTES = 1 << 18;
const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');

/** All bytes of a file, decompressed. Throws a fault for what cannot be read or unpacked. */
export async function* readBytes(file: string): AsyncGenerator<Uint8Array> {
  const magic = await readMagic(file);
  if (magic.length === 0) throw new Fault('lists.empty', {}, { file });
  if (magic.equals(ZIP)) return yield* readZip(file);
  try {
    yield* readUnpacked(file, { is_gzip: isGzip(magic), block_bytes: BLOCK_BYTES });
  } catch (error) {
    if (!isZlibError(error)) throw error;
    // zlib says “unexpected end of file” where the download stopped.
    if (error.code === 'Z_BUF_ERROR')
      throw new Fault('lists.cut_short', { where: 'gzip' }, { file });
    throw new Fault('lists.gzip_broken', { reason: error.message }, { file });
  }
}

async function readMagic(file: string): Promise<Buffer> {
  try {
    return await firstBytes(file, ZIP.length);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Fault('lists.file_unreadable', { reason }, { file });
  }
}
