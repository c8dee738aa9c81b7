import { CompiledQuery, type Kysely, sql, type Transaction } from 'kysely';
import PgBoss from 'pg-boss';
import { assert } from '../base/index.js';
import type { Ledger } from './ledger.js';
import type { Tables } from './ledger-tables.js';

/** How a queue treats a job that fails. A job out of tries goes to the `dead_letter` queue. */
export interface QueueOptions<Name extends string = string> {
  /** Tries after the first; default 2. */
  readonly retries?: number;
  readonly retry_delay_seconds?: number;
  /** A job that runs longer counts as failed; default 15 minutes. */
  readonly expire_seconds?: number;
  readonly dead_letter?: Name;
}

export interface SendOptions {
  /** The job exists if this transaction commits, and never did if it does not. */
  readonly trx?: Transaction<Tables>;
  readonly delay_seconds?: number;
}

export interface Job<Data> {
  readonly id: string;
  readonly data: Data;
}

/** Work to be done once, kept in the ledger: `Queues` maps each queue's name to its jobs' data. */
export interface Jobs<Queues extends { readonly [name: string]: object }> {
  /** Returns the job's id. */
  send<N extends keyof Queues & string>(
    queue: N,
    data: Queues[N],
    options?: SendOptions,
  ): Promise<string>;
  /** Takes the next job, which is then ours until it is done, failed or expired; null: none. */
  take<N extends keyof Queues & string>(queue: N): Promise<Job<Queues[N]> | null>;
  done(queue: keyof Queues & string, id: string): Promise<void>;
  fail(queue: keyof Queues & string, id: string, reason: string): Promise<void>;
  /** Runs the handler for each job, one at a time; an error it throws fails the job. */
  work<N extends keyof Queues & string>(
    queue: N,
    handler: (job: Job<Queues[N]>) => Promise<void>,
  ): Promise<void>;
  /** Lets running handlers finish, at most 30 s. The ledger stays open. */
  stop(): Promise<void>;
}

const POLL_SECONDS = 1;

/** Names our advisory lock. */
const LAY_LOCK = 7_283_005_162_914;

/**
 * Jobs by pg-boss inside the ledger's own connections, on PGlite and PostgreSQL alike. `onError`
 * hears of trouble in the background, which belongs to no call.
 */
export async function openJobs<Queues extends { readonly [name: string]: object }>(
  ledger: Ledger,
  queues: { readonly [N in keyof Queues & string]: QueueOptions<keyof Queues & string> },
  onError: (error: Error) => void,
): Promise<Jobs<Queues>> {
  await layQueues(ledger.db, queues);
  const boss = new PgBoss({ db: { executeSql: anyConnection(ledger.db) }, schedule: false });
  boss.on('error', onError);
  await boss.start();
  return {
    async send(queue, data, { trx, delay_seconds } = {}) {
      const id = await boss.send(queue, data, {
        ...(trx === undefined ? {} : { db: { executeSql: inTransaction(trx) } }),
        ...(delay_seconds === undefined ? {} : { startAfter: delay_seconds }),
      });
      assert(id !== null, `queue ${queue} takes jobs`);
      return id;
    },
    async take<N extends keyof Queues & string>(queue: N) {
      const [job] = await boss.fetch<Queues[N]>(queue);
      return job === undefined ? null : { id: job.id, data: job.data };
    },
    done: (queue, id) => boss.complete(queue, id),
    fail: (queue, id, reason) => boss.fail(queue, id, { reason }),
    async work<N extends keyof Queues & string>(
      queue: N,
      handler: (job: Job<Queues[N]>) => Promise<void>,
    ) {
      const options = { pollingIntervalSeconds: POLL_SECONDS };
      await boss.work<Queues[N]>(queue, options, async (batch) => {
        for (const { id, data } of batch) await handler({ id, data });
      });
    },
    stop: () => boss.stop({ graceful: true, timeout: 30_000 }),
  };
}

/**
 * Lays pg-boss's tables and the queues, where they are missing. All on one connection that holds a
 * lock: two processes that lay them at once would block each other for ever.
 */
async function layQueues(
  db: Kysely<Tables>,
  queues: { readonly [name: string]: QueueOptions },
): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`SELECT pg_advisory_lock(${sql.lit(LAY_LOCK)})`.execute(connection);
    try {
      const executeSql = oneConnection(connection);
      const boss = new PgBoss({ db: { executeSql }, schedule: false, supervise: false });
      await boss.start();
      // Queues that others name as their dead letter must be there first.
      const all = Object.entries(queues);
      all.sort(([, a], [, b]) => Number('dead_letter' in a) - Number('dead_letter' in b));
      for (const [name, options] of all) {
        await boss.createQueue(name, { name, ...settings(options) });
      }
      await boss.stop();
    } finally {
      await sql`SELECT pg_advisory_unlock(${sql.lit(LAY_LOCK)})`.execute(connection);
    }
  });
}

function settings(options: QueueOptions): Omit<PgBoss.Queue, 'name'> {
  return {
    retryLimit: options.retries ?? 2,
    ...(options.retry_delay_seconds === undefined
      ? {}
      : { retryDelay: options.retry_delay_seconds }),
    ...(options.expire_seconds === undefined ? {} : { expireInSeconds: options.expire_seconds }),
    ...(options.dead_letter === undefined ? {} : { deadLetter: options.dead_letter }),
  };
}

function anyConnection(db: Kysely<Tables>) {
  return (text: string, values: unknown[] = []) =>
    db.connection().execute((connection) => oneConnection(connection)(text, values));
}

/**
 * pg-boss sends texts such as `BEGIN; …; COMMIT`. When one fails in the middle its transaction
 * stays open, and the connection must not go back to the others like that.
 */
function oneConnection(connection: Kysely<Tables>) {
  return async (text: string, values: unknown[] = []) => {
    try {
      return await connection.executeQuery<unknown>(CompiledQuery.raw(text, values));
    } catch (error) {
      await sql`ROLLBACK`.execute(connection);
      throw error;
    }
  };
}

function inTransaction(trx: Transaction<Tables>) {
  return (text: string, values: unknown[] = []) =>
    trx.executeQuery<unknown>(CompiledQuery.raw(text, values));
}
