import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { present } from '../src/base/index.js';
import { type MonitoringPolicy, policyOn, readMonitoringPolicies } from '../src/exchange/index.js';
import { findInstances, graphOf, type PaymentGraph, readSlice } from '../src/network/index.js';
import { sharedData } from '../test/shared.js';
import { type Adversary, leakageOf, readAdversary } from './exchange-joint-leakage.js';
import { type BankAlone, type JointRun, runJoint, weighBank } from './exchange-joint-run.js';
import { openLabelled } from './exchange-joint-sets.js';
import { grouped, type Print } from './machine.js';
import { type Planted, recoveryLine, scoreRecovery } from './network-planted.js';

/** Shapes that no bank sees whole as a rule. */
const MULTI_HOP = ['cycle', 'random', 'scatter_gather', 'stack', 'bipartite'];
const DAY_MS = 86_400_000;

/**
 * What banks find alone, with all payments pooled in clear, and through joint monitoring on tokens:
 * by share of customers contributed and by coarseness, with what each gives away. Policies were
 * chosen on LI-Medium, seeds 2 and 3; `PUENTE_BENCH_JOINT=LI-Medium:2` scores other sets.
 */
export async function benchExchangeJoint(print: Print): Promise<void> {
  const shared = sharedData('.');
  if (!shared) {
    print('exchange joint: needs the labelled payments beside the checkout');
    return;
  }
  const asked = process.env.PUENTE_BENCH_JOINT ?? 'HI-Small:1,LI-Small:1,amlsim';
  const folder = mkdtempSync(join(tmpdir(), 'puente-joint-'));
  for (const name of asked.split(',')) {
    const planted = await openLabelled(shared, name, folder);
    print(`exchange joint: ${name}, ${grouped(planted.instanceOf.length)} payments`);
    await benchSet(planted, folder, print);
    planted.engine.close();
  }
  rmSync(folder, { recursive: true });
}

interface Bench {
  readonly planted: Planted;
  readonly graph: PaymentGraph;
  readonly banks: readonly BankAlone[];
  readonly print: Print;
  readonly single: number;
  readonly pooled: number;
  run(policy: MonitoringPolicy): Promise<JointRun>;
}

async function benchSet(planted: Planted, folder: string, print: Print): Promise<void> {
  const { engine } = planted;
  const { graph, forget } = await readSlice(engine, null);
  await forget();
  const number = new Map(Array.from(graph.order_key, (key, i) => [key, i]));
  const ids = await engine.rows<{ id: string }>('SELECT id FROM payment ORDER BY order_key');
  const numbers = new Map(ids.map(({ id }, i) => [id, i]));
  const pooled = findInstances(graph).instances.map(({ payments }) => [...payments]);
  const names = await engine.rows<{ bank: string }>(
    'SELECT debtor_institution AS bank FROM payment GROUP BY bank ORDER BY count(*) DESC, bank',
  );
  const banks: BankAlone[] = [];
  for (const { bank } of names) banks.push(await weighBank(engine, bank, number, folder));
  const singles = banks.map(({ findings }) => multiHop(planted, findings));
  const best = present(banks[singles.indexOf(Math.max(...singles))], 'a bank');
  const from_ms = graph.time_ms[0] as number;
  const policy = policyOn(readMonitoringPolicies(), '2026-11-22');
  const bench: Bench = {
    planted,
    graph,
    banks,
    print,
    single: Math.max(...singles),
    pooled: multiHop(planted, pooled),
    run: (changed) => runJoint(banks, changed, from_ms, (id) => numbers.get(id) ?? -1),
  };
  const joint = await bench.run(policy);
  describeFound(bench, { best, pooled, joint });
  describeCost(bench, joint);
  await sweepCoarseness(
    bench,
    policy,
    joint,
    await readAdversary(engine, present(names[2], 'bank').bank),
  );
  await sweepThreshold(bench, policy, joint);
  print(`  all payments to the hub, in buckets alone: ${bucketsOnly(bench)} multi-hop instances`);
}

