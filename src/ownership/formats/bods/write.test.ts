import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countingIds, present } from '../../../base/index.js';
import { ratio } from '../../ratio.js';
import { HOLDER_KINDS, type Holder, INTEREST_KINDS, type Interest } from '../../statement.js';
import { readContent, TODAY } from './sample.js';
import { toBods } from './write.js';

describe('writing', () => {
  const day = fc
    .date({ min: new Date('1900-01-01'), max: new Date('2025-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const name = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.trim() === text);
  const source = fc.record({
    name,
    url: fc.constantFrom(null, 'https://example.org/a'),
    retrieved_on: fc.option(day),
    place: fc.constant(null),
  });
  /** Whole percentages in millionths: what a decimal number can carry. */
  const bound = fc.nat(10 ** 8).map((n) => ratio(BigInt(n), 10n ** 8n));
  const share = fc.tuple(bound, bound, fc.boolean(), fc.boolean()).map(([a, b, above, below]) => {
    const is_first = a.num * b.den <= b.num * a.den;
    const [least, most] = is_first ? [a, b] : [b, a];
    const is_point = least.num === most.num && least.den === most.den;
    return { least, most, above: above && !is_point, below: below && !is_point };
  });
  const holder = fc.record<Omit<Holder, 'id' | 'kind'>>({
    name: fc.option(name),
    other_names: fc.constant([]),
    country: fc.constantFrom(null, 'MX', 'US'),
    addresses: fc.array(name, { maxLength: 2 }),
    identifiers: fc.array(
      fc.record({ scheme: fc.constantFrom('MX-RFC', 'Registro Público'), value: name }),
      { maxLength: 1 },
    ),
    born_on: fc.option(day),
    dissolved_on: fc.option(day),
    sector: fc.constant(null),
    listed_company: fc.constant(false),
    source,
  });
  const kinds = fc.constantFrom(...HOLDER_KINDS);
  const interest = fc.record<Omit<Interest, 'id' | 'subject' | 'owner'>>({
    kind: fc.constantFrom(...INTEREST_KINDS),
    share: fc.option(share),
    directness: fc.constantFrom('direct', 'indirect', 'unknown'),
    from: fc.option(day),
    until: fc.option(day),
    known_from: day,
    source,
  });
  const statements = fc.tuple(
    fc.array(fc.tuple(kinds, holder), { minLength: 1, maxLength: 4 }),
    fc.array(fc.tuple(interest, fc.nat(3), fc.option(fc.nat(3))), { maxLength: 5 }),
  );

  test('what is written and read again is the same', async () => {
    await fc.assert(
      fc.asyncProperty(statements, async ([drafts, links]) => {
        const holders = drafts.map(([kind, rest], i) => ({ ...rest, id: `h${i}`, kind }));
        const idAt = (i: number) => present(holders[i % holders.length], 'holder').id;
        const interests = links.map(([rest, subject, owner], i) => ({
          ...rest,
          id: `i${i}`,
          subject: idAt(subject),
          owner: owner === null ? null : idAt(owner),
        }));
        const options = { ids: countingIds('s'), today: TODAY, publisher: 'Banco' };
        const { statements: document, loss } = toBods({ holders, interests }, options);
        expect(loss).toEqual([]);
        const again = (await readContent(document)).statements;
        const unplaced = (each: Holder | Interest) => ({
          ...each,
          source: { ...each.source, place: null },
        });
        expect(again.holders.map(unplaced)).toEqual(holders);
        expect(again.interests.map(unplaced)).toEqual(interests);
      }),
      { numRuns: 30 },
    );
  });

  test('a third is written as the range around it, and said to be lost', () => {
    const [document] = fc.sample(statements, 1);
    const draft = present(document, 'sample')[0][0];
    const holders = [{ ...present(draft, 'holder')[1], id: 'h', kind: 'organisation' as const }];
    const third = ratio(1n, 3n);
    const interests = [
      {
        id: 'i',
        subject: 'h',
        owner: null,
        kind: 'shares' as const,
        share: { least: third, most: third, above: false, below: false },
        directness: 'direct' as const,
        from: null,
        until: null,
        known_from: null,
        source: { name: 'x', url: null, retrieved_on: null, place: 'line 3' },
      },
    ];
    const options = { ids: countingIds('s'), today: TODAY, publisher: 'Banco' };
    const { statements: found, loss } = toBods({ holders, interests }, options);
    expect(found.at(-1)).toMatchObject({
      recordDetails: {
        interests: [
          { share: { exclusiveMinimum: 33.333333333333, exclusiveMaximum: 33.333333333334 } },
        ],
      },
    });
    expect(loss.map(({ field, reason }) => `${field} ${reason}`)).toEqual([
      'interest.known_from unknown_here',
      'interest.share coarsened',
      'source.place unknown_here',
    ]);
  });
});
