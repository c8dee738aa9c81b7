import type { Filter } from '../ast.js';
import { FIELDS, type Origin } from '../fields.js';
import type { Frame, GroupPlan } from '../plan.js';
import { emitFilter } from './filter.js';
import { calendarStart, type EmitContext, fieldColumn, TICK } from './sql.js';

/** Name of the attached store, read only. */
export const BANK = 'bank';

/** Tables of attributes with the span in which each version was the one known. */
export function emitVersions(noun: 'account' | 'party'): string {
  const least = '-9000000000000::BIGINT';
  return `CREATE TEMP TABLE ${noun}_known AS
    WITH version AS (
      SELECT *,
        coalesce(epoch_ms(valid_from), ${least}) AS valid_t,
        coalesce(epoch_ms(known_from), ${least}) AS known_t,
        greatest(valid_t, known_t) AS since_t,
        row_number() OVER () AS number
      FROM ${BANK}.${noun}),
    best AS (
      SELECT id AS best_id, since_t AS from_t,
        max({v: valid_t, k: known_t, n: number}) OVER (PARTITION BY id ORDER BY since_t) AS best
      FROM version),
    span AS (
      SELECT DISTINCT best_id, from_t, best.n AS number FROM best),
    closed AS (
      SELECT *,
        lead(from_t, 1, 9000000000000) OVER (PARTITION BY best_id ORDER BY from_t) AS until_t
      FROM span)
    SELECT v.* EXCLUDE (number, valid_t, known_t, since_t, valid_from, known_from),
      c.from_t, c.until_t
    FROM closed c JOIN version v USING (number)`;
}

/**
 * Creates `entry`: the group's view of the payments of one bucket of subjects, with one column a
 * field, a filter and a calendar start that the plan asks for. `dl` is 0 for payments, the number
 * of the rule for a deadline; `t0` is the time of the payment, `t` of the asking.
 */
export function emitEntries(context: EmitContext, group: GroupPlan, bucket: number): string[] {
  const select = entrySelect(context, group);
  const key = group.subject === 'account' ? 'p.account_id' : 'oa.party_id';
  const inBucket = context.buckets > 1 ? ` AND hash(${key}) % ${context.buckets} = ${bucket}` : '';
  const kept = `${key} IS NOT NULL${inBucket}${scope(context, group)}`;
  const statements = [`CREATE TEMP TABLE entry AS ${select} WHERE ${kept}`];
  for (const rule of group.rules) {
    const after = rule.typology.fires.after_ms;
    if (after === null) continue;
    const asked = [
      'dl = 0',
      sideSql(rule.typology.fires.at),
      rule.asked ? `coalesce(${rule.asked}, true)` : 'true',
      `t + ${after} <= ${context.horizon_ms}`,
    ].join(' AND ');
    const replaced = [
      `t + ${after} AS t`,
      `(t + ${after}) * ${TICK} + ${TICK - 1n} AS o`,
      `${TICK - 1n} AS tie`,
      `${rule.number} AS dl`,
      ...calendars(group).map(
        ([name, unit, zone]) => `${calendarStart(`(t + ${after})`, unit, zone)} AS ${name}`,
      ),
    ];
    statements.push(
      `INSERT INTO entry SELECT * REPLACE (${replaced.join(', ')}) FROM entry WHERE ${asked}`,
    );
  }
  return statements;
}

/** The select over joined nouns, without bucket: also the source of peer values. */
export function entrySelect(context: EmitContext, group: GroupPlan): string {
  const filters = group.filters.map((node) => `${emitFilter(context, node.filter)} AS ${node.id}`);
  const fields = group.fields.map((field) => `${FIELDS[field]?.sql} AS ${fieldColumn(field)}`);
  const starts = calendars(group).map(
    ([name, unit, zone]) => `${calendarStart('p.t', unit, zone)} AS ${name}`,
  );
  const key = group.subject === 'account' ? 'p.account_id' : 'oa.party_id';
  const columns = [
    `${key} AS k`,
    'p.o',
    'p.o AS o0',
    'p.t',
    'p.t AS t0',
    `p.o & ${TICK - 1n} AS tie`,
    'p.inn',
    '0 AS dl',
    'p.value_minor AS value',
    ...fields,
    ...filters,
    ...starts,
  ];
  return `SELECT ${columns.join(', ')} FROM (${sides()}) p ${joins(context, group)}`;
}

