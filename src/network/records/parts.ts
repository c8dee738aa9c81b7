/** The rows that dossiers are made of, read for many networks at once. */
import type {
  DossierEnd,
  DossierListing,
  DossierMember,
  DossierOnward,
  DossierPayment,
  NetworkInstance,
  NetworkMember,
} from '../../model/index.js';
import { type Engine, type Row, reportingCurrency } from '../../store/index.js';
import { readOnward } from './onward.js';

/** Where an account is and whose, as known today. */
export interface Holding extends DossierEnd {
  readonly party_id: string | null;
  readonly party_kind: DossierMember['party_kind'];
}

/** Rows by network, except what is by account or by who holds it. */
export interface Parts {
  readonly currency: string;
  readonly members: ReadonlyMap<string, readonly NetworkMember[]>;
  readonly instances: ReadonlyMap<string, readonly NetworkInstance[]>;
  readonly payments: ReadonlyMap<string, readonly DossierPayment[]>;
  readonly onward: ReadonlyMap<string, readonly DossierOnward[]>;
  readonly holdings: ReadonlyMap<string, Holding>;
  /** By `account:…` and `party:…`. */
  readonly listings: ReadonlyMap<string, readonly DossierListing[]>;
}

const ISO = "'%Y-%m-%dT%H:%M:%S.%gZ'";
const moments = ['first_at', 'last_at'].map((name) => `strftime(${name}, ${ISO}) AS ${name}`);
const MOMENTS = moments.join(', ');
const MINE = 'SEMI JOIN dossier_network w ON w.id =';

export function networkSql(): string {
  return `SELECT n.* REPLACE (${MOMENTS}, strftime(found_at, ${ISO}) AS found_at), holders
    FROM network n LEFT JOIN (
      SELECT network_id, count(DISTINCT coalesce(party_id, account_id))::INTEGER AS holders
      FROM network_member GROUP BY network_id
    ) ON network_id = n.id ORDER BY rank, n.id`;
}

/** Reads all parts of some networks. */
export async function readParts(engine: Engine, ids: readonly string[]): Promise<Parts> {
  try {
    await engine.run('CREATE OR REPLACE TEMP TABLE dossier_network (id VARCHAR)');
    const holes = ids.map(() => '(?)').join(', ');
    await engine.run(`INSERT INTO dossier_network VALUES ${holes}`, ids);
    for (const [name, sql] of Object.entries(TABLES))
      await engine.run(`CREATE OR REPLACE TEMP TABLE ${name} AS ${sql}`);
    const members = await engine.rows<NetworkMember & Row>(MEMBERS);
    const instances = await engine.rows<NetworkInstance & Row>(INSTANCES);
    const payments = await engine.rows<PaymentRow>(PAYMENTS);
    const holdings = await engine.rows<Holding & Row>('FROM dossier_holding');
    return {
      currency: await reportingCurrency(engine),
      members: groups(members, (row) => row.network_id),
      instances: groups(instances, (row) => row.network_id),
      payments: groups(payments, (row) => row.network_id, paymentOf),
      onward: await readOnward(engine),
      holdings: new Map(holdings.map((row) => [row.account ?? '', row])),
      listings: await readListings(engine),
    };
  } finally {
    for (const name of ['dossier_network', ...Object.keys(TABLES)].reverse())
      await engine.run(`DROP TABLE IF EXISTS temp.${name}`);
  }
}

/** Each built from those before it. */
const TABLES = {
  dossier_payment: `
    SELECT n.network_id, list(n.id ORDER BY n.first_at, n.id) AS instances, p.*
    FROM network_instance n ${MINE} n.network_id
    JOIN network_payment l ON l.instance_id = n.id JOIN payment p ON p.id = l.payment_id
    GROUP BY ALL`,
  dossier_account: `
    SELECT a.* FROM account a SEMI JOIN (
      SELECT account_id AS id FROM network_member m ${MINE} m.network_id
      UNION SELECT debtor_account FROM dossier_payment
      UNION SELECT creditor_account FROM dossier_payment) t ON t.id = a.id
    ${newest('a.id')}`,
  dossier_party: `
    SELECT p.* FROM party p SEMI JOIN (
      SELECT party_id AS id FROM network_member m ${MINE} m.network_id
      UNION SELECT party_id FROM dossier_account) t ON t.id = p.id
    ${newest('p.id')}`,
  dossier_holding: `
    SELECT a.id AS account, a.party_id, p.name, p.kind AS party_kind, a.institution_id,
      coalesce(i.name, a.institution_id) AS institution, coalesce(a.country, i.country) AS country
    FROM dossier_account a
    LEFT JOIN dossier_party p ON p.id = a.party_id
    LEFT JOIN institution i ON i.id = a.institution_id`,
} as const;

