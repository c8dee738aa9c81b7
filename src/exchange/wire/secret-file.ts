import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Fault } from '../../base/index.js';

/** Writes a file for the owner's eyes alone (mode 0600). One that exists is never overwritten. */
export function writeSecret(file: string, text: string): void {
  try {
    writeFileSync(file, text, { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'EEXIST') throw new Fault('exchange.wire.file.exists', { file });
    throw new Fault('exchange.wire.file.unwritable', { file, reason: code });
  }
}

/** Replaces a secret file whole: after a crash either the old one or the new one is there. */
export function replaceSecret(file: string, text: string): void {
  const part = `${file}.part`;
  writeFileSync(part, text, { mode: 0o600, flush: true });
  renameSync(part, file);
  const folder = openSync(dirname(file), 'r');
  fsyncSync(folder);
  closeSync(folder);
}
