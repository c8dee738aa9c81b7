import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LEDGER_KINDS } from '../../../test/ledgers.js';
import { countingIds, createSpeaker, fixedClock } from '../../base/index.js';
import { type Engine, type Ledger, readAudit } from '../../store/index.js';
import type { Filing } from '../filing.js';
import { addFiling } from './add-filing.js';
import { draftObligations } from './draft-obligations.js';
import type { Filer, Period } from './filer.js';
import { editFiling, markAcknowledged, markChecked, markWritten, withdrawFiling } from './mark.js';
import { giveReason } from './reason.js';
import { reconcile } from './reconcile.js';
import { listFilings, paymentsOf, showFiling } from './record.js';
import {
  insertRows,
  type SampleRow,
  sampleLaw,
  samplePayment,
  sampleStore,
  US_BANK,
} from './samples.js';
import { draftSanctionReports } from './sanction-report.js';
import { saveDrafts } from './save-drafts.js';

const law = sampleLaw();
const MAY: Period = { from: '2026-05-01', until: '2026-05-31' };

describe.each(LEDGER_KINDS)('reports in the ledger on $name', ({ skipped, open }) => {
  describe.skipIf(skipped)('', () => {
    let engine: Engine;
    let ledger: Ledger;
    let filer: Filer;
    let n = 0;
    const clock = fixedClock(Date.parse('2026-05-10T12:00:00Z'));
    const ids = countingIds('f');
    beforeAll(async () => {
      engine = await sampleStore();
      ledger = await open();
    });
    afterAll(async () => {
      engine.close();
      await ledger.close();
    });
    // One ledger for all: each test has a filer and payments of its own.
    beforeEach(async () => {
      filer = { ...US_BANK, id: `bank-${++n}` };
      await engine.run('DELETE FROM payment');
    });

    const desk = () => ({ ledger, clock, ids, actor: 'ana' });
    const own = (id: string) => `${n}-${id}`;
    const pay = (...rows: SampleRow[]) =>
      insertRows(
        engine,
        'payment',
        rows.map((row) => samplePayment({ ...row, id: own(String(row.id)) })),
      );
    const deposit = (id: string, day: number, dollars: number, more: SampleRow = {}) => ({
      id,
      time: `2026-05-${String(day).padStart(2, '0')}T15:00:00Z`,
      amount_minor: dollars * 100,
      creditor_account: 'us-ana',
      creditor_institution: 'USB',
      conductor_id: 'ana',
      ...more,
    });
    const question = (period = MAY) => ({ filer, period, reporting_currency: 'USD' });
    const save = async (period = MAY) => {
      const { drafts } = await draftObligations(engine, law, question(period));
      const scope = { institution: filer.id, obligations: ['us_ctr'], period };
      return saveDrafts(desk(), scope, drafts);
    };
    const check = async () => {
      const found = await reconcile(engine, ledger, law, question(), clock.now());
      const [ctr] = found.obligations;
      if (!ctr) throw new Error('a US bank owes CTRs');
      return { ...ctr, is_complete: found.is_complete };
    };
    const nothing = { drafted: [], revised: [], corrections: [], merged: [], conflicts: [] };

    test('the same run twice drafts nothing new', async () => {
      await pay(deposit('a', 4, 6_000), deposit('b', 4, 6_000), deposit('c', 5, 20_000));
      const first = await save();
      expect(first.drafted).toHaveLength(2);
      expect(await save()).toEqual({ ...nothing, unchanged: 2, stale: [], excused: 0 });
      expect(await paymentsOf(ledger.db, first.drafted[0] ?? '')).toEqual([own('a'), own('b')]);
      expect(await check()).toMatchObject({ owed: 3, reported: 3, missing: [], is_complete: true });
    });

    test('more payments on the day revise the draft; what people filled in stays', async () => {
      await pay(deposit('a', 4, 20_000));
      const [id = ''] = (await save()).drafted;
      const { body, gaps } = await showFiling(ledger.db, id);
      const [party] = body.parties ?? [];
      const completed: Filing = {
        ...body,
        parties: party ? [{ ...party, born_on: '1980-01-02' }] : [],
        operations: [{ ...body.operations?.[0], kind: '46' }],
        note: 'seen twice',
      };
      await editFiling(desk(), id, completed, gaps.slice(1));
      await pay(
        deposit('b', 4, 500),
        deposit('c', 4, 700, { conductor_id: 'bea', creditor_account: 'us-ana' }),
      );
      expect(await save()).toMatchObject({
        ...nothing,
        revised: [{ id, kept: ['note', 'parties'], replaced: ['operations'] }],
      });
      const revised = await showFiling(ledger.db, id);
      expect(revised).toMatchObject({ status: 'drafted', revision: 2 });
      expect(revised.body).toMatchObject({
        note: 'seen twice',
        activity: { cash_in: '21200.00' },
        parties: [{ born_on: '1980-01-02', cash_in: '21200.00' }, { cash_in: '700.00' }],
        operations: [{ kind: '55', amount: '21200.00' }],
      });
      expect((await save()).unchanged).toBe(1);
    });

    test('a payment that joins two drafts leaves one', async () => {
      const bea = { creditor_account: 'us-bea', conductor_id: 'bea' };
      await pay(deposit('a', 4, 11_000), deposit('b', 4, 12_000, bea));
      const { drafted } = await save();
      await pay(deposit('c', 4, 100, { ...bea, conductor_id: 'ana' }));
      const [into = '', id = ''] = drafted;
      expect(await save()).toMatchObject({ merged: [{ id, into }], revised: [{ id: into }] });
      expect((await showFiling(ledger.db, id)).status).toBe('withdrawn');
      expect(await check()).toMatchObject({ owed: 3, reported: 3, repeated: [] });
    });

    test('a written report that grew asks for a correction, which counts for it', async () => {
      await pay(deposit('a', 4, 11_000));
      const [id = ''] = (await save()).drafted;
      await markChecked(desk(), id);
      await markWritten(desk(), id, 'hash');
      await markAcknowledged(desk(), id, { id: '31000000000001' });
      // A person who is known better since is no reason to correct.
      await engine.run("UPDATE party SET address = 'Calle 1' WHERE id = 'ana'");
      expect((await save()).unchanged).toBe(1);
      await engine.run("UPDATE party SET address = NULL WHERE id = 'ana'");
      await pay(deposit('b', 4, 50));
      const { corrections } = await save();
      expect(corrections).toEqual([{ id: expect.any(String), corrects: id }]);
      const correction = await showFiling(ledger.db, corrections[0]?.id ?? '');
      expect(correction.body).toMatchObject({ kinds: ['correction'], prior_id: '31000000000001' });
      expect((await save()).unchanged).toBe(1);
      expect(await check()).toMatchObject({ owed: 2, reported: 2, repeated: [] });
      await pay(deposit('c', 4, 60));
      expect((await save()).revised.map((each) => each.id)).toEqual([correction.id]);
      expect((await showFiling(ledger.db, correction.id)).body.kinds).toEqual(['correction']);
    });

    test('written reports that a payment would join are left to a person', async () => {
      const bea = { creditor_account: 'us-bea', conductor_id: 'bea' };
      await pay(deposit('a', 4, 11_000), deposit('b', 4, 12_000, bea));
      const { drafted } = await save();
      for (const id of drafted) await markWritten(desk(), id, 'hash');
      await pay(deposit('c', 4, 100, { ...bea, conductor_id: 'ana' }));
      expect((await save()).conflicts).toMatchObject([{ filings: drafted }]);
      expect((await check()).missing).toEqual([{ payment: own('c'), day: '2026-05-04' }]);
    });

    test('missing, excused, repeated, no longer owed, late', async () => {
      await pay(deposit('a', 4, 11_000), deposit('b', 6, 12_000), deposit('c', 7, 13_000));
      expect((await check()).missing).toHaveLength(3);
      const why = { payment: own('b'), obligation: 'us_ctr', reason: 'exempt: listed company' };
      await giveReason(desk(), why);
      expect(await save()).toMatchObject({ excused: 1, drafted: [{}, {}] });
      expect(await check()).toMatchObject({
        owed: 3,
        reported: 2,
        missing: [],
        excused: [{ payment: own('b'), reason: 'exempt: listed company', officer: 'ana' }],
        is_complete: true,
      });
      // By hand the same payment into a second report, and one that is not owed.
      const [first = '', second = ''] = (
        await listFilings(ledger.db, { institution: filer.id })
      ).map(({ id }) => id);
      await ledger.db
        .insertInto('filing_payment')
        .values({
          filing_id: second,
          payment_id: own('a'),
          obligation: 'us_ctr',
          day: '2026-05-04',
        })
        .execute();
      await engine.run(`DELETE FROM payment WHERE id = '${own('c')}'`);
      expect(await check()).toMatchObject({
        repeated: [{ payment: own('a'), filings: [first, second] }],
        not_owed: [{ payment: own('c'), filing: second }],
        is_complete: false,
      });
      await ledger.db
        .deleteFrom('filing_payment')
        .where('filing_id', '=', second)
        .where('payment_id', '=', own('a'))
        .execute();
      expect((await save()).stale).toEqual([second]);
      await withdrawFiling(desk(), second, 'the payment was a mistake');
      expect(await check()).toMatchObject({ not_owed: [], is_complete: true });
      const late = await reconcile(
        engine,
        ledger,
        law,
        question(),
        Date.parse('2026-05-20T04:00Z'),
      );
      expect(late.is_complete).toBe(false);
      expect(late.obligations[0]?.unwritten).toMatchObject([{ id: first, is_late: true }]);
    });

    test('a report that was written is neither edited, checked nor withdrawn', async () => {
      const wanted = { institution: filer.id, filing: { form: 'fincen-sar' }, due_at: null };
      const id = await addFiling(desk(), wanted);
      await expect(markAcknowledged(desk(), id, { id: '1' })).rejects.toMatchObject({
        code: 'filing.status',
      });
      await expect(editFiling(desk(), id, { form: 'fincen-ctr' }, [])).rejects.toMatchObject({
        code: 'filing.form',
      });
      await markWritten(desk(), id, 'hash');
      for (const work of [
        editFiling(desk(), id, { form: 'fincen-sar' }, []),
        markChecked(desk(), id),
        withdrawFiling(desk(), id, ''),
      ])
        await expect(work).rejects.toMatchObject({ code: 'filing.status' });
      await expect(markChecked(desk(), 'none')).rejects.toMatchObject({ code: 'filing.unknown' });
      const bad = { payment: 'p', obligation: 'us_ctrs', reason: 'x' };
      await expect(giveReason(desk(), bad)).rejects.toMatchObject({ code: 'filing.obligation' });
      const empty = giveReason(desk(), { ...bad, obligation: 'us_ctr', reason: ' ' });
      await expect(empty).rejects.toMatchObject({ code: 'filing.reason' });
    });

    test('a blocked transaction is reported once, however often it is drafted', async () => {
      const action = {
        id: 'act',
        kind: 'reject',
        at: clock.now(),
        payments: [],
        customer_name: null,
        account: null,
        amount: null,
        currency: null,
        list: 'us_ofac_sdn',
        entry_id: '1',
        listed_name: 'Quirino Montealto',
        programs: [],
        note: '',
      } as const;
      const drafts = draftSanctionReports(law, filer, [action]);
      const scope = { institution: filer.id, obligations: ['us_ofac_rejected'], period: MAY };
      expect((await saveDrafts(desk(), scope, drafts)).drafted).toHaveLength(1);
      expect((await saveDrafts(desk(), scope, drafts)).unchanged).toBe(1);
    });

    test('the audit log has each change, and no word of a report', async () => {
      await pay(deposit('a', 4, 11_000));
      const before = (await readAudit(ledger.db, 0, 10_000)).length;
      const [id = ''] = (await save()).drafted;
      await markWritten(desk(), id, 'hash');
      const entries = (await readAudit(ledger.db, before, 100)).map(({ entry }) => entry);
      expect(entries.map((entry) => JSON.parse(entry).kind)).toEqual([
        'filing.drafted',
        'filing.written',
      ]);
      expect(entries.join()).not.toMatch(/us-ana|11000|fincen/);
    });

    test('whatever comes in whatever portions, each owed payment is in one report', async () => {
      const person = fc.constantFrom('ana', 'bea', 'carl', 'dora');
      const one = fc.record({
        day: fc.integer({ min: 4, max: 6 }),
        dollars: fc.integer({ min: 2, max: 12 }).map((thousands) => thousands * 1_000),
        holder: person,
        conductor: person,
      });
      const portions = fc.array(fc.array(one, { maxLength: 6 }), { minLength: 1, maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(portions, async (parts) => {
          filer = { ...US_BANK, id: `bank-${++n}` };
          await engine.run('DELETE FROM payment');
          let count = 0;
          for (const part of parts) {
            await pay(
              ...part.map(({ day, dollars, holder, conductor }) =>
                deposit(`p${count++}`, day, dollars, {
                  creditor_account: `us-${holder}`,
                  conductor_id: conductor,
                }),
              ),
            );
            await save();
            const { owed, reported, missing, repeated, not_owed } = await check();
            expect({ missing, repeated, not_owed }).toEqual({
              missing: [],
              repeated: [],
              not_owed: [],
            });
            expect(reported).toBe(owed);
          }
        }),
        { numRuns: 4, endOnFailure: true },
      );
    });
  });
});

test('that a status forbids something is said in both languages', () => {
  for (const language of ['en', 'es'] as const) {
    const voice = createSpeaker(language);
    for (const status of ['drafted', 'checked', 'written', 'acknowledged', 'withdrawn'])
      expect(voice.say('fault.filing.status', { id: 'f', status, wanted: 'edited' })).not.toMatch(
        /[{}]/,
      );
  }
});
