/** The institution's own book, as the protocols of the exchange ask it. */
import { isoTime } from '../base/index.js';
import type {
  AccountHolder,
  Claim,
  HeldSubject,
  IdType,
  SearchWindow,
  Subject,
} from '../exchange/index.js';
import { checkIdentifier } from '../model/index.js';
import { type Engine, type Ledger, listAlerts } from '../store/index.js';

type Ask = <T>(work: (engine: Engine) => Promise<T>) => Promise<T>;

/** Alerts that are read for suspicion, best first. */
const ALERTS_MAX = 5_000;
const VALUES_MAX = 200;
/** Receivers of one account that suspicion reaches. */
const RECEIVERS_MAX = 5;

/** A row: an alias, since a row has any column by name. */
type PartyRow = {
  readonly account: string | null;
  readonly party: string | null;
  readonly name: string | null;
  readonly kind: string | null;
  readonly country: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly tax_id: string | null;
};

/** Rules that name likely victims: whoever they name is never matched. */
const PROTECTING = /victim|elder|romance|trafficking/;

/**
 * Whom the institution suspects: the subjects of its alerts, the ends of the payments in their
 * evidence, and whoever received a large share of what a subject's accounts paid out, each with
 * what the book holds of it. A protecting rule's subjects are likely victims.
 */
export function suspectedSubjects(asking: Ask, ledger: Ledger) {
  return async function* (id_types: readonly IdType[]): AsyncGenerator<Subject> {
    const alerts = await listAlerts(ledger, { limit: ALERTS_MAX });
    const evidence = [...new Set(alerts.flatMap(({ body }) => body.finding.evidence))];
    const victims = new Set(
      alerts
        .filter(({ body }) => PROTECTING.test(body.finding.typology))
        .map(({ body }) => body.finding.subject.id),
    );
    const suspects = new Set(alerts.map(({ body }) => body.finding.subject.id));
    const rows = await asking(async (engine) => {
      const found: PartyRow[] = [];
      for (let at = 0; at < evidence.length; at += VALUES_MAX) {
        found.push(...(await endsOf(engine, evidence.slice(at, at + VALUES_MAX))));
      }
      found.push(...(await ofSubjects(engine, [...suspects])));
      found.push(...(await receivers(engine, [...suspects])));
      return found;
    });
    for (const [id, own] of rowsByHolder(rows)) {
      const claims = claimsIn(own);
      const wanted = claims.filter(({ type }) => id_types.includes(type));
      if (wanted.length === 0) continue;
      yield { id, is_likely_victim: victims.has(id), claims: wanted };
    }
  };
}

/** The whole book within a window: accounts now and lately, and ends of payments. */
export function holdings(asking: Ask, institution: string) {
  return async function* (window: SearchWindow): AsyncGenerator<HeldSubject> {
    const since = isoTime(window.accounts_since).slice(0, 10);
    const rows = await asking((engine) =>
      engine.rows<PartyRow & { readonly closed: string | null }>(
        `SELECT ${COLUMNS}, max(a.closed_on)::VARCHAR AS closed
         FROM account a LEFT JOIN party p ON p.id = a.party_id
         WHERE a.institution_id = ? AND (a.closed_on IS NULL OR a.closed_on >= ?::DATE)
         GROUP BY ALL`,
        [institution, since],
      ),
    );
    for (const [id, own] of rowsByHolder(rows)) {
      const held = own.some(({ closed }) => closed === null) ? 'account' : 'former_account';
      yield { id, held: [held], claims: claimsIn(own) };
    }
  };
}

/** Customers with their accounts, for orders. The book of payments holds no balances. */
export function accountHolders(asking: Ask, institution: string) {
  return async function* (): AsyncGenerator<AccountHolder> {
    const rows = await asking((engine) =>
      engine.rows<PartyRow & { readonly currency: string | null; readonly closed: boolean }>(
        `SELECT ${COLUMNS}, any_value(a.currency) AS currency,
           max(a.closed_on) IS NOT NULL AS closed
         FROM account a LEFT JOIN party p ON p.id = a.party_id
         WHERE a.institution_id = ? GROUP BY ALL`,
        [institution],
      ),
    );
    for (const [id, own] of rowsByHolder(rows)) {
      yield {
        id,
        name: own[0]?.name ?? id,
        claims: claimsIn(own),
        accounts: own.map(({ account, currency, closed }) => ({
          account: account ?? '',
          state: closed ? 'closed' : 'open',
          currency: currency ?? '',
          balance_minor: null,
        })),
      };
    }
  };
}

const HOLDER = `a.party_id AS party, any_value(p.name) AS name, any_value(p.kind) AS kind,
  any_value(p.country) AS country, any_value(p.phone) AS phone, any_value(p.email) AS email,
  any_value(p.tax_id) AS tax_id`;
const COLUMNS = `a.id AS account, ${HOLDER}`;

