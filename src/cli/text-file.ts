import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Fault } from '../base/index.js';

/** Larger than any typology, note or manifest; smaller than what would not fit a string. */
const BYTES_MAX = 64 * 1024 * 1024;

/** Reads a text file that the user named. A missing, unreadable or huge one is a Fault. */
export function readTextFile(file: string): string {
  if (!existsSync(file) || !statSync(file).isFile())
    throw new Fault('cli.no_file', { file }, { file });
  if (statSync(file).size > BYTES_MAX)
    throw new Fault('cli.large', { bytes_max: BYTES_MAX }, { file });
  return readFileSync(file, 'utf8');
}

/**
 * Makes room for a file that the user named, before the work whose result it takes: its folder is
 * made, and a path that is a folder itself is a Fault.
 */
export function prepareFile(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
    throw new Fault('cli.folder', { file }, { file });
  makeFolder(dirname(file));
}

/** Makes a folder and those above it, one by one: Node never ends where `/proc` refuses one. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}
