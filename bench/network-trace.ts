import { seededRandom } from '../src/base/index.js';
import type { PaymentColumns } from '../src/model/index.js';
import { TRACE_METHODS, type TraceQuery, traceMoney } from '../src/network/index.js';
import { generatedColumns, readAmlsimColumns } from '../test/payment-columns.js';
import { sharedData } from '../test/shared.js';

const GENERATED_PAYMENTS = 1_680_000;
const MARKS = [1, 1_000];

/**
 * Times traces without limits of days, hops or amount, one thread: from one payment and from a
 * thousand, forward from the first fifth of the payments, backward from the last. The last lines
 * are the hardest case: a closed economy in which nearly all payments carry some of the money.
 */
export async function benchNetworkTrace(print: (line: string) => void): Promise<void> {
  const labelled = sharedData('payments-labelled/amlsim-96k-10banks/transactions.csv.gz');
  const random = seededRandom('bench/network-trace');
  const columns = labelled
    ? await readAmlsimColumns(labelled)
    : generatedColumns(GENERATED_PAYMENTS, random);
  timeAll(labelled ? 'amlsim-96k-10banks' : 'generated', columns, print);
  timeAll('closed economy', closedEconomy(1_000_000), print);
}

function timeAll(name: string, columns: PaymentColumns, print: (line: string) => void): void {
  const payments = columns.time_ms.length;
  print(`trace: ${name}, ${payments} payments, ${columns.accounts} accounts`);
  const random = seededRandom(`bench/network-trace/${name}`);
  const fifth = Math.floor(payments / 5);
  const early = Array.from({ length: Math.max(...MARKS) }, () => random.integer(0, fifth));
  for (const direction of ['forward', 'backward'] as const) {
    const marks = direction === 'forward' ? early : early.map((n) => payments - 1 - n);
    for (const method of TRACE_METHODS)
      for (const count of MARKS)
        print(timed(columns, { direction, method, payments: marks.slice(0, count) }));
  }
}

type Asked = Pick<TraceQuery, 'direction' | 'method' | 'payments'>;

function timed(columns: PaymentColumns, asked: Asked): string {
  const start = process.cpuUsage();
  const { steps, reached, bound, truncated } = traceMoney(columns, {
    ...asked,
    accounts: [],
    from_ms: 0,
    until_ms: Number.POSITIVE_INFINITY,
    hops_max: 1_000_000,
    minimum_minor: 1,
    unknown_stock: 'clean',
  });
  const { user, system } = process.cpuUsage(start);
  return [
    `${asked.direction} ${asked.method}, ${asked.payments.length} marked`,
    `cpu ${((user + system) / 1e6).toFixed(2)} s`,
    `${steps.payments.length} steps, ${steps.lots.payments.length} lots`,
    `${reached} reached, at most by ${bound}, ${truncated.joined} joined`,
  ].join(', ');
}

/** Everybody is paid in once and then pays anybody: money neither enters nor leaves any more. */
function closedEconomy(payments: number): PaymentColumns {
  const random = seededRandom('bench/network-trace/closed');
  const accounts = 300;
  const account = () => random.integer(0, accounts - 1);
  const isIncome = (i: number) => i < 20 * accounts;
  const every = { length: payments };
  return {
    accounts,
    order_key: new BigInt64Array(payments),
    time_ms: Float64Array.from(every, (_, i) => i),
    debtor: Int32Array.from(every, (_, i) => (isIncome(i) ? -1 : account())),
    creditor: Int32Array.from(every, (_, i) => (isIncome(i) ? i % accounts : account())),
    value_minor: Float64Array.from(every, () => random.integer(1, 10_000)),
    ties: new Uint8Array(payments),
  };
}
