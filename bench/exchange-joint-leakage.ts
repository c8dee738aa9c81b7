/** What a hub's graph of tokens gives away to somebody who knows one bank's payments in clear. */
import { cellOf, type Edge, type MonitoringPolicy } from '../src/exchange/index.js';
import type { Engine } from '../src/store/index.js';
import { type KnownPayment, type Reidentified, reidentify } from '../test/token-graph-attack.js';
import { tokeniseHere } from './exchange-joint-run.js';

export interface Leakage extends Reidentified {
  /** Tokens whose edges’ bands, directions and number no other token has, of all tokens. */
  readonly unique: number;
}

/** The payments of the adversary, read once. */
export interface Adversary {
  readonly bank: string;
  readonly payments: readonly ClearPayment[];
  readonly truth: ReadonlyMap<string, number>;
}

interface ClearPayment {
  readonly debtor: number;
  readonly creditor: number;
  readonly debtor_institution: string;
  readonly creditor_institution: string;
  readonly value_minor: bigint;
  readonly time_ms: number;
}

export async function readAdversary(engine: Engine, bank: string): Promise<Adversary> {
  const reader = await engine.connection.runAndReadAll(
    `SELECT debtor_account, creditor_account, debtor_institution, creditor_institution,
       value_minor, epoch_ms(time)::DOUBLE FROM payment
     WHERE (debtor_institution = $1 OR creditor_institution = $1)
       AND debtor_account <> creditor_account`,
    [bank],
  );
  const numbers = new Map<string, number>();
  const numbered = (account: string) => {
    const known = numbers.get(account) ?? numbers.size;
    numbers.set(account, known);
    return known;
  };
  const payments = reader.getRowsJS().map((row) => ({
    debtor: numbered(row[0] as string),
    creditor: numbered(row[1] as string),
    debtor_institution: row[2] as string,
    creditor_institution: row[3] as string,
    value_minor: row[4] as bigint,
    time_ms: row[5] as number,
  }));
  const names = [...numbers.keys()];
  const tokens = await tokeniseHere(names.map((name) => `cifx1|account|${name}`));
  return { bank, payments, truth: new Map(tokens.map((token, number) => [token, number])) };
}

export function leakageOf(
  edges: readonly Edge[],
  adversary: Adversary,
  coarsening: MonitoringPolicy['coarsening'],
  from_ms: number,
): Leakage {
  const epoch = { agreement: '', id: '', from_ms, to_ms: 0 };
  const known = adversary.payments.map(
    (payment): KnownPayment => ({ ...payment, ...cellOf(coarsening, epoch, payment) }),
  );
  return {
    ...reidentify(edges, known, adversary.bank, adversary.truth),
    unique: uniqueShare(edges),
  };
}

function uniqueShare(edges: readonly Edge[]): number {
  const prints = new Map<string, string[]>();
  for (const { source, target, amount_band, period } of edges) {
    for (const [token, way] of [
      [source, 'out'],
      [target, 'in'],
    ] as const) {
      const list = prints.get(token) ?? [];
      prints.set(token, list);
      list.push(`${way}${amount_band}/${period}`);
    }
  }
  const counts = new Map<string, number>();
  for (const print of prints.values()) {
    const key = print.sort().join();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const unique = [...counts.values()].filter((count) => count === 1).length;
  return unique / Math.max(1, prints.size);
}
