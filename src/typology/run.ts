import type { Progress } from '../base/index.js';
import type { FlowKernel } from '../model/index.js';
import type { Engine } from '../store/index.js';
import type { Typology } from './ast.js';
import { type Running, runBucket } from './bucket.js';
import { bucketWidth, emitBase } from './duckdb/base.js';
import { entrySelect } from './duckdb/entry.js';
import { Facets, SLOTS_SINCE_MS } from './duckdb/facet.js';
import { BANK, type EmitContext, type Laws, type Lists } from './duckdb/sql.js';
import { answerFlows, flowTables } from './flows.js';
import { findIdle } from './idle.js';
import { countNodes, type GroupPlan, planTypologies } from './plan.js';
import { type RuleTally, type RunOutcome, readFindings, readSubjects } from './results.js';

export interface RunRequest {
  readonly typologies: readonly Typology[];
  readonly laws: Laws;
  readonly lists: Lists;
  /** Entries that one bucket of subjects should hold at most: bounds the memory of sorting. */
  readonly bucket_entries: number;
  /** False: plans every typology alone, to measure what sharing saves. */
  readonly shared: boolean;
  /** Keeps every fired entry, for tests: `fired` of the outcome. */
  readonly keep_fired: boolean;
}

/**
 * Runs typologies on a store that is attached to `engine` as `bank`, read only; everything it makes
 * is temporary. `findFlows` answers chains, cycles and scatter–gather over the whole payment graph.
 */
export async function runTypologies(
  engine: Engine,
  findFlows: FlowKernel,
  request: RunRequest,
  progress: Progress,
): Promise<RunOutcome> {
  const facts = await readFacts(engine);
  const idle = await findIdle(engine, request.typologies);
  const active = request.typologies.filter(
    (typology) => (idle.get(typology.id) ?? []).length === 0,
  );
  const tallies = request.typologies.map(
    (typology): RuleTally => ({
      typology: typology.id,
      asked: 0,
      fired: 0,
      undetermined: 0,
      suppressed: 0,
      idle_for: idle.get(typology.id) ?? [],
    }),
  );
  await createResultTables(engine);
  const batches = request.shared ? [active] : active.map((typology) => [typology]);
  const { keep_fired, bucket_entries } = request;
  const totals = { truncated: 0, nodes: 0 };
  const own = { engine, request, keep_fired, bucket_entries };
  const run: Run = { ...own, facts, tallies, fired: [], ...totals };
  let done = 0;
  for (const batch of batches) {
    const steps = batches.length * 100;
    const from = (done / batches.length) * steps;
    await runBatch(run, findFlows, batch, (share) => progress.update(from + share * 100, steps));
    done++;
  }
  const findings = await readFindings(engine, request.typologies);
  const subjects = await readSubjects(engine, request.typologies);
  progress.end();
  return {
    findings,
    subjects,
    tallies,
    fired: run.fired,
    payments: facts.payments,
    plan_nodes: run.nodes,
    flows_truncated: run.truncated,
  };
}

interface Facts {
  readonly payments: number;
  readonly horizon_ms: bigint;
  readonly marks_ours: boolean;
  readonly has_slots: boolean;
}

/** A run of one or more batches. */
interface Run extends Running {
  readonly request: RunRequest;
  readonly facts: Facts;
  truncated: number;
  nodes: number;
}

async function readFacts(engine: Engine): Promise<Facts> {
  const [row] = await engine.rows<{
    n: bigint;
    first: bigint | null;
    last: bigint | null;
    ours: boolean | null;
  }>(
    `SELECT count(*) AS n, min(order_key >> 21) AS first, max(order_key >> 21) AS last,
      (SELECT bool_or(is_ours) FROM ${BANK}.institution) AS ours FROM ${BANK}.payment`,
  );
  return {
    payments: Number(row?.n ?? 0),
    horizon_ms: row?.last ?? 0n,
    marks_ours: row?.ours === true,
    has_slots: (row?.first ?? 0n) >= SLOTS_SINCE_MS,
  };
}

