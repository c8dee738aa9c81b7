import type { Engine } from '../../store/index.js';
import type { FiledParty } from '../filing.js';
import { type Draft, dueDates, filedUsd, type Gap } from './draft.js';
import type { ObligationLaw } from './filer.js';
import { groupedBy } from './group.js';
import {
  gatherOperations,
  type Operation,
  type OperationQuestion,
  readOperations,
} from './operation.js';
import { filedPartyOf, type KnownParty, readPeople, WANTED_US } from './people.js';
import { reachesSql } from './sql.js';
import { floorOn, reaches, thresholdOn } from './table.js';

const RELATED_MS = 86_400_000;

/**
 * Form 8300 (31 CFR 1010.330): cash that a business received from one payer in one transaction or
 * in several within 24 hours, which are related by definition. Spans of 24 hours over the threshold
 * that share a payment are one report. Instalments of one sale over a year are not found: the store
 * does not say which cash belongs to one sale.
 */
export async function draftCashReceived(
  engine: Engine,
  law: ObligationLaw,
  question: OperationQuestion,
): Promise<Draft[]> {
  await gatherOperations(engine, 'cash', question);
  const reached = reachesSql(law.thresholds.thresholds, 'us_8300', 'total', 'counts_for');
  await engine.run(`CREATE OR REPLACE TEMP TABLE filing_wanted AS
    SELECT payment, direction FROM (SELECT payment, direction, counts_for, sum(usd_minor) OVER (
      PARTITION BY coalesce(behalf, conductor, payment)) AS total FROM filing_operation
      WHERE direction = 'in') WHERE ${reached}`);
  const operations = (await readOperations(engine)).filter(({ usd_minor }) => usd_minor !== null);
  const people = await readPeople(engine);
  const byPayer = groupedBy(operations, (each) => each.behalf ?? each.conductor ?? each.payment);
  return [...byPayer.values()].flatMap((own) =>
    relatedSpans(own, law).map((span) => draftOf(span, people, law, question.filer.id)),
  );
}

/** Spans of one payer's cash in time order, each over the threshold within 24 hours. */
function relatedSpans(own: readonly Operation[], law: ObligationLaw): Operation[][] {
  const spans: Operation[][] = [];
  let first = 0;
  let total = 0n;
  let taken = 0;
  for (const [at, operation] of own.entries()) {
    total += operation.usd_minor ?? 0n;
    for (let left = own[first]; left && isBefore(left, operation); left = own[first]) {
      total -= left.usd_minor ?? 0n;
      first++;
    }
    if (!isOver(total, operation.day, law)) continue;
    const last = spans.at(-1);
    const isShared = last !== undefined && first < taken;
    const added = own.slice(isShared ? taken : first, at + 1);
    if (isShared) last.push(...added);
    else spans.push([...added]);
    taken = at + 1;
  }
  return spans;
}

function isBefore(left: Operation, operation: Operation): boolean {
  return left.time_ms <= operation.time_ms - RELATED_MS;
}

function isOver(total: bigint, day: string, law: ObligationLaw): boolean {
  const threshold = thresholdOn(law.thresholds, 'us_8300', day);
  const floor = threshold && floorOn(law.thresholds, threshold, day);
  return floor !== null && reaches(total, floor);
}

function draftOf(
  span: readonly Operation[],
  people: ReadonlyMap<string, KnownParty>,
  law: ObligationLaw,
  institution: string,
): Draft {
  // The clock starts with the payment by which the sum passed the threshold.
  let total = 0n;
  const passed = span.find((each) => {
    total += each.usd_minor ?? 0n;
    return isOver(total, each.day, law);
  });
  const day = (passed ?? span[0])?.day ?? '';
  const cash_in = span.reduce((sum, { usd_minor }) => sum + (usd_minor ?? 0n), 0n);
  const { parties, gaps } = partiesOf(span, people);
  return {
    obligation: 'us_8300',
    institution,
    day,
    payments: span.map(({ payment, counts_for }) => ({ payment, day: counts_for })),
    filing: {
      form: 'fincen-8300',
      kinds: ['initial'],
      period: day,
      parties,
      activity: { from: day, cash_in: filedUsd(cash_in) },
      operations: span.map((each) => ({
        on: each.day,
        instrument: each.currency === 'USD' ? 'us_currency' : 'foreign_currency',
        amount: filedUsd(each.usd_minor ?? 0n),
        currency: 'USD',
        payments: [each.payment],
      })),
    },
    gaps: [...gaps, { path: 'operations', kind: 'purchase' }],
    due_at: dueDates(law, 'us_8300')(day),
  };
}

function partiesOf(span: readonly Operation[], people: ReadonlyMap<string, KnownParty>) {
  const parties: FiledParty[] = [];
  const gaps: Gap[] = [];
  const add = (id: string, role: 'received_from' | 'on_behalf_of') => {
    const filed = filedPartyOf(people.get(id), role, [...WANTED_US, 'occupation'], parties.length);
    parties.push(filed.party);
    gaps.push(...filed.gaps);
  };
  const payers = new Set(span.flatMap(({ conductor, behalf }) => conductor ?? behalf ?? []));
  const principals = new Set(span.flatMap(({ behalf }) => behalf ?? []));
  for (const id of payers) add(id, 'received_from');
  for (const id of principals) if (!payers.has(id)) add(id, 'on_behalf_of');
  if (payers.size === 0) gaps.push({ path: 'parties', kind: 'conductor' });
  return { parties, gaps };
}
