import { currencyCodes, minorDigits } from '../../base/index.js';
import { hundredths, type Threshold } from './table.js';

/** Pieces of SQL that obligations share. Text of ours only; values of users are quoted here. */

export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function quotedList(texts: readonly string[]): string {
  return texts.length === 0 ? '(NULL)' : `(${texts.map(quoted).join(', ')})`;
}

/** Minor digits of the currency in a column. */
function digitsSql(column: string): string {
  const byDigits = new Map<number, string[]>();
  for (const code of currencyCodes()) {
    const digits = minorDigits(code);
    if (digits !== 2) byDigits.set(digits, [...(byDigits.get(digits) ?? []), code]);
  }
  const cases = [...byDigits].map(
    ([digits, codes]) => `WHEN ${column} IN ${quotedList(codes)} THEN ${digits}`,
  );
  return `CASE ${cases.join(' ')} ELSE 2 END`;
}

/**
 * Adds `usd_minor` to a relation with `currency`, `amount_minor` and `day`: cents at the latest
 * rates from that day or before, rounded half up once. Null where a rate is missing.
 */
export function withUsdSql(relation: string, reporting_currency: string): string {
  const reporting = quoted(reporting_currency);
  const rate = (own: string, found: string) =>
    `CASE WHEN ${own} = ${reporting} THEN ${ONE} ELSE CAST(${found}.rate * ${ONE} AS HUGEINT) END`;
  return `SELECT * EXCLUDE (usd, own_rate, usd_rate, digits), CASE
      WHEN currency = 'USD' THEN CAST(amount_minor AS HUGEINT)
      WHEN own_rate IS NULL OR usd_rate IS NULL OR usd_rate = 0 THEN NULL
      WHEN digits <= 2 THEN (2 * CAST(amount_minor AS HUGEINT) * own_rate
        * CAST(pow(10, 2 - digits) AS HUGEINT) + usd_rate) // (2 * usd_rate)
      ELSE (2 * CAST(amount_minor AS HUGEINT) * own_rate + usd_rate
        * CAST(pow(10, digits - 2) AS HUGEINT))
        // (2 * usd_rate * CAST(pow(10, digits - 2) AS HUGEINT)) END AS usd_minor
    FROM (SELECT o.*, ${rate('o.currency', 'c')} AS own_rate, ${rate('o.usd', 'u')} AS usd_rate,
        ${digitsSql('o.currency')} AS digits
      FROM (SELECT *, 'USD' AS usd FROM (${relation})) o
      ASOF LEFT JOIN fx_rate c ON o.currency = c.currency AND o.day >= c.day
      ASOF LEFT JOIN fx_rate u ON o.usd = u.currency AND o.day >= u.day)`;
}

const ONE = 'CAST(1000000000000 AS HUGEINT)';

/** Whether US cents reach the threshold that is in force on a day. */
export function reachesSql(
  thresholds: readonly Threshold[],
  id: string,
  usd_minor: string,
  day: string,
): string {
  const parts = thresholds
    .filter(({ threshold }) => threshold === id)
    .map(({ over, at_least, from, until }) => {
      const cents = hundredths(over ?? at_least ?? '0');
      const bounds = [
        `${usd_minor} ${over === undefined ? '>=' : '>'} ${cents}`,
        ...(from === undefined ? [] : [`${day} >= DATE '${from}'`]),
        ...(until === undefined ? [] : [`${day} <= DATE '${until}'`]),
      ];
      return `(${bounds.join(' AND ')})`;
    });
  return parts.length === 0 ? 'false' : `(${parts.join(' OR ')})`;
}
