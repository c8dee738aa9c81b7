import { LIST, listValue, VARCHAR } from '@duckdb/node-api';
import type { Engine } from '../../store/index.js';
import type { SliceNames } from '../graph/slice-names.js';
import type { Groups } from './group-habits.js';

/** A word of a name that so few organisations have is their group's. */
const NAMESAKES_MAX = 30;

/**
 * The groups of nodes: by who holds or controls their accounts (tables of the last resolution), and
 * by the rare words of the names of the organisations that hold them.
 */
export async function readGroups(
  engine: Engine,
  slice: SliceNames,
  { nodes, hands }: { readonly nodes: Int32Array; readonly hands: string },
): Promise<Groups> {
  const named = await slice.nodeNames(nodes);
  const read = await engine.connection.runAndReadAll(
    `WITH word AS (
       SELECT DISTINCT id, unnest(regexp_split_to_array(
         regexp_replace(strip_accents(lower(name)), '[.]', '', 'g'), '[^\\pL\\pN]+')) AS word
       FROM party WHERE kind = 'organisation' AND name IS NOT NULL
     ), rare AS (
       SELECT * FROM word WHERE length(word) >= 4
       QUALIFY count(*) OVER (PARTITION BY word) BETWEEN 2 AND ${NAMESAKES_MAX}
     ), asked AS (SELECT unnest($1) AS account)
     SELECT account, 'hand ' || hand FROM ${hands} JOIN asked USING (account)
     UNION SELECT account, 'holder ' || holder FROM identity_holder JOIN asked USING (account)
     UNION SELECT a.id, 'name ' || word FROM account a JOIN asked ON account = a.id
       JOIN rare ON rare.id = party_id`,
    [listValue(named.flatMap(({ accounts }) => accounts))],
    [LIST(VARCHAR)],
  );
  const byAccount = new Map<string, string[]>();
  for (const [account, group] of read.getRowsJS() as [string, string][])
    byAccount.set(account, [...(byAccount.get(account) ?? []), group]);
  return new Map(
    Array.from(nodes, (node, i) => {
      const accounts = named[i]?.accounts ?? [];
      return [node, new Set(accounts.flatMap((account) => byAccount.get(account) ?? []))];
    }),
  );
}
