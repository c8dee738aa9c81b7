import { type Kysely, sql, type Transaction } from 'kysely';
import { isoTime, present } from '../../base/index.js';
import { canonicalJson } from '../canonical-json.js';
import type { Ledger } from '../ledger.js';
import type { Tables } from '../ledger-tables.js';
import { type Signer, signCheckpoint } from './checkpoint.js';
import {
  type ConsistencyProof,
  consistencyRanges,
  type InclusionProof,
  inclusionRanges,
} from './proof.js';
import {
  foldHashes,
  growFrontier,
  type Hash,
  type HashedSubtree,
  leafHash,
  type Range,
  type Subtree,
  subtreesOf,
} from './tree.js';

/** One decision, disclosure or access. Hashed as canonical JSON (RFC 8785). */
export interface AuditEntry {
  /** What happened, as a word of the program: `run.done`, `alert.closed`. */
  readonly kind: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Who did it. */
  readonly actor: string;
  readonly body: unknown;
}

export interface AuditLeaf {
  readonly position: number;
  readonly hash: Hash;
}

export interface TreeHead {
  readonly size: number;
  readonly root: Hash;
}

/** Names our advisory lock: appends wait for one another until their transactions end. */
const APPEND_LOCK = 7_283_005_162_913;

/** Leaves per statement: one message stays of some megabytes. */
const CHUNK_LEAVES = 5_000;

/**
 * Appends entries inside the caller's transaction: they stand if it commits, and leave no trace if
 * it does not. Each costs one hash and, on average, one more for a subtree that it completes.
 */
export async function appendAudit(
  trx: Transaction<Tables>,
  entries: readonly AuditEntry[],
): Promise<readonly AuditLeaf[]> {
  await sql`SELECT pg_advisory_xact_lock(${sql.lit(APPEND_LOCK)})`.execute(trx);
  let size = await auditSize(trx);
  const subtrees = subtreesOf({ low: 0, high: size });
  const nodes = await readNodes(trx, subtrees);
  const frontier = subtrees.map((subtree) => ({ ...subtree, hash: nodes(subtree) }));
  const leaves: AuditLeaf[] = [];
  for (let start = 0; start < entries.length; start += CHUNK_LEAVES) {
    const texts = entries.slice(start, start + CHUNK_LEAVES).map(canonicalJson);
    const completed: HashedSubtree[] = [];
    const rows = texts.map((entry, i) => ({ position: size + i, entry }));
    for (const text of texts) {
      const hash = leafHash(text);
      leaves.push({ position: size, hash });
      completed.push(...growFrontier(frontier, size, hash));
      size++;
    }
    await insertRows(trx, rows, completed);
  }
  return leaves;
}

/** How many entries the log has, and the root of their tree. */
export async function auditHead(db: Kysely<Tables>, size?: number): Promise<TreeHead> {
  const whole = size ?? (await auditSize(db));
  const [root] = await rangeHashes(db, [{ low: 0, high: whole }]);
  return { size: whole, root: present(root, 'root') };
}

/** Proves that the leaf at `position` is in the log's tree of `size` leaves (default: all). */
export async function proveInclusion(
  db: Kysely<Tables>,
  position: number,
  size?: number,
): Promise<InclusionProof> {
  const whole = size ?? (await auditSize(db));
  return { position, size: whole, path: await rangeHashes(db, inclusionRanges(position, whole)) };
}

/** Proves that the log of `first` leaves was only appended to until it had `second`. */
export async function proveConsistency(
  db: Kysely<Tables>,
  first: number,
  second?: number,
): Promise<ConsistencyProof> {
  const whole = second ?? (await auditSize(db));
  return { first, second: whole, path: await rangeHashes(db, consistencyRanges(first, whole)) };
}

/** Entries in order from a position on, as the text that was hashed. */
export async function readAudit(
  db: Kysely<Tables>,
  from: number,
  limit: number,
): Promise<readonly { readonly position: number; readonly entry: string }[]> {
  const rows = await db
    .selectFrom('audit_leaf')
    .select(['position', 'entry'])
    .where('position', '>=', BigInt(from))
    .orderBy('position')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ position: Number(row.position), entry: row.entry }));
}

/** Signs the log as it is now, keeps the note and returns it, for a regulator to hold. */
export async function issueCheckpoint(
  ledger: Ledger,
  signer: Signer,
  origin: string,
  at_ms: number,
): Promise<string> {
  const { size, root } = await auditHead(ledger.db);
  const time = isoTime(at_ms);
  const note = signCheckpoint({ origin, size, root, time }, signer);
  await ledger.db
    .insertInto('audit_checkpoint')
    .values({ size, root: root.toString('hex'), at: time, note })
    .execute();
  return note;
}

/** Positions are dense, so that the last one tells the size without counting. */
async function auditSize(db: Kysely<Tables>): Promise<number> {
  const last = await db
    .selectFrom('audit_leaf')
    .select('position')
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last === undefined ? 0 : Number(last.position) + 1;
}

async function rangeHashes(db: Kysely<Tables>, ranges: readonly Range[]): Promise<Hash[]> {
  const parts = ranges.map(subtreesOf);
  const nodes = await readNodes(db, parts.flat());
  return parts.map((subtrees) => foldHashes(subtrees.map(nodes)));
}

/** Reads kept hashes: at most two for each level of the tree, in one query. */
async function readNodes(
  db: Kysely<Tables>,
  subtrees: readonly Subtree[],
): Promise<(subtree: Subtree) => Hash> {
  const kept = new Map<string, Hash>();
  if (subtrees.length > 0) {
    const rows = await db
      .selectFrom('audit_node')
      .select(['level', 'position', 'hash'])
      .where((eb) =>
        eb.or(subtrees.map(({ level, position }) => eb.and({ level, position: BigInt(position) }))),
      )
      .execute();
    for (const row of rows) kept.set(`${row.level}/${row.position}`, Buffer.from(row.hash, 'hex'));
  }
  return ({ level, position }) =>
    present(kept.get(`${level}/${position}`), `audit node ${level}/${position}`);
}

async function insertRows(
  trx: Kysely<Tables>,
  leaves: readonly { readonly position: number; readonly entry: string }[],
  completed: readonly HashedSubtree[],
): Promise<void> {
  const nodes = completed.map((node) => ({ ...node, hash: node.hash.toString('hex') }));
  // One parameter for all rows: thousands of them, without thousands of placeholders.
  await sql`INSERT INTO audit_leaf (position, entry)
    SELECT position, entry FROM json_to_recordset(${JSON.stringify(leaves)}::json)
      AS leaf (position bigint, entry text)`.execute(trx);
  await sql`INSERT INTO audit_node (level, position, hash)
    SELECT level, position, hash FROM json_to_recordset(${JSON.stringify(nodes)}::json)
      AS node (level integer, position bigint, hash text)`.execute(trx);
}
