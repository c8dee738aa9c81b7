import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sharedData } from '../../../../test/shared.js';
import { ratio } from '../../ratio.js';
import { formatShare } from '../../share.js';
import { HOLDER_KINDS, type Holder, INTEREST_KINDS, type Interest } from '../../statement.js';
import { readStatements } from '../index.js';
import { toFtm } from './write.js';

const folder = mkdtempSync(join(tmpdir(), 'ftm-'));

async function read(entities: readonly unknown[] | string) {
  const file = join(folder, 'data.ijson');
  const text =
    typeof entities === 'string'
      ? entities
      : entities.map((entity) => JSON.stringify(entity)).join('\n');
  writeFileSync(file, text);
  return readStatements([file], { today: '2026-11-22' });
}

const entity = (id: string, schema: string, properties: object) => ({ id, schema, properties });

describe('reading', () => {
  test('things, links, and addresses that are things themselves', async () => {
    const { statements, counts, loss, rejects } = await read([
      entity('p', 'Person', {
        name: ['Ana', 'Anita'],
        birthDate: ['1970-05'],
        nationality: ['mx'],
        addressEntity: ['a'],
      }),
      entity('c', 'Company', {
        name: ['C'],
        jurisdiction: ['mx'],
        taxNumber: ['RET130705MD5'],
        leiCode: ['L'],
      }),
      entity('t', 'Company', { name: ['T'], legalForm: ['Fideicomiso'] }),
      entity('b', 'PublicBody', { name: ['B'] }),
      entity('a', 'Address', { full: ['Reforma 1'] }),
      entity('o', 'Ownership', {
        owner: ['p', 'b'],
        asset: ['c'],
        percentage: ['25-50'],
        startDate: ['2020'],
      }),
      entity('d', 'Directorship', { director: ['p'], organization: ['c'], role: ['Presidente'] }),
      entity('u', 'UnknownLink', { subject: ['p'], object: ['t'], role: ['settlor'] }),
      entity('m', 'Membership', { member: ['p'], organization: ['b'] }),
      entity('x', 'Payment', { payer: ['p'] }),
      entity('y', 'Ownership', { owner: ['p'] }),
    ]);
    expect(counts).toEqual({ read: 11, kept: 9, rejected: 2 });
    expect(rejects.map(({ code, line }) => [code, line])).toEqual([
      ['ftm_other_schema', 10],
      ['ftm_incomplete', 11],
    ]);
    const byId = Object.fromEntries(statements.holders.map((holder) => [holder.id, holder]));
    expect(byId.p).toMatchObject({
      born_on: '1970-05',
      other_names: ['Anita'],
      addresses: ['Reforma 1'],
    });
    expect(byId.c).toMatchObject({
      country: 'MX',
      identifiers: [
        { scheme: 'XI-LEI', value: 'L' },
        { scheme: 'MX-RFC', value: 'RET130705MD5' },
      ],
    });
    expect([byId.t?.kind, byId.b?.kind]).toEqual(['trust', 'state']);
    expect(
      statements.interests.map(({ id, owner, kind, share }) => [
        id,
        owner,
        kind,
        share && formatShare(share),
      ]),
    ).toEqual([
      ['o/1', 'p', 'shares', '[1/4,1/2]'],
      ['o/2', 'b', 'shares', '[1/4,1/2]'],
      ['d', 'p', 'director', null],
      ['u', 'p', 'settlor', null],
      ['m', 'p', 'unknown', null],
    ]);
    expect(loss.map(({ field }) => field)).toEqual([
      'Directorship.role',
      'Person.nationality',
      'schema Membership',
    ]);
  });

  test('of several values where one is carried the others are counted as lost', async () => {
    const link = { owner: ['p'], asset: ['c'], percentage: ['25-50', '30'] };
    const { loss, statements } = await read([
      { id: 'p', schema: 'Person', properties: { name: ['A'], birthDate: ['1970', '1971'] } },
      { id: 'c', schema: 'Company', properties: { name: ['C'] } },
      { id: 'o', schema: 'Ownership', properties: link },
    ]);
    expect(statements.interests[0]?.share).toMatchObject({ least: ratio(1n, 4n) });
    expect(loss.map(({ field, reason }) => [field, reason])).toEqual([
      ['Ownership.percentage (all but the first)', 'merged'],
      ['Person.birthDate (all but the first)', 'merged'],
    ]);
  });

  const sample = sharedData('followthemoney/samples/donations.ijson');
  test.skipIf(!sample)('474 published entities: none is lost', async () => {
    const { counts, reasons } = await read(readFileSync(sample ?? '', 'utf8'));
    expect(counts).toEqual({ read: 474, kept: 184, rejected: 290 });
    expect(reasons).toEqual({ ftm_other_schema: 290 });
  });
});

