/** Statements that lay out parties and their values as of a moment `$as_of` (milliseconds). */

const KNOWN = `coalesce(epoch_ms(valid_from) <= $as_of::BIGINT, true)
  AND coalesce(epoch_ms(known_from) <= $as_of::BIGINT, true)`;
const NEWEST = 'ORDER BY valid_from DESC NULLS LAST, known_from DESC NULLS LAST';

/** The version of each party that was in force, numbered by id. */
export function partiesSql(schema: string): string {
  return `
    SELECT (row_number() OVER (ORDER BY id) - 1)::INTEGER AS n, *,
      coalesce(year(make_timestamp_ms($as_of::BIGINT)) - birth_year < 18, false) AS is_minor
    FROM (
      SELECT id, kind, name, country, region, address, phone, email, birth_year,
        ${COMPACT_TAX_ID} AS tax_id
      FROM ${schema}.party WHERE ${KNOWN}
      QUALIFY row_number() OVER (PARTITION BY id ${NEWEST}) = 1
    )`;
}

/** Accounts and their holders in force: several where one version names several. */
export function heldSql(schema: string): string {
  return `
    SELECT DISTINCT id AS account, party_id FROM (
      SELECT id, party_id FROM ${schema}.account WHERE ${KNOWN}
      QUALIFY rank() OVER (PARTITION BY id ${NEWEST}) = 1
    ) WHERE party_id IS NOT NULL`;
}

/** Every value by which two parties can be found to be one: (kind, value, n). */
export function valuesSql(schema: string): string {
  return `
    SELECT CASE scheme WHEN 'other' THEN 'other_scheme_id' ELSE 'tax_id' END AS kind,
      scheme || ' ' || tax_id AS value, n
    FROM (SELECT n, tax_id, ${SCHEME} AS scheme FROM identity_party)
    WHERE scheme IS NOT NULL
    UNION ALL
    SELECT 'phone', value, n FROM (SELECT n, ${PHONE} AS value FROM (
      SELECT n, country, ${PHONE_DIGITS} AS digits FROM identity_party))
    WHERE value IS NOT NULL
    UNION ALL
    SELECT 'email', value, n FROM (SELECT n, ${EMAIL} AS value FROM identity_party)
    WHERE regexp_full_match(value, '[^@\\s]+@[^@\\s]+\\.[^@\\s]+')
    UNION ALL
    SELECT 'address', concat_ws(' ', country, region, value), n
    FROM (SELECT n, country, region, ${ADDRESS} AS value FROM identity_party)
    WHERE length(value) >= 6 AND regexp_matches(value, '[0-9]')
    UNION ALL
    SELECT DISTINCT 'device', d.id, n
    FROM ${schema}.device d JOIN identity_party p ON p.id = d.party_id
    WHERE coalesce(epoch_ms(seen_from) <= $as_of::BIGINT, true)
    UNION ALL
    SELECT 'joint_account', account, n FROM identity_held JOIN identity_party ON id = party_id`;
}

/**
 * Who has more than half of an organisation, by what each source said last: who controls
 * it, and not who it is.
 */
export function controlSql(schema: string): string {
  return `
    SELECT o.n AS owner, s.n AS owned
    FROM (
      SELECT * FROM ${schema}.interest WHERE ${KNOWN}
      QUALIFY rank() OVER (
        PARTITION BY coalesce(id, rowid::VARCHAR), source, subject_id, owner_id, kind
        ORDER BY known_from DESC NULLS LAST, valid_from DESC NULLS LAST) = 1
    ) i
    JOIN identity_party o ON o.id = i.owner_id
    JOIN identity_party s ON s.id = i.subject_id
    WHERE i.kind IN ('shares', 'votes') AND o.n <> s.n
      AND coalesce(epoch_ms(valid_until) > $as_of::BIGINT, true)
      AND coalesce(${LOW_ABOVE_HALF}, share_ppm > 500000, false)
    GROUP BY ALL`;
}

