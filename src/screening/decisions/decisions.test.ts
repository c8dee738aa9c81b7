import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { LEDGER_KINDS } from '../../../test/ledgers.js';
import { countingIds, fixedClock } from '../../base/index.js';
import { readCalendars } from '../../model/index.js';
import { type Ledger, readAudit } from '../../store/index.js';
import {
  act,
  decide,
  finishDuty,
  noteDelisted,
  readActions,
  readClocks,
  readDecisions,
  readDuties,
  readHits,
  revokeDecision,
  saveHits,
} from './index.js';
import { sampleCustomer, sampleHit } from './samples.js';

const START = Date.parse('2026-02-02T12:00:00Z');
const why = { reasons: ['date_of_birth', 'passport'], note: 'born 1990, not 1956' } as const;
const law = readClocks('screening/clocks.yaml', readCalendars('filing/calendars.yaml'));

describe.each(LEDGER_KINDS)('decisions on $name', ({ skipped, open }) => {
  describe.skipIf(skipped)('', () => {
    let ledger: Ledger;
    let n = 0;
    let key: string;
    const clock = fixedClock(START);
    const ids = countingIds('d');
    beforeAll(async () => {
      ledger = await open();
    });
    beforeEach(() => {
      key = `c${++n}`;
      clock.advance(1_000);
    });
    afterAll(() => ledger.close());

    const desk = () => ({ ledger, clock, ids, actor: 'ana' });
    const customer = (name = 'Quirino Montealto') => sampleCustomer(key, name);
    const pair = (entry_id = '1', list = 'l1') => ({
      customer_key: `party:${key}`,
      list,
      entry_id,
    });
    const screen = (hits: ReturnType<typeof sampleHit>[], lists = ['l1', 'l2']) =>
      saveHits(ledger, { customer_keys: [`party:${key}`], lists, at_ms: clock.now() }, hits);
    const seen = async (all = false) =>
      (await readHits(ledger, { customer_key: `party:${key}`, all })).map(
        ({ list, entry_id, standing }) => [list, entry_id, standing.state],
      );

    test('screening again changes nothing; what is not found is gone, and comes back', async () => {
      const hits = [sampleHit(customer(), 'l1', '1'), sampleHit(customer(), 'l2', '1', 0.8)];
      expect(await screen(hits)).toEqual({ added: 2, changed: 0, unchanged: 0, gone: [] });
      expect(await screen(hits)).toEqual({ added: 0, changed: 0, unchanged: 2, gone: [] });
      const gone = await screen(hits.slice(0, 1));
      expect(gone).toEqual({ added: 0, changed: 0, unchanged: 1, gone: [pair('1', 'l2')] });
      expect(await seen()).toEqual([['l1', '1', 'open']]);
      expect(await screen(hits)).toMatchObject({ added: 1, unchanged: 1 });
      expect(await seen()).toHaveLength(2);
    });

    test('lists that were not asked keep their hits', async () => {
      await screen([sampleHit(customer(), 'l1', '1'), sampleHit(customer(), 'l2', '1')]);
      expect(await screen([], ['l2'])).toMatchObject({ gone: [pair('1', 'l2')] });
      expect(await seen()).toEqual([['l1', '1', 'open']]);
    });

    test('different: hidden until a side changes; another entry or list is shown', async () => {
      await screen([sampleHit(customer(), 'l1', '1')]);
      const decision = await decide(desk(), { ...pair(), verdict: 'different', ...why });
      expect(await seen()).toEqual([]);
      expect(await seen(true)).toEqual([['l1', '1', 'different']]);
      await screen([
        sampleHit(customer(), 'l1', '1', 0.7),
        sampleHit(customer(), 'l1', '2'),
        sampleHit(customer(), 'l2', '1', 0.8),
      ]);
      expect(await seen()).toEqual([
        ['l1', '2', 'open'],
        ['l2', '1', 'open'],
      ]);
      await screen([sampleHit(customer('Quirino Montealto Nopalera'), 'l1', '1')]);
      const [hit] = await readHits(ledger, { customer_key: `party:${key}` });
      expect(hit?.standing).toEqual({ state: 'reopened', changed: ['customer'] });
      expect(hit?.decision_id).toBe(decision.id);
    });

    test('of all pairs, those decided as different are hidden, and no other', async () => {
      const pairs = ['l1', 'l2'].flatMap((list) =>
        ['1', '2', '3'].map((id) => [list, id] as const),
      );
      await screen(pairs.map(([list, id]) => sampleHit(customer(), list, id)));
      const verdicts = fc.tuple(
        ...pairs.map(() => fc.constantFrom('different' as const, 'same' as const, null)),
      );
      await fc.assert(
        fc.asyncProperty(verdicts, async (wanted) => {
          for (const [i, [list, id]] of pairs.entries()) {
            const verdict = wanted[i];
            const [held] = await readDecisions(ledger.db, { ...pair(id, list), holding: true });
            if (verdict) await decide(desk(), { ...pair(id, list), verdict, ...why });
            else if (held) await revokeDecision(desk(), held.id, '');
          }
          const open = pairs.filter((_, i) => wanted[i] !== 'different');
          const shown = (await seen()).map(([list, id]) => [list, id]);
          expect(shown.sort()).toEqual(open.map((each) => [...each]).sort());
        }),
        { numRuns: 5 },
      );
    });

    test('same: confirmed, even when the data change and the hit is found no more', async () => {
      await screen([sampleHit(customer(), 'l1', '1')]);
      await decide(desk(), { ...pair(), verdict: 'same', ...why });
      await screen([sampleHit(customer('Other'), 'l1', '1')]);
      const [hit] = await readHits(ledger, { customer_key: `party:${key}` });
      expect(hit?.standing).toEqual({ state: 'same', changed: ['customer'] });
      await screen([]);
      expect(await seen()).toEqual([['l1', '1', 'same']]);
    });

    test('decisions are listed, replaced and revoked, with who and when', async () => {
      await screen([sampleHit(customer(), 'l1', '1')]);
      const first = await decide(desk(), { ...pair(), verdict: 'different', ...why });
      clock.advance(1_000);
      const second = await decide(desk(), { ...pair(), verdict: 'same', ...why });
      await revokeDecision({ ...desk(), actor: 'luis' }, second.id, 'wrong person');
      expect(await seen()).toEqual([['l1', '1', 'open']]);
      const all = await readDecisions(ledger.db, pair());
      expect(all).toEqual([
        { ...second, revoked: { at: clock.now(), by: 'luis', note: 'wrong person' } },
        { ...first, revoked: { at: clock.now(), by: 'ana', note: second.id } },
      ]);
      const again = revokeDecision(desk(), second.id, '');
      await expect(again).rejects.toMatchObject({ code: 'screening.decision.revoked' });
    });

    test('what cannot be decided', async () => {
      const different = { ...pair(), verdict: 'different', ...why } as const;
      const code = (name: string) => ({ code: `screening.decision.${name}` });
      await expect(decide(desk(), different)).rejects.toMatchObject(code('no_hit'));
      const hit = sampleHit(customer(), 'l1', '1');
      await screen([hit]);
      const unreasoned = decide(desk(), { ...different, reasons: [] });
      await expect(unreasoned).rejects.toMatchObject(code('reason'));
      const silent = decide(desk(), { ...different, reasons: ['other'], note: ' ' });
      await expect(silent).rejects.toMatchObject(code('note'));
      const { customer_print, listing_print } = hit;
      await screen([sampleHit(customer('Changed meanwhile'), 'l1', '1')]);
      const stale = decide(desk(), { ...different, seen: { customer_print, listing_print } });
      await expect(stale).rejects.toMatchObject(code('changed'));
      await expect(revokeDecision(desk(), 'none', '')).rejects.toMatchObject(code('unknown'));
      expect(await readDecisions(ledger.db, pair())).toEqual([]);
    });

    test('a confirmed hit is blocked, reported and released; another is not', async () => {
      const list = 'us_ofac_sdn';
      await screen([sampleHit(customer(), list, '1')], [list]);
      const of = { ...pair('1', list), ...why };
      const no = await decide(desk(), { ...of, verdict: 'different' });
      const block = { kind: 'block', note: 'account 1' } as const;
      const refused = act(desk(), { ...block, decision_id: no.id });
      await expect(refused).rejects.toMatchObject({ code: 'screening.action.unconfirmed' });
      const { id: decision_id } = await decide(desk(), { ...of, verdict: 'same' });
      const early = act(desk(), { ...block, decision_id, at: clock.now() + 1 });
      await expect(early).rejects.toMatchObject({ code: 'screening.action.future' });
      const action = await act(desk(), { ...block, decision_id });
      const mine = async () =>
        (await readDuties(ledger, law, clock.now()))
          .filter((duty) => [duty.action.id, duty.action.releases].includes(action.id))
          .map(({ clock: { clock: name }, period, state }) => `${name} ${period} ${state}`);
      expect(await mine()).toEqual(['us_blocked_report once open', 'us_blocked_annual 2026 open']);
      const report = { action_id: action.id, clock: 'us_blocked_report', period: 'once' };
      await finishDuty(desk(), law, { ...report, reference: 'ORS-1' });
      const twice = finishDuty(desk(), law, { ...report, reference: 'ORS-1' });
      await expect(twice).rejects.toMatchObject({ code: 'screening.duty.done' });
      clock.advance(1_000);
      const free = { decision_id, kind: 'release', releases: action.id, note: 'licence' } as const;
      await act(desk(), free);
      await expect(act(desk(), free)).rejects.toMatchObject({ code: 'screening.action.release' });
      expect(await mine()).toEqual([
        'us_blocked_report once done',
        'us_unblocked_report once open',
      ]);
      const kinds = (await readActions(ledger.db)).map(({ kind }) => kind);
      expect(kinds.slice(-2)).toEqual(['block', 'release']);
    });

    test('nothing is done twice, and a decision taken back withdraws its duties', async () => {
      const list = 'us_ofac_sdn';
      await screen([sampleHit(customer(), list, '1')], [list]);
      const same = { ...pair('1', list), verdict: 'same', ...why } as const;
      const first = await decide(desk(), same);
      const block = { kind: 'block', note: '' } as const;
      const one = await act(desk(), { ...block, decision_id: first.id });
      const twice = act(desk(), { ...block, decision_id: first.id });
      const refused = { code: 'screening.action.twice', params: { id: one.id } };
      await expect(twice).rejects.toMatchObject(refused);
      // Confirmed again, it is the same property still.
      clock.advance(1_000);
      const second = await decide(desk(), same);
      await expect(act(desk(), { ...block, decision_id: second.id })).rejects.toMatchObject(
        refused,
      );
      const more = { ...block, decision_id: second.id, note: 'account 2', further: true };
      const two = await act(desk(), more);
      const states = async () => {
        const duties = await readDuties(ledger, law, clock.now());
        const mine = duties.filter(({ action }) => [one.id, two.id].includes(action.id));
        return mine.map(({ state }) => state);
      };
      expect(await states()).toEqual(['open', 'open', 'open', 'open']);
      clock.advance(1_000);
      await revokeDecision(desk(), second.id, 'another person');
      expect(await states()).toEqual(['withdrawn', 'withdrawn', 'withdrawn', 'withdrawn']);
      const entries = await readAudit(ledger.db, 0, 1_000);
      expect(JSON.parse(entries.at(-1)?.entry ?? '')).toMatchObject({
        kind: 'screening.revoked',
        body: { id: second.id, withdraws: [one.id, two.id] },
      });
      const third = await decide(desk(), same);
      await act(desk(), { ...block, decision_id: third.id });
      clock.advance(1_000);
      const verdict = 'different';
      const fourth = await decide(desk(), { ...same, verdict });
      const withdrawn = (await readActions(ledger.db)).filter(
        ({ withdrawn_at }) => withdrawn_at === fourth.at,
      );
      expect(withdrawn.map(({ decision_id }) => decision_id)).toEqual([third.id]);
    });

    test('the day of removal is kept, and forgotten when the entry is listed again', async () => {
      await screen([sampleHit(customer(), 'l1', '1')]);
      await noteDelisted(ledger, 'l1', ['1', 'not ours'], '2026-03-01');
      await screen([]);
      const hit = async () =>
        (await readHits(ledger, { customer_key: `party:${key}`, all: true }))[0];
      expect(await hit()).toMatchObject({ delisted_on: '2026-03-01', gone_at: clock.now() });
      await screen([sampleHit(customer(), 'l1', '1')]);
      expect(await hit()).toMatchObject({ delisted_on: null, gone_at: null });
    });

    test('the audit log holds what was decided, of a confidential list its hash only', async () => {
      const list = 'mx_lpb';
      const row = { list, number: 1, hash: 'h', title: '{}', issuer: 'UIF', confidential: true };
      const counts = { entries: 1, rows_read: 1, rows_rejected: 0, added: 1, removed: 0 };
      await ledger.db
        .insertInto('list_version')
        .values({
          ...row,
          ...counts,
          changed: 0,
          kind: 'full',
          imported_at: '2026-01-01',
          files: '[]',
        })
        .execute();
      await screen([sampleHit(customer(), list, 'RFC-OF-SOMEBODY')], [list]);
      await decide(desk(), { ...pair('RFC-OF-SOMEBODY', list), verdict: 'same', ...why });
      const entries = (await readAudit(ledger.db, 0, 1_000)).map(({ entry }) => entry);
      const bodies = entries.map((entry) => JSON.parse(entry));
      expect(bodies.at(-1)).toMatchObject({
        kind: 'screening.decided',
        actor: 'ana',
        body: { list, verdict: 'same', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      });
      expect(entries.at(-1)).not.toMatch(/RFC-OF-SOMEBODY|born|party:/);
      const kinds = new Set(bodies.map(({ kind }) => kind));
      for (const kind of ['decided', 'revoked', 'acted', 'reported']) {
        expect(kinds).toContain(`screening.${kind}`);
      }
    });
  });
});
