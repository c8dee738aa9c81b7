import type { Engine } from '../../store/index.js';
import { operationsOf } from './currency-operations.js';
import { cashOf, partiesOf } from './currency-parties.js';
import { type Draft, dueDates, filedUsd } from './draft.js';
import type { ObligationLaw } from './filer.js';
import { groupedBy, groupsOf } from './group.js';
import {
  gatherOperations,
  type Operation,
  type OperationQuestion,
  readOperations,
} from './operation.js';
import { type KnownParty, readPeople } from './people.js';
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
  const dueOf = dueDates(law, 'us_ctr');
  return groupsOf(links).map((payments) => {
    const owed = payments
      .flatMap((payment) => operations.get(payment) ?? [])
      .sort((a, b) => a.time_ms - b.time_ms);
    return draftOf(owed, people, dueOf, question.filer.id);
  });
}

function draftOf(
  operations: readonly Operation[],
  people: ReadonlyMap<string, KnownParty>,
  dueOf: (day: string) => number,
  institution: string,
): Draft {
  const day = operations[0]?.counts_for ?? '';
  const { parties, gaps } = partiesOf(operations, people);
  const kinds = operationsOf(operations);
  const cash_in = cashOf(operations, 'in');
  const cash_out = cashOf(operations, 'out');
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
    due_at: dueOf(day),
  };
}
