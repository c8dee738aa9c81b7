import { LIMITS } from '../../base/index.js';
import type { GroupPlan, PeerNode, RulePlan } from '../plan.js';
import { usesNode } from '../value-node.js';
import { entrySelect, sideSql } from './entry.js';
import type { Facets } from './facet.js';
import { type EmitContext, fieldColumn, TICK } from './sql.js';
import { withUnknown } from './unknown.js';
import { emitCondition } from './value.js';
import { askedSql } from './window.js';

const CLOSINGS: Readonly<Record<'day' | 'week', { step: number; offset: number }>> = {
  day: { step: 86_400_000, offset: 0 },
  /** 1970-01-05 was a Monday. */
  week: { step: 604_800_000, offset: 345_600_000 },
};

/** Joins the medians of a peer node to the asked rows. */
export function peerJoin(node: PeerNode): string {
  const cohort = node.cohort
    .map(fieldColumn)
    .map((column) => `${node.id}.of_${column} IS NOT DISTINCT FROM asked.${column}`);
  return [`${node.id}.closing = ${closingSql(node, 'asked.t')}`, ...cohort].join(' AND ');
}

/** Creates the empty tables of a peer node: what was looked at so far, and what was found. */
export function emitPeerTables(
  context: EmitContext,
  group: GroupPlan,
  facets: Facets,
  node: PeerNode,
): string[] {
  const cohort = node.cohort.map(fieldColumn);
  return [
    `CREATE TEMP TABLE ${node.id}_seen AS
     SELECT 0::BIGINT AS closing, ${cohort.join(', ')}
     FROM (${cohortEntries(context, group, facets, node)}) LIMIT 0`,
    `CREATE TEMP TABLE ${node.id} AS
     SELECT closing, ${cohort.map((column) => `${column} AS of_${column}`).join(', ')},
       0::HUGEINT AS median, 0::HUGEINT AS deviation
     FROM ${node.id}_seen`,
  ];
}

/**
 * Creates the table of days and cohorts that could matter to a rule asked in this bucket and were
 * not looked at before. Where the condition is false without knowing its distance from peers, that
 * distance is not looked for.
 */
export function emitWanted(
  context: EmitContext,
  group: GroupPlan,
  node: PeerNode,
  rules: readonly RulePlan[],
): string {
  const cohort = node.cohort.map(fieldColumn);
  const possible = rules.flatMap((rule) => {
    if (!usesNode(rule, node.id)) return [];
    const blind = withUnknown(rule, (value) => ['peer', 'flow', 'sequence'].includes(value.form));
    const condition = blind ? emitCondition(context, blind, rule.typology.condition) : 'NULL';
    return [
      `((${askedSql(group, rule.number)}) AND (${condition}) IS DISTINCT FROM false
      AND k IN (SELECT k FROM candidate WHERE r${rule.number}))`,
    ];
  });
  return `CREATE TEMP TABLE ${node.id}_wanted AS
    SELECT ${closingSql(node, 't')} AS closing, ${cohort.join(', ')} FROM asked
    WHERE ${possible.join(' OR ')} EXCEPT FROM ${node.id}_seen`;
}

/**
 * The same of every entry of the bank at which one of the group's rules that need the node could be
 * asked: where there are several buckets, medians are over all of them and must be found once.
 */
export function emitEveryWanted(
  context: EmitContext,
  group: GroupPlan,
  facets: Facets,
  node: PeerNode,
): string {
  const asking = group.rules.filter((rule) => usesNode(rule, node.id));
  const after = new Set(asking.map(({ typology }) => typology.fires.after_ms ?? 0));
  const closings = [...after].map((ms) => closingSql(node, `(t + ${ms})`));
  return `CREATE TEMP TABLE ${node.id}_wanted AS
    SELECT DISTINCT unnest([${closings.join(', ')}]) AS closing,
      ${node.cohort.map(fieldColumn).join(', ')}
    FROM (${cohortEntries(context, group, facets, node)})`;
}

/** Days of which the medians are computed at once: those from the first, before the last. */
export interface Days {
  readonly from_ms: number;
  readonly until_ms: number;
}

/** Cuts days so that no part puts more than about so many entries in order, each once a closing. */
export function cutDays(node: PeerNode, days: Days, entries: number, entries_max: number): Days[] {
  const { step } = CLOSINGS[node.closing];
  const steps = Math.ceil((days.until_ms - days.from_ms) / step);
  const parts = Math.min(steps, Math.ceil((entries * (node.length_ms / step)) / entries_max));
  const length = Math.ceil(steps / Math.max(1, parts)) * step;
  const cut: Days[] = [];
  for (let from_ms = days.from_ms; from_ms < days.until_ms; from_ms += length) {
    cut.push({ from_ms, until_ms: Math.min(days.until_ms, from_ms + length) });
  }
  return cut;
}

/** Tables of {@link emitPeerSpells}, to be dropped after {@link emitPeers}. */
export function spellTables(node: PeerNode): string[] {
  return [`${node.id}_cohort`, `${node.id}_spell`];
}

/**
 * Creates the tables of wanted cohorts, numbered, and of spells, over all subjects of the group.
 * What a subject's window holds changes only where an entry comes in or leaves: those turns are
 * added up along its life, and what lies between two of them is the same at every closing. Only
 * subjects that were once of a wanted cohort are looked at.
 */
