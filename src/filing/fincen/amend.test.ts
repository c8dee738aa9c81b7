import { expect, test } from 'vitest';
import { createSpeaker, Fault, fixedClock } from '../../base/index.js';
import { openForms } from '../catalogue.js';
import type { Filing } from '../filing.js';
import { writeFilings } from '../write.js';
import { continueReport, correct } from './amend.js';

const BSA_ID = '31000055053784';
const sar: Filing = {
  form: 'fincen-sar',
  kinds: ['initial', 'joint'],
  filed_on: '2026-07-01',
  activity: { from: '2026-05-01', to: '2026-06-01', amount: '9500.25', signs: [{ type: '8' }] },
  narrative: ['The first ninety days.'],
};

test('a correction tells the whole report again, names the one before, is no initial one', () => {
  expect(correct(sar, BSA_ID, '2026-11-20')).toEqual({
    ...sar,
    kinds: ['correction', 'joint'],
    prior_id: BSA_ID,
    filed_on: '2026-11-20',
  });
});

test('what corrects a continuing report still continues', () => {
  const continued = continueReport(sar, BSA_ID, { from: '2026-06-02', amount: '500' });
  expect(correct(continued, '31000055053999').kinds).toEqual(['correction', 'continuing', 'joint']);
});

test('a continuing report adds its amount to all before it', () => {
  const now = { from: '2026-06-02', to: '2026-09-01', amount: '500', narrative: ['It went on.'] };
  const second = continueReport(sar, BSA_ID, now);
  expect(second).toEqual({
    form: 'fincen-sar',
    kinds: ['continuing', 'joint'],
    prior_id: BSA_ID,
    activity: {
      from: '2026-06-02',
      to: '2026-09-01',
      amount: '500',
      cumulative: '10001',
      signs: [{ type: '8' }],
    },
    narrative: ['It went on.'],
  });
  const third = continueReport(second, BSA_ID, { from: '2026-09-02', amount: '1000' });
  expect(third.activity?.cumulative).toBe('11001');
  expect(third.narrative).toBeUndefined();
});

test('the rules of kinds agree with both', async () => {
  const rules = async (filing: Filing) => {
    const options = {
      forms: openForms(),
      clock: fixedClock(Date.UTC(2026, 10, 22)),
      voices: { en: createSpeaker('en'), es: createSpeaker('es') },
      schemas: null,
      file: 'x.xml',
    };
    const { totals } = await writeFilings([filing], () => {}, options);
    return Object.keys(totals).filter((rule) => /kind|prior|cumulative/.test(rule));
  };
  const continued = continueReport(sar, BSA_ID, { from: '2026-06-02', amount: '500' });
  expect(await rules(sar)).toEqual([]);
  expect(await rules(correct(sar, BSA_ID))).toEqual([]);
  expect(await rules(continued)).toEqual([]);
  const { prior_id: _gone, ...nameless } = correct(sar, BSA_ID);
  expect(await rules(nameless)).toEqual(['fincen.sar.prior_missing']);
  expect(await rules({ ...sar, prior_id: BSA_ID })).toEqual(['fincen.sar.prior_unasked']);
  expect(await rules({ ...correct(sar, BSA_ID), kinds: ['initial', 'correction'] })).toEqual([
    'fincen.sar.kind_initial',
  ]);
  const { cumulative: _sum, ...part } = continued.activity ?? {};
  expect(await rules({ ...continued, activity: part })).toEqual(['fincen.sar.cumulative_missing']);
});

test('what is no BSA ID, and what cannot be continued, is refused', () => {
  expect(() => correct(sar, '3100005505378')).toThrow(Fault);
  expect(() => continueReport({ form: 'fincen-ctr' }, BSA_ID, { from: '2026-06-02' })).toThrow(
    Fault,
  );
  expect(() => correct({ form: 'lfpiorpi-din' }, BSA_ID)).toThrow(Fault);
});
