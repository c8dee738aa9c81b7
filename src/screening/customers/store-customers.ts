/** Customers and counterparties of the engine, as they are compared with lists. */
import type { Engine, Row } from '../../store/index.js';
import type { Customer } from '../decisions/index.js';
import { Draft } from '../lists/draft.js';
import { type PartyFacts, partyProfile, profileOf } from './party-profile.js';

/** Spellings of one counterparty that are compared, the most frequent ones. */
const SPELLINGS_MAX = 100;

/**
 * Every party, key `party:<id>`: its newest version, names of older ones as former names, wallets
 * it holds. The engine is busy until the last is taken.
 */
export async function* readParties(engine: Engine): AsyncGenerator<Customer> {
  for await (const row of stream(engine, PARTIES)) {
    const facts = row as unknown as PartyFacts;
    yield { key: `party:${facts.id}`, profile: partyProfile(facts) };
  }
}

/**
 * Who stands at the other end of payments and is no known party: by account (`account:<id>`, with
 * every name that payments give it), or by name where there is no account (`name:<name>`). An
 * account without a name is compared only where it can be a wallet.
 */
export async function* readCounterparties(engine: Engine): AsyncGenerator<Customer> {
  for await (const row of stream(engine, COUNTERPARTIES)) {
    const { account, names, countries, is_wallet } = row as unknown as CounterpartyRow;
    const id = account ?? names[0] ?? '';
    const draft = new Draft('', id);
    for (const name of names) draft.name(name);
    for (const country of countries) draft.place('unspecified', country, country);
    if (is_wallet) draft.wallet(null, account);
    const key = account === null ? `name:${id}` : `account:${id}`;
    yield { key, profile: profileOf(draft.done()) };
  }
}

interface CounterpartyRow {
  readonly account: string | null;
  readonly names: readonly string[];
  readonly countries: readonly string[];
  readonly is_wallet: boolean;
}

async function* stream(engine: Engine, sql: string): AsyncGenerator<Row> {
  const result = await engine.connection.stream(sql);
  for await (const rows of result.yieldRowObjectJs()) yield* rows as Row[];
}

const NEWEST = 'ORDER BY valid_from DESC NULLS LAST, known_from DESC NULLS LAST';

const PARTIES = `
  WITH newest AS (
    SELECT * FROM party QUALIFY row_number() OVER (PARTITION BY id ${NEWEST}) = 1
  ), named AS (
    SELECT id, list(DISTINCT name ORDER BY name) AS names FROM party
    WHERE name IS NOT NULL GROUP BY id
  ), wallet AS (
    SELECT party_id, list(DISTINCT id ORDER BY id) AS wallets FROM account
    WHERE kind = 'wallet' AND party_id IS NOT NULL GROUP BY party_id
  )
  SELECT p.id, p.kind, p.name, p.country, p.region, p.address, p.birth_year,
    p.founded_on::VARCHAR AS founded_on, p.phone, p.email, p.tax_id,
    list_filter(coalesce(n.names, []), name -> p.name IS NULL OR name <> p.name) AS former_names,
    coalesce(w.wallets, []) AS wallets
  FROM newest p LEFT JOIN named n ON n.id = p.id LEFT JOIN wallet w ON w.party_id = p.id
  ORDER BY p.id`;

const COUNTERPARTIES = `
  WITH ends AS (
    SELECT debtor_account AS account, debtor_name AS name, debtor_country AS country,
      rail = 'crypto' AS is_crypto FROM payment
    UNION ALL
    SELECT creditor_account, creditor_name, creditor_country, rail = 'crypto' FROM payment
  ), known AS (
    SELECT id, bool_or(party_id IS NOT NULL) AS is_held, bool_or(kind = 'wallet') AS is_wallet
    FROM account GROUP BY id
  ), counted AS (
    SELECT e.account, CASE WHEN e.account IS NULL THEN e.name END AS lone, e.name,
      count(*) AS n, list(DISTINCT e.country) FILTER (e.country IS NOT NULL) AS countries,
      bool_or(coalesce(e.is_crypto, false) OR coalesce(k.is_wallet, false)) AS is_wallet
    FROM ends e LEFT JOIN known k ON k.id = e.account
    WHERE NOT coalesce(k.is_held, false) AND (e.account IS NOT NULL OR e.name IS NOT NULL)
    GROUP BY ALL
  )
  SELECT account,
    coalesce(list_slice(list(name ORDER BY n DESC, name) FILTER (name IS NOT NULL), 1,
      ${SPELLINGS_MAX}), []) AS names,
    list_sort(list_distinct(flatten(list(coalesce(countries, []))))) AS countries,
    bool_or(is_wallet) AND account IS NOT NULL AS is_wallet
  FROM counted GROUP BY account, lone
  HAVING count(name) > 0 OR bool_or(is_wallet)
  ORDER BY account, lone`;