export function scope(context: EmitContext, group: GroupPlan): string {
  return group.scope === 'ours' && context.marks_ours ? ' AND oi.is_ours' : '';
}

/** Condition that an entry is on the side a measure or rule looks at. */
export function sideSql(side: 'in' | 'out' | 'any'): string {
  return side === 'any' ? 'true' : side === 'in' ? 'inn' : 'NOT inn';
}

/** Calendar windows of the group: column of the start, unit, zone. */
export function calendars(
  group: GroupPlan,
): [string, Extract<Frame, { kind: 'calendar' }>['unit'], string][] {
  const found = new Map<string, [string, Extract<Frame, { kind: 'calendar' }>['unit'], string]>();
  for (const { frame } of group.aggregates) {
    if (frame.kind !== 'calendar') continue;
    const key = `${frame.unit} ${frame.zone}`;
    if (!found.has(key)) found.set(key, [`c_${found.size}`, frame.unit, frame.zone]);
  }
  return [...found.values()];
}

/** Every payment twice, once from each end that is an account. */
function sides(): string {
  const side = (own: string, other: string, inn: boolean) => `
    SELECT order_key AS o, order_key >> 21 AS t, ${inn} AS inn,
      ${own}_account AS account_id, ${other}_account AS other_account,
      ${own}_institution AS own_institution, ${other}_institution AS other_institution,
      ${own}_country AS own_country, ${other}_country AS other_country,
      ${other}_name AS other_name,
      value_minor, currency, rail, channel, purpose, text, place_id,
      conductor_id, behalf_id, device_id, intermediaries, is_return
    FROM ${BANK}.payment WHERE ${own}_account IS NOT NULL`;
  return `${side('creditor', 'debtor', true)} UNION ALL ${side('debtor', 'creditor', false)}`;
}

/** Joins only the nouns that a field in use needs; each join of versions keeps one row an entry. */
function joins(context: EmitContext, group: GroupPlan): string {
  const origins = new Set<Origin>(group.subject === 'party' ? ['account'] : []);
  const visit = (field: string) => {
    for (const origin of FIELDS[field]?.origins ?? []) origins.add(origin);
  };
  group.fields.forEach(visit);
  for (const node of group.filters) visitFields(node.filter, visit);
  const ours = group.scope === 'ours' && context.marks_ours;
  if (ours || origins.has('party')) origins.add('account');
  if (origins.has('counterparty_party')) origins.add('counterparty_account');
  const known = (noun: string, alias: string, id: string) =>
    `LEFT JOIN ${noun}_known ${alias}
      ON ${alias}.id = ${id} AND p.t >= ${alias}.from_t AND p.t < ${alias}.until_t`;
  const parts: string[] = [];
  if (origins.has('account')) parts.push(known('account', 'oa', 'p.account_id'));
  if (origins.has('party')) parts.push(known('party', 'op', 'oa.party_id'));
  if (origins.has('counterparty_account')) parts.push(known('account', 'ca', 'p.other_account'));
  if (origins.has('counterparty_party')) parts.push(known('party', 'cp', 'ca.party_id'));
  if (origins.has('counterparty_institution')) {
    parts.push(`LEFT JOIN ${BANK}.institution ci ON ci.id = p.other_institution`);
  }
  if (origins.has('place')) parts.push(`LEFT JOIN ${BANK}.place pl ON pl.id = p.place_id`);
  if (ours) {
    parts.push(
      `LEFT JOIN ${BANK}.institution oi ON oi.id = coalesce(oa.institution_id, p.own_institution)`,
    );
  }
  return parts.join(' ');
}

/** Calls back for every field that a filter tests. */
function visitFields(filter: Filter, visit: (field: string) => void): void {
  if (filter.op === 'all' || filter.op === 'any' || filter.op === 'none') {
    for (const part of filter.of) visitFields(part, visit);
    return;
  }
  if ('field' in filter) visit(filter.field);
  if ('other' in filter) visit(filter.other);
}
