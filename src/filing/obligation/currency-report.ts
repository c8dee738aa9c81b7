import { currencyCodes } from '../../base/index.js';
import type { Engine } from '../../store/index.js';
import type { FiledAccount, FiledOperation, FiledParty } from '../filing.js';
import type { PartyRole } from '../words.js';
import { type Draft, dueOfDay, filedUsd, type Gap } from './draft.js';
import type { ObligationLaw } from './filer.js';
import { groupedBy, groupsOf } from './group.js';
import {
  gatherOperations,
  type Operation,
  type OperationQuestion,
  readOperations,
} from './operation.js';
import { filedPartyOf, type KnownParty, readPeople, WANTED_US } from './people.js';
import { reachesSql } from './sql.js';

/**
 * Currency transaction reports (31 CFR 1010.311, 1010.313). Cash of one business day counts for
 * each person by whom or on whose behalf it was moved – conductor, principal, holder of the account
 * – over all branches, in and out apart. Persons over the threshold who share a payment share the
 * report, so that each payment stands in exactly one. A courier of valuables is named and starts no
 * report of its own: the cash is its customers'.
 */
export async function draftCurrencyReports(
  engine: Engine,
  law: ObligationLaw,
  question: OperationQuestion,
): Promise<Draft[]> {
  await gatherOperations(engine, 'cash', question);
  const reached = reachesSql(law.thresholds.thresholds, 'us_ctr', 'total', 'counts_for');
  await engine.run(`CREATE OR REPLACE TEMP TABLE filing_person AS
    WITH named AS (SELECT payment, direction, counts_for, account, usd_minor,
        list_distinct(list_filter([holder, behalf,
          CASE WHEN channel IS DISTINCT FROM 'armored_car' THEN conductor END],
          lambda x: x IS NOT NULL)) AS persons FROM filing_operation),
      each_person AS (SELECT payment, direction, counts_for, usd_minor, unnest(CASE
          WHEN len(persons) > 0 THEN list_transform(persons, lambda x: 'party:' || x)
          WHEN account IS NOT NULL THEN ['account:' || account]
          ELSE ['payment:' || payment] END) AS person FROM named),
      over AS (SELECT person, direction, counts_for FROM (
        SELECT person, direction, counts_for, sum(usd_minor) AS total FROM each_person
        GROUP BY ALL) WHERE ${reached})
    SELECT DISTINCT e.payment, e.direction, e.person, e.counts_for FROM each_person e
      JOIN over USING (person, direction, counts_for)`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE filing_wanted AS
    SELECT DISTINCT payment, direction FROM filing_person`);
  const links = await engine.rows<{ payment: string; node: string }>(`SELECT DISTINCT payment,
    strftime(counts_for, '%Y-%m-%d') || ' ' || person AS node, counts_for FROM filing_person
    ORDER BY counts_for, payment, node`);
  const operations = groupedBy(await readOperations(engine), ({ payment }) => payment);
  const people = await readPeople(engine);
  return groupsOf(links).map((payments) => {
    const owed = payments
      .flatMap((payment) => operations.get(payment) ?? [])
      .sort((a, b) => a.time_ms - b.time_ms);
    return draftOf(owed, people, law, question.filer.id);
  });
}

function draftOf(
  operations: readonly Operation[],
  people: ReadonlyMap<string, KnownParty>,
  law: ObligationLaw,
  institution: string,
): Draft {
  const day = operations[0]?.counts_for ?? '';
  const { parties, gaps } = partiesOf(operations, people);
  const kinds = operationsOf(operations);
  const cash_in = sum(operations, 'in');
  const cash_out = sum(operations, 'out');
  return {
    obligation: 'us_ctr',
    institution,
    day,
    payments: [...new Set(operations.map(({ payment }) => payment))].map((payment) => ({
      payment,
      day,
    })),
    filing: {
      form: 'fincen-ctr',
      kinds: ['initial'],
      period: day,
      parties,
      operations: kinds.operations,
      activity: {
        from: day,
        to: day,
        ...(cash_in > 0n ? { cash_in: filedUsd(cash_in) } : {}),
        ...(cash_out > 0n ? { cash_out: filedUsd(cash_out) } : {}),
      },
    },
    gaps: [...gaps, ...kinds.gaps],
    due_at: dueOfDay(law, 'us_ctr', day),
  };
}

function sum(operations: readonly Operation[], direction: 'in' | 'out'): bigint {
  return operations
    .filter((each) => each.direction === direction)
    .reduce((total, { usd_minor }) => total + (usd_minor ?? 0n), 0n);
}

/** Every person of the payments once, over the threshold or not, with the cash that is theirs. */
function partiesOf(operations: readonly Operation[], people: ReadonlyMap<string, KnownParty>) {
  const ids = new Set(operations.flatMap((each) => personsOf(each)));
  const gaps: Gap[] = [];
  const parties: FiledParty[] = [];
  for (const id of ids) {
    const own = operations.filter((each) => personsOf(each).includes(id));
    const role = roleOf(id, own);
    const filed = filedPartyOf(people.get(id), role, WANTED_US, parties.length);
    const cash_in = sum(own, 'in');
    const cash_out = sum(own, 'out');
    const accounts = accountsOf(own.filter(({ holder }) => holder === id));
    parties.push({
      ...filed.party,
      ...(accounts.length > 0 ? { accounts } : {}),
      ...(cash_in > 0n ? { cash_in: filedUsd(cash_in) } : {}),
      ...(cash_out > 0n ? { cash_out: filedUsd(cash_out) } : {}),
    });
    gaps.push(...filed.gaps);
  }
  if (operations.some(({ conductor }) => conductor === null))
    gaps.push({ path: 'parties', kind: 'conductor' });
  if (operations.some(({ holder, account }) => holder === null && account !== null))
    gaps.push({ path: 'parties', kind: 'account' });
  return { parties, gaps };
}

export function personsOf({ conductor, behalf, holder }: Operation): string[] {
  return [...new Set([conductor, behalf, holder])].filter((id) => id !== null);
}

function roleOf(id: string, own: readonly Operation[]): PartyRole {
  const conducted = own.filter(({ conductor }) => conductor === id);
  if (conducted.length === 0) return 'on_behalf_of';
  if (conducted.every(({ channel }) => channel === 'armored_car')) return 'courier';
  const forSelf = conducted.every(
    ({ holder, behalf }) => (behalf ?? holder ?? id) === id || holder === id,
  );
  return forSelf ? 'conductor' : 'conductor_for_other';
}

function accountsOf(own: readonly Operation[]): FiledAccount[] {
  const seen = new Map<string, FiledAccount>();
  for (const { account, direction } of own) {
    if (account === null) continue;
    const role = direction === 'in' ? 'cash_in' : 'cash_out';
    seen.set(`${account} ${role}`, { number: account, role });
  }
  return [...seen.values()];
}

/** The form's kinds of what was done, each once with its amount in dollars. */
function operationsOf(operations: readonly Operation[]) {
  const byKind = groupedBy(operations, (each) => `${kindOf(each)} ${foreignOf(each)}`);
  const gaps: Gap[] = [];
  const filed = [...byKind.values()].map((same, at): FiledOperation => {
    const [first] = same;
    const kind = first ? kindOf(first) : OTHER_IN;
    const foreign = first ? foreignOf(first) : '';
    const country = issuerOf(foreign);
    const path = `operations[${at}]`;
    if (kind === OTHER_IN || kind === OTHER_OUT) gaps.push({ path, kind: 'operation_kind' });
    if (foreign !== '' && country === null) gaps.push({ path, kind: 'issuing_country' });
    const amount = same.reduce((total, { usd_minor }) => total + (usd_minor ?? 0n), 0n);
    return {
      ...(first ? { on: first.counts_for } : {}),
      kind,
      amount: filedUsd(amount),
      currency: 'USD',
      ...(country === null ? {} : { country }),
      payments: same.map(({ payment }) => payment),
    };
  });
  return { operations: filed, gaps };
}

const [OTHER_IN, OTHER_OUT] = ['997', '998'];

/** FinCEN's codes of the CTR: what the store does not tell is *other*, and a gap. */
function kindOf({ direction, currency, is_exchange, account }: Operation): string {
  const isIn = direction === 'in';
  if (currency !== 'USD') return isIn ? '53' : '54';
  if (is_exchange) return isIn ? '14' : '15';
  if (account === null) return isIn ? OTHER_IN : OTHER_OUT;
  return isIn ? '55' : '56';
}

function foreignOf({ currency }: Operation): string {
  return currency === 'USD' ? '' : currency;
}

/** ISO 4217 begins with the country of ISO 3166, but for currencies of several. */
function issuerOf(currency: string): string | null {
  const isOfOne = currencyCodes().includes(currency) && !/^(X|EU|BTC|ETH|US)/.test(currency);
  return isOfOne ? currency.slice(0, 2) : null;
}
