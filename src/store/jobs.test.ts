import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { LEDGER_KINDS } from '../../test/ledgers.js';
import { type Jobs, openJobs } from './jobs.js';
import type { Ledger } from './ledger.js';
import { recordRun } from './ledger-records.js';

type Queues = {
  'detect-run': { run_id: string };
  unlucky: { text: string };
  dead: { text: string };
};

describe.each(LEDGER_KINDS)('jobs on $name', ({ skipped, open }) => {
  describe.skipIf(skipped)('', () => {
    let ledger: Ledger;
    let jobs: Jobs<Queues>;
    const errors: Error[] = [];
    beforeAll(async () => {
      ledger = await open();
      // Two that start at once must not lay the same tables.
      const queues = {
        unlucky: { retries: 1, dead_letter: 'dead' },
        dead: {},
        'detect-run': { retries: 0 },
      } as const;
      const note = (error: Error) => errors.push(error);
      const [first, second] = await Promise.all([
        openJobs<Queues>(ledger, queues, note),
        openJobs<Queues>(ledger, queues, note),
      ]);
      await second.stop();
      jobs = first;
    });
    afterAll(async () => {
      await jobs.stop();
      await ledger.close();
      expect(errors).toEqual([]);
    });

    test('a job goes with its transaction', async () => {
      const failed = ledger.db.transaction().execute(async (trx) => {
        await jobs.send('detect-run', { run_id: 'lost' }, { trx });
        throw new Error('rolled back');
      });
      await expect(failed).rejects.toThrow('rolled back');
      expect(await jobs.take('detect-run')).toBeNull();
      const id = await ledger.db
        .transaction()
        .execute((trx) => jobs.send('detect-run', { run_id: 'kept' }, { trx }));
      expect(await jobs.take('detect-run')).toEqual({ id, data: { run_id: 'kept' } });
      await jobs.done('detect-run', id);
    });

    test('a job is taken once, and not before its time', async () => {
      await jobs.send('detect-run', { run_id: 'later' }, { delay_seconds: 3_600 });
      const sent = await jobs.send('detect-run', { run_id: 'now' });
      const taken = await Promise.all([jobs.take('detect-run'), jobs.take('detect-run')]);
      expect(taken.filter((job) => job !== null).map((job) => job.id)).toEqual([sent]);
      await jobs.done('detect-run', sent);
    });

    test('a job that keeps failing ends in the dead letters', async () => {
      await jobs.send('unlucky', { text: 'x' });
      for (let tries = 0; tries < 2; tries++) {
        const job = await jobs.take('unlucky');
        await jobs.fail('unlucky', job?.id ?? '', 'no luck');
      }
      expect(await jobs.take('unlucky')).toBeNull();
      expect(await jobs.take('dead')).toMatchObject({ data: { text: 'x' } });
    });

    test('a worker runs jobs beside other writes', async () => {
      const seen: string[] = [];
      await jobs.work('detect-run', async ({ data }) => {
        await recordRun(ledger, {
          id: data.run_id,
          started_at: 0,
          ended_at: 0,
          state: 'done',
          manifest: {},
        });
        seen.push(data.run_id);
      });
      await jobs.send('detect-run', { run_id: 'w1' });
      await jobs.send('detect-run', { run_id: 'w2' });
      await vi.waitFor(() => expect(seen.sort()).toEqual(['w1', 'w2']), 20_000);
    });

    test('queues that are there already stay', async () => {
      const again = await openJobs<Queues>(
        ledger,
        { unlucky: {}, dead: {}, 'detect-run': {} },
        (error) => errors.push(error),
      );
      await again.stop();
    });
  });
});
