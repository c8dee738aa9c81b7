/** One person behind several parties: links with their evidence, and the entities they make. */
import { INTEGER, LIST, listValue, VARCHAR } from '@duckdb/node-api';
import { present } from '../../base/index.js';
import type { Engine, Row } from '../../store/index.js';
import { fillArrays } from '../graph/fill-arrays.js';
import { type Entity, nameEntities } from './entities.js';
import { BOUNDS, type EvidenceKind, type LinkEvidence } from './evidence.js';
import { HANDS, nameHands } from './hands.js';
import { type JoinRefusal, joinLinks, type LinkColumns } from './join-links.js';
import * as pairs from './pair-sql.js';
import { controlSql, heldSql, partiesSql, valuesSql } from './party-sql.js';
import { isOneHolders } from './tax-values.js';

/** Two parties, the smaller id first. */
export interface PartyPair {
  readonly party_a: string;
  readonly party_b: string;
}

/** Two parties that act as one, in thousandths of a nat; the evidence adds up to the score. */
export interface IdentityLink extends PartyPair {
  readonly name_a: string | null;
  readonly name_b: string | null;
  readonly score: number;
  readonly evidence: readonly LinkEvidence[];
}

/** What could have joined parties and was not let, and why. */
export type Refusal =
  | {
      readonly reason: 'common' | 'not_issued';
      readonly kind: EvidenceKind;
      readonly value: string;
      readonly holders: number;
    }
  | { readonly reason: 'controls'; readonly value: string; readonly holders: number }
  | { readonly reason: JoinRefusal; readonly link: IdentityLink };

export interface Identities {
  readonly entities: readonly Entity[];
  /** Those that hold, the strongest first. */
  readonly links: readonly IdentityLink[];
  readonly refused: readonly Refusal[];
  /** All parties looked at: what few of so many share is rare. */
  readonly parties: number;
  /**
   * A temporary table (account, holder): the entity of each account's holder, or the holder where
   * it stands alone. It makes parties the nodes of a slice.
   */
  readonly holders: 'identity_holder';
  /** A temporary table (account, hand) of accounts that one person controls. */
  readonly hands: typeof HANDS;
}

export interface IdentityOptions {
  /** What was known and held at this moment, milliseconds. */
  readonly as_of_ms: number;
  /** Pairs that an officer keeps apart: see `readSeparations`. */
  readonly apart: readonly PartyPair[];
  /** Where the model's tables are: an attached store's name. */
  readonly schema?: string;
}

/**
 * Resolves all parties of a store. Set-based in the engine: time grows with parties and with the
 * pairs that share a value, which the commonness of values bounds. The same parties give the same
 * answer in whatever order they were loaded.
 */
export async function resolveIdentities(
  engine: Engine,
  { as_of_ms, apart, schema = 'main' }: IdentityOptions,
): Promise<Identities> {
  await layOut(engine, as_of_ms, schema);
  const refused = await refuseValues(engine);
  await weigh(engine);
  const columns = await readLinks(engine);
  const [size] = await engine.rows<{ n: bigint }>('SELECT count(*) AS n FROM identity_party');
  const parties = Number(size?.n ?? 0);
  const joined = joinLinks(columns, {
    parties,
    apart: await numbered(engine, apart),
    members_max: BOUNDS.members_max,
  });
  const found = await describe(engine);
  const links = found.filter((_, i) => !joined.refused.has(i));
  for (const [i, reason] of joined.refused)
    refused.push({ reason, link: present(found[i], 'a link') });
  const entities = await nameEntities(engine, joined.smallest);
  await nameHands(engine, joined.smallest);
  for (const table of TABLES) await engine.run(`DROP TABLE identity_${table}`);
  return { entities, links, refused, parties, holders: 'identity_holder', hands: HANDS };
}

/** The accounts of each entity or lone party, by the last resolution. */
export async function accountsOfEntities(
  engine: Engine,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const reader = await engine.connection.runAndReadAll(
    `SELECT holder, list(account ORDER BY account) FROM identity_holder
     WHERE holder IN (SELECT unnest($1)) GROUP BY holder`,
    [listValue([...ids])],
    [LIST(VARCHAR)],
  );
  const known = new Map(reader.getRowsJS() as [string, string[]][]);
  return new Map(ids.map((id) => [id, known.get(id) ?? []]));
}

/** Temporary tables of one resolution, in the order in which each is made of those before. */
const TABLES = [
  ...['party', 'held', 'value', 'control', 'shared', 'met', 'pair', 'name', 'evidence', 'link'],
  ...['merged', 'entity', 'ruled'],
] as const;

