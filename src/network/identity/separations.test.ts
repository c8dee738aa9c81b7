import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LEDGER_KINDS } from '../../../test/ledgers.js';
import { countingIds, fixedClock } from '../../base/index.js';
import { type Ledger, readAudit } from '../../store/index.js';
import { readSeparations, revokeSeparation, separateParties } from './separations.js';

const START = Date.parse('2026-02-02T12:00:00Z');

describe.each(LEDGER_KINDS)('separations on $name', ({ skipped, open }) => {
  describe.skipIf(skipped)('', () => {
    let ledger: Ledger;
    const clock = fixedClock(START);
    const ids = countingIds('s');
    beforeAll(async () => {
      ledger = await open();
    });
    afterAll(() => ledger.close());

    test('kept, taken back, made again: each with its reason, and in the audit log', async () => {
      const desk = { ledger, clock, ids, actor: 'ana' };
      const first = await separateParties(desk, ['p2', 'p1'], 'twins, both seen in person');
      expect(first).toMatchObject({ id: 's-1', party_a: 'p1', party_b: 'p2', revoked: null });
      expect(await readSeparations(ledger.db)).toEqual([first]);
      const again = separateParties(desk, ['p1', 'p2'], 'again');
      await expect(again).rejects.toMatchObject({ code: 'network.identity.apart' });

      clock.advance(1_000);
      const luis = { ...desk, actor: 'luis' };
      expect(await revokeSeparation(luis, 's', 'one passport after all')).toBe('s-1');
      const twice = revokeSeparation(desk, 's', 'again');
      await expect(twice).rejects.toMatchObject({ code: 'network.identity.unknown' });
      expect(await readSeparations(ledger.db, clock.now())).toEqual([]);
      expect(await readSeparations(ledger.db, START)).toMatchObject([
        {
          id: 's-1',
          revoked: { at_ms: START + 1_000, by: 'luis', reason: 'one passport after all' },
        },
      ]);

      clock.advance(1_000);
      await separateParties(desk, ['p1', 'p2'], 'two passports');
      expect((await readSeparations(ledger.db, clock.now())).length).toBe(1);
      await separateParties(desk, ['p1', 'p3'], 'two passports');
      await expect(revokeSeparation(desk, 's-', 'which')).rejects.toMatchObject({
        code: 'network.identity.ambiguous',
      });
      const kinds = (await readAudit(ledger.db, 0, 10)).map(({ entry }) => {
        const { kind, actor } = JSON.parse(entry);
        return [kind, actor];
      });
      expect(kinds).toEqual([
        ['identity.separated', 'ana'],
        ['identity.separation_revoked', 'luis'],
        ['identity.separated', 'ana'],
        ['identity.separated', 'ana'],
      ]);
    });

    test('one party, or no reason, is refused', async () => {
      const desk = { ledger, clock, ids, actor: 'ana' };
      await expect(separateParties(desk, ['p', 'p'], 'why')).rejects.toMatchObject({
        code: 'network.identity.same',
      });
      await expect(separateParties(desk, ['p', 'q'], ' ')).rejects.toMatchObject({
        code: 'network.identity.reason',
      });
    });
  });
});
