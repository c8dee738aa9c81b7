import { evidenceList } from '../screening/index.js';
import type { Engine, SqlValue } from '../store/index.js';

/** A party of ours that ownership blocks, or may, over a span of days (half-open; null: open). */
export interface OwnershipEvidence {
  /** `ofac_50_percent` and the like. */
  readonly list: string;
  readonly party: string;
  readonly name: string;
  /** Blocked for certain. Others have a row that names no party of ours. */
  readonly is_certain: boolean;
  readonly from: string | null;
  readonly until: string | null;
}

/**
 * Writes who is blocked by ownership into the engine, all or none, in the place of what stood
 * there: rows of `listing`, and values of an indicator list for rules such as
 * `debtor.party: {list: screened_ofac_50_percent}`. `lists` are those that are written anew. A
 * confidential list leaves no trace in them: they name the owned, and not who is listed.
 */
export async function writeOwnershipEvidence(
  engine: Engine,
  lists: readonly string[],
  rows: readonly OwnershipEvidence[],
): Promise<void> {
  await engine.run('BEGIN');
  try {
    for (const list of lists) await engine.run('DELETE FROM listing WHERE list = ?', [list]);
    await engine.run('DELETE FROM indicator WHERE source = ?', [SOURCE]);
    for (const row of rows) await engine.run(INSERT_LISTING, listingRow(row));
    for (const { is_certain, list, party, from, until } of rows) {
      if (is_certain)
        await engine.run(INSERT_INDICATOR, [evidenceList(list), party, from, until, SOURCE]);
    }
    await engine.run('COMMIT');
  } catch (error) {
    await engine.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

function listingRow({ list, party, name, is_certain, from, until }: OwnershipEvidence): SqlValue[] {
  return [list, party, name, is_certain ? party : null, from, until];
}

const SOURCE = 'puente ownership';
const INSERT_LISTING = `INSERT INTO listing
  (list, entry_id, name, program, party_id, listed_on, delisted_on)
  VALUES (?, ?, ?, NULL, ?, CAST(? AS DATE), CAST(? AS DATE))`;
/** A value holds up to its last day: the one before it was no longer so. */
const INSERT_INDICATOR = `INSERT INTO indicator
  (list, kind, value, valid_from, valid_to, source, is_exact)
  VALUES (?, 'party', ?, CAST(? AS DATE), CAST(? AS DATE) - 1, ?, true)`;