function describeFound(
  bench: Bench,
  found: { best: BankAlone; pooled: readonly number[][]; joint: JointRun },
): void {
  const { planted, graph, banks, print } = bench;
  const { best, pooled, joint } = found;
  const alerts = joint.findings.length;
  const line = (what: string, findings: readonly number[][]) => {
    print(`  ${what}: ${multiHop(planted, findings)} multi-hop instances whole; `);
    print(`    ${recoveryLine(scoreRecovery(planted, findings))}`);
    const top = scoreRecovery(planted, findings.slice(0, alerts));
    const accounts = accountsFound(planted, graph, findings);
    const { right, all, precision } = accounts;
    print(
      `    laundering accounts ${right} of ${all} (${percent(precision)} of those flagged); ` +
        `precision of the best ${alerts} alerts ${percent(top.precision)}`,
    );
  };
  line(`best single bank, ${best.bank}`, best.findings);
  line(
    'ten banks, each alone',
    banks.flatMap(({ findings }) => findings),
  );
  line('pooled in clear', pooled);
  line('joint monitoring on tokens, guards on', joint.findings);
  line('joint, and each bank’s own', [
    ...joint.findings,
    ...banks.flatMap(({ findings }) => findings),
  ]);
  const own = accountsFound(
    planted,
    graph,
    banks.flatMap(({ findings }) => findings),
  ).right;
  const both = accountsFound(planted, graph, [
    ...joint.findings,
    ...banks.flatMap(({ findings }) => findings),
  ]).right;
  print(
    `  (joint − best single) ÷ (pooled − best single) on multi-hop instances: ` +
      `${gain(bench, joint).toFixed(2)} (target 0.80); laundering accounts over all banks alone: ` +
      `+${percent(both / Math.max(1, own) - 1)} (BIS Hertha 2025, another set: +12 %)`,
  );
}

function describeCost(
  { graph, print }: Bench,
  { hub, bytes, tokenised, seconds, edges }: JointRun,
) {
  print(
    `  ${hub.asks} asks in ${hub.rounds} rounds (${hub.unasked} not asked), ${hub.patterns} ` +
      `patterns told, ${hub.withheld} withheld; ${grouped(edges.length)} payments of ` +
      `${grouped(graph.time_ms.length)} in tokens; ${(bytes / 1e6).toFixed(2)} MB in all; ` +
      `${seconds.toFixed(1)} s of processor time for all parties without the group; ` +
      `${grouped(tokenised)} evaluations by all banks`,
  );
}

/** The gain against the share of customers that are contributed. */
async function sweepThreshold(
  bench: Bench,
  policy: MonitoringPolicy,
  joint: JointRun,
): Promise<void> {
  bench.print('  hop/star nats | over threshold | with answers | tokens | multi-hop | gain');
  const { hop_nats_min, star_nats_min } = policy.threshold;
  describeRow(bench, `${hop_nats_min}/${star_nats_min} (default)`, joint);
  for (const [hop, star] of [
    [3, 4],
    [6, 8],
    [8, 12],
  ] as const) {
    const threshold = { ...policy.threshold, hop_nats_min: hop, star_nats_min: star };
    const asks = { ...policy.asks, part_nats_min: Math.max(hop, policy.asks.part_nats_min) };
    const run = await bench.run({ ...policy, threshold, asks });
    describeRow(bench, `${hop}/${star}`, run);
  }
  const unasked = await bench.run({ ...policy, asks: { ...policy.asks, rounds_max: 0 } });
  describeRow(bench, '4/5, nothing asked', unasked);
}

function describeRow(bench: Bench, what: string, run: JointRun): void {
  const { graph, planted, print } = bench;
  const share = (count: number) => percent(count / graph.accounts);
  const tokens = new Set(run.edges.flatMap(({ source, target }) => [source, target])).size;
  const of = gain(bench, run);
  print(
    `  ${what} | ${share(run.over)} | ${share(run.named)} | ${share(tokens)} | ` +
      `${multiHop(planted, run.findings)} of ${bench.pooled} pooled | ` +
      `${of.toFixed(2)} ${'█'.repeat(Math.max(0, Math.round(20 * of)))}`,
  );
}

