import type { Frame, GroupPlan } from '../plan.js';
import { sidesSql } from './base.js';
import { type Facets, facetJoins, fieldNumberSql } from './facet.js';
import { placeFilter } from './filter.js';
import { calendarStart, type EmitContext, fieldColumn, TICK } from './sql.js';

/**
 * Creates `entry`: the group's view of the payments of one bucket of subjects, with one column a
 * field, a filter and a calendar start that the plan asks for. `dl` is 0 for payments, the number
 * of the rule for a deadline; `t0` is the time of the payment, `t` of the asking.
 */
export function emitEntries(
  context: EmitContext,
  group: GroupPlan,
  facets: Facets,
  bucket: number,
): string[] {
  const statements = [`CREATE TEMP TABLE entry AS ${entrySelect(context, group, facets, bucket)}`];
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

/** The select over the base, of one bucket or (null) of all: also the source of peer values. */
export function entrySelect(
  context: EmitContext,
  group: Pick<GroupPlan, 'subject' | 'scope' | 'filters' | 'fields' | 'aggregates'>,
  facets: Facets,
  bucket: number | null,
): string {
  const fields = group.fields.map((field): [string, string] => [
    facets.place(fieldNumberSql(context, field)),
    fieldColumn(field),
  ]);
  const filters = group.filters.map((node): [string, string] => [
    placeFilter(context, facets, node.filter),
    node.id,
  ]);
  const starts = calendars(group).map(([name, unit, zone]): [string, string] => [
    facets.place(calendarStart('p.slot', unit, zone)),
    name,
  ]);
  const placed = [...fields, ...filters, ...starts];
  const columns = [
    'p.k',
    'p.o',
    'p.o AS o0',
    'p.t',
    'p.t AS t0',
    `p.o & ${TICK - 1n} AS tie`,
    'p.inn',
    '0 AS dl',
    'p.value_minor AS value',
    ...placed.map(([sql, name]) => `${sql} AS ${name}`),
  ];
  const joins = facetJoins(placed.map(([sql]) => sql));
  return `SELECT ${columns.join(', ')} FROM ${sidesSql(context, group, facets, bucket)} p ${joins}`;
}

/** Condition that an entry is on the side a measure or rule looks at. */
export function sideSql(side: 'in' | 'out' | 'any'): string {
  return side === 'any' ? 'true' : side === 'in' ? 'inn' : 'NOT inn';
}

/** Calendar windows of the group: column of the start, unit, zone. */
export function calendars(
  group: Pick<GroupPlan, 'aggregates'>,
): [string, Extract<Frame, { kind: 'calendar' }>['unit'], string][] {
  const found = new Map<string, [string, Extract<Frame, { kind: 'calendar' }>['unit'], string]>();
  for (const { frame } of group.aggregates) {
    if (frame.kind !== 'calendar') continue;
    const key = `${frame.unit} ${frame.zone}`;
    if (!found.has(key)) found.set(key, [`c_${found.size}`, frame.unit, frame.zone]);
  }
  return [...found.values()];
}
