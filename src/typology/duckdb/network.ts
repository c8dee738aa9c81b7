import { type Facets, NETWORK_COLUMNS } from './facet.js';
import { BANK } from './sql.js';

/** The networks of the store, numbered best first. */
export const NETWORK_NUMBERS = `SELECT id, rank, accounts, found_at,
    row_number() OVER (ORDER BY rank, id)::INTEGER AS n
  FROM ${BANK}.network`;

/** Of each payment of a network its best network, and in it the shape that surprises most. */
export const NETWORK_LEGS = `SELECT *, row_number() OVER ()::INTEGER AS n FROM (
  SELECT l.payment_id, i.network_id, i.shape
  FROM ${BANK}.network_payment l
  JOIN ${BANK}.network_instance i ON i.id = l.instance_id
  JOIN network_number w ON w.id = i.network_id
  QUALIFY row_number() OVER (PARTITION BY l.payment_id ORDER BY w.n, i.surprise DESC, i.id) = 1)`;

/** Whether the plan asks which network an account is in. */
export function readsNetworks(facets: Facets): boolean {
  return (['own_id', 'other_id'] as const).some((facet) => {
    const read = facets.sourceColumns(facet);
    return NETWORK_COLUMNS.some((column) => read.has(column));
  });
}

/** Accounts with their numbers and, of the networks each is in, the best; null where in none. */
export function networkMembers(numbers: string): string {
  return `SELECT * FROM (${numbers}) LEFT JOIN (${BEST_MEMBERSHIPS}) USING (id)`;
}

const BEST_MEMBERSHIPS = `SELECT m.account_id AS id, w.n AS network_n, w.id AS network_id,
    m.role AS network_role, w.accounts AS network_size, w.rank AS network_rank,
    w.found_at::DATE AS network_found_on
  FROM ${BANK}.network_member m JOIN network_number w ON w.id = m.network_id
  QUALIFY row_number() OVER (PARTITION BY m.account_id ORDER BY w.n) = 1`;
