/**
 * The memory of a search as a file in the data folder. It only ever saves work: one that is
 * missing, torn, of other options or of another version of the program is not used, and the search
 * begins anew. It is put in its place whole, so that a search that is killed leaves the one before.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import type { DayDigests } from './graph/slice-days.js';
import type { SearchMemory } from './search-memory.js';

export interface KeptSearch {
  /** What was asked for: another window or other nodes are another search. */
  readonly asked: string;
  readonly days: DayDigests;
  readonly memory: SearchMemory;
}

const DIGEST_BYTES = 32;

/** Null where there is none that can be used. */
export function readKeptSearch(file: string, asked: string): KeptSearch | null {
  try {
    const bytes = readFileSync(file);
    const body = bytes.subarray(DIGEST_BYTES);
    if (!digestOf(body).equals(bytes.subarray(0, DIGEST_BYTES))) return null;
    const kept = deserialize(body) as KeptSearch & { readonly program: string };
    return kept.asked === asked && kept.program === programDigest() ? kept : null;
  } catch {
    return null;
  }
}

/** Null takes the file away: what it knew is no longer so. */
export function keepSearch(file: string, kept: KeptSearch | null): void {
  if (!kept) {
    rmSync(file, { force: true });
    return;
  }
  const body = serialize({ ...kept, program: programDigest() });
  const draft = `${file}.draft`;
  writeFileSync(draft, Buffer.concat([digestOf(body), body]), { mode: 0o600, flush: true });
  renameSync(draft, file);
}

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** Of the files that say what is found: what an older program kept is no answer of this one. */
function programDigest(): string {
  const own = fileURLToPath(import.meta.url);
  const hash = createHash('sha256').update(process.version);
  const folder = dirname(own);
  for (const part of ['.', 'graph', 'shapes', 'surprise']) {
    const names = readdirSync(join(folder, part)).filter((name) =>
      /(?<!\.test|\.d)\.[jt]s$/.test(name),
    );
    for (const name of names.sort())
      hash.update(name).update(readFileSync(join(folder, part, name)));
  }
  return hash.digest('hex');
}
