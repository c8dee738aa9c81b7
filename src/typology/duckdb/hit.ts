import type { GroupPlan, RulePlan } from '../plan.js';
import { calendars } from './entry.js';
import { peerJoin } from './peers.js';
import { type EmitContext, fieldColumn } from './sql.js';
import { emitCondition, emitValue } from './value.js';
import { askedOf, askedSql, rowFields } from './window.js';

/**
 * Creates `hit`: the rows at which the rule fires (state 1) or is undetermined (state 2), with the
 * number of the suppression that holds (0: none), the score, and every measure as [numerator,
 * denominator].
 */
export function emitHits(context: EmitContext, group: GroupPlan, rule: RulePlan): string {
  const asked = askedSql(group, rule.number);
  const condition = emitCondition(context, rule, rule.typology.condition);
  const values = Object.values(rule.values).flatMap((node) => {
    const { numerator, denominator } = emitValue(node);
    return [`(${numerator})::HUGEINT`, `(${denominator})::HUGEINT`];
  });
  for (const field of rule.reads) values.push(`${fieldColumn(field)}::HUGEINT`, '1::HUGEINT');
  const suppressions = rule.typology.suppress.map((item, i) => {
    const where = rule.suppressions[i] ?? (item.where ? 'true' : null);
    const parts = [where, item.when && emitCondition(context, rule, item.when)].filter(
      (part) => part,
    );
    return `WHEN ${parts.join(' AND ')} THEN ${i + 1}`;
  });
  const points = rule.typology.score.add.map(
    (item) => `CASE WHEN ${emitCondition(context, rule, item.when)} THEN ${item.points} ELSE 0 END`,
  );
  const starts = calendars(group).map(([name]) => `asked.${name}`);
  const seen = [
    'k',
    'o',
    'o0',
    't',
    'dl',
    'inn',
    'value',
    ...rowFields(group, [rule]).map(fieldColumn),
  ].map((column) => `asked.${column}`);
  return `CREATE TEMP TABLE hit AS
    SELECT ${[...seen, ...starts].join(', ')}, CASE WHEN ${condition} THEN 1 ELSE 2 END AS state,
      ${suppressions.length > 0 ? `CASE ${suppressions.join(' ')} ELSE 0 END` : '0'} AS suppressed,
      least(100, ${[rule.typology.score.base, ...points].join(' + ')}) AS score,
      [${values.join(', ')}]::HUGEINT[] AS vals
    FROM ${askedOf(rule, asked)} asked
      ${ruleJoins(group, rule)}
    WHERE (${condition}) IS DISTINCT FROM false`;
}

function ruleJoins(group: GroupPlan, rule: RulePlan): string {
  const nodes = new Map<string, string>();
  for (const value of Object.values(rule.values)) {
    if (value.form === 'flow') nodes.set(value.node, `${value.node}.o = asked.o`);
    if (value.form === 'sequence') {
      nodes.set(
        value.node,
        ['k', 'o', 'o0', 'dl', 'inn']
          .map((c) => `${value.node}.on_${c} = asked.${c}`)
          .join(' AND '),
      );
    }
    if (value.form === 'peer') {
      const peer = group.peers.find((node) => node.id === value.node);
      if (!peer) throw new Error(`no peer ${value.node}`);
      nodes.set(peer.id, peerJoin(peer));
    }
  }
  return [...nodes].map(([table, on]) => `LEFT JOIN ${table} ON ${on}`).join(' ');
}

/** Groups the fired rows of `hit` into findings, appended to `found`. */
export function emitFindings(rule: RulePlan): string {
  const period = `strftime(date_trunc('${rule.typology.group}', make_timestamp_ms(t)), '%Y-%m-%d')`;
  return `INSERT INTO found
    SELECT ${rule.number}, k, ${period} AS period, count(*), min(t), max(t),
      arg_max({o: o, o0: o0, t: t, dl: dl, inn: inn, score: score, vals: vals},
        {s: score, o: -o, p: -o0, i: NOT inn}) AS peak
    FROM hit WHERE state = 1 AND suppressed = 0 GROUP BY k, period`;
}
