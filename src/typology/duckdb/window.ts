import type { AggregateNode, Frame, GroupPlan, RulePlan } from '../plan.js';
import { aggregatesOf } from '../value-node.js';
import { calendars, sideSql } from './entry.js';
import { fieldColumn, TICK } from './sql.js';

/**
 * Creates `asked`: every entry at which some of the rules is asked, of subjects that are candidates
 * of one of them, with all aggregates that they need.
 */
export function emitAsked(group: GroupPlan, rules: readonly RulePlan[]): string {
  return `CREATE TEMP TABLE asked AS ${windowsSql(group, rules)}`;
}

/** The asked rows with the aggregates of the rules. One sort serves every window. */
export function windowsSql(group: GroupPlan, rules: readonly RulePlan[]): string {
  const needed = new Set(rules.flatMap((rule) => Object.values(rule.values).flatMap(aggregatesOf)));
  const aggregates = group.aggregates.filter((node) => needed.has(node.id));
  const frames = [...new Set(aggregates.map((node) => frameSql(group, node.frame)))];
  const named = frames.map((sql, i) => `w${i} AS (PARTITION BY k ORDER BY o ${sql})`);
  const deadlines = group.rules.some((rule) => rule.typology.fires.after_ms !== null);
  const columns = aggregates.map((node) => {
    const frame = frames.indexOf(frameSql(group, node.frame));
    return `${aggregateSql(node, deadlines)} OVER w${frame} AS ${node.id}`;
  });
  const window = named.length > 0 ? ` WINDOW ${named.join(', ')}` : '';
  const select = `SELECT ${[...keptColumns(group, rules), ...columns].join(', ')}
    FROM (${relevantEntries(group, rules)})${window}`;
  const asked = rules.map((rule) => `(${askedSql(group, rule.number)})`);
  return `SELECT * FROM (${select}) WHERE ${asked.join(' OR ')}`;
}

/** Columns of the entry that hits, sequences, peers and evidence of the rules read. */
function keptColumns(group: GroupPlan, rules: readonly RulePlan[]): string[] {
  const starts = calendars(group).map(([name]) => name);
  const seen = ['k', 'o', 'o0', 't', 't0', 'inn', 'dl', 'value'];
  return [...seen, ...rowFields(group, rules).map(fieldColumn), ...starts, ...keptFilters(rules)];
}

/** Fields that the rules read on the asked row itself. */
export function rowFields(group: GroupPlan, rules: readonly RulePlan[]): string[] {
  const nodes = new Set(
    rules.flatMap((rule) => Object.values(rule.values).map((v) => ('node' in v ? v.node : ''))),
  );
  const fields = [
    ...rules.flatMap((rule) => rule.reads),
    ...group.sequences.flatMap((node) => (nodes.has(node.id) ? node.measure.same : [])),
    ...group.peers.flatMap((node) => (nodes.has(node.id) ? node.cohort : [])),
  ];
  return [...new Set(fields)];
}

/**
 * Entries that rules are asked at or that one of their windows counts: others do not matter. What
 * counts is asked by CASE, which DuckDB cannot ask of all entries before it looks for candidates.
 */
function relevantEntries(group: GroupPlan, rules: readonly RulePlan[]): string {
  const wanted = rules.map((rule) => {
    const n = rule.number;
    const needed = new Set(Object.values(rule.values).flatMap(aggregatesOf));
    const nodes = group.aggregates.filter((node) => needed.has(node.id));
    const counted = nodes.map((node) => heldSql(node) || 'true');
    const conditions = [...new Set([askedSql(group, n), ...counted])];
    const relevant = conditions.includes('true') ? [] : [`((${conditions.join(') OR (')}))`];
    const reach = Math.max(0, ...nodes.map(({ frame }) => reachOf(frame)));
    const bounds = [`e.o <= coalesce(c.until_${n}, e.o)`];
    if (Number.isFinite(reach)) {
      bounds.push(`e.o >= coalesce(c.from_${n} - ${BigInt(reach + 1) * TICK}, e.o)`);
    }
    return `CASE WHEN c.r${n} THEN ${[...relevant, ...bounds].join(' AND ')} ELSE false END`;
  });
  const some = rules.map((rule) => `r${rule.number}`).join(' OR ');
  return `SELECT e.* FROM entry e JOIN (FROM candidate WHERE ${some}) c ON c.k = e.k
    WHERE ${wanted.join(' OR ')}`;
}

/** The rows of `asked` at which a rule can fire: elsewhere its windows may be cut off. */
export function askedOf(rule: RulePlan, asked: string): string {
  const n = rule.number;
  return `(SELECT a.* FROM asked a JOIN candidate c ON c.k = a.k WHERE (${asked}) AND c.r${n}
    AND a.o BETWEEN coalesce(c.from_${n}, a.o) AND coalesce(c.until_${n}, a.o))`;
}

