import type { Kysely } from 'kysely';
import { Fault } from '../../base/index.js';
import type { Tables } from '../ledger-tables.js';
import { type Checkpoint, readCheckpoint, type Verifier } from './checkpoint.js';
import { auditHead, readAudit, type TreeHead } from './log.js';
import { foldHashes, growFrontier, type HashedSubtree, leafHash } from './tree.js';

export interface AuditCheck extends TreeHead {
  /** What is wrong, in order of position; empty when the log is what it was signed as. */
  readonly faults: readonly Fault[];
}

const CHUNK_LEAVES = 10_000;

/**
 * Reads the whole log, hashes every entry anew, and holds it to every checkpoint: those kept in the
 * ledger, and `witnessed` ones that somebody else kept, which a thief of the key cannot change.
 * Memory stays small: only the frontier of the tree is held.
 */
export async function checkAudit(
  db: Kysely<Tables>,
  verifier: Verifier,
  witnessed: readonly string[] = [],
): Promise<AuditCheck> {
  const kept = await db.selectFrom('audit_checkpoint').select('note').orderBy('id').execute();
  const faults: Fault[] = [];
  const checkpoints = [...kept.map((row) => row.note), ...witnessed].flatMap((note) =>
    openCheckpoint(note, verifier, faults),
  );
  checkpoints.sort((a, b) => a.size - b.size);
  const frontier: HashedSubtree[] = [];
  let size = 0;
  const meet = () => {
    for (let next = checkpoints[0]; next && next.size <= size; next = checkpoints[0]) {
      checkpoints.shift();
      if (!next.root.equals(rootOf(frontier))) {
        faults.push(new Fault('audit.root', { size: next.size, time: next.time }));
      }
    }
  };
  meet();
  for (let chunk = await read(0); chunk.length > 0; chunk = await read(size)) {
    for (const { position, entry } of chunk) {
      if (position !== size) faults.push(new Fault('audit.missing', { from: size, to: position }));
      if (position !== size) return { size, root: rootOf(frontier), faults };
      growFrontier(frontier, size, leafHash(entry));
      size++;
      meet();
    }
  }
  for (const lost of checkpoints) {
    faults.push(new Fault('audit.short', { size, signed: lost.size, time: lost.time }));
  }
  const root = rootOf(frontier);
  const stored = await auditHead(db, size).catch(() => null);
  if (!stored?.root.equals(root)) faults.push(new Fault('audit.nodes', { size }));
  return { size, root, faults };

  function read(from: number) {
    return readAudit(db, from, CHUNK_LEAVES);
  }
}

function openCheckpoint(note: string, verifier: Verifier, faults: Fault[]): Checkpoint[] {
  try {
    return [readCheckpoint(note, verifier)];
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    faults.push(error);
    return [];
  }
}

function rootOf(frontier: readonly HashedSubtree[]) {
  return foldHashes(frontier.map((subtree) => subtree.hash));
}
