/** Versions of lists and attempts to update them, as the ledger keeps them. */
import type { Kysely } from 'kysely';
import { type Bilingual, type Fault, isoTime } from '../../base/index.js';
import { jsonText, type KeptFault, type ListFile, type Tables } from '../../store/index.js';

/** A state of a list as it was imported. */
export interface ListVersion {
  readonly list: string;
  /** 1, 2, 3 … in the order of import. */
  readonly number: number;
  /** SHA-256 of its content: equal content, equal hash. */
  readonly hash: string;
  readonly previous_hash: string | null;
  readonly title: Bilingual;
  readonly issuer: string;
  readonly confidential: boolean;
  readonly kind: 'full' | 'delta';
  /** What its issuer calls it, and the day on which it was published, where the files say so. */
  readonly issuer_version: string | null;
  readonly published_on: string | null;
  readonly imported_at: number;
  readonly entries: number;
  /** Of the files: read = taken + rejected. */
  readonly rows_read: number;
  readonly rows_rejected: number;
  /** Against the version before. */
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly files: readonly ListFile[];
}

/** An attempt to bring a list up to date, whatever came of it. */
export interface ListAttempt {
  readonly list: string;
  readonly at: number;
  readonly outcome: 'imported' | 'unchanged' | 'refused';
  readonly version_number: number | null;
  /** Day on which its issuer published what was imported, and its name, where the files say so. */
  readonly published_on: string | null;
  readonly issuer_version: string | null;
  readonly files: readonly ListFile[];
  readonly faults: readonly KeptFault[];
}

/** Versions in the order of import, of one list or of all. */
export async function readVersions(db: Kysely<Tables>, list?: string): Promise<ListVersion[]> {
  let query = db.selectFrom('list_version').selectAll().orderBy('list').orderBy('number');
  if (list !== undefined) query = query.where('list', '=', list);
  const rows = await query.execute();
  return rows.map((row) => ({
    ...row,
    imported_at: row.imported_at.getTime(),
    entries: Number(row.entries),
    rows_read: Number(row.rows_read),
    rows_rejected: Number(row.rows_rejected),
    added: Number(row.added),
    removed: Number(row.removed),
    changed: Number(row.changed),
  }));
}

export async function insertVersion(db: Kysely<Tables>, version: ListVersion): Promise<void> {
  const { imported_at, files, title, ...rest } = version;
  const json = { title: jsonText(title), files: jsonText(files) };
  const values = { ...rest, ...json, imported_at: isoTime(imported_at) };
  await db.insertInto('list_version').values(values).execute();
}

/** Attempts at a list or all, latest first. */
export async function readAttempts(db: Kysely<Tables>, list?: string): Promise<ListAttempt[]> {
  let query = db.selectFrom('list_attempt').selectAll().orderBy('number', 'desc');
  if (list !== undefined) query = query.where('list', '=', list);
  const rows = await query.execute();
  return rows.map(({ number: _, ...row }) => ({ ...row, at: row.at.getTime() }));
}

export async function insertAttempt(db: Kysely<Tables>, attempt: ListAttempt): Promise<void> {
  const { at, files, faults, ...rest } = attempt;
  const values = {
    ...rest,
    at: isoTime(at),
    files: jsonText(files),
    faults: jsonText(faults),
  };
  await db.insertInto('list_attempt').values(values).execute();
}

export function keptFaults(faults: readonly Fault[]): KeptFault[] {
  return faults.map(({ code, params }) => ({ code, params }));
}