async function createResultTables(engine: Engine): Promise<void> {
  const peak =
    'STRUCT(o BIGINT, o0 BIGINT, t BIGINT, dl INTEGER, inn BOOLEAN, score INTEGER, vals HUGEINT[])';
  for (const [found, evidence, key] of [
    ['found', 'evidence', 'INTEGER'],
    ['all_found', 'all_evidence', 'VARCHAR'],
  ]) {
    await engine.run(
      `CREATE TEMP TABLE ${found} (rule INTEGER, k ${key}, period VARCHAR, fired BIGINT,
        first_t BIGINT, last_t BIGINT, peak ${peak})`,
    );
    await engine.run(
      `CREATE TEMP TABLE ${evidence} (rule INTEGER, k ${key}, period VARCHAR, o BIGINT)`,
    );
  }
}

/** Findings of a batch under their subjects' ids: the numbers are the batch's own. */
async function settle(engine: Engine, groups: readonly GroupPlan[]): Promise<void> {
  for (const group of groups) {
    const rules = group.rules.map((rule) => rule.number).join(', ');
    for (const table of ['found', 'evidence']) {
      await engine.run(
        `INSERT INTO all_${table} SELECT f.* REPLACE (s.id AS k)
         FROM ${table} f JOIN ${group.subject}_number s ON s.n = f.k WHERE f.rule IN (${rules})`,
      );
    }
  }
  for (const table of ['found', 'evidence']) await engine.run(`DELETE FROM ${table}`);
}

async function runBatch(
  run: Run,
  findFlows: FlowKernel,
  batch: readonly Typology[],
  report: (share: number) => void,
): Promise<void> {
  const { engine, request, facts } = run;
  const numbered = planTypologies(batch);
  run.nodes += countNodes(numbered);
  const buckets = Math.max(1, Math.ceil((facts.payments * 2) / request.bucket_entries));
  const { laws, lists } = request;
  const context: EmitContext = { ...facts, laws, lists, buckets, bucket_widths: {} };
  const numberOf = new Map(request.typologies.map((typology, index) => [typology.id, index + 1]));
  const groups = numbered.groups.map((group) => renumber(group, numberOf));
  run.truncated += await answerFlows(engine, findFlows, numbered.flows, BANK);
  const facets = new Facets(context);
  for (const group of groups) entrySelect(context, group, facets, null);
  const base = emitBase(context, groups, facets);
  for (const statement of base.statements) await engine.run(statement);
  const bucket_widths = await readWidths(engine, groups, buckets);
  report(0.1);
  let step = 0;
  for (const group of groups) {
    const peers = new Set<string>();
    for (let bucket = 0; bucket < buckets; bucket++) {
      await runBucket(run, { ...context, bucket_widths, facets }, group, bucket, peers);
      report(0.1 + (0.9 * ++step) / (groups.length * buckets));
    }
    for (const peer of peers) {
      for (const table of [peer, `${peer}_seen`]) await engine.run(`DROP TABLE ${table}`);
    }
  }
  await settle(engine, groups);
  for (const table of [...base.tables, ...numbered.flows.flatMap((flow) => flowTables(flow.id))]) {
    await engine.run(`DROP TABLE ${table}`);
  }
}

async function readWidths(
  engine: Engine,
  groups: readonly GroupPlan[],
  buckets: number,
): Promise<EmitContext['bucket_widths']> {
  if (buckets === 1) return {};
  const widths: Partial<Record<Typology['subject'], number>> = {};
  for (const { subject } of groups) {
    const [row] = await engine.rows<{ n: number }>(
      `SELECT coalesce(${bucketWidth(subject, buckets)}, 1)::INTEGER AS n`,
    );
    widths[subject] = row?.n ?? 1;
  }
  return widths;
}

/** Rules carry their number in the whole run, so that results of several batches stay apart. */
function renumber(group: GroupPlan, numberOf: ReadonlyMap<string, number>): GroupPlan {
  return {
    ...group,
    rules: group.rules.map((rule) => ({
      ...rule,
      number: numberOf.get(rule.typology.id) ?? rule.number,
    })),
  };
}
