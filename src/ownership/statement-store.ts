/** Ownership statements in the analytic engine: written as stated, read back exact for a day. */
import { present } from '../base/index.js';
import { holder as holderNoun, interest as interestNoun, tableSql } from '../model/index.js';
import type { Engine, Row } from '../store/index.js';
import type { Moment } from './day.js';
import { formatShare, isExact, parseShare } from './share.js';
import type { Holder, Interest, Share, Source, Statements } from './statement.js';

type Value = string | number | boolean | null;

/** What saving changed of the interests. */
export interface SavedInterests {
  /** More than there were. */
  readonly added: number;
  /** Said before by the same source under the same id, as of the same day, and otherwise. */
  readonly changed: number;
}

/**
 * Adds statements. One that is there already (same id, source and day on which it was said) is not
 * added again; where it says something else now, that takes its place: a correction must not be
 * lost. A holder described anew replaces its description. Days are kept to the day: of a date known
 * to the month its first day. Several statements: within a transaction of the caller's.
 */
export async function saveStatements(
  engine: Engine,
  statements: Statements,
): Promise<SavedInterests> {
  await prepareTables(engine);
  await stage(engine, holderNoun, statements.holders.map(holderRow));
  await engine.run('DELETE FROM holder WHERE id IN (SELECT id FROM staged_holder)');
  await engine.run(
    `INSERT INTO holder BY NAME SELECT * FROM staged_holder
     QUALIFY row_number() OVER (PARTITION BY id ORDER BY rowid) = 1`,
  );
  await stage(engine, interestNoun, statements.interests.map(interestRow));
  const before = await countInterests(engine);
  await engine.run(
    `DELETE FROM interest i WHERE EXISTS (FROM staged_interest s WHERE ${SAME_STATEMENT})
       AND NOT EXISTS (FROM staged_interest s WHERE ${SAME_STATEMENT} AND ${SAME_CONTENT})`,
  );
  const kept = await countInterests(engine);
  await engine.run(
    `INSERT INTO interest BY NAME SELECT * FROM staged_interest s WHERE NOT EXISTS (
       FROM interest i WHERE ${SAME_STATEMENT} AND ${SAME_CONTENT})`,
  );
  const after = await countInterests(engine);
  for (const name of ['holder', 'interest']) await engine.run(`DROP TABLE temp.staged_${name}`);
  return { added: after - before, changed: before - kept };
}

const SAME_STATEMENT = `i.id = s.id AND i.source = s.source
  AND i.known_from IS NOT DISTINCT FROM s.known_from`;
/** What is said, without where it stands. An older store has shares in millionths only. */
const SAME_CONTENT = `(i.share IS NOT DISTINCT FROM s.share
    OR i.share IS NULL AND i.share_ppm = s.share_ppm)
  AND ${['subject_id', 'owner_id', 'kind', 'directness', 'valid_from', 'valid_until']
    .map((column) => `i.${column} IS NOT DISTINCT FROM s.${column}`)
    .join(' AND ')}`;

async function countInterests(engine: Engine): Promise<number> {
  const [row] = await engine.rows<{ n: bigint }>('SELECT count(*) AS n FROM interest');
  return Number(row?.n ?? 0);
}

/**
 * Statements that are in force at a moment; all without one. Whoever is our party and no holder of
 * an ownership source is described by what our own file says.
 */
export async function loadStatements(engine: Engine, moment?: Moment): Promise<Statements> {
  await prepareTables(engine);
  const filter = moment
    ? `WHERE (valid_from IS NULL OR valid_from::DATE <= $1::DATE)
       AND (valid_until IS NULL OR valid_until::DATE > $1::DATE)
       AND (known_from IS NULL OR known_from::DATE <= $2::DATE)`
    : '';
  const day = (name: string) => `strftime(${name}, '%Y-%m-%d') AS ${name}`;
  const interests = await engine.rows(
    `SELECT * REPLACE (${['valid_from', 'valid_until', 'known_from'].map(day).join(', ')}), rowid
     FROM interest ${filter} ORDER BY rowid`,
    moment ? [moment.on, moment.known_on] : [],
  );
  const holders = await engine.rows('SELECT * FROM holder ORDER BY rowid');
  const parties = await readParties(engine, moment);
  const shares = new Map<string, Share | null>();
  return {
    holders: [...holders.map(holderOfRow), ...parties],
    interests: interests.map((row) => interestOfRow(row, shares)),
  };
}

/** Creates the tables, or adds the columns that a store of an older version lacks. */
async function prepareTables(engine: Engine): Promise<void> {
  for (const noun of [interestNoun, holderNoun]) {
    await engine.run(tableSql(noun));
    for (const [id, { sql }] of Object.entries(noun.fields))
      await engine.run(`ALTER TABLE ${noun.name} ADD COLUMN IF NOT EXISTS ${id} ${sql}`);
  }
  await engine.run('ALTER TABLE interest ALTER owner_id DROP NOT NULL');
}

