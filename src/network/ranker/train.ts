import { Fault, isoTime, present, seededRandom } from '../../base/index.js';
import type { PaymentColumns } from '../../model/index.js';
import { graphOf } from '../graph/payment-graph.js';
import { BOOST_RULES, type BoostRules, boost, type Labelled } from './boosting/boost.js';
import { type Ensemble, margins } from './boosting/tree.js';
import { paymentFeatures } from './features/features.js';
import type { FeatureMeaning, Sight } from './features/sheet.js';
import { averagePrecision, bestThreshold, qualityAt } from './measure.js';
import type { PartReport, RankerModel } from './model.js';

/** Fewer payments of a kind in a part of the time teach nothing that would hold. */
const LABELS_MIN = 20;

/**
 * By default what a launderer's shape has more of may only raise a score, and what a habit has more
 * of may only lower it: a model that learns otherwise from few labels could not be defended.
 */
const DIRECTIONS: Readonly<Record<string, 1 | -1>> = {
  carriers_shared: 1,
  carriers_ahead: 1,
  chain_behind: 1,
  chain_behind_conserved: 1,
  chain_ahead_conserved: 1,
  fed_siblings: 1,
  passing_siblings: 1,
  sender_spread: 1,
  receiver_gathered: 1,
  pair_payments_before: -1,
  pair_payments_after: -1,
};

export interface TrainingInput {
  readonly columns: PaymentColumns;
  /** By payment: 1 laundering, 0 not, −1 nobody has said. */
  readonly labels: Int8Array;
  readonly sight: Sight;
  readonly crosses?: Int8Array;
  readonly directions?: Readonly<Record<string, 1 | -1>>;
  readonly rules?: BoostRules;
  readonly seed: string;
  readonly now_ms: number;
}

/**
 * Trains on the first 60 % of the labelled payments in order of time, chooses trees and threshold
 * on the next 20 %, and measures once on the last 20 %. A part's features are made from the
 * payments up to the part's end and no later, so that nothing of validation or test is in
 * training, looking back included. Throws the fault `network.ranker.labels` where a part has too
 * few of a kind.
 */
export function trainRanker(input: TrainingInput): RankerModel {
  const { columns, sight, labels } = input;
  const rules = input.rules ?? BOOST_RULES;
  const directions = input.directions ?? DIRECTIONS;
  const ends = partEnds(columns, labels);
  const parts = ends.map((end, k) => readPart(input, ends[k - 1] ?? 0, end));
  const [training, validation, test] = parts.map((part) => present(part, 'part')) as [
    Part,
    Part,
    Part,
  ];
  checkLabels(parts);
  const random = seededRandom(input.seed);
  const known = new Map(Object.entries(directions));
  const { ensemble, grown } = boost(training, validation, known, rules, random);
  const score = (part: Part) => scoreOf(ensemble, part, columns);
  const scored = { training: score(training), validation: score(validation), test: score(test) };
  const threshold = {
    payments: bestThreshold(scored.validation.payments, validation.labels),
    accounts: bestThreshold(scored.validation.accounts.scores, scored.validation.accounts.labels),
  };
  const report = (part: Part, its: Scored) => partReport(columns, part, its, threshold);
  return {
    format: 'puente-ranker-1',
    sight,
    with_crossing: input.crosses !== undefined,
    features: training.table.names.map((name, f) => ({
      name,
      meaning: present(training.meanings[f], 'meaning'),
    })),
    directions,
    rules,
    ensemble,
    threshold: threshold.payments,
    card: {
      trained_at: isoTime(input.now_ms),
      training: report(training, scored.training),
      validation: report(validation, scored.validation),
      test: report(test, scored.test),
      trees_grown: grown,
      seed: input.seed,
    },
  };
}

interface Part extends Labelled {
  readonly meanings: readonly FeatureMeaning[];
  /** Numbers of its labelled payments. */
  readonly payments: Int32Array;
  /** Numbers of payments from `from` to below `to`. */
  readonly from: number;
  readonly to: number;
}

