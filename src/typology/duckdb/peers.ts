import { LIMITS } from '../../base/index.js';
import type { GroupPlan, PeerNode, RulePlan } from '../plan.js';
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
  const none = { from_ms: 0, until_ms: 0 };
  return [
    `CREATE TEMP TABLE ${node.id}_seen AS
     SELECT 0::BIGINT AS closing, ${node.cohort.map(fieldColumn).join(', ')}
     FROM (${cohortEntries(context, group, facets, node)}) LIMIT 0`,
    `CREATE TEMP TABLE ${node.id} AS
     ${middles(context, group, facets, node, 'seen', none)}`,
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
    const asking = Object.values(rule.values).some(
      (value) => value.form === 'peer' && value.node === node.id,
    );
    if (!asking) return [];
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

/** Adds medians and deviations, over all subjects of the group, of wanted closings on some days. */
export function emitPeers(
  context: EmitContext,
  group: GroupPlan,
  facets: Facets,
  node: PeerNode,
  days: Days,
): string {
  return `INSERT INTO ${node.id} ${middles(context, group, facets, node, 'wanted', days)}`;
}

/**
 * Closing, cohort, median and deviation of the wanted closings and cohorts; of subjects, only those
 * that were once of a wanted cohort are put in order.
 */
function middles(
  context: EmitContext,
  group: GroupPlan,
  facets: Facets,
  node: PeerNode,
  table: 'seen' | 'wanted',
  days: Days,
): string {
  const wanted = `${node.id}_${table}`;
  const { step, offset } = CLOSINGS[node.closing];
  const cohort = node.cohort.map(fieldColumn);
  const value =
    node.operation === 'count'
      ? 'count(*)'
      : node.operation === 'sum'
        ? 'coalesce(sum(value), 0)'
        : `count(DISTINCT ${fieldColumn(node.field ?? '')})`;
  const field = node.field ? [fieldColumn(node.field)] : [];
  const first = `greatest(((t - ${offset}) // ${step} + 1) * ${step} + ${offset}, ${days.from_ms})`;
  const last = `least(t + ${node.length_ms}, ${context.horizon_ms}, ${days.until_ms - 1}) + 1`;
  const since = BigInt(days.from_ms - node.length_ms - 1) * TICK;
  const within = `o >= ${since} AND o < ${BigInt(days.until_ms) * TICK}`;
  // A side has a payment once; of both sides, what is paid in comes after what is paid out.
  const latest = node.side === 'any' ? 'o::HUGEINT * 2 + inn::INTEGER' : 'o';
  const carried = ['k', 'o', 'inn', 'value', ...new Set([...cohort, ...field])];
  const fields = cohort.map((column) => `${column} := ${column}`).join(', ');
  const same = cohort.map((column) => `m.${column} IS NOT DISTINCT FROM s.${column}`);
  const keys = cohort.map((column) => `s.${column}`).join(', ');
  const alike = cohort.map((column) => `e.${column} IS NOT DISTINCT FROM s.${column}`);
  return `WITH seen AS MATERIALIZED (
      SELECT k, o, t, inn, value, ${[...new Set([...cohort, ...field])].join(', ')}
      FROM (${cohortEntries(context, group, facets, node)})
      WHERE ${sideSql(node.side)} AND ${node.filter ?? 'true'} AND ${within}),
    of_cohort AS (
      SELECT DISTINCT e.k FROM seen e
      JOIN (SELECT DISTINCT ${cohort.join(', ')} FROM ${wanted}) s ON ${alike.join(' AND ')}),
    counted AS (
      SELECT ${carried.join(', ')}, unnest(range(${first}, ${last}, ${step})) AS closing
      FROM seen SEMI JOIN of_cohort USING (k)),
    member AS (
      SELECT k, closing, ${value}::HUGEINT AS value,
        unnest(arg_max(struct_pack(${fields}), ${latest}))
      FROM counted SEMI JOIN ${wanted} USING (closing) GROUP BY k, closing),
    middle AS (
      SELECT s.closing, ${keys}, quantile_disc(value, 0.5) AS median
      FROM ${wanted} s JOIN member m ON m.closing = s.closing AND ${same.join(' AND ')}
      GROUP BY s.closing, ${keys} HAVING count(*) >= ${LIMITS.peers_min})
    SELECT s.closing, ${cohort.map((c) => `s.${c} AS of_${c}`).join(', ')}, s.median,
      quantile_disc(abs(m.value - s.median), 0.5) AS deviation
    FROM middle s JOIN member m ON m.closing = s.closing AND ${same.join(' AND ')}
    GROUP BY s.closing, ${keys}, s.median`;
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