/** Letters and digits in capitals, as identifiers are stored. */
const COMPACT_TAX_ID = `nullif(regexp_replace(upper(tax_id),
  '[\\s./\\x{2010}-\\x{2015}-]', '', 'g'), '')`;

/**
 * The scheme of a tax id by its shape; null where it cannot tell anybody apart. Nine digits are of
 * a person or of an organisation in the United States, and then say so.
 */
const SCHEME = `CASE
  WHEN tax_id IS NULL OR length(tax_id) < 6 OR regexp_full_match(tax_id, '0*|1*|9*|123456789?0?')
    THEN NULL
  WHEN regexp_full_match(tax_id, '[A-ZÑ&]{3,4}[0-9]{6}[A-Z0-9]{2}[0-9A]') THEN 'rfc'
  WHEN regexp_full_match(tax_id, '[A-Z]{4}[0-9]{6}[A-Z]{6}[A-Z0-9][0-9]') THEN 'curp'
  WHEN regexp_full_match(tax_id, '[0-9]{9}') AND coalesce(country, 'US') = 'US'
    THEN CASE kind WHEN 'organisation' THEN 'ein' WHEN 'person' THEN 'ssn' ELSE 'other' END
  WHEN NOT regexp_matches(tax_id, '[0-9]') THEN NULL
  ELSE 'other' END`;

const PHONE_DIGITS = `ltrim(regexp_replace(
  regexp_replace(lower(phone), '(ext|x|#|int).*$', ''), '[^0-9]', '', 'g'), '0')`;

/** With the country's code where it is known; Mexico's mobile 1 is left out. */
const PHONE = `CASE
  WHEN length(digits) < 7 OR length(digits) > 15 THEN NULL
  WHEN regexp_full_match(digits, '.*(0{6}|1{6}|9{6}|1234567|4567890)') THEN NULL
  WHEN length(digits) = 13 AND starts_with(digits, '521') THEN '52' || digits[4:]
  WHEN length(digits) = 10 AND country = 'MX' THEN '52' || digits
  WHEN length(digits) = 10 AND country IN ('US', 'CA') THEN '1' || digits
  WHEN length(digits) <= 10 THEN concat(country, '?', digits)
  ELSE digits END`;

/** Lower case; of Google's mailboxes without dots and what follows +, which lead to one box. */
const EMAIL = `CASE
  WHEN regexp_matches(lower(email), '@(gmail|googlemail)\\.com\\s*$')
    THEN replace(regexp_extract(lower(trim(email)), '^([^+@]*)', 1), '.', '') || '@gmail.com'
  ELSE lower(trim(email)) END`;

/** Words and numbers in their order, without accents and the words that people leave out. */
const ADDRESS = `array_to_string(list_filter(
  string_split(regexp_replace(strip_accents(lower(address)), '[^\\pL\\pN]+', ' ', 'g'), ' '),
  word -> NOT (word IN (${quoted(
    'calle street st avenida avenue av ave boulevard blvd blv colonia col numero num no nro c ' +
      'apartment apt apto departamento depto dpto interior int exterior ext suite ste unit ' +
      'piso road rd drive dr lane ln court ct calz calzada',
  )}, ''))), ' ')`;

const SHARE = '^[\\[(]([0-9]{1,15})(?:/([0-9]{1,15}))?,';
const LOW_TOP = `regexp_extract(share, '${SHARE}', 1)::HUGEINT`;
const LOW_BOTTOM = `coalesce(nullif(regexp_extract(share, '${SHARE}', 2), ''), '1')::HUGEINT`;

/** The lowest share in the text of exact bounds: (1/2,3/4] is above half, [1/2,3/4] is not. */
const LOW_ABOVE_HALF = `CASE WHEN regexp_matches(share, '${SHARE}') THEN
  CASE WHEN starts_with(share, '(')
    THEN 2 * ${LOW_TOP} >= ${LOW_BOTTOM} ELSE 2 * ${LOW_TOP} > ${LOW_BOTTOM} END
  END`;

function quoted(words: string): string {
  return `'${words.split(' ').join("', '")}'`;
}
