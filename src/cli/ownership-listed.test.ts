import { expect, test } from 'vitest';
import { holder } from '../../test/ownership-stated.js';
import type { KeptHit } from '../screening/index.js';
import { createTables, openEngine } from '../store/index.js';
import { linkParties } from './ownership-links.js';
import { listedHolders } from './ownership-listed.js';

const rule = { rule: 'us-ofac-50', evidence: 'ofac_50_percent', lists: ['sdn'] };
const hit = (customer_key: string, more: Partial<KeptHit> = {}): KeptHit => ({
  customer_key,
  list: 'sdn',
  entry_id: '1',
  customer_name: 'n',
  listed_name: 'N',
  score: 0.9,
  reasons: [],
  exact: null,
  customer_print: '',
  listing_print: '',
  list_hash: '',
  programs: ['P'],
  listed_on: '2024-01-01',
  delisted_on: null,
  first_at: 0,
  last_at: 0,
  gone_at: null,
  decision_id: null,
  standing: { state: 'open', changed: [] },
  ...more,
});
const linksOf = async (holders: Parameters<typeof holder>[], sql: string) => {
  const engine = await openEngine({ path: ':memory:' });
  await createTables(engine);
  await engine.run(sql);
  const all = holders.map((each) => holder(...each));
  const links = await linkParties(engine, { holders: all, interests: [] });
  engine.close();
  return links;
};
const number = (scheme: string, value: string) => ({ identifiers: [{ scheme, value }] });

test('a party is a holder by its id, or by a tax number that both have', async () => {
  const links = await linksOf(
    [
      ['C-1'],
      ['H-2', number('MX-RFC', 'AVP180903TX2')],
      ['H-3', number('MX-RFC', 'XAXX010101000')],
      ['H-4', number('GB-COH', '743019287')],
    ],
    `INSERT INTO party (id, kind, name, tax_id, valid_from) VALUES
      ('C-1', 'organisation', 'Old', NULL, NULL),
      ('C-1', 'organisation', 'New', NULL, '2024-01-01'),
      ('C-2', 'organisation', 'Two', 'avp-180903-tx2', NULL),
      ('C-3', 'person', 'Three', 'XAXX010101000', NULL),
      ('C-4', 'organisation', 'Four', '74-3019287', NULL)`,
  );
  expect(links.holdersOf('C-1')).toEqual(['C-1']);
  expect(links.parties.get('C-1')).toEqual({ name: 'New' });
  expect(links.holdersOf('C-2')).toEqual(['H-2']);
  // The tax authority's number for nobody, and a company number that looks like one of taxes.
  expect(links.holdersOf('C-3')).toEqual([]);
  expect(links.holdersOf('C-4')).toEqual([]);
  expect([...links.numbered]).toEqual(['H-2']);
});

test('confirmed and exact hits are certain, others unsettled, refused and gone none', async () => {
  const links = await linksOf([['A'], ['B']], "INSERT INTO party (id) VALUES ('A')");
  const same = { state: 'same', changed: [] } as const;
  const different = { state: 'different', changed: [] } as const;
  const of = (...hits: KeptHit[]) => {
    const { certain, unsettled } = listedHolders(hits, rule, links);
    return [certain.map((each) => each.holder), unsettled.map((each) => each.holder)];
  };
  expect(of(hit('holder:B'))).toEqual([[], ['B']]);
  expect(of(hit('holder:B', { exact: 'identifier' }))).toEqual([['B'], []]);
  expect(of(hit('holder:B', { standing: same, gone_at: 5 }))).toEqual([['B'], []]);
  expect(of(hit('holder:B', { standing: different }))).toEqual([[], []]);
  expect(of(hit('holder:B', { gone_at: 5 }))).toEqual([[], []]);
  expect(of(hit('holder:B', { list: 'sat' }))).toEqual([[], []]);
  // Taken off the list: it was on it until then.
  const left = hit('holder:B', { exact: 'identifier', gone_at: 5, delisted_on: '2025-01-01' });
  const { certain } = listedHolders([left], rule, links);
  expect(certain).toMatchObject([{ holder: 'B', from: '2024-01-01', until: '2025-01-01' }]);
  // What was decided of the party holds of the holder that it is; ids of a file mean nobody here.
  expect(of(hit('holder:A'), hit('party:A', { standing: different }))).toEqual([[], []]);
  expect(of(hit('party:A', { standing: same }), hit('holder:A'))).toEqual([['A'], []]);
  expect(of(hit('file:A', { exact: 'identifier' }))).toEqual([[], []]);
});
