import { LIST, listValue, VARCHAR } from '@duckdb/node-api';
import type { AlertNetwork, Subject } from '../model/index.js';
import type { Engine } from '../store/index.js';

/** By {@link subjectKey}, the network that a subject is, or is in. */
export type SubjectNetworks = ReadonlyMap<string, AlertNetwork>;

export function subjectKey({ kind, id }: Subject): string {
  return `${kind} ${id}`;
}

/**
 * The networks of subjects, from the store's own tables, as the last search left them. Of several
 * the best one counts; of a party's accounts in it, the one through which most money moved.
 */
export async function readSubjectNetworks(
  engine: Engine,
  subjects: readonly Subject[],
): Promise<SubjectNetworks> {
  const read = await engine.connection.runAndReadAll(
    `WITH asked AS (SELECT unnest($1) AS kind, unnest($2) AS id),
     named AS (
       SELECT 'network' AS kind, w.id, w.id AS network_id, NULL AS role, NULL AS account_id,
         0 AS moved
       FROM network w
       UNION ALL
       SELECT 'account', account_id, network_id, role, account_id, in_minor + out_minor
       FROM network_member
       UNION ALL
       SELECT 'party', party_id, network_id, role, account_id, in_minor + out_minor
       FROM network_member WHERE party_id IS NOT NULL)
     SELECT kind, named.id, w.id, w.rank, named.role, w.accounts
     FROM asked JOIN named USING (kind, id) JOIN network w ON w.id = network_id
     QUALIFY row_number() OVER (
       PARTITION BY kind, named.id ORDER BY w.rank, w.id, moved DESC, account_id) = 1`,
    [listValue(subjects.map(({ kind }) => kind)), listValue(subjects.map(({ id }) => id))],
    [LIST(VARCHAR), LIST(VARCHAR)],
  );
  const rows = read.getRowsJS() as [
    Subject['kind'],
    string,
    string,
    number,
    AlertNetwork['role'],
    number,
  ][];
  return new Map(
    rows.map(([kind, subject, id, rank, role, accounts]) => [
      subjectKey({ kind, id: subject }),
      { id, rank, role, accounts },
    ]),
  );
}
