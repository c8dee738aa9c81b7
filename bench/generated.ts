import { createTables, type Engine } from '../src/store/index.js';

/** A number in [0, 1) from the row number `i` and a salt: the same row, the same number. */
const uniform = (salt: number) => `((hash(i * 16 + ${salt}) % 1000003) / 1000003.0)`;

/** One of the values, by the row number and a salt. */
const pick = (values: readonly string[], salt: number) =>
  `(['${values.join("', '")}'])[1 + (hash(i * 16 + ${salt}) % ${values.length})::INTEGER]`;

/**
 * Fills a store with `payments` payments of `payments / 20` accounts at four banks over a year,
 * every column filled, from hashes of the row number: the same size gives the same rows. Amounts
 * are log-normal-like, a fifth of the payments are cash, one account in 500 is a hub.
 */
export async function fillGenerated(engine: Engine, payments: number): Promise<void> {
  await createTables(engine);
  const accounts = Math.max(1000, Math.floor(payments / 20));
  await engine.run(INSTITUTIONS);
  await engine.run(PLACES);
  await engine.run(partiesSql(accounts));
  await engine.run(accountsSql(accounts));
  await engine.run(paymentsSql(payments, accounts));
}

const INSTITUTIONS = `
  INSERT INTO institution (id, name, kind, country, is_ours)
  SELECT 'B' || i, 'Bank ' || i, 'bank', CASE WHEN i < 2 THEN 'US' ELSE 'MX' END, i < 4
  FROM range(6) t(i)`;

const PLACES = `
  INSERT INTO place (id, name, city, region, country, is_border)
  SELECT 'L' || i, 'Branch ' || i, 'City ' || (i % 60), 'R' || (i % 25),
    CASE WHEN i % 2 = 0 THEN 'US' ELSE 'MX' END, i % 7 = 0
  FROM range(400) t(i)`;

const SECTORS =
  'retail restaurant chemicals textile import_export electronics spa freight construction crypto';
const OCCUPATIONS =
  'student office retired labourer driver homemaker customs_official public_official service';

function partiesSql(parties: number): string {
  return `
    INSERT INTO party (id, kind, name, country, region,
      sector, occupation, income_minor, birth_year, founded_on, is_official)
    SELECT 'P' || i, CASE WHEN i % 4 = 0 THEN 'organisation' ELSE 'person' END,
      'Fictional ' || i, CASE WHEN i % 2 = 0 THEN 'US' ELSE 'MX' END, 'R' || (i % 25),
      CASE WHEN i % 4 = 0 THEN ${pick(SECTORS.split(' '), 1)} END,
      CASE WHEN i % 4 <> 0 THEN ${pick(OCCUPATIONS.split(' '), 2)} END,
      (20000 + 80000 * ${uniform(3)})::BIGINT * 100, 1940 + i % 65,
      CASE WHEN i % 4 = 0 THEN DATE '2015-01-01' + (i % 3900)::INTEGER END, i % 97 = 0
    FROM range(${parties}) t(i)`;
}

function accountsSql(accounts: number): string {
  return `
    INSERT INTO account (id, institution_id, party_id, kind, currency, country, region, opened_on)
    SELECT 'A' || i, 'B' || (i % 6), 'P' || (i % ${accounts}),
      CASE WHEN i % 4 = 0 THEN 'business' ELSE 'checking' END,
      CASE WHEN i % 2 = 0 THEN 'USD' ELSE 'MXN' END,
      CASE WHEN i % 6 < 2 THEN 'US' ELSE 'MX' END,
      'R' || (i % 25), DATE '2018-01-01' + (i % 2500)::INTEGER
    FROM range(${accounts}) t(i)`;
}

const RAILS = 'ach wire spei p2p card cashiers_cheque remittance cheque';
const PURPOSES = 'payroll rent trade services family purchase tuition tax unknown';
const TEXTS = ['rent', 'invoice 12', 'renta', 'tuition', 'gracias', 'fee', 'order', 'nomina'];

/** Kind 0 is cash paid in, 1 cash paid out; `d` and `c` are the ends' accounts. */
function paymentsSql(payments: number, accounts: number): string {
  const hubs = Math.floor(accounts / 500);
  const account = (salt: number) =>
    `CASE WHEN ${uniform(salt + 1)} < 0.1 THEN (hash(i * 16 + ${salt}) % ${hubs}) * 500
      ELSE hash(i * 16 + ${salt}) % ${accounts} END`;
  return `
    INSERT INTO payment (id, time, precision,
      debtor_account, creditor_account, debtor_institution, creditor_institution,
      debtor_country, creditor_country, debtor_name, creditor_name,
      amount_minor, currency, rail, channel, purpose, text, place_id,
      conductor_id, behalf_id, device_id, intermediaries, is_return,
      order_key, value_minor, batch_id)
    SELECT 'T' || lpad(i::VARCHAR, 9, '0'), make_timestamp_ms(ms), 'second',
      CASE WHEN kind = 0 THEN NULL ELSE 'A' || d END,
      CASE WHEN kind = 1 THEN NULL ELSE 'A' || c END,
      CASE WHEN kind <> 0 THEN 'B' || (d % 6) END,
      CASE WHEN kind <> 1 THEN 'B' || (c % 6) END,
      CASE WHEN d % 6 < 2 THEN 'US' ELSE 'MX' END,
      CASE WHEN c % 6 < 2 THEN 'US' ELSE 'MX' END,
      'Fictional ' || d, 'Fictional ' || c,
      cents, 'USD', CASE WHEN kind < 2 THEN 'cash' ELSE ${pick(RAILS.split(' '), 6)} END,
      ${pick(['branch', 'atm', 'online', 'mobile'], 7)},
      ${pick(PURPOSES.split(' '), 8)},
      ${pick(TEXTS, 9)},
      'L' || (hash(i * 16 + 10) % 400),
      'P' || d, 'P' || c, 'D' || (d % 5000), 'B4 B5', i % 1000 = 0,
      ms * 2097152 + tie, cents, 'bench'
    FROM (SELECT *, row_number() OVER (PARTITION BY ms ORDER BY i) - 1 AS tie FROM (
      SELECT i,
        1735689600000 + (i * (31536000000.0 / ${payments}))::BIGINT // 1000 * 1000 AS ms,
        hash(i * 16 + 11) % 10 AS kind,
        ${account(12)} AS d,
        ${account(14)} AS c,
        (exp(3.5 + 3.2 * (${uniform(3)} + ${uniform(4)} + ${uniform(5)} - 1.0)) * 100)::BIGINT
          + 1 AS cents
      FROM range(${payments}) t(i)))
    ORDER BY ms, i`;
}
