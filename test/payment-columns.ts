import type { Random } from '../src/base/index.js';
import type { PaymentColumns } from '../src/model/index.js';
import { openEngine } from '../src/store/index.js';

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2020, 0, 1);

/**
 * The payments of a labelled set made by AMLSim (`transactions.csv.gz`) as columns: a day each,
 * their order within a day unknown. The labels are not read.
 */
export async function readAmlsimColumns(file: string): Promise<PaymentColumns> {
  const engine = await openEngine({ path: ':memory:' });
  const reader = await engine.connection.runAndReadAll(
    `SELECT step::INTEGER, src::INTEGER, dst::INTEGER, round(amount * 100)::INTEGER
     FROM read_csv('${file.replaceAll("'", "''")}') ORDER BY step, tx_id`,
  );
  const [step, src, dst, value] = reader.getColumns() as number[][];
  engine.close();
  const accounts = new Map<number, number>();
  const numbered = (name: number) => {
    const known = accounts.get(name) ?? accounts.size;
    accounts.set(name, known);
    return known;
  };
  const debtor = Int32Array.from(src ?? [], numbered);
  const creditor = Int32Array.from(dst ?? [], numbered);
  const time_ms = Float64Array.from(step ?? [], (day) => START_MS + day * DAY_MS);
  return columnsOf(accounts.size, time_ms, debtor, creditor, Float64Array.from(value ?? []));
}

/** Payments among accounts of which few are busy, over half a year by the day, from a seed. */
export function generatedColumns(payments: number, random: Random): PaymentColumns {
  const accounts = Math.max(4, Math.floor(payments / 17));
  const account = () => Math.floor(random.unit() ** 2 * accounts);
  const time_ms = Float64Array.from(
    { length: payments },
    (_, i) => START_MS + Math.floor((i * 180) / payments) * DAY_MS,
  );
  const debtor = Int32Array.from({ length: payments }, account);
  const creditor = Int32Array.from({ length: payments }, account);
  const value = Float64Array.from({ length: payments }, () =>
    Math.floor(100 * Math.exp(3 + 6 * random.unit())),
  );
  return columnsOf(accounts, time_ms, debtor, creditor, value);
}

function columnsOf(
  accounts: number,
  time_ms: Float64Array,
  debtor: Int32Array,
  creditor: Int32Array,
  value_minor: Float64Array,
): PaymentColumns {
  const order_key = new BigInt64Array(time_ms.length);
  let within = 0n;
  for (let i = 0; i < order_key.length; i++) {
    within = i > 0 && time_ms[i] === time_ms[i - 1] ? within + 1n : 0n;
    order_key[i] = BigInt(time_ms[i] as number) * 2n ** 21n + within;
  }
  const ties = new Uint8Array(time_ms.length).fill(1);
  return { accounts, order_key, time_ms, debtor, creditor, value_minor, ties };
}
