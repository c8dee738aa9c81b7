import { Fault } from '../../base/index.js';
import type { Engine } from '../../store/index.js';
import type { Filer, Period, ReportDay } from './filer.js';
import { quoted, quotedList, withUsdSql } from './sql.js';

/** A payment as a report sees it: one movement of cash in or out, a transfer, a cheque. */
export interface Operation {
  readonly payment: string;
  readonly direction: 'in' | 'out';
  readonly time_ms: number;
  /** The local day on which it was made, and the one for which the report counts it. */
  readonly day: string;
  readonly counts_for: string;
  /** What was handed over, exact, in the units of its currency. */
  readonly amount_minor: bigint;
  readonly currency: string;
  /** Null: no rate of its currency was known on its day. */
  readonly usd_minor: bigint | null;
  readonly account: string | null;
  readonly holder: string | null;
  readonly conductor: string | null;
  readonly behalf: string | null;
  readonly channel: string | null;
  readonly place: string | null;
  /** Cash for cash at a counter, beside any account. */
  readonly is_exchange: boolean;
  /** The other end, of transfers. */
  readonly other_name: string | null;
  readonly other_country: string | null;
  readonly other_account: string | null;
  readonly other_institution: string | null;
}

/** Which payments a report is about. */
export type OperationKind = 'cash' | 'transfer' | 'cashiers_cheque';

export interface OperationQuestion {
  readonly filer: Filer;
  readonly period: Period;
  readonly days: readonly ReportDay[];
  /** Currency of the store's rates. */
  readonly reporting_currency: string;
}

/**
 * Makes the temporary table `filing_operation`: every payment of a kind that counts for the period
 * and passes through the filer. Holders are those known last of versions that had begun by the end
 * of the period: a report says what is known when it is drafted.
 */
export async function gatherOperations(
  engine: Engine,
  kind: OperationKind,
  question: OperationQuestion,
): Promise<void> {
  const { filer, period, days, reporting_currency } = question;
  const rows = days.map(
    ({ day, counts_for, at_night }) => `(DATE '${day}', DATE '${counts_for}', DATE '${at_night}')`,
  );
  await engine.run(`CREATE OR REPLACE TEMP TABLE filing_day AS
    SELECT * FROM (VALUES ${rows.join(', ')}) AS t(day, counts_for, at_night)`);
  const first = days[0]?.day ?? period.from;
  await engine.run(`CREATE OR REPLACE TEMP TABLE filing_account AS
    SELECT id, party_id, institution_id FROM account
    WHERE valid_from IS NULL OR valid_from < DATE '${period.until}' + INTERVAL 2 DAY
    QUALIFY row_number() OVER (PARTITION BY id
      ORDER BY valid_from DESC NULLS LAST, known_from DESC NULLS LAST) = 1`);
  const countryOf = (end: string) =>
    `coalesce(p.${end}_country, ${end}_in.country) AS ${end}_country`;
  const ends = `SELECT p.* REPLACE (${countryOf('debtor')}, ${countryOf('creditor')}),
      ${localDaySql(filer.zone)} AS day,
      coalesce(p.creditor_institution, c.institution_id) AS into_institution,
      coalesce(p.debtor_institution, d.institution_id) AS from_institution,
      c.party_id AS creditor_party, d.party_id AS debtor_party, place.country AS place_country
    FROM payment p
    LEFT JOIN filing_account c ON c.id = p.creditor_account
    LEFT JOIN filing_account d ON d.id = p.debtor_account
    LEFT JOIN institution debtor_in
      ON debtor_in.id = coalesce(p.debtor_institution, d.institution_id)
    LEFT JOIN institution creditor_in
      ON creditor_in.id = coalesce(p.creditor_institution, c.institution_id)
    LEFT JOIN place ON place.id = p.place_id
    WHERE p.time >= DATE '${first}' - INTERVAL 2 DAY
      AND p.time < DATE '${period.until}' + INTERVAL 3 DAY AND ${KIND_SQL[kind]}`;
  const sides = sidesSql(kind, filer);
  const counted = `SELECT s.*, CASE WHEN s.channel = 'night_drop' THEN f.at_night
      ELSE f.counts_for END AS counts_for
    FROM (${sides}) s JOIN filing_day f ON f.day = s.day
    WHERE s.place_country IS NULL OR s.place_country = ${quoted(filer.country)}`;
  await engine.run(`CREATE OR REPLACE TEMP TABLE filing_operation AS
    WITH ends AS (${ends}), counted AS (${counted})
    SELECT * FROM (${withUsdSql('SELECT * FROM counted', reporting_currency)})
    WHERE counts_for BETWEEN DATE '${period.from}' AND DATE '${period.until}'`);
}

/** Operations of one answer: each is a draft in memory. */
const OPERATIONS_MAX = 100_000;

/**
 * Reads the operations that the table `filing_wanted` names by payment and direction, in order.
 * Fault `filing.crowd`: there are too many for one answer.
 */
