import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Customer } from '../decisions/index.js';
import type { Listing } from '../listing.js';
import type { Match, Screener } from '../match.js';
import { diffLines } from '../versions/changes.js';
import { lineOf } from '../versions/listing-line.js';
import { sampleListing, sampleProfile } from '../versions/samples.js';
import { type DeltaHit, screenDelta } from './index.js';

test('who is newly hit, who is no more, and who is hit otherwise', async () => {
  const before = [sampleListing('1', 'ana'), sampleListing('2', 'luis'), sampleListing('3', 'eva')];
  const after = [
    sampleListing('2', 'luisa'),
    sampleListing('3', 'eva', { remarks: 'new' }),
    sampleListing('4', 'rosa'),
  ];
  const customers = ['ana', 'luis', 'luisa', 'eva', 'rosa', 'nobody'].map(customerOf);
  const hits = await delta(before, after, customers);
  expect(hits.map(({ customer, change, effect }) => [customer.key, change.id, effect])).toEqual([
    ['party:ana', '1', 'lost'],
    ['party:luis', '2', 'lost'],
    ['party:luisa', '2', 'gained'],
    ['party:eva', '3', 'kept'],
    ['party:rosa', '4', 'gained'],
  ]);
});

test('every customer of one name is told, however many there are', async () => {
  const customers = Array.from({ length: 40 }, (_, i) => ({ ...customerOf('ana'), key: `c:${i}` }));
  const hits = await delta([], [sampleListing('1', 'ana')], customers);
  expect(hits.map(({ customer }) => customer.key)).toEqual(customers.map(({ key }) => key));
});

test('a delta says what two whole screenings differ in', async () => {
  const name = fc.constantFrom('ana', 'luis', 'eva', 'rosa');
  const listings = fc
    .uniqueArray(fc.tuple(fc.constantFrom('1', '2', '3', '4'), name), { selector: ([id]) => id })
    .map((pairs) => pairs.map(([id, full]) => sampleListing(id, full)));
  const customers = ['ana', 'luis', 'eva', 'rosa'].map(customerOf);
  const hitsOf = (all: readonly Listing[]) =>
    customers.flatMap(({ key, profile }) =>
      screenerOf(all)
        .match(profile, { limit: 10, threshold: 0.5 })
        .map(({ listing }) => `${key} ${listing.id}`),
    );
  await fc.assert(
    fc.asyncProperty(listings, listings, fc.boolean(), async (a, b, isWhole) => {
      const hits = await delta(a, b, customers, isWhole);
      const told = (effect: DeltaHit['effect']) =>
        hits.filter((hit) => hit.effect === effect).map((h) => `${h.customer.key} ${h.change.id}`);
      const [old, fresh] = [hitsOf(a), hitsOf(b)];
      expect(told('gained').sort()).toEqual(fresh.filter((hit) => !old.includes(hit)).sort());
      expect(told('lost').sort()).toEqual(old.filter((hit) => !fresh.includes(hit)).sort());
    }),
  );
});

async function delta(
  before: readonly Listing[],
  after: readonly Listing[],
  customers: readonly Customer[],
  isWhole = false,
): Promise<DeltaHit[]> {
  const sorted = (all: readonly Listing[]) => all.map(lineOf).sort();
  const whole = isWhole ? { before: screenerOf(before), after: screenerOf(after) } : {};
  const parts = {
    changes: diffLines('test_list', sorted(before), sorted(after)),
    customers,
    screenerOf,
    threshold: () => 0.5,
    ...whole,
  };
  const hits: DeltaHit[] = [];
  for await (const hit of screenDelta(parts)) hits.push(hit);
  return hits;
}

/** The plainest screener: the same name is a match. */
function screenerOf(listings: readonly Listing[]): Screener {
  return {
    listings: listings.length,
    names: listings.length,
    match: (profile, { limit }): Match[] =>
      listings
        .filter(({ names }) => names.some(({ full }) => full === profile.names[0]?.full))
        .slice(0, limit)
        .map((listing) => ({ listing, score: 0.9, reasons: [] })),
  };
}

function customerOf(full: string): Customer {
  const names = [{ full, kind: 'primary', strength: 'strong', parts: null } as const];
  return { key: `party:${full}`, profile: sampleProfile({ id: full, names }) };
}
