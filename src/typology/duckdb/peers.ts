import { LIMITS } from '../../base/index.js';
import type { GroupPlan, PeerNode, RulePlan } from '../plan.js';
import { entrySelect, sideSql } from './entry.js';
import type { Facets } from './facet.js';
import { type EmitContext, fieldColumn } from './sql.js';
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
  return [
    `CREATE TEMP TABLE ${node.id}_seen AS
     SELECT 0::BIGINT AS closing, ${node.cohort.map(fieldColumn).join(', ')}
     FROM (${cohortEntries(context, group, facets, node)}) LIMIT 0`,
    `CREATE TEMP TABLE ${node.id} AS ${middles(context, group, facets, node, `${node.id}_seen`)}`,
  ];
}

/**
 * Computes the medians and deviations, over all subjects of the group, of the days and cohorts that
 * could matter to a rule asked in this bucket, and were not computed before. Where the condition is
 * false without knowing its distance from peers, that distance is not looked for.
 */
export function emitPeers(
  context: EmitContext,
  group: GroupPlan,
  facets: Facets,
  node: PeerNode,
  rules: readonly RulePlan[],
): string[] {
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
  const wanted = `${node.id}_wanted`;
  return [
    `CREATE TEMP TABLE ${wanted} AS
     SELECT ${closingSql(node, 't')} AS closing, ${cohort.join(', ')} FROM asked
     WHERE ${possible.join(' OR ')} EXCEPT FROM ${node.id}_seen`,
    `INSERT INTO ${node.id} ${middles(context, group, facets, node, wanted)}`,
    `INSERT INTO ${node.id}_seen FROM ${wanted}`,
    `DROP TABLE ${wanted}`,
  ];
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
  wanted: string,
): string {
  const { step, offset } = CLOSINGS[node.closing];
  const cohort = node.cohort.map(fieldColumn);
  const value =
    node.operation === 'count'
      ? 'count(*)'
      : node.operation === 'sum'
        ? 'coalesce(sum(value), 0)'
        : `count(DISTINCT ${fieldColumn(node.field ?? '')})`;
  const field = node.field ? [fieldColumn(node.field)] : [];
  const first = `((t - ${offset}) // ${step} + 1) * ${step} + ${offset}`;
  const last = `least(t + ${node.length_ms}, ${context.horizon_ms}) + 1`;
  const fields = cohort.map((column) => `${column} := ${column}`).join(', ');
  const same = cohort.map((column) => `m.${column} IS NOT DISTINCT FROM s.${column}`);
  const keys = cohort.map((column) => `s.${column}`).join(', ');
  const alike = cohort.map((column) => `e.${column} IS NOT DISTINCT FROM s.${column}`);
  return `WITH seen AS MATERIALIZED (
      SELECT k, o, t, inn, value, ${[...new Set([...cohort, ...field])].join(', ')}
      FROM (${cohortEntries(context, group, facets, node)})
      WHERE ${sideSql(node.side)} AND ${node.filter ?? 'true'}),
    of_cohort AS (
      SELECT DISTINCT e.k FROM seen e
      JOIN (SELECT DISTINCT ${cohort.join(', ')} FROM ${wanted}) s ON ${alike.join(' AND ')}),
    counted AS (
      SELECT *, unnest(range(${first}, ${last}, ${step})) AS closing
      FROM seen SEMI JOIN of_cohort USING (k)),
    member AS (
      SELECT k, closing, ${value}::HUGEINT AS value,
        unnest(arg_max(struct_pack(${fields}), o::HUGEINT * 2 + inn::INTEGER))
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
