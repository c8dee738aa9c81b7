import { LIMITS } from '../base/index.js';
import type { SubjectKind } from '../model/index.js';
import type { Engine } from '../store/index.js';
import type { Typology } from './ast.js';
import { versions } from './duckdb/base.js';
import { BANK } from './duckdb/sql.js';
import { planTypologies, type RulePlan } from './plan.js';

/** By measure (and field read), [numerator, denominator]; null where unknown. */
export type ExactValues = Readonly<Record<string, readonly [bigint, bigint] | null>>;

/** What a rule did in the run. */
export interface RuleTally {
  readonly typology: string;
  /** Entries at which it was asked, fired, was undetermined, was suppressed. */
  asked: number;
  fired: number;
  undetermined: number;
  suppressed: number;
  /** Columns of the model that hold no value at all and without which it cannot be asked. */
  readonly idle_for: readonly string[];
}

/** A finding before it is put into words: keys and exact values. */
export interface RawFinding {
  readonly typology: string;
  readonly subject_id: string;
  readonly period: string;
  readonly times_fired: number;
  readonly first_ms: number;
  readonly last_ms: number;
  readonly peak_ms: number;
  /** Order key of the payment at the peak. */
  readonly peak_order: bigint;
  readonly score: number;
  /** By measure, [numerator, denominator]; null where unknown. */
  readonly values: ExactValues;
  readonly evidence: readonly string[];
  readonly evidence_total: number;
}

export interface FiredEntry {
  readonly typology: string;
  readonly subject_id: string;
  readonly payment_id: string;
  readonly deadline: boolean;
  readonly direction: 'in' | 'out';
  readonly state: 'fired' | 'undetermined' | 'suppressed';
  readonly score: number;
  readonly values: ExactValues;
}

/** Who a finding is about, as known at the end of the run. */
export interface SubjectRecord {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly name: string | null;
  readonly party_id: string | null;
  readonly institution_id: string | null;
}

export interface RunOutcome {
  readonly subjects: readonly SubjectRecord[];
  readonly findings: readonly RawFinding[];
  readonly tallies: readonly RuleTally[];
  readonly fired: readonly FiredEntry[];
  readonly payments: number;
  readonly plan_nodes: number;
  readonly flows_truncated: number;
}

/** The fired, undetermined and suppressed entries of the rule at hand, from `hit`. */
export async function readFired(engine: Engine, rule: RulePlan): Promise<FiredEntry[]> {
  const rows = await engine.rows<{
    k: string;
    id: string;
    dl: number;
    inn: boolean;
    state: number;
    suppressed: number;
    score: number;
    vals: { items: (bigint | null)[] };
  }>(
    `SELECT hit.* REPLACE (s.id AS k), p.id FROM hit
     JOIN ${BANK}.payment p ON p.order_key = hit.o0
     JOIN ${rule.typology.subject}_number s ON s.n = hit.k
     ORDER BY hit.o, s.id, hit.inn`,
  );
  return rows.map((row) => ({
    typology: rule.typology.id,
    subject_id: row.k,
    payment_id: row.id,
    deadline: row.dl !== 0,
    direction: row.inn ? 'in' : 'out',
    state: row.state === 2 ? 'undetermined' : row.suppressed > 0 ? 'suppressed' : 'fired',
    score: row.score,
    values: namedValues(valueNames(rule.typology), itemsOf(row.vals)),
  }));
}

function itemsOf(vals: unknown): readonly (bigint | null)[] {
  return Array.isArray(vals) ? vals : ((vals as { items?: (bigint | null)[] } | null)?.items ?? []);
}

/** Names of the values a row carries: the measures, then the fields that expressions read. */
function valueNames(typology: Typology): string[] {
  const [group] = planTypologies([typology]).groups;
  return [...Object.keys(typology.measures), ...(group?.rules[0]?.reads ?? [])];
}

