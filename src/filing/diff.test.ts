import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffFilings } from './diff.js';
import type { Filing } from './filing.js';

const first: Filing = {
  form: 'fincen-sar',
  reference: 'A-1',
  parties: [
    { role: 'filer', names: [{ full: 'First Example Bank' }] },
    { role: 'subject', names: [{ family: 'Ruiz', given: 'Ana' }] },
    { role: 'subject', names: [{ family: 'Soto', given: 'Leo' }] },
  ],
};

test('says the field, in whichever order filings and parties stand', () => {
  const second: Filing = {
    form: 'fincen-sar',
    reference: 'B-2',
    narrative: ['one'],
  };
  const corrected: Filing = {
    ...first,
    parties: [
      { role: 'subject', names: [{ family: 'Soto', given: 'Leo' }] },
      { role: 'filer', names: [{ full: 'First Example Bank' }] },
      { role: 'subject', names: [{ family: 'Ruiz', given: 'Anna' }], born_on: '1980' },
    ],
  };
  expect(diffFilings([first, second], [second, corrected])).toEqual([
    {
      filing: 2,
      path: 'parties[2].names[0].given',
      kind: 'changed',
      before: 'Ana',
      after: 'Anna',
    },
    { filing: 2, path: 'parties[2].born_on', kind: 'added', before: '', after: '1980' },
  ]);
});

test('a filing that only one file has is told whole, evidence never', () => {
  const differences = diffFilings([first], []);
  expect(differences).toMatchObject([{ filing: 1, kind: 'removed', path: '' }]);
  const evidence = { alerts: ['a'], networks: [], payments: [], sentences: [] };
  expect(diffFilings([first], [{ ...first, evidence }])).toEqual([]);
});

test('nothing differs from itself, and differences have two directions', () => {
  const texts = fc.constantFrom('a', 'b', 'c');
  const party = fc.record(
    { role: fc.constantFrom('subject', 'filer'), occupation: texts },
    { requiredKeys: ['role'] },
  );
  const any = fc.record(
    { form: fc.constant('fincen-sar'), reference: texts, parties: fc.array(party) },
    { requiredKeys: ['form'] },
  ) as fc.Arbitrary<Filing>;
  fc.assert(
    fc.property(fc.array(any), fc.array(any), (one, two) => {
      expect(diffFilings(one, one)).toEqual([]);
      const isSame = JSON.stringify(one) === JSON.stringify(two);
      const there = diffFilings(one, two).length;
      if (there === 0 && isSame === false) expect(shuffled(one)).toEqual(shuffled(two));
      expect(diffFilings(two, one).length > 0).toBe(there > 0);
    }),
  );
});

/** As a multiset: order of filings and of items says nothing. */
function shuffled(filings: readonly Filing[]): string[] {
  return filings
    .map((each) => {
      const parties = (each.parties ?? []).map((party) => JSON.stringify(sortedKeys(party))).sort();
      return JSON.stringify({ ...sortedKeys(each), parties });
    })
    .sort();
}

function sortedKeys(value: object): object {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a.localeCompare(b)));
}