/** How far a window looks back from the asked payment, ms; a month and two changes of hour. */
function reachOf(frame: Frame): number {
  if (frame.kind === 'last') return frame.before_ms + frame.length_ms;
  if (frame.kind === 'preceding') return frame.length_ms;
  return frame.kind === 'calendar' ? 33 * 86_400_000 : Number.POSITIVE_INFINITY;
}

/** Whether an aggregate counts the entry; empty: always. */
function heldSql(node: AggregateNode): string {
  return [sideSql(node.side), node.filter ?? 'true']
    .filter((part) => part !== 'true')
    .join(' AND ');
}

/** How often each rule of the group is asked in the bucket, and how often that is undetermined. */
export function emitAskedCounts(group: GroupPlan): string {
  const counts = group.rules.flatMap((rule) => {
    const asked = askedSql(group, rule.number);
    return [
      `count_if(coalesce(${asked}, true)) AS asked_${rule.number}`,
      `count_if((${asked}) IS NULL) AS unclear_${rule.number}`,
    ];
  });
  return `SELECT ${counts.join(', ')} FROM entry`;
}

/** Whether the rule is asked at the row; null: undetermined. */
export function askedSql(group: GroupPlan, number: number): string {
  const rule = group.rules.find((item) => item.number === number);
  if (!rule) throw new Error(`no rule ${number}`);
  const atDeadline = rule.typology.fires.after_ms !== null;
  const row = atDeadline ? [`dl = ${number}`] : ['dl = 0', sideSql(rule.typology.fires.at)];
  const parts = [...row, rule.asked ?? 'true'];
  return parts.filter((part) => part !== 'true').join(' AND ');
}

function keptFilters(rules: readonly RulePlan[]): string[] {
  const used = rules.flatMap((rule) => [rule.asked, ...rule.suppressions]);
  return [...new Set(used.filter((id) => id !== null))];
}

function aggregateSql(node: AggregateNode, deadlines: boolean): string {
  const parts = [deadlines ? 'dl = 0' : 'true', sideSql(node.side), node.filter ?? 'true'];
  const holds = parts.filter((part) => part !== 'true').join(' AND ');
  const filtered = (call: string) => (holds === '' ? call : `${call} FILTER (WHERE ${holds})`);
  switch (node.operation) {
    case 'count':
      return filtered('count(*)');
    case 'known':
      return filtered('count(value)');
    case 'distinct':
      return filtered(`count(DISTINCT ${fieldColumn(node.field ?? '')})`);
    case 'moment_sum':
      return filtered('sum(value::HUGEINT * (t // 1000))');
    case 'first':
      return filtered('min(t)');
    case 'last':
      return filtered('max(t)');
    default:
      return filtered(`${node.operation}(value)`);
  }
}

/** Frames over the order key: half-open in time, closed in order at the asked payment. */
function frameSql(group: GroupPlan, frame: Frame): string {
  const back = (length_ms: number) => `(${BigInt(length_ms - 1) * TICK} + tie) PRECEDING`;
  const until = (before_ms: number) =>
    `(${BigInt(before_ms) * TICK - (TICK - 1n)} + tie) PRECEDING`;
  switch (frame.kind) {
    case 'all':
      return 'RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW';
    case 'previous':
      return 'RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING';
    case 'earlier':
      return `RANGE BETWEEN UNBOUNDED PRECEDING AND ${until(frame.before_ms)}`;
    case 'preceding':
      return `RANGE BETWEEN ${back(frame.length_ms)} AND 1 PRECEDING`;
    case 'calendar': {
      const start = calendars(group).find(
        ([, unit, zone]) => unit === frame.unit && zone === frame.zone,
      );
      return `RANGE BETWEEN (o - ${start?.[0]} * ${TICK}) PRECEDING AND CURRENT ROW`;
    }
    default:
      return frame.before_ms === 0
        ? `RANGE BETWEEN ${back(frame.length_ms)} AND CURRENT ROW`
        : `RANGE BETWEEN ${back(frame.before_ms + frame.length_ms)} AND ${until(frame.before_ms)}`;
  }
}

/** The same span as a condition on an entry `e` relative to an asked row `r`: for evidence. */
export function spanSql(frame: Frame, calendarStart: string | null): string {
  switch (frame.kind) {
    case 'last': {
      const until = frame.before_ms > 0 ? `e.t <= r.t - ${frame.before_ms}` : 'e.o <= r.o';
      return `e.t > r.t - ${frame.before_ms + frame.length_ms} AND ${until}`;
    }
    case 'calendar':
      return `e.t >= ${calendarStart} AND e.o <= r.o`;
    case 'preceding':
      return `e.t > r.t - ${frame.length_ms} AND e.o < r.o`;
    case 'previous':
      return 'e.o < r.o';
    case 'earlier':
      return `e.t <= r.t - ${frame.before_ms}`;
    default:
      return 'e.o <= r.o';
  }
}
