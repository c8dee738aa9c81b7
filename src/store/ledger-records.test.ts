import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LEDGER_KINDS } from '../../test/ledgers.js';
import type { Alert, Finding } from '../model/index.js';
import type { Ledger } from './ledger.js';
import { listAlerts, recordRun, saveAlerts } from './ledger-records.js';

describe.each(LEDGER_KINDS)('alerts on $name', ({ skipped, open }) => {
  describe.skipIf(skipped)('', () => {
    let ledger: Ledger;
    beforeAll(async () => {
      ledger = await open();
      for (const id of ['run-1', 'run-2', 'run-3']) {
        await recordRun(ledger, {
          id,
          started_at: 0,
          ended_at: null,
          state: 'running',
          manifest: {},
        });
      }
    });
    afterAll(() => ledger.close());

    test('repeating a run changes nothing', async () => {
      const alerts = Array.from({ length: 1_203 }, (_, i) => alert(`a${i}`, i % 100));
      const first = await saveAlerts(ledger, 'run-1', alerts, 1);
      expect(first).toEqual({ added: 1_203, revised: 0, unchanged: 0 });
      const before = await everything(ledger);
      const again = await saveAlerts(ledger, 'run-1', alerts, 2);
      expect(again).toEqual({ added: 0, revised: 0, unchanged: 1_203 });
      expect(await everything(ledger)).toEqual(before);
    });

    test('an alert with new content keeps its past, its state and its first run', async () => {
      await ledger.db
        .updateTable('alert')
        .set({ state: 'closed' })
        .where('id', '=', 'a7')
        .execute();
      const changed = { ...alert('a7', 100), institution_id: 'BANK-A' };
      expect(await saveAlerts(ledger, 'run-2', [changed], 3)).toEqual({
        added: 0,
        revised: 1,
        unchanged: 0,
      });
      const [top] = await listAlerts(ledger, { limit: 1 });
      expect(top).toMatchObject({ id: 'a7', state: 'closed', body: changed });
      expect([top?.first_run_id, top?.last_run_id]).toEqual(['run-1', 'run-2']);
      await saveAlerts(ledger, 'run-3', [alert('a7', 7)], 4);
      const revisions = await ledger.db
        .selectFrom('alert_revision')
        .select(['run_id', 'body'])
        .where('alert_id', '=', 'a7')
        .orderBy('at')
        .execute();
      expect(revisions.map((row) => [row.run_id, row.body.rank_score])).toEqual([
        ['run-1', 7],
        ['run-2', 100],
        ['run-3', 7],
      ]);
    });

    test('all alerts of a run are saved, or none', async () => {
      const before = await everything(ledger);
      const half = [alert('new', 1), { ...alert('bad', 1), rank_score: Number.NaN }];
      await expect(saveAlerts(ledger, 'run-3', half, 5)).rejects.toThrow('finite');
      await expect(saveAlerts(ledger, 'no such run', [alert('new', 1)], 5)).rejects.toThrow(
        'foreign key',
      );
      expect(await everything(ledger)).toEqual(before);
    });

    test('the list is by rank, and by state or typology where asked', async () => {
      const rows = await listAlerts(ledger);
      const ranks = rows.map((row) => row.body.rank_score);
      expect(ranks).toEqual([...ranks].sort((a, b) => b - a));
      expect((await listAlerts(ledger, { state: 'closed' })).map((row) => row.id)).toEqual(['a7']);
      expect(await listAlerts(ledger, { typology: 'none' })).toEqual([]);
      expect(await saveAlerts(ledger, 'run-3', [], 6)).toEqual({
        added: 0,
        revised: 0,
        unchanged: 0,
      });
    });
  });
});

async function everything(ledger: Ledger): Promise<unknown> {
  const alerts = await ledger.db.selectFrom('alert').selectAll().orderBy('id').execute();
  const revisions = await ledger.db
    .selectFrom('alert_revision')
    .selectAll()
    .orderBy('alert_id')
    .orderBy('at')
    .execute();
  return { alerts, revisions };
}

function alert(id: string, rank_score: number): Alert {
  const finding: Finding = {
    id,
    typology: 'funnel-account',
    version: '1',
    subject: { kind: 'account', id: `account-${id}` },
    period: '2025-03-01',
    period_kind: 'month',
    first_at: '2025-03-02T00:00:00.000Z',
    last_at: '2025-03-09T00:00:00.000Z',
    times_fired: 2,
    peak_at: '2025-03-09T00:00:00.000Z',
    score: 50,
    severity: 'high',
    family: 'flow',
    area: 'funnel',
    measured: [],
    comparisons: [],
    evidence: ['p1', 'p2'],
    evidence_total: 2,
    revision: 'r',
    exact_list_hit: false,
  };
  return {
    id,
    finding,
    ground: 'two_families',
    corroboration: [],
    rank_score,
    title: { en: 'Funnel account', es: 'Cuenta embudo' },
    sentence: { en: 'Cash in, wires out.', es: 'Entra efectivo, salen transferencias.' },
    citations: [],
    owner: { kind: 'account', id: 'A' },
    institution_id: null,
    subject_name: null,
    network: null,
  };
}
