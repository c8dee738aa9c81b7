import type { DuckDBValue } from '@duckdb/node-api';
import type { Engine } from '../../store/index.js';
import { fillArrays } from './fill-arrays.js';
import { sharedInts } from './shared-arrays.js';

/** Where cash and cheques were paid in and out: cities, and the states or provinces they lie in. */
export interface Areas {
  /** By payment, the area of its counter or machine; −1 unknown, or neither cash nor cheque. */
  readonly area: Int32Array;
  /** By area, its region. */
  readonly region: Int32Array;
  /** By node, the region where its account is kept; −1 unknown, −2 one without a counter. */
  readonly home: Int32Array;
}

export interface AreaSource {
  /** `FROM payment WHERE …`, and the values of its parameters. */
  readonly legs: string;
  readonly values: Readonly<Record<string, DuckDBValue>>;
  readonly schema: string;
  /** Begins the names of the slice’s tables. */
  readonly name: string;
  readonly payments: number;
  readonly nodes: number;
}

/** Four bytes a payment; null, and no memory, where no cash is known to have been at a place. */
export async function readAreas(engine: Engine, source: AreaSource): Promise<Areas | null> {
  const { legs, values, schema, name, payments, nodes } = source;
  await engine.connection.run(
    `CREATE OR REPLACE TEMP TABLE ${name}_area AS
     WITH used AS (SELECT DISTINCT place_id AS id FROM (SELECT * ${legs}) WHERE ${AT_COUNTER}),
     named AS (
       SELECT used.id, coalesce(${REGION}, city, used.id) AS region,
         coalesce(${REGION} || '/' || city, ${REGION}, city, used.id) AS area
       FROM used LEFT JOIN ${schema}.place ON place.id = used.id
     ),
     numbered AS (
       SELECT region AS name, (row_number() OVER (ORDER BY region) - 1)::INTEGER AS n
       FROM (SELECT DISTINCT region FROM named)
     )
     SELECT named.id, (dense_rank() OVER (ORDER BY area, region) - 1)::INTEGER AS n,
       numbered.n AS region, region AS region_name
     FROM named JOIN numbered ON numbered.name = named.region`,
    values,
  );
  const found = await engine.rows<{ n: number; region: number }>(
    `SELECT DISTINCT n, region FROM ${name}_area ORDER BY n`,
  );
  if (found.length < 2) return null;
  const area = sharedInts(payments);
  await fillArrays(
    engine,
    `SELECT coalesce(a.n, -1)::INTEGER
     FROM (SELECT order_key, CASE WHEN ${AT_COUNTER} THEN place_id END AS place ${legs})
     LEFT JOIN ${name}_area a ON a.id = place ORDER BY order_key`,
    [area],
    values,
  );
  const region = sharedInts(found.length);
  for (const row of found) region[row.n] = row.region;
  const home = sharedInts(nodes);
  await fillArrays(engine, homeSql(schema, name), [home]);
  await engine.run(`DROP TABLE ${name}_area`);
  return { area, region, home };
}

/** Of several accounts the region of most; of versions the one that was known last. */
function homeSql(schema: string, name: string): string {
  return `
    WITH told AS (
      SELECT id, last(${REGION} ORDER BY known_from NULLS FIRST, valid_from NULLS FIRST) AS region
      FROM ${schema}.account GROUP BY id
    ),
    by_node AS (
      SELECT node.n, mode(region ORDER BY region) AS region
      FROM ${name}_node node LEFT JOIN told ON told.id = node.account GROUP BY node.n
    )
    SELECT CASE WHEN by_node.region IS NULL THEN -1 ELSE coalesce(regions.region, -2) END::INTEGER
    FROM by_node
    LEFT JOIN (SELECT DISTINCT region_name, region FROM ${name}_area) regions
      ON regions.region_name = by_node.region
    ORDER BY by_node.n`;
}

const REGION = "(country || '/' || region)";
/** What a card buys lies where its holder was; only cash and cheques are handed in. */
const AT_COUNTER = `place_id IS NOT NULL AND (debtor_account IS NULL OR creditor_account IS NULL
  OR rail IN ('cash', 'cheque', 'cashiers_cheque'))`;
