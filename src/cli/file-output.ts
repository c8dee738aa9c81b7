import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, statSync } from 'node:fs';
import { copyFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { Fault } from '../base/index.js';
import type { FileSource } from '../filing/index.js';

/** A file that is being made: it takes its place whole, or not at all. */
export interface DraftFile {
  write(chunk: string | Uint8Array): Promise<void>;
  /** Its text in pieces, from the beginning. */
  copyTo(out: (text: string) => void): Promise<void>;
  bytes(): Promise<AsyncIterable<Uint8Array>>;
  /** To be read under another name. */
  source(file: string): Promise<FileSource>;
  moveTo(path: string): Promise<void>;
  remove(): Promise<void>;
}

export async function openDraftFile(): Promise<DraftFile> {
  const folder = mkdtempSync(join(tmpdir(), 'puente-file-'));
  const path = join(folder, 'draft');
  const stream = createWriteStream(path, { mode: 0o600 });
  let isOpen = true;
  const close = async () => {
    if (!isOpen) return;
    isOpen = false;
    stream.end();
    await finished(stream);
  };
  return {
    async write(chunk) {
      if (!stream.write(chunk)) await once(stream, 'drain');
    },
    async copyTo(out) {
      await close();
      for await (const text of createReadStream(path, 'utf8')) out(text as string);
    },
    async bytes() {
      await close();
      return createReadStream(path);
    },
    async source(file) {
      await close();
      return { file, bytes: statSync(path).size, open: () => createReadStream(path) };
    },
    async moveTo(target) {
      await close();
      const beside = join(dirname(target), `.${basename(target)}.part`);
      try {
        await copyFile(path, beside);
        await rename(beside, target);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'ENOSPC' || code === undefined) throw error;
        throw new Fault('cli.path', { file: target, reason: code }, { file: target });
      } finally {
        await rm(beside, { force: true });
      }
    },
    async remove() {
      stream.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