export function emitPeerSpells(
  context: EmitContext,
  group: GroupPlan,
  facets: Facets,
  node: PeerNode,
  days: Days,
): string[] {
  const cohort = node.cohort.map(fieldColumn);
  return [
    `CREATE TEMP TABLE ${node.id}_cohort AS SELECT *, row_number() OVER ()::INTEGER AS cohort_n
     FROM (SELECT DISTINCT ${cohort.join(', ')} FROM ${node.id}_wanted)`,
    `CREATE TEMP TABLE ${node.id}_spell AS WITH seen AS MATERIALIZED (
      SELECT e.k, e.o, e.inn, coalesce(c.cohort_n, 0) AS cohort_n, ${turnsOf(node)}
      FROM (${cohortEntries(context, group, facets, node)}) e
      LEFT JOIN ${node.id}_cohort c ON ${sameCohort(node, 'e', 'c')}
      WHERE ${sideSql(node.side)} AND ${node.filter ?? 'true'} AND ${withinDays(node, days)}),
    turn AS (
      SELECT since, lead(since) OVER w AS till, sum(held) OVER w AS held,
        sum(part) OVER w AS value, last_value(cohort_n IGNORE NULLS) OVER w AS cohort_n
      FROM (${turns(node)}) WHERE k IN (SELECT k FROM seen WHERE cohort_n > 0)
      WINDOW w AS (PARTITION BY k ORDER BY since, latest NULLS FIRST ROWS UNBOUNDED PRECEDING))
    SELECT since, till, value, cohort_n FROM turn
    WHERE held > 0 AND cohort_n > 0 AND since < till`,
  ];
}

/** Adds medians and deviations of wanted closings on some days. */
export function emitPeers(context: EmitContext, node: PeerNode, days: Days): string {
  const { step } = CLOSINGS[node.closing];
  const cohort = node.cohort.map(fieldColumn);
  const from = `greatest(since, ${days.from_ms})`;
  const until = `least(till, ${context.horizon_ms + 1n}, ${days.until_ms})`;
  return `INSERT INTO ${node.id} WITH asking AS MATERIALIZED (
      SELECT w.*, c.cohort_n, row_number() OVER ()::INTEGER AS n
      FROM ${node.id}_wanted w JOIN ${node.id}_cohort c ON ${sameCohort(node, 'w', 'c')}),
    member AS MATERIALIZED (
      SELECT a.n, s.value
      FROM (SELECT cohort_n, value, unnest(range(${from}, ${until}, ${step})) AS closing
        FROM ${node.id}_spell WHERE since < ${days.until_ms} AND till > ${days.from_ms}) s
      JOIN asking a ON a.closing = s.closing AND a.cohort_n = s.cohort_n),
    middle AS (
      SELECT n, quantile_disc(value, 0.5) AS median
      FROM member GROUP BY n HAVING count(*) >= ${LIMITS.peers_min}),
    off AS (
      SELECT n, median, quantile_disc(abs(value - median), 0.5) AS deviation
      FROM middle JOIN member USING (n) GROUP BY n, median)
    SELECT a.closing, ${cohort.map((c) => `a.${c}`).join(', ')}, median, deviation
    FROM off JOIN asking a USING (n)`;
}

function sameCohort(node: PeerNode, a: string, b: string): string {
  const columns = node.cohort.map(fieldColumn);
  return columns
    .map((column) => `${a}.${column} IS NOT DISTINCT FROM ${b}.${column}`)
    .join(' AND ');
}

/** Of an entry: the closing at which it comes in, that at which it has left, what it adds. */
function turnsOf(node: PeerNode): string {
  const { step, offset } = CLOSINGS[node.closing];
  const after = (t: string) => `((${t} - ${offset}) // ${step} + 1) * ${step} + ${offset}`;
  const inAndOut = `${after('e.t')} AS first, ${after(`e.t + ${node.length_ms}`)} AS gone`;
  if (node.operation === 'count') return `${inAndOut}, 1 AS part`;
  if (node.operation === 'sum') return `${inAndOut}, coalesce(e.value, 0) AS part`;
  // A different value counts until its entry has left, or another entry brings it anew.
  const field = `e.${fieldColumn(node.field ?? '')}`;
  return `${inAndOut}, (${field} IS NOT NULL)::INTEGER AS part,
    least(gone, lead(first) OVER (PARTITION BY e.k, ${field} ORDER BY e.o, e.inn)) AS past`;
}

/** What comes in and leaves; of two at one instant the later tells the subject's cohort. */
function turns(node: PeerNode): string {
  // A side has a payment once; of both sides, what is paid in comes after what is paid out.
  const isDistinct = node.operation === 'distinct';
  const latest = node.side === 'any' ? 'o::HUGEINT * 2 + inn::INTEGER' : 'o';
  return `SELECT k, first AS since, 1 AS held, part, cohort_n, ${latest} AS latest FROM seen
    UNION ALL SELECT k, gone, -1, ${isDistinct ? '0' : '-part'}, NULL, NULL FROM seen
    ${isDistinct ? 'UNION ALL SELECT k, past, 0, -part, NULL, NULL FROM seen' : ''}`;
}

/** Entries that a closing of those days can look back at. */
function withinDays(node: PeerNode, days: Days): string {
  const since = BigInt(days.from_ms - node.length_ms - 1) * TICK;
  return `e.o >= ${since} AND e.o < ${BigInt(days.until_ms) * TICK}`;
}

/** The entries of all subjects, with the columns that the node reads and no other. */
function cohortEntries(
  context: EmitContext,
  group: GroupPlan,
  facets: Facets,
  node: PeerNode,
): string {
  const narrow = {
    ...group,
    filters: group.filters.filter(({ id }) => id === node.filter),
    fields: [...new Set([...node.cohort, ...(node.field ? [node.field] : [])])],
    aggregates: [],
  };
  return entrySelect(context, narrow, facets, null);
}

function closingSql(node: PeerNode, t: string): string {
  const { step, offset } = CLOSINGS[node.closing];
  return `(${t} - ${offset}) // ${step} * ${step} + ${offset}`;
}
