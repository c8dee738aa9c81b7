import type { Progress } from '../base/index.js';
import type { FlowKernel } from '../model/index.js';
import type { Engine } from '../store/index.js';
import type { Filter, Typology } from './ast.js';
import { emitCandidates, emitRefinement, isRefinable } from './duckdb/bound.js';
import { BANK, emitEntries, emitVersions } from './duckdb/entry.js';
import { emitEvidence, emitFindings, emitHits, emitPeers, emitSequence } from './duckdb/rule.js';
import type { EmitContext, Laws, Lists } from './duckdb/sql.js';
import { emitAsked, emitAskedCounts } from './duckdb/window.js';
import { FIELDS } from './fields.js';
import { answerFlows } from './flows.js';
import { countNodes, type GroupPlan, planTypologies, type RulePlan } from './plan.js';
import {
  type FiredEntry,
  type RuleTally,
  type RunOutcome,
  readFindings,
  readFired,
  readSubjects,
} from './results.js';

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
  const run: Running = { engine, request, facts, tallies, fired: [], truncated: 0, nodes: 0 };
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
}

interface Running {
  readonly engine: Engine;
  readonly request: RunRequest;
  readonly facts: Facts;
  readonly tallies: RuleTally[];
  readonly fired: FiredEntry[];
  truncated: number;
  nodes: number;
}

async function readFacts(engine: Engine): Promise<Facts> {
  const [row] = await engine.rows<{ n: bigint; last: bigint | null; ours: boolean | null }>(
    `SELECT count(*) AS n, max(order_key >> 21) AS last,
      (SELECT bool_or(is_ours) FROM ${BANK}.institution) AS ours FROM ${BANK}.payment`,
  );
  return {
    payments: Number(row?.n ?? 0),
    horizon_ms: row?.last ?? 0n,
    marks_ours: row?.ours === true,
  };
}

/** Columns without any value, for each typology that cannot do without them. */
async function findIdle(
  engine: Engine,
  typologies: readonly Typology[],
): Promise<Map<string, string[]>> {
  const needs = new Map(typologies.map((typology) => [typology.id, requiredColumns(typology)]));
  const columns = [...new Set([...needs.values()].flatMap((set) => [...set]))];
  const empty = await findEmpty(engine, [...new Set(columns.flatMap((item) => item.split('|')))]);
  const isEmpty = (item: string) => item.split('|').every((column) => empty.has(column));
  return new Map([...needs].map(([id, set]) => [id, [...set].filter(isEmpty).sort()]));
}

/** Which of the columns (`table.column`) hold no value at all. */
async function findEmpty(engine: Engine, columns: readonly string[]): Promise<Set<string>> {
  const empty = new Set<string>();
  const tables = new Map<string, string[]>();
  for (const column of columns) {
    const [table = '', name = ''] = column.split('.');
    tables.set(table, [...(tables.get(table) ?? []), name]);
  }
  for (const [table, names] of tables) {
    const counts = names.map((name) => `count(${name}) AS ${name}`).join(', ');
    const [row] = await engine.rows<Record<string, bigint>>(
      `SELECT ${counts} FROM ${BANK}.${table}`,
    );
    for (const name of names) if (!row?.[name]) empty.add(`${table}.${name}`);
  }
  return empty;
}

/** The columns (`a|b`: one of them) whose absence makes it certain that the rule never fires. */
export function requiredColumns(typology: Typology): Set<string> {
  const columns = new Set<string>(typology.subject === 'party' ? ['account.party_id'] : []);
  const visit = (filter: Filter): void => {
    if (filter.op === 'all') filter.of.forEach(visit);
    if (!('field' in filter) || filter.op === 'known') return;
    const other = 'other' in filter ? [filter.other] : [];
    for (const field of [filter.field, ...other]) {
      for (const column of FIELDS[field]?.requires ?? []) columns.add(column);
    }
  };
  visit(typology.fires.where);
  return columns;
}

async function createResultTables(engine: Engine): Promise<void> {
  const peak =
    'STRUCT(o BIGINT, o0 BIGINT, t BIGINT, dl INTEGER, inn BOOLEAN, score INTEGER, vals HUGEINT[])';
  await engine.run(
    `CREATE TEMP TABLE found (rule INTEGER, k VARCHAR, period VARCHAR, fired BIGINT,
      first_t BIGINT, last_t BIGINT, peak ${peak})`,
  );
  await engine.run(
    'CREATE TEMP TABLE evidence (rule INTEGER, k VARCHAR, period VARCHAR, o BIGINT)',
  );
  for (const noun of ['account', 'party'] as const) await engine.run(emitVersions(noun));
}

