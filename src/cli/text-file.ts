import { existsSync, readFileSync, statSync } from 'node:fs';
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
