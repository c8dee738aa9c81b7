/** A trace as a page: its steps with the names that the store has for their accounts. */
import { LIST, listValue, VARCHAR } from '@duckdb/node-api';
import type { Traced, TracedStep } from '../network/index.js';
import type { TracePage } from '../report/index.js';
import type { Engine } from '../store/index.js';
import { traceFacts, traceHead } from './network-trace-say.js';

/** Accounts named below what became of the money. */
const RESTING_MAX = 20;

export async function tracePageOf(
  engine: Engine,
  traced: Traced,
  currency: string,
): Promise<TracePage> {
  const { steps, accounts, truncated, totals } = traced;
  const names = await readNames(
    engine,
    steps.map(({ payment }) => payment),
  );
  const end = (account: string | null, country: string | null) => ({
    account,
    name: names.get(account ?? '') ?? null,
    country,
  });
  const row = (step: TracedStep): TracePage['steps'][number] => ({
    ...step,
    debtor: end(step.debtor_account, step.debtor_country),
    creditor: end(step.creditor_account, step.creditor_country),
  });
  return {
    currency,
    head: traceHead(traced, currency),
    steps: steps.map(row),
    total: steps.length + truncated.steps,
    facts: traceFacts(traced, currency),
    whole_minor: totals.marked_minor + totals.spread_minor + totals.assumed_minor,
    resting: accounts
      .filter(({ rest_minor }) => rest_minor > 0n)
      .slice(0, RESTING_MAX)
      .map(({ account, rest_minor }) => ({ end: end(account, null), minor: rest_minor })),
  };
}

/** Names of the payments' ends: of holders by what is known last, failing that as payments say. */
async function readNames(
  engine: Engine,
  payments: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const last = (column: string) =>
    `last(${column} ORDER BY known_from NULLS FIRST, valid_from NULLS FIRST)`;
  const read = await engine.connection.runAndReadAll(
    `WITH step AS (SELECT * FROM payment WHERE id IN (SELECT unnest($1))),
     stated AS (
       SELECT account, any_value(name) AS name FROM (
         SELECT debtor_account AS account, debtor_name AS name FROM step
         UNION ALL SELECT creditor_account, creditor_name FROM step
       ) WHERE account IS NOT NULL GROUP BY account
     ), held AS (
       SELECT id AS account, ${last('party_id')} AS party FROM account
       SEMI JOIN stated ON stated.account = id GROUP BY id
     ), known AS (
       SELECT account, ${last('name')} AS name FROM held JOIN party p ON p.id = held.party
       GROUP BY account
     )
     SELECT account, coalesce(known.name, stated.name) AS name
     FROM stated LEFT JOIN known USING (account)
     WHERE coalesce(known.name, stated.name) IS NOT NULL`,
    [listValue([...payments])],
    [LIST(VARCHAR)],
  );
  return new Map(read.getRowsJS() as [string, string][]);
}
