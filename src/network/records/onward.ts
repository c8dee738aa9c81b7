/** Where the money of a network's ends went next, by the ledger. */
import { present } from '../../base/index.js';
import {
  DAYS_ONWARD,
  type DossierEnd,
  type DossierOnward,
  type DossierOnwardEnd,
} from '../../model/index.js';
import type { Engine, Row } from '../../store/index.js';

/** Payees of one account that are named. */
const ENDS_MAX = 5;
/** Members that passed on less of what they got, in the network, have an exit outside it. */
const PASSED_PER_CENT = 50;

/**
 * By network, of each member in which its money ends, what the account paid in the days after each
 * time that the network paid it. Reads the tables `dossier_network` and `dossier_payment`. A
 * payment that only day is known of is after what came that day.
 */
export async function readOnward(
  engine: Engine,
): Promise<ReadonlyMap<string, readonly DossierOnward[]>> {
  const rows = await engine.rows<OnwardRow & Row>(ONWARD);
  const members = new Map<string, OnwardRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.network_id, row.account_id]);
    members.set(key, [...(members.get(key) ?? []), row]);
  }
  const found = new Map<string, DossierOnward[]>();
  for (const own of members.values()) {
    const first = present(own[0], 'a payee');
    const onward: DossierOnward = {
      account_id: first.account_id,
      in_minor: first.in_minor,
      payments: own.reduce((sum, { payments }) => sum + Number(payments), 0),
      value_minor: own.reduce((sum, { value_minor }) => sum + value_minor, 0n),
      unvalued: own.reduce((sum, { unvalued }) => sum + Number(unvalued), 0),
      to: own.slice(0, ENDS_MAX).map(endOf),
      others: Math.max(0, own.length - ENDS_MAX),
    };
    found.set(first.network_id, [...(found.get(first.network_id) ?? []), onward]);
  }
  return found;
}

interface OnwardRow extends DossierEnd {
  readonly network_id: string;
  readonly account_id: string;
  readonly in_minor: bigint;
  readonly rail: DossierOnwardEnd['rail'];
  readonly payments: bigint;
  readonly value_minor: bigint;
  readonly unvalued: bigint;
  readonly first_at: string;
  readonly last_at: string;
}

function endOf(row: OnwardRow): DossierOnwardEnd {
  const { account, name, institution_id, institution, country } = row;
  const { rail, payments, value_minor, first_at, last_at } = row;
  const end = { account, name, institution_id, institution, country };
  return { end, rail, payments: Number(payments), value_minor, first_at, last_at };
}

const ISO = "'%Y-%m-%dT%H:%M:%S.%gZ'";

/** An inflow begins at its moment, or with its day. */
const ONWARD = `
  WITH hub AS (
    SELECT m.network_id, m.account_id, m.in_minor FROM network_member m
    SEMI JOIN dossier_network w ON w.id = m.network_id
    WHERE m.in_minor > 0 AND m.out_minor * 100 < m.in_minor * ${PASSED_PER_CENT}
  ), inflow AS (
    SELECT hub.*, t.time AS at FROM hub JOIN dossier_payment t
      ON t.network_id = hub.network_id AND t.creditor_account = hub.account_id
  ), next AS (
    SELECT DISTINCT f.network_id, f.account_id, f.in_minor, p.*
    FROM payment p JOIN inflow f ON f.account_id = p.debtor_account
      AND p.time >= f.at AND p.time <= f.at + INTERVAL ${DAYS_ONWARD} DAY
    WHERE p.creditor_account IS DISTINCT FROM f.account_id AND NOT EXISTS (
      FROM dossier_payment t WHERE t.network_id = f.network_id AND t.id = p.id)
  ), holder AS (
    SELECT a.id AS account, p.name AS holder, a.institution_id AS own_institution,
      a.country AS own_country
    FROM account a LEFT JOIN party p ON p.id = a.party_id
    SEMI JOIN next n ON n.creditor_account = a.id
    QUALIFY row_number() OVER (PARTITION BY a.id ORDER BY a.known_from DESC NULLS LAST,
      a.valid_from DESC NULLS LAST, p.known_from DESC NULLS LAST) = 1
  )
  SELECT network_id, account_id, any_value(in_minor) AS in_minor, creditor_account AS account, name,
    any_value(institution_id) AS institution_id, any_value(institution) AS institution,
    any_value(country) AS country, rail, count(*) AS payments,
    coalesce(sum(value_minor), 0)::BIGINT AS value_minor,
    count(*) FILTER (value_minor IS NULL) AS unvalued,
    strftime(min(time), ${ISO}) AS first_at, strftime(max(time), ${ISO}) AS last_at
  FROM (
    SELECT n.*, coalesce(h.holder, n.creditor_name) AS name, i.id AS institution_id,
      coalesce(i.name, n.creditor_institution, h.own_institution) AS institution,
      coalesce(n.creditor_country, h.own_country, i.country) AS country
    FROM next n LEFT JOIN holder h ON h.account = n.creditor_account
    LEFT JOIN institution i ON i.id = coalesce(n.creditor_institution, h.own_institution)
  )
  GROUP BY network_id, account_id, creditor_account, name, rail
  ORDER BY in_minor DESC, network_id, account_id, value_minor DESC, payments DESC,
    creditor_account, name, rail`;