function namedValues(names: readonly string[], vals: readonly (bigint | null)[]): ExactValues {
  const values: Record<string, readonly [bigint, bigint] | null> = {};
  names.forEach((name, i) => {
    const [numerator, denominator] = [vals[2 * i] ?? null, vals[2 * i + 1] ?? null];
    values[name] = numerator === null || denominator === null ? null : [numerator, denominator];
  });
  return values;
}

/** All findings of the run with their evidence, ordered by rule, subject and period. */
export async function readFindings(
  engine: Engine,
  typologies: readonly Typology[],
): Promise<RawFinding[]> {
  const rows = await engine.rows<{
    rule: number;
    k: string;
    period: string;
    fired: bigint;
    first_t: bigint;
    last_t: bigint;
    o: bigint;
    t: bigint;
    score: number;
    vals: unknown;
    ids: unknown;
    total: bigint;
  }>(
    `WITH ranked AS (
       SELECT *, row_number() OVER (PARTITION BY rule, k, period ORDER BY o DESC) AS place,
         count(*) OVER (PARTITION BY rule, k, period) AS total
       FROM (SELECT DISTINCT * FROM all_evidence)),
     named AS (
       SELECT r.rule, r.k, r.period, list(p.id ORDER BY r.o) AS ids, any_value(r.total) AS total
       FROM ranked r JOIN ${BANK}.payment p ON p.order_key = r.o
       WHERE r.place <= ${LIMITS.evidence_payments_max} GROUP BY r.rule, r.k, r.period)
     SELECT f.rule, f.k, f.period, f.fired, f.first_t, f.last_t,
       f.peak.o0 AS o, f.peak.t AS t, f.peak.score AS score, f.peak.vals AS vals, n.ids, n.total
     FROM all_found f JOIN named n USING (rule, k, period) ORDER BY f.rule, f.k, f.period`,
  );
  const names = typologies.map(valueNames);
  return rows.map((row) => {
    const typology = typologies[row.rule - 1];
    if (!typology) throw new Error(`no rule ${row.rule}`);
    return {
      typology: typology.id,
      subject_id: row.k,
      period: row.period,
      times_fired: Number(row.fired),
      first_ms: Number(row.first_t),
      last_ms: Number(row.last_t),
      peak_ms: Number(row.t),
      peak_order: row.o,
      score: row.score,
      values: namedValues(names[row.rule - 1] ?? [], itemsOf(row.vals)),
      evidence: itemsOf(row.ids) as unknown as string[],
      evidence_total: Number(row.total),
    };
  });
}

/** The subjects of all findings. */
export async function readSubjects(
  engine: Engine,
  typologies: readonly Typology[],
): Promise<SubjectRecord[]> {
  const isOf = (kind: SubjectKind) => {
    const rules = typologies.flatMap(({ subject }, i) => (subject === kind ? [i + 1] : []));
    return rules.length > 0 ? `rule IN (${rules.join(', ')})` : 'false';
  };
  const accounts = 'SELECT k FROM all_found';
  const people = `${accounts} UNION SELECT party_id FROM ${BANK}.account WHERE id IN (${accounts})`;
  return engine.rows<SubjectRecord & Record<string, unknown>>(
    `WITH subject AS (
       SELECT DISTINCT k, CASE WHEN ${isOf('party')} THEN 'party'
         WHEN ${isOf('network')} THEN 'network' ELSE 'account' END AS kind
       FROM all_found),
     holder AS (
       SELECT id, party_id, institution_id
       FROM (${versions('account', false, accounts)}) WHERE is_last),
     named AS (SELECT id, name FROM (${versions('party', false, people)}) WHERE is_last)
     SELECT kind, k AS id,
       any_value(CASE WHEN kind <> 'network' THEN n.name END) AS name,
       any_value(CASE kind WHEN 'party' THEN k WHEN 'account' THEN h.party_id END) AS party_id,
       any_value(CASE WHEN kind = 'account' THEN h.institution_id END) AS institution_id
     FROM subject LEFT JOIN holder h ON kind = 'account' AND h.id = k
     LEFT JOIN named n ON n.id = CASE kind WHEN 'party' THEN k ELSE h.party_id END
     GROUP BY kind, k ORDER BY kind, k`,
  );
}
