import { Fault } from '../../base/index.js';
import type { Engine } from '../../store/index.js';
import type { TraceQuery } from './query.js';

/** The payment or account that a trace begins with. */
export interface Mark {
  readonly kind: 'payment' | 'account';
  readonly id: string;
  /** The payment's time; of an account the times between which it paid (backward: received). */
  readonly first_ms: number;
  readonly last_ms: number;
}

/**
 * Finds what a user named: a payment by its id, failing that an account. What is unknown, moved no
 * money, or has no known value is a Fault.
 */
export async function findMark(
  engine: Engine,
  asked: string,
  direction: TraceQuery['direction'],
): Promise<Mark> {
  return (
    (await findPayment(engine, asked)) ??
    (await findAccount(engine, asked, direction)) ??
    (await unknown(engine, asked))
  );
}

async function findPayment(engine: Engine, id: string): Promise<Mark | null> {
  const [found] = await engine.rows<{ at: number; valued: boolean; own: boolean }>(
    `SELECT epoch_ms(time)::DOUBLE AS at, coalesce(value_minor > 0, false) AS valued,
       coalesce(debtor_account = creditor_account, false) AS own
     FROM payment WHERE id = $1`,
    [id],
  );
  if (!found) return null;
  if (found.own) throw new Fault('network.trace_own', { id });
  if (!found.valued) throw new Fault('network.trace_unvalued', { id });
  return { kind: 'payment', id, first_ms: found.at, last_ms: found.at };
}

async function findAccount(
  engine: Engine,
  id: string,
  direction: TraceQuery['direction'],
): Promise<Mark | null> {
  const [own, far] = direction === 'forward' ? ['debtor', 'creditor'] : ['creditor', 'debtor'];
  const [found] = await engine.rows<{ first: number | null; last: number | null; n: bigint }>(
    `SELECT min(epoch_ms(time)) FILTER (moves)::DOUBLE AS first,
       max(epoch_ms(time)) FILTER (moves)::DOUBLE AS last, count(*) AS n
     FROM (
       SELECT time, value_minor > 0 AND ${own}_account = $1
         AND ${far}_account IS DISTINCT FROM $1 AS moves
       FROM payment WHERE debtor_account = $1 OR creditor_account = $1
     )`,
    [id],
  );
  if (!found || found.n === 0n) return null;
  const { first, last } = found;
  if (first === null || last === null) throw new Fault(`network.trace_idle_${direction}`, { id });
  return { kind: 'account', id, first_ms: first, last_ms: last };
}

/** Names the nearest id that there is, within a third of its length. */
async function unknown(engine: Engine, asked: string): Promise<never> {
  const [near] = await engine.rows<{ id: string }>(
    `SELECT id FROM (
       SELECT id FROM payment UNION ALL
       SELECT DISTINCT debtor_account FROM payment UNION ALL
       SELECT DISTINCT creditor_account FROM payment
     )
     WHERE abs(length(id) - length($1)) <= greatest(1, length($1) // 3)
       AND damerau_levenshtein(lower(id), lower($1)) <= greatest(1, length($1) // 3)
     ORDER BY damerau_levenshtein(lower(id), lower($1)), id LIMIT 1`,
    [asked],
  );
  throw new Fault('network.trace_unknown', { asked, near: near?.id ?? 'none' });
}
