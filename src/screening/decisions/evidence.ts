/** Hits as evidence for typologies: rows of the engine's tables `listing` and `indicator`. */
import { addDays } from '../../base/index.js';
import type { Engine, SqlValue } from '../../store/index.js';
import type { KeptHit } from './read-hits.js';

/** What typologies can see of screening after a write. */
export interface Evidence {
  /** Rows of `listing`. */
  readonly listings: number;
  /** Values of indicator lists, for rules such as `counterparty.party: {list: screened_…}`. */
  readonly indicators: number;
}

/**
 * Writes hits into the engine, all or none, in the place of those written before. `lists` are the
 * lists that screening keeps: their rows in `listing` are ours alone.
 *
 * Every hit that was not decided as different is a row. Its `party_id` is set only where the hit
 * was confirmed, or rests on an identifier of one holder or a wallet; so are the values of the
 * indicator list `screened_<list>`: ids of parties and accounts, and names of counterparties. Of a
 * confidential list the name is left out.
 */
export async function writeEvidence(
  engine: Engine,
  hits: readonly KeptHit[],
  lists: readonly { readonly list: string; readonly confidential: boolean }[],
): Promise<Evidence> {
  const confidential = new Set(lists.filter((each) => each.confidential).map((e) => e.list));
  const counted = hits.filter(isEvidence);
  const rows = distinct(counted.map((hit) => listingRow(hit, confidential.has(hit.list))));
  const values = distinct(counted.filter(isCertain).flatMap(indicatorRow));
  await engine.run('BEGIN');
  try {
    for (const { list } of lists) await engine.run('DELETE FROM listing WHERE list = ?', [list]);
    await engine.run('DELETE FROM indicator WHERE source = ?', [SOURCE]);
    for (const row of rows) await engine.run(INSERT_LISTING, row);
    for (const row of values) await engine.run(INSERT_INDICATOR, row);
    await engine.run('COMMIT');
  } catch (error) {
    await engine.run('ROLLBACK').catch(() => undefined);
    throw error;
  }
  return { listings: rows.length, indicators: values.length };
}

/** The indicator list in which rules find the confirmed hits of a list. */
export function evidenceList(list: string): string {
  return `screened_${list.replace(/[^a-z0-9_]/g, '_')}`;
}

/** Settled as different is none; what is gone is, if it was confirmed or was listed once. */
function isEvidence({ standing, gone_at, delisted_on }: KeptHit): boolean {
  if (standing.state === 'different') return false;
  return gone_at === null || delisted_on !== null || standing.state === 'same';
}

function isCertain({ standing, exact }: KeptHit): boolean {
  return standing.state === 'same' || exact !== null;
}

function listingRow(hit: KeptHit, isConfidential: boolean): SqlValue[] {
  const [kind, id] = holderOf(hit);
  const party = kind === 'party' && isCertain(hit) ? id : null;
  const name = isConfidential ? hit.list : hit.listed_name;
  const programs = hit.programs.join(' ') || null;
  return [hit.list, hit.entry_id, name, programs, party, hit.listed_on, hit.delisted_on];
}

/** Nothing for a customer of a file: the engine does not know it. */
function indicatorRow(hit: KeptHit): SqlValue[][] {
  const [kind, id] = holderOf(hit);
  if (!/^(party|account|name)$/.test(kind)) return [];
  // A value holds up to its last day: the one before it was taken off.
  const last = hit.delisted_on === null ? null : addDays(hit.delisted_on, -1);
  return [[evidenceList(hit.list), kind, id, hit.listed_on, last, SOURCE]];
}

/** `party:17` is party 17. */
function holderOf({ customer_key }: KeptHit): readonly [string, string] {
  const colon = customer_key.indexOf(':');
  return [customer_key.slice(0, colon), customer_key.slice(colon + 1)];
}

function distinct(rows: readonly SqlValue[][]): SqlValue[][] {
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
}

const SOURCE = 'puente screening';
const INSERT_LISTING = `INSERT INTO listing
  (list, entry_id, name, program, party_id, listed_on, delisted_on)
  VALUES (?, ?, ?, ?, ?, CAST(? AS DATE), CAST(? AS DATE))`;
const INSERT_INDICATOR = `INSERT INTO indicator
  (list, kind, value, valid_from, valid_to, source, is_exact)
  VALUES (?, ?, ?, CAST(? AS DATE), CAST(? AS DATE), ?, true)`;
