import { present, systemClock } from '../src/base/index.js';
import {
  graphOf,
  type PartReport,
  type RankerModel,
  rankPayments,
  type Sight,
  trainRanker,
} from '../src/network/index.js';
import { openEngine } from '../src/store/index.js';
import { readAmlsimColumns } from '../test/payment-columns.js';
import { sharedData } from '../test/shared.js';
import { grouped, type Print } from './machine.js';

const SETS = [
  ['amlsim-96k-10banks', 'transactions.csv.gz'],
  ['amlgentex-13k-10banks-365d', 'transactions_a2a.csv.gz'],
] as const;

/**
 * Precision, recall, F1 and average precision of the ranker on laundering payments and accounts,
 * 60/20/20 in time, threshold from validation, once as known at the payment's instant and once
 * looking back with 14 days of what followed. The labels serve as labels only.
 */
export async function benchNetworkRanker(print: Print): Promise<void> {
  for (const [set, file] of SETS) {
    const path = sharedData(`payments-labelled/${set}/${file}`);
    if (!path) {
      print(`ranker: skipped, no ${set}`);
      continue;
    }
    for (const sight of ['at_once', 'looking_back'] as const) {
      await benchSet(print, { set, path, sight });
    }
  }
}

interface Asked {
  readonly set: string;
  readonly path: string;
  readonly sight: Sight;
}

async function benchSet(print: Print, { set, path, sight }: Asked): Promise<void> {
  const columns = await readAmlsimColumns(path);
  const { labels, patterns } = await readLabels(path);
  const start = process.cpuUsage();
  const model = trainRanker({
    columns,
    labels,
    sight,
    seed: 'bench',
    now_ms: systemClock.now(),
  });
  const trained_s = seconds(start);
  const again = process.cpuUsage();
  const { margins } = rankPayments(model, { graph: graphOf(columns) });
  print(
    `ranker: ${set}, ${grouped(labels.length)} payments, ${
      sight === 'at_once' ? 'as known at the instant' : 'looking back, 14 days ahead seen'
    }: trained in ${trained_s} s of processor time (${model.ensemble.trees.length} trees, ` +
      `${model.features.length} features), all payments scored in ${seconds(again)} s`,
  );
  for (const part of ['validation', 'test'] as const) print(qualityLine(part, model.card[part]));
  const first = labels.length - model.card.test.payments;
  print(`  ${ceiling(labels, patterns, first)}`);
  print(`  test, flagged by pattern: ${byPattern(model, margins, { labels, patterns, first })}`);
}

function seconds(start: NodeJS.CpuUsage): string {
  const { user, system } = process.cpuUsage(start);
  return ((user + system) / 1e6).toFixed(0);
}

function qualityLine(part: string, { on_payments, on_accounts, laundering }: PartReport): string {
  const numbers = [on_payments, on_accounts].map(
    ({ precision, recall, f1, average_precision }) =>
      `P ${precision.toFixed(3)} R ${recall.toFixed(3)} F1 ${f1.toFixed(3)} ` +
      `AP ${average_precision.toFixed(3)}`,
  );
  const name = `  ${part} (${laundering} laundering payments)`;
  return `${name}: payments ${numbers[0]}; accounts ${numbers[1]}`;
}

interface Labels {
  readonly labels: Int8Array;
  /** Kind of planted pattern, also of innocent decoys; empty elsewhere. */
  readonly patterns: readonly string[];
}

async function readLabels(path: string): Promise<Labels> {
  const engine = await openEngine({ path: ':memory:' });
  const reader = await engine.connection.runAndReadAll(
    `SELECT is_laundering::INTEGER, coalesce(pattern_type, '')
     FROM read_csv('${path.replaceAll("'", "''")}') ORDER BY step, tx_id`,
  );
  engine.close();
  const [labels, patterns] = reader.getColumns() as [number[], string[]];
  return { labels: Int8Array.from(labels), patterns };
}

/**
 * Decoys are planted by the same process as laundering (only their fans are a little smaller): who
 * finds every pattern and cannot tell which were declared innocent has this precision.
 */
function ceiling(labels: Int8Array, patterns: readonly string[], first: number): string {
  let [laundering, decoys] = [0, 0];
  for (let i = first; i < labels.length; i++) {
    if (labels[i] === 1) laundering++;
    else if (patterns[i] !== '') decoys++;
  }
  const precision = laundering / (laundering + decoys);
  const f1 = (2 * precision) / (1 + precision);
  return (
    `who flags all planted payments, ${decoys} of them decoys: ` +
    `P ${precision.toFixed(3)} R 1.000 F1 ${f1.toFixed(3)}`
  );
}

function byPattern(
  { threshold }: RankerModel,
  margins: Float64Array,
  { labels, patterns, first }: Labels & { readonly first: number },
): string {
  const counts = new Map<string, [number, number]>();
  for (let i = first; i < labels.length; i++) {
    const name = `${patterns[i] || 'other'}${labels[i] === 1 ? '' : ' (innocent)'}`;
    const count = counts.get(name) ?? [0, 0];
    counts.set(name, count);
    count[1]++;
    if (present(margins[i], 'margin') >= threshold) count[0]++;
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, [flagged, all]]) => `${name} ${grouped(flagged)}/${grouped(all)}`)
    .join(', ');
}