async function runBatch(
  run: Running,
  findFlows: FlowKernel,
  batch: readonly Typology[],
  report: (share: number) => void,
): Promise<void> {
  const { engine, request, facts } = run;
  const numbered = planTypologies(batch);
  run.nodes += countNodes(numbered);
  const buckets = Math.max(1, Math.ceil((facts.payments * 2) / request.bucket_entries));
  const context: EmitContext = { ...facts, laws: request.laws, lists: request.lists, buckets };
  const numberOf = new Map(request.typologies.map((typology, index) => [typology.id, index + 1]));
  const groups = numbered.groups.map((group) => renumber(group, numberOf));
  run.truncated += await answerFlows(engine, findFlows, numbered.flows, BANK);
  report(0.1);
  let step = 0;
  for (const group of groups) {
    const peers = new Set<string>();
    for (let bucket = 0; bucket < buckets; bucket++) {
      await runBucket(run, context, group, bucket, peers);
      report(0.1 + (0.9 * ++step) / (groups.length * buckets));
    }
    for (const peer of peers) await engine.run(`DROP TABLE ${peer}`);
  }
  for (const flow of numbered.flows) await engine.run(`DROP TABLE ${flow.id}`);
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

/**
 * One bucket of subjects: its entries, which subjects each rule could fire at, and then the rules,
 * those that look at few subjects apart from those that look at many. Medians of peers are over all
 * subjects of the bank, and are made when the first rule needs them (`peers` holds which are).
 */
async function runBucket(
  run: Running,
  context: EmitContext,
  group: GroupPlan,
  bucket: number,
  peers: Set<string>,
): Promise<void> {
  const { engine } = run;
  for (const statement of emitEntries(context, group, bucket)) await engine.run(statement);
  const [counts] = await engine.rows<Record<string, bigint>>(emitAskedCounts(group));
  for (const rule of group.rules) {
    const tally = tallyOf(run, rule);
    tally.asked += Number(counts?.[`asked_${rule.number}`] ?? 0);
    tally.undetermined += Number(counts?.[`unclear_${rule.number}`] ?? 0);
  }
  await engine.run(emitCandidates(context, group));
  await refine(engine, context, group);
  for (const rules of await classify(engine, group)) {
    await engine.run(emitAsked(group, rules));
    for (const peer of group.peers) {
      if (peers.has(peer.id) || !rules.some((rule) => usesNode(rule, peer.id))) continue;
      await engine.run(emitPeers(context, group, peer));
      peers.add(peer.id);
    }
    const sequences = group.sequences.filter((node) =>
      rules.some((rule) => usesNode(rule, node.id)),
    );
    for (const sequence of sequences) await engine.run(emitSequence(sequence));
    for (const rule of rules) await runRule(run, context, group, rule);
    for (const table of ['asked', ...sequences.map((node) => node.id)]) {
      await engine.run(`DROP TABLE ${table}`);
    }
  }
  for (const table of ['entry', 'candidate']) await engine.run(`DROP TABLE ${table}`);
}

/** Parts of all entries up to which rules share a pass: a narrow one does not pay for a wide. */
const CLASS_BOUNDS_PERCENT = [2, 10, 30, 60, 100] as const;

/** Looks again, and closer, at the rules that would make windows over much of the bank. */
async function refine(engine: Engine, context: EmitContext, group: GroupPlan): Promise<void> {
  const wide = (await classify(engine, group, 10)).flat();
  const rules = wide.filter((rule) => isRefinable(group, rule));
  if (rules.length === 0) return;
  for (const statement of emitRefinement(context, group, rules)) await engine.run(statement);
}

/** The rules that can fire in the bucket, put together by the entries of their candidates. */
async function classify(
  engine: Engine,
  group: GroupPlan,
  above_percent = 0,
): Promise<RulePlan[][]> {
  const sizes = group.rules.map(
    (rule) => `sum(n) FILTER (WHERE r${rule.number}) AS r${rule.number}`,
  );
  const [row] = await engine.rows<Record<string, bigint | null>>(
    `SELECT sum(n) AS total, ${sizes.join(', ')} FROM candidate`,
  );
  const total = Number(row?.total ?? 0);
  const classes: RulePlan[][] = CLASS_BOUNDS_PERCENT.map(() => []);
  for (const rule of group.rules) {
    const entries = Number(row?.[`r${rule.number}`] ?? 0);
    if (entries === 0) continue;
    const place = CLASS_BOUNDS_PERCENT.findIndex((bound) => entries * 100 <= total * bound);
    classes[place]?.push(rule);
  }
  return classes.filter(
    (rules, i) => rules.length > 0 && Number(CLASS_BOUNDS_PERCENT[i]) > above_percent,
  );
}

function usesNode(rule: RulePlan, id: string): boolean {
  return Object.values(rule.values).some((value) => 'node' in value && value.node === id);
}

function tallyOf(run: Running, rule: RulePlan): RuleTally {
  const tally = run.tallies[rule.number - 1];
  if (!tally) throw new Error(`no tally ${rule.number}`);
  return tally;
}

async function runRule(
  run: Running,
  context: EmitContext,
  group: GroupPlan,
  rule: RulePlan,
): Promise<void> {
  const { engine } = run;
  const tally = tallyOf(run, rule);
  await engine.run(emitHits(context, group, rule));
  const [counts] = await engine.rows<{ fired: bigint; undetermined: bigint; suppressed: bigint }>(
    `SELECT count(*) FILTER (WHERE state = 1 AND suppressed = 0) AS fired,
      count(*) FILTER (WHERE state = 2) AS undetermined,
      count(*) FILTER (WHERE state = 1 AND suppressed > 0) AS suppressed FROM hit`,
  );
  tally.fired += Number(counts?.fired ?? 0);
  tally.undetermined += Number(counts?.undetermined ?? 0);
  tally.suppressed += Number(counts?.suppressed ?? 0);
  if (counts?.fired) {
    await engine.run(emitFindings(rule));
    await engine.run(emitEvidence(group, rule));
  }
  if (run.request.keep_fired) run.fired.push(...(await readFired(engine, rule)));
  await engine.run('DROP TABLE hit');
}