/** Both ends of payments, with their holders where the book knows them. */
function endsOf(engine: Engine, payments: readonly string[]): Promise<PartyRow[]> {
  const marks = payments.map(() => '?').join(', ');
  return engine.rows<PartyRow>(
    `WITH ends AS (
       SELECT debtor_account AS id FROM payment WHERE id IN (${marks})
       UNION SELECT creditor_account FROM payment WHERE id IN (${marks})
     )
     SELECT e.id AS account, ${HOLDER}
     FROM ends e LEFT JOIN account a ON a.id = e.id LEFT JOIN party p ON p.id = a.party_id
     WHERE e.id IS NOT NULL GROUP BY ALL`,
    [...payments, ...payments],
  );
}

async function ofSubjects(engine: Engine, subjects: readonly string[]): Promise<PartyRow[]> {
  const rows: PartyRow[] = [];
  for (let at = 0; at < subjects.length; at += VALUES_MAX) {
    const part = subjects.slice(at, at + VALUES_MAX);
    const marks = part.map(() => '?').join(', ');
    rows.push(
      ...(await engine.rows<PartyRow>(
        `SELECT ${COLUMNS} FROM account a LEFT JOIN party p ON p.id = a.party_id
         WHERE a.id IN (${marks}) OR a.party_id IN (${marks}) GROUP BY ALL`,
        [...part, ...part],
      )),
    );
  }
  return rows;
}

/** Accounts that received at least a tenth of what a suspect's account paid out; the largest. */
async function receivers(engine: Engine, suspects: readonly string[]): Promise<PartyRow[]> {
  const rows: PartyRow[] = [];
  for (let at = 0; at < suspects.length; at += VALUES_MAX) {
    const part = suspects.slice(at, at + VALUES_MAX);
    const marks = part.map(() => '?').join(', ');
    rows.push(
      ...(await engine.rows<PartyRow>(
        `WITH own AS (
           SELECT id FROM account WHERE id IN (${marks}) OR party_id IN (${marks})
         ), paid AS (
           SELECT debtor_account AS payer, creditor_account AS id, sum(value_minor) AS value
           FROM payment WHERE debtor_account IN (SELECT id FROM own)
             AND creditor_account IS NOT NULL GROUP BY ALL
         ), large AS (
           SELECT id FROM paid
           QUALIFY 10 * value >= sum(value) OVER (PARTITION BY payer)
             AND row_number() OVER (PARTITION BY payer ORDER BY value DESC, id) <= ${RECEIVERS_MAX}
         )
         SELECT l.id AS account, ${HOLDER}
         FROM (SELECT DISTINCT id FROM large) l
           LEFT JOIN account a ON a.id = l.id LEFT JOIN party p ON p.id = a.party_id
         GROUP BY ALL`,
        [...part, ...part],
      )),
    );
  }
  return rows;
}

/** Rows by holder: the party where one is known, else the account by itself. */
function rowsByHolder<R extends PartyRow>(rows: readonly R[]): ReadonlyMap<string, readonly R[]> {
  const holders = new Map<string, R[]>();
  for (const row of rows) {
    const id = row.party ?? row.account;
    if (id === null) continue;
    const own = holders.get(id);
    if (own) own.push(row);
    else holders.set(id, [row]);
  }
  return holders;
}

/** What the rows of one holder claim, each once. */
function claimsIn(rows: readonly PartyRow[]): readonly Claim[] {
  const claims = new Map<string, Claim>();
  for (const claim of rows.flatMap(claimsOf)) {
    const text = JSON.stringify(claim);
    if (!claims.has(text)) claims.set(text, claim);
  }
  return [...claims.values()];
}

function claimsOf(row: PartyRow): readonly Claim[] {
  const claims: Claim[] = [...(row.account === null ? [] : accountClaims(row.account))];
  if (row.phone) claims.push({ type: 'phone', value: row.phone });
  if (row.email) claims.push({ type: 'email', value: row.email });
  const { tax_id, kind, name, country } = row;
  if (tax_id && country === 'MX') claims.push({ type: 'rfc', value: tax_id });
  if (tax_id && country === 'US') {
    claims.push({ type: kind === 'person' ? 'ssn' : 'ein', value: tax_id });
  }
  if (kind === 'organisation' && name && country) {
    claims.push({ type: 'business_name', name, country });
  }
  return claims;
}

/** An account's id as both countries write it: CLABE, IBAN, or routing number and account. */
function accountClaims(id: string): readonly Claim[] {
  if (/^\d{18}$/.test(id) && isSound('clabe', id)) return [{ type: 'clabe', value: id }];
  const [, bank = '', value = ''] = /^(\d{9})-(\d{4,17})$/.exec(id) ?? [];
  if (bank !== '' && isSound('aba', bank)) return [{ type: 'account', bank, value }];
  return /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(id) && isSound('iban', id)
    ? [{ type: 'iban', value: id }]
    : [];
}

function isSound(kind: 'clabe' | 'aba' | 'iban', value: string): boolean {
  return checkIdentifier(kind, value).findings.every(({ severity }) => severity !== 'error');
}
