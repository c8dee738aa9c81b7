import { LIMITS } from '../../base/index.js';
import type { SequenceNode } from '../plan.js';
import { sideSql } from './entry.js';
import { fieldColumn } from './sql.js';

/** Creates the table of matched first legs of one sequence node, in the bucket at hand. */
export function emitSequence(node: SequenceNode): string {
  const { within_ms, of } = node.measure;
  const pairs = `r.k = e.k AND r.slot = e.slot AND ${sequencePair(node.measure, node.filter)}`;
  return `CREATE TEMP TABLE ${node.id} AS
    SELECT r.k AS on_k, r.o AS on_o, r.o0 AS on_o0, r.dl AS on_dl, r.inn AS on_inn, count(*) AS legs
    FROM (SELECT *, t // ${within_ms} AS slot FROM asked
      WHERE ${node.guard} BETWEEN 1 AND ${LIMITS.sequence_legs_max}) r
    JOIN (SELECT *, unnest([t // ${within_ms}, t // ${within_ms} + 1]) AS slot FROM entry
      WHERE dl = 0 AND ${sideSql(of)} AND ${node.filter ?? 'true'}) e
    ON ${pairs} GROUP BY ALL`;
}

/** Whether entry `e` is a first leg to the asked row `r`. */
export function sequencePair(measure: SequenceNode['measure'], filter: string | null): string {
  const { within_ms, ratio, same, of } = measure;
  const parts = [`e.o < r.o AND e.t > r.t - ${within_ms}`, sideSql(of).replace('inn', 'e.inn')];
  if (filter) parts.push(`e.${filter}`);
  if (ratio) {
    const [scaled, before] = ['r.value::HUGEINT * 1000000', 'e.value::HUGEINT'];
    parts.push('e.value > 0');
    parts.push(`${scaled} >= ${before} * ${ratio.min_ppm}`);
    parts.push(`${scaled} <= ${before} * ${ratio.max_ppm}`);
  }
  for (const field of same) parts.push(`e.${fieldColumn(field)} = r.${fieldColumn(field)}`);
  return parts.filter((part) => part !== 'true').join(' AND ');
}
