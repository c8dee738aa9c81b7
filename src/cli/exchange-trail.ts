import type { MoneyTrail, OnwardPayment, Reference, TracingBook } from '../exchange/index.js';
import type { Engine } from '../store/index.js';

/** How long after its arrival money is still looked for. */
const DAYS_MAX = 30;
/** Transfers within the bank that a trail goes through. */
const STEPS_MAX = 6;
const PAYMENTS_MAX = 5_000;

interface Leg {
  readonly id: string;
  readonly at: number;
  readonly account: string | null;
  readonly debtor: string | null;
  readonly institution: string | null;
  readonly amount_minor: bigint;
  readonly currency: string;
  readonly value: bigint;
  readonly is_return: boolean;
}

const COLUMNS = `id, epoch_ms(time) AS at, creditor_account AS account, debtor_account AS debtor,
  creditor_institution AS institution, amount_minor, currency, value_minor AS value,
  coalesce(is_return, false) AS is_return`;

/**
 * Where the money of a payment went inside this bank: first in, first out, through its accounts,
 * until it left, was taken in cash, or rests. Amounts are compared in the reporting currency; a
 * payment without a rate ends the trail where it stands.
 */
export function storeTrail(
  withEngine: <T>(work: (engine: Engine) => Promise<T>) => Promise<T>,
  institution: string,
): TracingBook {
  return {
    follow: (reference) => withEngine((engine) => follow(engine, institution, reference)),
  };
}

async function follow(
  engine: Engine,
  institution: string,
  { value }: Reference,
): Promise<MoneyTrail> {
  const [first] = await legs(engine, 'id = ?', [value]);
  if (!first) return { status: 'not_ours' };
  if (first.institution !== institution || first.account === null) {
    // We sent it: it went on to where it was sent.
    const ours = first.debtor !== null && first.institution !== null;
    return ours
      ? trailOf(first, 0n, [onwardOf(first, first.value)], false)
      : { status: 'not_ours' };
  }
  const onward: OnwardPayment[] = [];
  let [cash, returned, held] = [0n, false, 0n];
  const queue = [{ leg: first, value: first.value, steps: 0 }];
  for (let item = queue.shift(); item; item = queue.shift()) {
    let left = item.value;
    for (const next of await spent(engine, item.leg)) {
      if (left <= 0n) break;
      const took = next.value < left ? next.value : left;
      left -= took;
      if (next.account === null && next.institution === null) cash += took;
      else if (next.institution !== institution) {
        onward.push(onwardOf(next, took));
        if (next.is_return) returned = true;
      } else if (item.steps < STEPS_MAX) {
        queue.push({ leg: next, value: took, steps: item.steps + 1 });
      } else held += took;
    }
    held += left;
  }
  return trailOf(first, held, onward, returned, cash);
}

function trailOf(
  first: Leg,
  held: bigint,
  onward: readonly OnwardPayment[],
  returned: boolean,
  cash = 0n,
): MoneyTrail {
  const went = onward.reduce((sum, each) => sum + each.traced_minor, 0n);
  const status =
    returned && onward.length === 1
      ? 'returned'
      : went > 0n
        ? 'forwarded'
        : cash > held
          ? 'withdrawn_cash'
          : 'held';
  return {
    status,
    received_at: first.at,
    amount_minor: first.amount_minor,
    currency: first.currency,
    held_minor: share(first.amount_minor, held, first.value),
    onward,
  };
}

/** Payments out of the account that the leg reached, from then on, in order. */
function spent(engine: Engine, { account, at, id }: Leg): Promise<readonly Leg[]> {
  const until = at + DAYS_MAX * 86_400_000;
  return legs(
    engine,
    `debtor_account = ? AND id <> ? AND value_minor > 0
      AND time >= make_timestamp(?::BIGINT * 1000) AND time < make_timestamp(?::BIGINT * 1000)`,
    [account ?? '', id, BigInt(at), BigInt(until)],
  );
}

async function legs(
  engine: Engine,
  where: string,
  values: readonly (string | bigint)[],
): Promise<readonly Leg[]> {
  const rows = await engine.rows<Omit<Leg, 'at'> & { readonly at: bigint }>(
    `SELECT ${COLUMNS} FROM payment WHERE ${where} ORDER BY order_key LIMIT ${PAYMENTS_MAX}`,
    values,
  );
  return rows
    .filter((row) => row.value !== null)
    .map((row) => ({
      ...row,
      at: Number(row.at),
      amount_minor: BigInt(row.amount_minor),
      value: BigInt(row.value),
    }));
}

function onwardOf(leg: Leg, took: bigint): OnwardPayment {
  return {
    reference: { kind: 'payment', value: leg.id },
    institution: leg.institution ?? '',
    at: leg.at,
    amount_minor: leg.amount_minor,
    currency: leg.currency,
    traced_minor: share(leg.amount_minor, took, leg.value),
  };
}

/** The part of an amount that a part of its value is, rounded down. */
function share(amount: bigint, part: bigint, whole: bigint): bigint {
  return whole === 0n ? 0n : (amount * part) / whole;
}
