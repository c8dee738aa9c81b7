import type { Engine } from '../../store/index.js';
import type { FiledOperation, FiledParty } from '../filing.js';
import { endOfPeriod } from './clock.js';
import { type Draft, dueDates, FORMS, filedAmount, type Gap, type Obligation } from './draft.js';
import type { ObligationLaw } from './filer.js';
import {
  gatherOperations,
  type Operation,
  type OperationKind,
  type OperationQuestion,
  readOperations,
} from './operation.js';
import { filedPartyOf, type KnownParty, readPeople, WANTED_MX } from './people.js';
import { reachesSql } from './sql.js';

/** Mexican reports of operations that are each reported alone. */
export type SingleObligation = 'mx_relevant' | 'mx_usd_cash' | 'mx_transfer' | 'mx_cashiers_cheque';

/**
 * One report for each operation that reaches its threshold at the rate of its day, under the art.
 * 115 dispositions. Dollars in cash are those that are taken in: from a customer's threshold where
 * an account is touched, from a user's where none is.
 */
export async function draftSingleReports(
  engine: Engine,
  law: ObligationLaw,
  question: OperationQuestion,
  obligation: SingleObligation,
): Promise<Draft[]> {
  await gatherOperations(engine, KINDS[obligation], question);
  const reached = (id: string) =>
    reachesSql(law.thresholds.thresholds, id, 'usd_minor', 'counts_for');
  const where =
    obligation === 'mx_usd_cash'
      ? `direction = 'in' AND currency = 'USD' AND CASE WHEN account IS NULL
          THEN ${reached('mx_usd_cash_user')} ELSE ${reached('mx_usd_cash_customer')} END`
      : reached(obligation);
  // Of cash for cash one side is the operation: what came in.
  await engine.run(`CREATE OR REPLACE TEMP TABLE filing_wanted AS
    SELECT payment, direction FROM filing_operation WHERE ${where}
    QUALIFY row_number() OVER (PARTITION BY payment ORDER BY direction) = 1`);
  const operations = await readOperations(engine);
  const people = await readPeople(engine);
  const dueOf = dueDates(law, obligation);
  return operations.map((each) => draftOf(obligation, each, people, dueOf, question.filer.id));
}

const KINDS: Readonly<Record<SingleObligation, OperationKind>> = {
  mx_relevant: 'cash',
  mx_usd_cash: 'cash',
  mx_transfer: 'transfer',
  mx_cashiers_cheque: 'cashiers_cheque',
};

function draftOf(
  obligation: SingleObligation,
  operation: Operation,
  people: ReadonlyMap<string, KnownParty>,
  dueOf: (day: string) => number,
  institution: string,
): Draft {
  const day = operation.counts_for;
  const { parties, gaps } = partiesOf(operation, people, obligation);
  const filed: FiledOperation = {
    on: operation.day,
    amount: filedAmount(operation.amount_minor, operation.currency),
    currency: operation.currency,
    ...(operation.account === null ? {} : { account: operation.account }),
    ...(operation.place === null ? {} : { place: operation.place }),
    payments: [operation.payment],
  };
  return {
    obligation,
    institution,
    day,
    payments: [{ payment: operation.payment, day }],
    filing: {
      form: FORMS[obligation],
      kinds: ['initial'],
      period: endOfPeriod(day, obligation === 'mx_transfer' ? 'month' : 'quarter').slice(0, 7),
      parties,
      operations: [filed],
    },
    gaps: [...gaps, ...operationGaps(operation)],
    due_at: dueOf(day),
  };
}

/** The customer or user first, then whoever acted, then the other end of a transfer. */
function partiesOf(
  operation: Operation,
  people: ReadonlyMap<string, KnownParty>,
  obligation: Obligation,
) {
  const { holder, behalf, conductor, account } = operation;
  const subject = behalf ?? holder ?? conductor;
  const parties: FiledParty[] = [];
  const gaps: Gap[] = [];
  for (const id of new Set([subject, holder, conductor])) {
    if (id === null) continue;
    const role = id === subject ? 'subject' : id === holder ? 'on_behalf_of' : 'representative';
    const filed = filedPartyOf(people.get(id), role, WANTED_MX, parties.length);
    const accounts = id === holder && account !== null ? { accounts: [{ number: account }] } : {};
    parties.push({ ...filed.party, ...accounts });
    gaps.push(...filed.gaps);
  }
  if (subject === null)
    gaps.push({ path: 'parties', kind: account === null ? 'conductor' : 'account' });
  const other = obligation === 'mx_transfer' ? otherEnd(operation) : null;
  if (other === null) return { parties, gaps };
  if (operation.other_name === null)
    gaps.push({ path: `parties[${parties.length}].names`, kind: 'name' });
  return { parties: [...parties, other], gaps };
}

function otherEnd(operation: Operation): FiledParty {
  const { other_name, other_country, other_account, other_institution } = operation;
  const account = {
    ...(other_account === null ? {} : { number: other_account }),
    ...(other_institution === null ? {} : { institution: other_institution }),
    is_foreign: true as const,
  };
  return {
    role: 'counterparty',
    ...(other_name === null ? {} : { names: [{ full: other_name }] }),
    ...(other_country === null ? {} : { addresses: [{ country: other_country }] }),
    accounts: [account],
  };
}

function operationGaps({ place, account }: Operation): Gap[] {
  const kinds: Gap[] = [{ path: 'operations[0].kind', kind: 'operation_kind' }];
  if (place === null) kinds.push({ path: 'operations[0].place', kind: 'place' });
  if (account === null) kinds.push({ path: 'operations[0].account', kind: 'account_numbers' });
  return kinds;
}