export async function readOperations(engine: Engine): Promise<Operation[]> {
  const [wanted] = await engine.rows('SELECT count(*) AS count FROM filing_wanted');
  const count = Number(wanted?.count ?? 0);
  if (count > OPERATIONS_MAX) throw new Fault('filing.crowd', { count, most: OPERATIONS_MAX });
  const rows = await engine.rows(`SELECT payment, direction, epoch_ms(time) AS time_ms,
      strftime(day, '%Y-%m-%d') AS day, strftime(counts_for, '%Y-%m-%d') AS counts_for,
      amount_minor, currency, usd_minor, account, holder, conductor, behalf, channel, place,
      is_exchange, other_name, other_country, other_account, other_institution
    FROM filing_operation SEMI JOIN filing_wanted USING (payment, direction)
    ORDER BY time, payment, direction`);
  return rows.map((row) => ({ ...row, time_ms: Number(row.time_ms) }) as unknown as Operation);
}

/** A time that is only a day, held as midnight in UTC, is that day everywhere. */
function localDaySql(zone: string): string {
  return `CASE WHEN p.precision = 'day' AND epoch_ms(p.time) % 86400000 = 0
    THEN CAST(p.time AS DATE)
    ELSE CAST(CAST(p.time AS TIMESTAMP) AT TIME ZONE 'UTC' AT TIME ZONE ${quoted(zone)} AS DATE)
    END`;
}

const NO_TRANSFER = "('cash', 'cheque', 'cashiers_cheque', 'card', 'crypto', 'prepaid')";
const KIND_SQL: Readonly<Record<OperationKind, string>> = {
  cash: "p.rail = 'cash'",
  transfer: `(p.rail IS NULL OR p.rail NOT IN ${NO_TRANSFER})`,
  cashiers_cheque: "p.rail = 'cashiers_cheque'",
};

const COMMON = `id AS payment, time, day, channel, place_id AS place, place_country,
  conductor_id AS conductor, behalf_id AS behalf`;
const INTO = `'in' AS direction, amount_minor, currency, creditor_account AS account,
  creditor_party AS holder`;
const OTHER_OF_INTO = `debtor_name AS other_name, debtor_country AS other_country,
  debtor_account AS other_account, from_institution AS other_institution`;
const OTHER_OF_OUT = `creditor_name AS other_name, creditor_country AS other_country,
  creditor_account AS other_account, into_institution AS other_institution`;
/** What left in cash is what was received, where the account paid in another currency. */
const OUT_OF = `'out' AS direction, coalesce(received_minor, amount_minor) AS amount_minor,
  coalesce(received_currency, currency) AS currency, debtor_account AS account,
  debtor_party AS holder`;

function sidesSql(kind: OperationKind, filer: Filer): string {
  const ours = quotedList(filer.institutions);
  if (kind === 'cash') return cashSql(filer, ours);
  const abroad = (own: string, other: string) =>
    kind === 'transfer'
      ? `AND coalesce(${own}_country, ${quoted(filer.country)}) = ${quoted(filer.country)}
        AND ${other}_country <> ${quoted(filer.country)}`
      : '';
  return `SELECT ${COMMON}, ${INTO}, false AS is_exchange, ${OTHER_OF_INTO} FROM ends
      WHERE into_institution IN ${ours} ${abroad('creditor', 'debtor')}
    UNION ALL SELECT ${COMMON}, 'out' AS direction, amount_minor, currency,
      debtor_account AS account, debtor_party AS holder, false AS is_exchange, ${OTHER_OF_OUT}
      FROM ends WHERE from_institution IN ${ours} ${abroad('debtor', 'creditor')}
        ${kind === 'cashiers_cheque' ? `AND coalesce(into_institution NOT IN ${ours}, true)` : ''}`;
}

/** Deposits, withdrawals, and at a counter without an account what comes in and what is given. */
function cashSql(filer: Filer, ours: string): string {
  const own =
    filer.accounts === undefined ? '' : `creditor_account IN ${quotedList(filer.accounts)}`;
  if (own !== '')
    return `SELECT ${COMMON}, ${INTO}, false AS is_exchange, ${OTHER_OF_INTO} FROM ends
      WHERE debtor_account IS NULL AND ${own}`;
  const atCounter = `debtor_account IS NULL AND creditor_account IS NULL
    AND (into_institution IN ${ours} OR from_institution IN ${ours})`;
  return `SELECT ${COMMON}, ${INTO}, false AS is_exchange, ${OTHER_OF_INTO} FROM ends
      WHERE debtor_account IS NULL AND creditor_account IS NOT NULL AND into_institution IN ${ours}
    UNION ALL SELECT ${COMMON}, ${OUT_OF}, false AS is_exchange, ${OTHER_OF_OUT} FROM ends
      WHERE creditor_account IS NULL AND debtor_account IS NOT NULL AND from_institution IN ${ours}
    UNION ALL SELECT ${COMMON}, ${INTO}, received_currency IS NOT NULL AS is_exchange,
      ${OTHER_OF_INTO} FROM ends WHERE ${atCounter}
    UNION ALL SELECT ${COMMON}, ${OUT_OF}, true AS is_exchange, ${OTHER_OF_OUT} FROM ends
      WHERE ${atCounter} AND received_currency IS NOT NULL`;
}
