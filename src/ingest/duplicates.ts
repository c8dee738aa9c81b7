/** Keys that come twice: within a file, or in a file and in the store. The first stays. */
import type { Noun } from '../model/index.js';
import type { Engine } from '../store/index.js';
import { fieldsOf } from './mapping.js';

/**
 * Marks rows of table `staged` whose key is taken, as `duplicate_id_same` where every field is
 * equal to the row that stays, else `duplicate_id_conflict`. Within a file the first row stays.
 */
export async function markDuplicates(
  engine: Engine,
  noun: Noun,
  given: readonly string[],
): Promise<void> {
  const key = keySql(noun, '');
  const own = keySql(noun, '', given);
  const [found] = await engine.rows<{ twice: bigint; known: bigint }>(`SELECT
    (SELECT count(*) FROM (SELECT 1 FROM staged WHERE reject_code IS NULL
      GROUP BY ${own} HAVING count(*) > 1)) AS twice,
    (SELECT count(*) FROM staged WHERE reject_code IS NULL
      AND ${own} IN (SELECT ${key} FROM ${noun.name})) AS known`);
  if (!found || (found.twice === 0n && found.known === 0n)) return;
  const fields = fieldsOf(noun);
  const absent = fields.filter((field) => !given.includes(field));
  const nulls = absent.map((f) => `CAST(NULL AS ${noun.fields[f]?.sql}) AS ${f}`);
  const staged = `(SELECT rowid AS position, ${['*', ...nulls].join(', ')} FROM staged)`;
  const all = (from: string) => `row(${fields.map((field) => `${from}.${field}`).join(', ')})`;
  const keys = (from: string) => keySql(noun, `${from}.`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE duplicate AS
    WITH candidate AS (
      SELECT *, ${key} AS taken_key,
        row_number() OVER (PARTITION BY ${key} ORDER BY position) AS nth
      FROM ${staged} WHERE reject_code IS NULL),
    stays AS (
      SELECT taken_key, row(${fields.join(', ')}) AS content FROM candidate WHERE nth = 1
        AND taken_key NOT IN (SELECT ${key} FROM ${noun.name})
      UNION ALL SELECT ${keys('held')}, ${all('held')} FROM ${noun.name} held
        WHERE ${keys('held')} IN (SELECT taken_key FROM candidate)),
    held AS (SELECT ${key} AS held_key FROM ${noun.name})
    SELECT c.position, CASE WHEN ${all('c')} IS NOT DISTINCT FROM stays.content
      THEN 'duplicate_id_same' ELSE 'duplicate_id_conflict' END AS code, c.taken_key AS shown
    FROM candidate c JOIN stays ON stays.taken_key = c.taken_key
    WHERE c.nth > 1 OR c.taken_key IN (SELECT held_key FROM held)`);
  await engine.run(`UPDATE staged SET reject_code = duplicate.code,
    reject_field = '${noun.key[0] ?? ''}', reject_value = duplicate.shown
    FROM duplicate WHERE staged.rowid = duplicate.position`);
  await engine.run('DROP TABLE duplicate');
}

/** The key as one text. An id alone is itself; parts of a longer key are kept apart by U+001F. */
function keySql(noun: Noun, from: string, given?: readonly string[]): string {
  const [first, ...others] = noun.key;
  if (others.length === 0) return `${from}${first}`;
  const parts = noun.key.map((part) =>
    given && !given.includes(part) ? "''" : `coalesce(CAST(${from}${part} AS VARCHAR), '')`,
  );
  return `concat_ws(chr(31), ${parts.join(', ')})`;
}
