import type { PGlite } from '@electric-sql/pglite';
import type { PostgresPool, PostgresPoolClient } from 'kysely';

/** How long a caller waits for the one connection before it is told that somebody keeps it. */
const WAIT_MS_MAX = 60_000;

const INT8 = 20;

/**
 * Starts PGlite on a folder, or in memory. The first start of a folder takes 4–8 s, because
 * PostgreSQL lays its cluster; a later one, or one from a dump of such a cluster, about 1 s.
 */
export async function startPglite(folder?: string, dump?: Blob): Promise<PGlite> {
  const { PGlite } = await import('@electric-sql/pglite');
  return PGlite.create({
    ...(folder === undefined ? {} : { dataDir: folder }),
    ...(dump === undefined ? {} : { loadDataDir: dump }),
    parsers: { [INT8]: (text) => BigInt(text) },
  });
}

/**
 * PGlite as a pool of one connection, handed to one holder at a time. Without that, a statement
 * sent beside an open transaction runs inside it, and is rolled back with it.
 */
export function pglitePool(pglite: PGlite, wait_ms_max = WAIT_MS_MAX): PostgresPool {
  const turns = createTurns(wait_ms_max);
  const client = {
    async query(text: string, values: readonly unknown[] = []) {
      // Only the simple protocol takes several statements in one text, and it takes no values.
      const result =
        values.length > 0
          ? await pglite.query(text, [...values])
          : (await pglite.exec(text)).at(-1);
      return {
        command: result?.command,
        rowCount: result?.rowCount ?? result?.affectedRows ?? 0,
        rows: result?.rows ?? [],
      };
    },
    release: turns.pass,
  } as unknown as PostgresPoolClient;
  return {
    async connect() {
      await turns.take();
      return client;
    },
    end: () => pglite.close(),
  };
}

interface Turns {
  take(): Promise<void>;
  pass(): void;
}

/** First come, first served; who waits too long is refused instead of hanging for ever. */
function createTurns(wait_ms_max: number): Turns {
  const waiting: (() => void)[] = [];
  let isTaken = false;
  return {
    take() {
      if (!isTaken) {
        isTaken = true;
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(turn), 1);
          reject(
            new Error(
              `the ledger's connection was not free within ${wait_ms_max} ms; ` +
                'code inside a transaction must use the transaction, not the ledger',
            ),
          );
        }, wait_ms_max);
        const turn = () => {
          clearTimeout(timer);
          resolve();
        };
        waiting.push(turn);
      });
    },
    pass() {
      const next = waiting.shift();
      if (next) next();
      else isTaken = false;
    },
  };
}