function newest(id: string): string {
  return `QUALIFY row_number() OVER (
    PARTITION BY ${id} ORDER BY known_from DESC NULLS LAST, valid_from DESC NULLS LAST) = 1`;
}

const MEMBERS = `
  SELECT m.* REPLACE (${MOMENTS}, coalesce(m.party_id, h.party_id) AS party_id)
  FROM network_member m ${MINE} m.network_id
  LEFT JOIN dossier_holding h ON h.account = m.account_id`;
const INSTANCES = `
  SELECT n.* REPLACE (${MOMENTS}) FROM network_instance n ${MINE} n.network_id
  ORDER BY n.first_at, n.id`;
const PAYMENTS = `
  SELECT t.network_id, t.id, strftime(t.time, ${ISO}) AS time, t.precision = 'day' AS is_day,
    t.amount_minor, t.currency, t.value_minor, t.rail, t.instances,
    ${['debtor', 'creditor'].map(endColumns).join(', ')}
  FROM dossier_payment t ${['debtor', 'creditor'].map(endJoins).join(' ')}
  ORDER BY t.order_key`;

/** An institution that the payment states goes before the one on file: money moved through it. */
function endColumns(end: string): string {
  const institution = `coalesce(t.${end}_institution, ${end}_h.institution_id)`;
  return `t.${end}_account, coalesce(${end}_h.name, t.${end}_name) AS ${end}_name,
    ${institution} AS ${end}_institution_id,
    coalesce(${end}_i.name, ${institution}) AS ${end}_institution,
    coalesce(t.${end}_country, ${end}_h.country, ${end}_i.country) AS ${end}_country`;
}

function endJoins(end: string): string {
  return `LEFT JOIN dossier_holding ${end}_h ON ${end}_h.account = t.${end}_account
    LEFT JOIN institution ${end}_i
      ON ${end}_i.id = coalesce(t.${end}_institution, ${end}_h.institution_id)`;
}

type EndField = 'account' | 'name' | 'institution_id' | 'institution' | 'country';
type PaymentRow = Omit<DossierPayment, 'debtor' | 'creditor'> & {
  readonly [K in `debtor_${EndField}` | `creditor_${EndField}`]: string | null;
} & { readonly network_id: string } & Row;

function paymentOf(row: PaymentRow): DossierPayment {
  const end = (side: 'debtor' | 'creditor'): DossierEnd => ({
    account: row[`${side}_account`],
    name: row[`${side}_name`],
    institution_id: row[`${side}_institution_id`],
    institution: row[`${side}_institution`],
    country: row[`${side}_country`],
  });
  const { id, time, is_day, amount_minor, currency, value_minor, rail, instances } = row;
  const what = { id, time, is_day, amount_minor, currency, value_minor, rail, instances };
  return { ...what, debtor: end('debtor'), creditor: end('creditor') };
}

/**
 * Entries judged to be a member's holder, and values of indicator lists that name a member or its
 * holder; a value that screening wrote for an entry (`screened_<list>`) says nothing more.
 */
async function readListings(engine: Engine): Promise<Map<string, DossierListing[]>> {
  const rows = await engine.rows<ListingRow>(`
    WITH member AS (SELECT m.account_id, coalesce(m.party_id, h.party_id) AS party_id
      FROM network_member m ${MINE} m.network_id
      LEFT JOIN dossier_holding h ON h.account = m.account_id)
    SELECT DISTINCT list, entry_id, l.name, program, 'party' AS kind, party_id AS id,
      listed_on::VARCHAR AS listed_on, delisted_on::VARCHAR AS delisted_on
    FROM listing l WHERE party_id IN (SELECT party_id FROM member)
    UNION
    SELECT i.list, NULL, NULL, NULL, i.kind, i.value, i.valid_from::VARCHAR,
      (i.valid_to + 1)::VARCHAR
    FROM indicator i
    WHERE (i.kind = 'account' AND i.value IN (SELECT account_id FROM member)
        OR i.kind = 'party' AND i.value IN (SELECT party_id FROM member))
      AND NOT EXISTS (FROM listing l WHERE i.kind = 'party' AND l.party_id = i.value
        AND i.list = 'screened_' || regexp_replace(l.list, '[^a-z0-9_]', '_', 'g'))
    ORDER BY ALL`);
  return groups(
    rows,
    (row) => `${row.kind}:${row.id}`,
    ({ kind, id, ...entry }) => ({ ...entry, subject: { kind, id }, is_open: false }),
  );
}

type ListingRow = Omit<DossierListing, 'subject' | 'is_open'> & DossierListing['subject'] & Row;

function groups<R, T = R>(
  rows: readonly R[],
  keyOf: (row: R) => string,
  make: (row: R) => T = (row) => row as unknown as T,
): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = map.get(key);
    if (group) group.push(make(row));
    else map.set(key, [make(row)]);
  }
  return map;
}