/** What coarser times and amounts cost and save; the adversary knows a third bank’s payments. */
async function sweepCoarseness(
  bench: Bench,
  policy: MonitoringPolicy,
  joint: JointRun,
  adversary: Adversary,
): Promise<void> {
  const { planted, print, graph } = bench;
  print(
    `  days | amount × | cell min | multi-hop | gain | unique | re-identified by ${adversary.bank}`,
  );
  const describe = (run: JointRun, coarsening: MonitoringPolicy['coarsening']) => {
    const { period_days, amount_ratio, cell_min } = coarsening;
    const leak = leakageOf(run.edges, adversary, coarsening, graph.time_ms[0] as number);
    print(
      `  ${period_days ?? '–'} | ${amount_ratio ?? '–'} | ${cell_min} | ` +
        `${multiHop(planted, run.findings)} | ${gain(bench, run).toFixed(2)} | ` +
        `${percent(leak.unique)} | certain ${percent(leak.certain)}, guessed ` +
        `${percent(leak.guessed)} of ${leak.tokens} tokens (blind ${percent(leak.blind)})`,
    );
  };
  describe(joint, policy.coarsening);
  for (const [period_days, amount_ratio, cell_min] of COARSENINGS) {
    const coarsening = { ...policy.coarsening, period_days, amount_ratio, cell_min };
    describe(await bench.run({ ...policy, coarsening }), coarsening);
  }
}

/** Days of a period, ratio of amounts, edges of a cell; the last are guards off. */
const COARSENINGS = [
  [7, null, 20],
  [7, 4, 20],
  [1, 2, 1],
] as const;

/**
 * What a hub would find that got all payments of all banks, but times and amounts in buckets alone:
 * no hop tells it an order.
 */
function bucketsOnly({ planted, graph }: Bench): string {
  const rows = [[1, 1] as const, [7, 1] as const, [7, 4] as const].map(([days, ratio]) => {
    const step = days * DAY_MS;
    const time_ms = graph.time_ms.map((time) => Math.floor(time / step) * step);
    const coarse = (value: number) =>
      ratio === 1 || value <= 0
        ? value
        : ratio ** (Math.floor(Math.log(value) / Math.log(ratio)) + 0.5);
    const value_minor = graph.value_minor.map(coarse);
    const ties = new Uint8Array(time_ms.length).fill(1);
    const { instances } = findInstances(graphOf({ ...graph, time_ms, value_minor, ties }));
    const found = multiHop(
      planted,
      instances.map(({ payments }) => payments),
    );
    return `${days} days, amount × ${ratio}: ${found}`;
  });
  return rows.join('; ');
}

function multiHop(planted: Planted, findings: readonly Iterable<number>[]): number {
  const { shapes } = scoreRecovery(planted, findings);
  return MULTI_HOP.reduce((sum, shape) => sum + (shapes.get(shape)?.whole ?? 0), 0);
}

function gain({ planted, single, pooled }: Bench, { findings }: JointRun): number {
  return (multiHop(planted, findings) - single) / Math.max(1, pooled - single);
}

function accountsFound(
  { instanceOf }: Planted,
  { debtor, creditor }: PaymentGraph,
  findings: readonly Iterable<number>[],
) {
  const truth = new Set<number>();
  instanceOf.forEach((instance, i) => {
    if (instance < 0) return;
    truth.add(debtor[i] as number);
    truth.add(creditor[i] as number);
  });
  const flagged = new Set<number>();
  for (const finding of findings) {
    for (const i of finding) {
      flagged.add(debtor[i] as number);
      flagged.add(creditor[i] as number);
    }
  }
  const right = [...flagged].filter((account) => truth.has(account)).length;
  return { right, all: truth.size, precision: right / Math.max(1, flagged.size) };
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