/** Parties that own or are owned, by their newest version, where no holder has their id. */
async function readParties(engine: Engine, moment?: Moment): Promise<Holder[]> {
  const [table] = await engine.rows(
    "SELECT 1 AS found FROM duckdb_tables() WHERE table_name = 'party' LIMIT 1",
  );
  if (!table) return [];
  const known = moment
    ? `AND (valid_from IS NULL OR valid_from::DATE <= $1::DATE)
       AND (known_from IS NULL OR known_from::DATE <= $2::DATE)`
    : '';
  const rows = await engine.rows(
    `SELECT id, kind, name, country, address, sector, strftime(founded_on, '%Y-%m-%d') AS born_on
     FROM party WHERE id IN (SELECT subject_id FROM interest UNION SELECT owner_id FROM interest)
       AND id NOT IN (SELECT id FROM holder) ${known}
     QUALIFY row_number() OVER (PARTITION BY id
       ORDER BY known_from DESC NULLS LAST, valid_from DESC NULLS LAST) = 1
     ORDER BY id`,
    moment ? [moment.on, moment.known_on] : [],
  );
  const source = { name: 'customer file', url: null, retrieved_on: null, place: null };
  return rows.map((row) => ({
    id: String(row.id),
    kind: (row.kind ?? 'unknown') as Holder['kind'],
    name: textOf(row.name),
    other_names: [],
    country: textOf(row.country),
    addresses: row.address === null ? [] : [String(row.address)],
    identifiers: [],
    born_on: textOf(row.born_on),
    dissolved_on: null,
    sector: textOf(row.sector),
    listed_company: false,
    source,
  }));
}

interface Table {
  readonly name: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A temporary copy of a noun's table with the rows, by the engine's appender. */
async function stage(
  engine: Engine,
  { name, fields }: Table,
  rows: readonly Readonly<Record<string, Value>>[],
): Promise<void> {
  await engine.run(`CREATE OR REPLACE TEMP TABLE staged_${name} AS FROM ${name} LIMIT 0`);
  const columns = Object.keys(fields);
  const text = columns.map((column) => `${column} VARCHAR`).join(', ');
  await engine.run(`CREATE OR REPLACE TEMP TABLE appended (${text})`);
  const appender = await engine.connection.createAppender('appended', 'main', 'temp');
  for (const row of rows) {
    for (const column of columns) {
      const value = row[column] ?? null;
      if (value === null) appender.appendNull();
      else appender.appendVarchar(String(value));
    }
    appender.endRow();
  }
  appender.closeSync();
  await engine.run(`INSERT INTO staged_${name} BY NAME SELECT * FROM appended`);
  await engine.run('DROP TABLE temp.appended');
}

function interestRow(interest: Interest): Record<string, Value> {
  const { share } = interest;
  return {
    id: interest.id,
    subject_id: interest.subject,
    owner_id: interest.owner,
    kind: interest.kind,
    share_ppm: share && ppmOf(share),
    share: share && formatShare(share),
    directness: interest.directness,
    valid_from: firstDay(interest.from),
    valid_until: firstDay(interest.until),
    known_from: firstDay(interest.known_from),
    ...sourceRow(interest.source),
  };
}

/** Null where millionths cannot say it exactly, or the share is a band. */
function ppmOf(share: Share): number | null {
  const { num, den } = share.least;
  const scaled = num * 1_000_000n;
  return isExact(share) && scaled % den === 0n && num <= den ? Number(scaled / den) : null;
}

function holderRow(holder: Holder): Record<string, Value> {
  const { id, kind, name, country, born_on, dissolved_on, sector, listed_company } = holder;
  const lists = {
    other_names: JSON.stringify(holder.other_names),
    addresses: JSON.stringify(holder.addresses),
    identifiers: JSON.stringify(holder.identifiers),
  };
  const plain = { id, kind, name, country, born_on, dissolved_on, sector, listed_company };
  return { ...plain, ...lists, ...sourceRow(holder.source) };
}

function sourceRow({ name, url, place, retrieved_on }: Source): Record<string, Value> {
  return { source: name, source_url: url, source_place: place, retrieved_on };
}

/** `2020` and `2020-05` begin with their first day; a time of day is cut off. */
function firstDay(day: string | null): string | null {
  return day === null ? null : `${day}-01-01`.slice(0, 10);
}

function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

function sourceOf(row: Row): Source {
  return {
    name: textOf(row.source) ?? 'customer file',
    url: textOf(row.source_url),
    retrieved_on: textOf(row.retrieved_on),
    place: textOf(row.source_place),
  };
}

/** Equal shares become one object: a million statements have few different ones. */
function interestOfRow(row: Row, shares: Map<string, Share | null>): Interest {
  const stated = textOf(row.share) ?? ppmShare(row.share_ppm);
  if (stated !== null && !shares.has(stated)) shares.set(stated, parseShare(stated));
  return {
    id: textOf(row.id) ?? `row ${row.rowid}`,
    subject: String(row.subject_id),
    owner: textOf(row.owner_id),
    kind: String(row.kind) as Interest['kind'],
    share: stated === null ? null : present(shares.get(stated), `share ${stated}`),
    directness: (textOf(row.directness) ?? 'unknown') as Interest['directness'],
    from: textOf(row.valid_from),
    until: textOf(row.valid_until),
    known_from: textOf(row.known_from),
    source: sourceOf(row),
  };
}

function ppmShare(value: unknown): string | null {
  return value === null ? null : `[${value}/1000000,${value}/1000000]`;
}

function holderOfRow(row: Row): Holder {
  return {
    id: String(row.id),
    kind: String(row.kind) as Holder['kind'],
    name: textOf(row.name),
    other_names: JSON.parse(String(row.other_names)) as string[],
    country: textOf(row.country),
    addresses: JSON.parse(String(row.addresses)) as string[],
    identifiers: JSON.parse(String(row.identifiers)) as Holder['identifiers'],
    born_on: textOf(row.born_on),
    dissolved_on: textOf(row.dissolved_on),
    sector: textOf(row.sector),
    listed_company: row.listed_company === true,
    source: sourceOf(row),
  };
}
