/** Reads from the store what alerts and networks stand on. */
import {
  type Account,
  type Alert,
  account,
  type DossierListing,
  institution,
  type NetworkDossier,
  type Noun,
  type Party,
  type Payment,
  party,
  payment,
  place,
} from '../../model/index.js';
import type { Engine, Row } from '../../store/index.js';
import type { Evidence, EvidenceInstitution, EvidencePlace } from './evidence.js';

export interface EvidenceAsked {
  /** The reporting currency of the store. */
  readonly currency: string;
  readonly alerts: readonly Alert[];
  readonly networks: readonly NetworkDossier[];
  /** Ids of typologies that say `protects: true`. */
  readonly protecting: ReadonlySet<string>;
  /** Payments that the investigator adds to those of alerts and networks. */
  readonly payments?: readonly string[];
}

/** Ids asked for in one statement. */
const TOGETHER = 1000;

/**
 * Everything that the store knows of some alerts and networks. Payments that the store no longer
 * has are left out; the narrative says how many of a rule's payments its sums hold.
 */
export async function gatherEvidence(engine: Engine, asked: EvidenceAsked): Promise<Evidence> {
  const wanted = new Set([
    ...asked.alerts.flatMap(({ finding }) => finding.evidence),
    ...asked.networks.flatMap(({ payments }) => payments.map(({ id }) => id)),
    ...(asked.payments ?? []),
  ]);
  const payments = await readById<Payment>(engine, payment, wanted);
  payments.sort((a, b) => (a.order_key < b.order_key ? -1 : a.order_key > b.order_key ? 1 : 0));
  const accounts = await readById<Account>(engine, account, [
    ...payments.flatMap((each) => [each.debtor_account, each.creditor_account]),
    ...asked.networks.flatMap(({ members }) => members.map(({ account_id }) => account_id)),
    ...asked.alerts.map(({ finding }) => finding.subject.id),
  ]);
  const parties = await readById<Party>(engine, party, [
    ...accounts.map(({ party_id }) => party_id),
    ...asked.alerts.map(({ owner }) => owner.id),
    ...payments.flatMap(({ conductor_id, behalf_id }) => [conductor_id, behalf_id]),
  ]);
  const institutions = await readById<EvidenceInstitution>(engine, institution, [
    ...accounts.map(({ institution_id }) => institution_id),
    ...payments.flatMap((each) => [each.debtor_institution, each.creditor_institution]),
  ]);
  const places = await readById<EvidencePlace>(
    engine,
    place,
    payments.map(({ place_id }) => place_id),
  );
  const listings = await readListings(engine, new Set(parties.map(({ id }) => id)));
  const { currency, alerts, networks, protecting } = asked;
  const own = networks.flatMap((each) => each.listings);
  return {
    ...{ currency, alerts, networks, protecting, payments, accounts, parties, institutions },
    ...{ places, listings: distinct([...own, ...listings]) },
  };
}

/** The newest version of each record, by id. */
async function readById<T>(
  engine: Engine,
  { name, fields }: Noun,
  ids: Iterable<string | null>,
): Promise<T[]> {
  const wanted = [...new Set(ids)].filter((id) => id !== null);
  const columns = Object.entries(fields).map(([column, { sql }]) => {
    if (sql === 'TIMESTAMP_MS')
      return `strftime("${column}", '%Y-%m-%dT%H:%M:%S.%gZ') AS "${column}"`;
    return sql === 'DATE' ? `strftime("${column}", '%Y-%m-%d') AS "${column}"` : `"${column}"`;
  });
  const newest =
    'known_from' in fields
      ? `QUALIFY row_number() OVER (PARTITION BY id
           ORDER BY known_from DESC NULLS LAST, valid_from DESC NULLS LAST) = 1`
      : '';
  const found: T[] = [];
  for (let i = 0; i < wanted.length; i += TOGETHER) {
    const some = wanted.slice(i, i + TOGETHER);
    const sql = `SELECT ${columns.join(', ')} FROM
      (SELECT * FROM "${name}" WHERE id IN (${some.map(() => '?').join(', ')}) ${newest})`;
    found.push(...(await engine.rows<T & Row>(sql, some)));
  }
  return found;
}

async function readListings(
  engine: Engine,
  parties: ReadonlySet<string>,
): Promise<DossierListing[]> {
  const rows = await engine.rows<Omit<DossierListing, 'subject'> & { party_id: string } & Row>(
    `SELECT list, entry_id, name, program, party_id, false AS is_open,
       strftime(listed_on, '%Y-%m-%d') AS listed_on,
       strftime(delisted_on, '%Y-%m-%d') AS delisted_on
     FROM listing WHERE party_id IS NOT NULL ORDER BY ALL`,
  );
  return rows
    .filter(({ party_id }) => parties.has(party_id))
    .map(({ party_id, ...row }) => ({ ...row, subject: { kind: 'party', id: party_id } as const }));
}

function distinct(listings: readonly DossierListing[]): DossierListing[] {
  const seen = new Map<string, DossierListing>();
  for (const each of listings) {
    const key = JSON.stringify([each.list, each.entry_id, each.subject.id]);
    if (!seen.has(key)) seen.set(key, each);
  }
  return [...seen.values()];
}