async function layOut(engine: Engine, as_of_ms: number, schema: string): Promise<void> {
  const statements = {
    party: partiesSql(schema),
    held: heldSql(schema),
    value: valuesSql(schema),
    control: controlSql(schema),
  };
  for (const [name, sql] of Object.entries(statements)) {
    await engine.connection.run(`CREATE OR REPLACE TEMP TABLE identity_${name} AS ${sql}`, {
      as_of: BigInt(as_of_ms),
    });
  }
  await create(engine, 'shared', pairs.SHARED_SQL);
}

async function create(engine: Engine, name: string, sql: string): Promise<void> {
  await engine.run(`CREATE OR REPLACE TEMP TABLE identity_${name} AS ${sql}`);
}

/** Takes the points from values that are no identifier of one holder; returns those without. */
async function refuseValues(engine: Engine): Promise<Refusal[]> {
  const shared = await engine.rows<{ v: number; value: string }>(
    `SELECT v, value FROM identity_shared WHERE kind = 'tax_id'`,
  );
  const wrong = shared.filter(({ value }) => !isOneHolders(value)).map(({ v }) => v);
  if (wrong.length > 0) {
    await engine.connection.run(
      `UPDATE identity_shared SET points = 0, is_invalid = true WHERE v IN (SELECT unnest($1))`,
      [listValue(wrong)],
      [LIST(INTEGER)],
    );
  }
  return engine.rows<Extract<Refusal, { value: string }> & Row>(
    `SELECT CASE WHEN is_invalid THEN 'not_issued' ELSE 'common' END AS reason,
       kind, value, holders
     FROM identity_shared WHERE points = 0
     UNION ALL
     SELECT 'controls', NULL, id, count(*)::INTEGER
     FROM identity_control JOIN identity_party ON n = owner
     GROUP BY id HAVING count(*) > ${BOUNDS.controlled_max}
     ORDER BY holders DESC, kind, value`,
  );
}

async function weigh(engine: Engine): Promise<void> {
  await create(engine, 'met', pairs.MET_SQL);
  await create(engine, 'pair', pairs.PAIR_SQL);
  await create(engine, 'name', pairs.NAME_SQL);
  const evidence = [pairs.VALUE_EVIDENCE_SQL, pairs.NAME_EVIDENCE_SQL, pairs.CONFLICT_SQL];
  await create(engine, 'evidence', evidence.map((sql) => `(${sql})`).join(' UNION ALL '));
  await create(engine, 'link', pairs.LINK_SQL);
}

async function readLinks(engine: Engine): Promise<LinkColumns> {
  const [size] = await engine.rows<{ n: bigint }>('SELECT count(*) AS n FROM identity_link');
  const n = Number(size?.n ?? 0);
  const columns = { a: new Int32Array(n), b: new Int32Array(n) };
  const sql = 'SELECT a, b FROM identity_link ORDER BY score DESC, a, b';
  await fillArrays(engine, sql, [columns.a, columns.b]);
  return columns;
}

/** Pairs of parties that exist, as their numbers. */
async function numbered(
  engine: Engine,
  apart: readonly PartyPair[],
): Promise<(readonly [number, number])[]> {
  const ids = [...new Set(apart.flatMap(({ party_a, party_b }) => [party_a, party_b]))];
  const reader = await engine.connection.runAndReadAll(
    'SELECT id, n FROM identity_party WHERE id IN (SELECT unnest($1))',
    [listValue(ids)],
    [LIST(VARCHAR)],
  );
  const numbers = new Map(reader.getRowsJS() as [string, number][]);
  return apart.flatMap(({ party_a, party_b }) => {
    const [one, two] = [numbers.get(party_a), numbers.get(party_b)];
    return one === undefined || two === undefined ? [] : [[one, two] as const];
  });
}

/** Links in the order of {@link readLinks}. */
async function describe(engine: Engine): Promise<IdentityLink[]> {
  return engine.rows<IdentityLink & Row>(
    `SELECT p.id AS party_a, q.id AS party_b, p.name AS name_a, q.name AS name_b, score,
       list({'kind': e.kind, 'value': e.value, 'holders': e.holders, 'millinats': points}
         ORDER BY points DESC, e.kind) AS evidence
     FROM identity_link JOIN identity_evidence e USING (a, b)
     JOIN identity_party p ON p.n = a JOIN identity_party q ON q.n = b
     GROUP BY a, b, party_a, party_b, name_a, name_b, score ORDER BY score DESC, a, b`,
  );
}