describe('writing', () => {
  const text = fc.string({ minLength: 1, maxLength: 12 }).filter((each) => each.trim() === each);
  const day = fc
    .date({ min: new Date('1900-01-01'), max: new Date('2025-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const source = fc.record({
    name: text,
    url: fc.option(text),
    retrieved_on: fc.option(day),
    place: fc.constant(null),
  });
  const bound = fc.nat(300).map((n) => ratio(BigInt(n), 300n));
  const share = fc.tuple(bound, bound).map(([a, b]) => {
    const [least, most] = a.num * b.den <= b.num * a.den ? [a, b] : [b, a];
    const above = least.num * most.den !== most.num * least.den;
    return { least, most, above, below: false };
  });
  const holder = fc.record<Omit<Holder, 'id'>>({
    kind: fc.constantFrom(...HOLDER_KINDS),
    name: text,
    other_names: fc.array(text, { maxLength: 2 }),
    country: fc.constantFrom(null, 'MX', 'US'),
    addresses: fc.array(text, { maxLength: 2 }),
    identifiers: fc.constantFrom([], [{ scheme: 'XI-LEI', value: '1' }]),
    born_on: fc.option(day),
    dissolved_on: fc.option(day),
    sector: fc.option(text),
    listed_company: fc.constant(false),
    source,
  });
  const interest = fc.record<Omit<Interest, 'id'>>({
    kind: fc.constantFrom(...INTEREST_KINDS),
    subject: fc.constant('h0'),
    owner: fc.constant('h1'),
    share: fc.option(share),
    directness: fc.constantFrom('direct', 'indirect', 'unknown'),
    from: fc.option(day),
    until: fc.option(day),
    known_from: fc.option(day),
    source,
  });

  test('what comes back is what went out, less what the loss report names', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(holder, holder),
        fc.array(interest, { maxLength: 4 }),
        async (pair, links) => {
          const holders = pair.map((each, i) => ({ ...each, id: `h${i}` }));
          const interests = links.map((each, i) => ({ ...each, id: `i${i}` }));
          const { entities, loss } = toFtm({ holders, interests });
          const again = (await read(entities)).statements;
          expect(again.holders).toEqual(holders);
          const lost = new Set(loss.map(({ field }) => field));
          const kept = ({ share: of, directness, ...rest }: Interest) =>
            rest.kind === 'shares' ? { ...rest, of, directness } : rest;
          expect(again.interests.map(kept)).toEqual(interests.map(kept));
          const others = interests.filter(({ kind }) => kind !== 'shares');
          expect(lost.has('interest.share')).toBe(others.some((each) => each.share !== null));
          expect(lost.has('interest.directness')).toBe(
            others.some(({ directness }) => directness !== 'unknown'),
          );
        },
      ),
      { numRuns: 30 },
    );
  });

  test('an owner whom nobody names is not written, and that is said', () => {
    const [draft] = fc.sample(interest, 1);
    const interests = draft ? [{ ...draft, id: 'i', owner: null }] : [];
    const { entities, loss } = toFtm({ holders: [], interests });
    expect(entities).toEqual([]);
    expect(loss).toMatchObject([{ field: 'interest without an owner', count: 1, example: 'i' }]);
  });
});