/** Ends of the three parts as numbers of payments; an instant is never cut in two. */
function partEnds({ time_ms }: PaymentColumns, labels: Int8Array): number[] {
  const labelled: number[] = [];
  for (let i = 0; i < labels.length; i++) if (labels[i] !== -1) labelled.push(i);
  const end = (share: number) => {
    let number = labelled[Math.floor(labelled.length * share)] ?? time_ms.length;
    while (number > 0 && time_ms[number] === time_ms[number - 1]) number--;
    return number;
  };
  return [end(0.6), end(0.8), time_ms.length];
}

function readPart(input: TrainingInput, from: number, to: number): Part {
  const { sight, crosses } = input;
  const graph = graphOf(cutColumns(input.columns, to));
  const cut = crosses ? { crosses: crosses.subarray(0, to) } : {};
  const { names, columns, meanings } = paymentFeatures({ graph, sight, ...cut });
  const payments: number[] = [];
  for (let i = from; i < to; i++) if (input.labels[i] !== -1) payments.push(i);
  const picked = Int32Array.from(payments);
  const table = {
    rows: picked.length,
    names,
    columns: columns.map((column) => Float32Array.from(picked, (i) => column[i] as number)),
  };
  const labels = Uint8Array.from(picked, (i) => (input.labels[i] === 1 ? 1 : 0));
  return { table, labels, meanings, payments: picked, from, to };
}

/** The first `to` payments. */
function cutColumns(columns: PaymentColumns, to: number): PaymentColumns {
  return {
    accounts: columns.accounts,
    order_key: columns.order_key.subarray(0, to),
    time_ms: columns.time_ms.subarray(0, to),
    debtor: columns.debtor.subarray(0, to),
    creditor: columns.creditor.subarray(0, to),
    value_minor: columns.value_minor.subarray(0, to),
    ties: columns.ties.subarray(0, to),
  };
}

function checkLabels(parts: readonly Part[]): void {
  for (const [k, { labels }] of parts.entries()) {
    const laundering = labels.reduce((sum, label) => sum + label, 0);
    const other = labels.length - laundering;
    if (Math.min(laundering, other) >= LABELS_MIN) continue;
    const part = ['training', 'validation', 'test'][k] as string;
    throw new Fault('network.ranker.labels', { part, laundering, other, least: LABELS_MIN });
  }
}

interface Scored {
  readonly payments: Float64Array;
  readonly accounts: { readonly scores: Float64Array; readonly labels: Uint8Array };
}

function scoreOf(ensemble: Ensemble, part: Part, columns: PaymentColumns): Scored {
  const payments = margins(ensemble, part.table);
  const best = new Map<number, { score: number; label: number }>();
  for (const [k, i] of part.payments.entries()) {
    for (const account of [columns.debtor[i] as number, columns.creditor[i] as number]) {
      if (account < 0) continue;
      const known = best.get(account) ?? { score: Number.NEGATIVE_INFINITY, label: 0 };
      known.score = Math.max(known.score, payments[k] as number);
      known.label = Math.max(known.label, part.labels[k] as number);
      best.set(account, known);
    }
  }
  const scores = Float64Array.from(best.values(), ({ score }) => score);
  const labels = Uint8Array.from(best.values(), ({ label }) => label);
  return { payments, accounts: { scores, labels } };
}

function partReport(
  { time_ms }: PaymentColumns,
  part: Part,
  { payments, accounts }: Scored,
  threshold: { readonly payments: number; readonly accounts: number },
): PartReport {
  return {
    from_ms: time_ms[part.from] ?? 0,
    to_ms: time_ms[part.to] ?? (time_ms.at(-1) ?? 0) + 1,
    payments: part.labels.length,
    laundering: part.labels.reduce((sum, label) => sum + label, 0),
    on_payments: {
      ...qualityAt(threshold.payments, payments, part.labels),
      average_precision: averagePrecision(payments, part.labels),
    },
    on_accounts: {
      ...qualityAt(threshold.accounts, accounts.scores, accounts.labels),
      average_precision: averagePrecision(accounts.scores, accounts.labels),
    },
  };
}
