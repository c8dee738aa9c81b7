import type { Expression } from '../ast.js';
import type { AggregateNode, GroupPlan, RulePlan } from '../plan.js';
import type { ValueNode } from '../value-node.js';
import { sideSql } from './entry.js';
import { type Fraction, literalFraction, TICK, times } from './sql.js';

/** A time without entries of a side that a rule needs before a window of some length. */
interface Spell {
  readonly side: AggregateNode['side'];
  readonly window_ms: number;
  readonly operator: string;
  readonly least: Fraction;
  /** The least length in whole milliseconds, rounded down. */
  readonly least_ms: bigint;
}

/**
 * Ends the candidates of rules that need a silence, where a subject was never silent for so long,
 * with its first window: later the silence is known and too short, and windows over the subject's
 * whole life, the dearest there are, would only say so again. Empty where no rule needs one.
 */
export function emitSpells(group: GroupPlan, rules: readonly RulePlan[]): string[] {
  const tables: string[] = [];
  const ends = rules.flatMap((rule) => {
    const spells = neededSpells(group, rule, rule.typology.condition) ?? [];
    if (spells.length === 0) return [];
    const names = spells.map((spell) => {
      tables.push(spellTable(`spell_${tables.length}`, spell, rule));
      return `spell_${tables.length - 1}`;
    });
    const long = spells.map(({ least, operator }, i) => {
      const reached = `${times(`${names[i]}.longest`, least.denominator)} ${operator}`;
      return `coalesce(${reached} ${least.numerator}, false)`;
    });
    const first = spells.map(({ window_ms }, i) => `${names[i]}.first + ${window_ms}`);
    const until = `c.until_${rule.number}`;
    return [
      `CASE WHEN ${long.join(' OR ')} THEN ${until}
        ELSE greatest(${first.join(', ')}) * ${TICK} - 1 END AS until_${rule.number}`,
    ];
  });
  if (ends.length === 0) return [];
  const joins = tables.map((_, i) => `LEFT JOIN spell_${i} USING (k)`).join(' ');
  return [
    `CREATE OR REPLACE TEMP TABLE candidate AS WITH ${tables.join(', ')}
     SELECT c.* REPLACE (${ends.join(', ')}) FROM candidate c ${joins}`,
  ];
}

/**
 * First entry and longest silence of each candidate. Silences that end in the span in which they
 * began are shorter than the span, which is no longer than what is needed.
 */
function spellTable(name: string, { side, least_ms }: Spell, rule: RulePlan): string {
  const since = 9_000_000_000_000n;
  return `${name} AS (SELECT k, min(first) AS first, max(first - before) AS longest FROM (
    SELECT k, min(t) AS first, lag(max(t)) OVER (PARTITION BY k ORDER BY slot) AS before
    FROM (SELECT k, t, (t + ${since}) // ${least_ms} AS slot FROM entry
      WHERE dl = 0 AND ${sideSql(side)}
        AND k IN (SELECT k FROM candidate WHERE r${rule.number}))
    GROUP BY k, slot) GROUP BY k)`;
}

/** Silences of which one must be long enough, or unknown, lest the condition be false; or null. */
function neededSpells(group: GroupPlan, rule: RulePlan, expression: Expression): Spell[] | null {
  if (expression.node === 'and' || expression.node === 'or') {
    const [left, right] = [expression.left, expression.right].map((part) =>
      neededSpells(group, rule, part),
    );
    if (expression.node === 'and') return left ?? right ?? null;
    return left && right ? [...left, ...right] : null;
  }
  if (expression.node !== 'compare') return null;
  const { left, right, operator } = expression;
  const isFlipped = operator === '<=' || operator === '<';
  const [measure, least] = isFlipped ? [right, left] : [left, right];
  if (!/^[<>]/.test(operator) || measure.node !== 'measure' || least.node !== 'literal')
    return null;
  const spell = spellOf(group, rule, rule.values[measure.name]);
  const { numerator, denominator } = least.literal;
  if (!spell || numerator < denominator) return null;
  return [
    {
      ...spell,
      operator: operator.includes('=') ? '>=' : '>',
      least: literalFraction(least.literal),
      least_ms: numerator / denominator,
    },
  ];
}

/** A gap before a window that holds the asked payment, so that it is unknown in the first only. */
function spellOf(
  group: GroupPlan,
  { typology: { fires } }: RulePlan,
  value: ValueNode | undefined,
): Pick<Spell, 'side' | 'window_ms'> | null {
  if (value?.form !== 'gap' || fires.after_ms !== null) return null;
  const node = group.aggregates.find(({ id }) => id === value.first);
  if (!node || node.filter !== null || node.frame.kind !== 'last') return null;
  const isOwn = node.side === 'any' || node.side === fires.at;
  if (!isOwn || node.frame.before_ms !== 0) return null;
  return { side: node.side, window_ms: node.frame.length_ms };
}
