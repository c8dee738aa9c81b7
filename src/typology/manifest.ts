import { sha256 } from '../base/index.js';
import type { Alert, Finding } from '../model/index.js';
import type { Engine } from '../store/index.js';
import type { Catalogue } from './catalogue.js';
import type { Lists } from './duckdb/sql.js';
import { canonical } from './interner.js';
import type { RuleTally } from './results.js';

/** What went into a run and what came out of it, by hash: enough to repeat it and to compare. */
export interface Manifest {
  readonly run_id: string;
  readonly at: string;
  readonly puente_version: string;
  readonly engine: string;
  readonly reporting_currency: string;
  readonly catalogue: {
    readonly hash: string;
    readonly typologies: readonly {
      readonly id: string;
      readonly version: string;
      readonly hash: string;
    }[];
  };
  /** Parameters as run, by typology, and the table of measured precision. */
  readonly parameters_hash: string;
  readonly inputs: {
    readonly hash: string;
    readonly batches: readonly string[];
    readonly payments: number;
    /** Networks that the store held: rules can ask for them, and alerts carry them. */
    readonly networks: number;
  };
  readonly tallies: readonly RuleTally[];
  readonly plan_nodes: number;
  readonly flows_truncated: number;
  readonly results: {
    readonly findings: number;
    readonly findings_hash: string;
    readonly alerts: number;
    readonly alerts_hash: string;
  };
}

/** The parts of two manifests that must agree in a replay, and whether they do. */
export function compareManifests(
  before: Manifest,
  after: Manifest,
): readonly { part: string; before: string; after: string; equal: boolean }[] {
  const parts: [string, (manifest: Manifest) => string][] = [
    ['catalogue', (m) => m.catalogue.hash],
    ['parameters', (m) => m.parameters_hash],
    ['inputs', (m) => m.inputs.hash],
    ['engine', (m) => m.engine],
    ['findings', (m) => m.results.findings_hash],
    ['alerts', (m) => m.results.alerts_hash],
  ];
  return parts.map(([part, read]) => ({
    part,
    before: read(before),
    after: read(after),
    equal: read(before) === read(after),
  }));
}

export function hashParameters(catalogue: Catalogue, precision: unknown): string {
  const parameters = catalogue.typologies.map(({ id, parameters: values }) => [id, values]);
  return sha256(canonical([parameters, precision]));
}

/** One JSON object a line, in the order given. */
export function jsonLines(items: readonly (Alert | Finding)[]): string {
  return items.map((item) => `${JSON.stringify(item)}\n`).join('');
}

/**
 * The store's content as a run sees it: the batches that were loaded, by their content's hash, and
 * the networks that were found in them.
 */
export async function readInputs(engine: Engine): Promise<Manifest['inputs']> {
  const batches = await engine.rows<{ id: string }>('SELECT id FROM batch ORDER BY id');
  const [row] = await engine.rows<{ n: number }>('SELECT count(*)::INTEGER AS n FROM payment');
  const ids = batches.map(({ id }) => id);
  const networks = await readNetworkLines(engine);
  return {
    hash: sha256([...ids, ...networks.lines].join('\n')),
    batches: ids,
    payments: row?.n ?? 0,
    networks: networks.count,
  };
}

/** A line for each network, as rules and alerts see it; when it was found counts by its day. */
async function readNetworkLines(engine: Engine): Promise<{ lines: string[]; count: number }> {
  const rows = await engine.rows<{ line: string }>(
    `SELECT concat_ws(' ', w.id, w.rank, w.accounts, w.found_at::DATE, m.members, l.legs) AS line
     FROM network w
     LEFT JOIN (
       SELECT network_id, md5(string_agg(concat_ws(' ', account_id, party_id, role), ';'
         ORDER BY account_id)) AS members
       FROM network_member GROUP BY network_id) m ON m.network_id = w.id
     LEFT JOIN (
       SELECT network_id, md5(string_agg(concat_ws(' ', id, surprise), ';' ORDER BY id)) AS legs
       FROM network_instance GROUP BY network_id) l ON l.network_id = w.id
     ORDER BY w.rank, w.id`,
  );
  return { lines: rows.map(({ line }) => line), count: rows.length };
}

/** Indicator lists that the institution imported, by name. */
export async function readLists(engine: Engine): Promise<Lists> {
  const rows = await engine.rows<{
    list: string;
    value: string;
    from: string | null;
    until: string | null;
  }>(
    `SELECT list, value,
       strftime(valid_from, '%Y-%m-%d') AS "from", strftime(valid_to, '%Y-%m-%d') AS until
     FROM indicator ORDER BY list, value, valid_from`,
  );
  const lists: Record<string, { value: string; from: string | null; until: string | null }[]> = {};
  for (const { list, ...value } of rows) {
    const values = lists[list] ?? [];
    values.push(value);
    lists[list] = values;
  }
  return lists;
}
