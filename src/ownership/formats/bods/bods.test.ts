import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sharedData } from '../../../../test/shared.js';
import { countingIds, present } from '../../../base/index.js';
import { ratio } from '../../ratio.js';
import { HOLDER_KINDS, type Holder, INTEREST_KINDS, type Interest } from '../../statement.js';
import { readStatements } from '../read.js';
import { readBodsSchema } from './schema.js';
import { toBods } from './write.js';

const TODAY = '2026-11-22';
const folder = mkdtempSync(join(tmpdir(), 'bods-'));
let written = 0;

/** Reads what stands in a file of this content. */
async function read(content: unknown, options = {}) {
  const file = join(folder, `${++written}.json`);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readStatements([file], { today: TODAY, ...options });
}

const statement = (id: string, type: string, details: object, more: object = {}) => ({
  statementId: `${id}-${'0'.repeat(32 - id.length)}`,
  declarationSubject: 'company',
  statementDate: '2020-01-01',
  recordId: id,
  recordType: type,
  recordDetails: { isComponent: false, ...details },
  ...more,
});
const company = (more = {}) =>
  statement('company', 'entity', { entityType: { type: 'registeredEntity' }, name: 'A', ...more });
const person = (more = {}) => statement('person', 'person', { personType: 'knownPerson', ...more });
const owns = (interest: object, more: object = {}) =>
  statement(
    'link',
    'relationship',
    { subject: 'company', interestedParty: 'person', interests: [interest] },
    more,
  );

describe('reading', () => {
  test('keeps bounds exact, open and closed', async () => {
    const share = (of: object) => ({ type: 'shareholding', share: of });
    const { statements } = await read([
      company(),
      person(),
      ...[
        { exact: 33.33 },
        { exclusiveMinimum: 25, maximum: 50 },
        { minimum: 25 },
        { exact: 1e-7 },
      ].map((of, i) => ({ ...owns(share(of)), recordId: `link${i}` })),
    ]);
    expect(statements.interests.map(({ share: found }) => found)).toEqual([
      { least: ratio(3333n, 10_000n), most: ratio(3333n, 10_000n), above: false, below: false },
      { least: ratio(1n, 4n), most: ratio(1n, 2n), above: true, below: false },
      { least: ratio(1n, 4n), most: ratio(1n, 1n), above: false, below: false },
      { least: ratio(1n, 10n ** 9n), most: ratio(1n, 10n ** 9n), above: false, below: false },
    ]);
  });

  test('a later statement of a record ends what an earlier one said', async () => {
    const shares = (exact: number, startDate: string) => ({
      type: 'shareholding',
      share: { exact },
      startDate,
    });
    const { statements, counts } = await read([
      company(),
      person(),
      owns(shares(100, '2002-03-09'), { recordStatus: 'new' }),
      owns(shares(40, '2021-09-24'), { recordStatus: 'updated', statementDate: '2021-09-25' }),
      owns(shares(40, '2021-09-24'), { recordStatus: 'closed', statementDate: '2022-01-01' }),
    ]);
    expect(counts).toEqual({ read: 5, kept: 5, rejected: 0 });
    expect(
      statements.interests.map(({ id, from, until, known_from }) => [id, from, until, known_from]),
    ).toEqual([
      ['link/1', '2002-03-09', '2021-09-24', '2020-01-01'],
      ['link/2', '2021-09-24', '2022-01-01', '2021-09-25'],
    ]);
  });

  test('an owner who is not named is null, and a reason is counted as lost', async () => {
    const { statements, loss } = await read([
      company(),
      statement('none', 'relationship', {
        subject: 'company',
        interestedParty: { reason: 'noBeneficialOwners' },
      }),
    ]);
    expect(statements.interests).toMatchObject([{ subject: 'company', owner: null }]);
    expect(loss).toContainEqual({
      field: 'recordDetails.interestedParty.reason',
      reason: 'unknown_here',
      count: 1,
      example: 'none',
    });
  });

  test('what is broken costs one statement, and its line is told', async () => {
    const text = `[\n${JSON.stringify(company())},\n{"statementId": tru},\n7,\n{"recordId":"x","recordType":"entity"},\n${JSON.stringify(person())}\n]`;
    const { counts, rejects, statements } = await read(text);
    expect(counts).toEqual({ read: 5, kept: 2, rejected: 3 });
    expect(rejects.map(({ line, code, value }) => [line, code, value])).toEqual([
      [3, 'json_broken', '{"statementId": tru}'],
      [4, 'json_no_object', '7'],
      [5, 'bods_incomplete', 'recordDetails'],
    ]);
    expect(statements.holders).toHaveLength(2);
  });

  test('a file cut short keeps what came before and says where the last began', async () => {
    const text = `[\n${JSON.stringify(company())},\n${JSON.stringify(person()).slice(0, 40)}`;
    const { counts, rejects } = await read(text);
    expect(counts).toEqual({ read: 2, kept: 1, rejected: 1 });
    expect(rejects).toMatchObject([{ code: 'json_truncated', line: 3 }]);
  });
});

describe('rules', () => {
  const rules = async (...statements: object[]) => {
    const { findings } = await read(statements);
    expect(findings.every(({ severity }) => severity === 'warning')).toBe(true);
    return findings.map(({ code }) => code.replace('ownership-formats.bods_', ''));
  };
  const good = [company(), person(), owns({ type: 'shareholding', share: { exact: 50 } })];
  const entity = (type: string, subtype: string) => company({ entityType: { type, subtype } });
  const ahead = '2031-01-01';

  test('a good file breaks none', async () => {
    expect(await rules(...good)).toEqual([]);
  });

  test.each<[string, object[]]>([
    ['retrieved_ahead', [{ ...company(), source: { retrievedAt: ahead } }]],
    ['statement_ahead', [{ ...company(), statementDate: `${ahead}T00:00:00Z` }]],
    [
      'publication_ahead',
      [{ ...company(), publicationDetails: { publicationDate: ahead, bodsVersion: '0.4' } }],
    ],
    [
      'annotation_ahead',
      [{ ...company(), annotations: [{ creationDate: ahead, statementPointerTarget: '' }] }],
    ],
    [
      'annotation_pointer',
      [{ ...company(), annotations: [{ statementPointerTarget: '/recordDetails/nmae' }] }],
    ],
    ['version', [{ ...company(), publicationDetails: { bodsVersion: '0.3' } }]],
    ['unspecified', [company(), person({ personType: 'anonymousPerson' })]],
    ['birth_date', [company(), person({ birthDate: '1700' })]],
    ['birth_date', [company(), person({ birthDate: ahead })]],
    ['death_date', [company(), person({ birthDate: '1992-01-01', deathDate: '1990-07' })]],
    ['founding_date', [company({ foundingDate: '2020-01-02', dissolutionDate: '2020-01-01' })]],
    ['person_scheme', [company(), person({ identifiers: [{ id: '1', scheme: 'GB-PASSPORT' }] })]],
    ['entity_scheme', [company({ identifiers: [{ id: '1', scheme: 'Companies House' }] })]],
    [
      'public_listing',
      [
        company({
          publicListing: { hasPublicListing: false, companyFilingsURLs: ['https://example.org'] },
        }),
      ],
    ],
    [
      'market_code',
      [
        company({
          publicListing: {
            hasPublicListing: true,
            securitiesListings: [{ marketIdentifierCode: 'XMEX' }],
          },
        }),
      ],
    ],
    [
      'interest_dates',
      [company(), person(), owns({ startDate: '2020-01-02', endDate: '2020-01-01' })],
    ],
    ['share_bounds', [company(), person(), owns({ share: { minimum: 50, maximum: 25 } })]],
    ['share_bounds', [company(), person(), owns({ share: { minimum: 25, exclusiveMinimum: 20 } })]],
    [
      'share_bounds',
      [company(), person(), owns({ share: { exclusiveMinimum: 25, exclusiveMaximum: 25 } })],
    ],
    ['share_bounds', [company(), person(), owns({ share: { exact: 60, maximum: 50 } })]],
    ['declaration_subject', [{ ...company(), declarationSubject: 'nobody' }]],
    [
      'declaration_subject',
      [...good, { ...person(), recordId: 'p2', statementId: 'p2', declarationSubject: 'link' }],
    ],
    ['component_entity', [company({ isComponent: true })]],
    ['component_person', [company(), person({ isComponent: true })]],
    [
      'component_relationship',
      [
        company(),
        person(),
        { ...owns({}), recordDetails: { ...owns({}).recordDetails, isComponent: true } },
      ],
    ],
    ['statement_repeated', [company(), { ...person(), statementId: company().statementId }]],
    ['series_first', [{ ...company(), recordStatus: 'updated' }]],
    [
      'series_again',
      [
        { ...company(), recordStatus: 'new' },
        { ...company(), recordStatus: 'new', statementId: '2' },
      ],
    ],
    [
      'series_closed',
      [
        { ...company(), recordStatus: 'new' },
        { ...company(), recordStatus: 'closed', statementId: '2' },
        { ...company(), recordStatus: 'closed', statementId: '3' },
      ],
    ],
    [
      'series_dates',
      [
        { ...company(), recordStatus: 'new' },
        { ...company(), recordStatus: 'updated', statementId: '2', statementDate: '2019-01-01' },
      ],
    ],
    ['series_type', [company(), { ...person(), recordId: 'company' }]],
    [
      'component_records',
      [
        company(),
        person(),
        { ...owns({}), recordDetails: { ...owns({}).recordDetails, componentRecords: ['gone'] } },
      ],
    ],
    [
      'subject_entity',
      [
        company(),
        person(),
        statement('link', 'relationship', { subject: 'person', interestedParty: 'person' }),
      ],
    ],
    [
      'party',
      [
        ...good,
        { ...statement('second', 'relationship', { subject: 'company', interestedParty: 'link' }) },
      ],
    ],
    [
      'beneficial_person',
      [
        company(),
        statement('link', 'relationship', {
          subject: 'company',
          interestedParty: 'company',
          interests: [{ beneficialOwnershipOrControl: true }],
        }),
      ],
    ],
    ['trust_interest', [company(), person(), owns({ type: 'settlor' })]],
    ['nominee_interest', [entity('arrangement', 'trust'), person(), owns({ type: 'nominee' })]],
    ['order', [company(), owns({}), person()]],
    ['order', [company(), owns({})]],
  ])('%s', async (rule, statements) => {
    expect(await rules(...statements)).toEqual([rule]);
  });

  test('trusts have settlors and nominations nominees', async () => {
    expect(
      await rules(entity('arrangement', 'trust'), person(), owns({ type: 'settlor' })),
    ).toEqual([]);
    expect(
      await rules(entity('arrangement', 'nomination'), person(), owns({ type: 'nominator' })),
    ).toEqual([]);
  });
});

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
        const again = (await read(document)).statements;
        const unplaced = (each: Holder | Interest) => ({
          ...each,
          source: { ...each.source, place: null },
        });
        expect(again.holders.map(unplaced)).toEqual(holders);
        expect(again.interests.map(unplaced)).toEqual(interests);
      }),
      { numRuns: 60 },
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

const shared = sharedData('bods-0.4');
describe.skipIf(!shared)('the published schema, its tests and examples', () => {
  const at = (...path: string[]) => join(shared ?? '', ...path);
  const documents = (path: string[]) =>
    readdirSync(at(...path)).map((name) => {
      const text = readFileSync(at(...path, name), 'utf8');
      return { name, text, document: JSON.parse(text) as unknown };
    });

  test('111 of 111 valid statements pass, 192 of 192 invalid ones fail', async () => {
    const schema = await readBodsSchema(at('schema'));
    const failing = (folder_name: string) =>
      documents(['tests-data', folder_name]).filter(
        ({ document }) =>
          !Array.isArray(document) || document.some((each) => schema.mistakes(each).length > 0),
      );
    const [valid, invalid] = [failing('valid-statements'), failing('invalid-statements')];
    expect(valid.map(({ name }) => name)).toEqual([]);
    expect(invalid).toHaveLength(192);
  });

  test('the examples pass, and every statement of them is kept', async () => {
    const schema = await readBodsSchema(at('schema'));
    for (const { name, text, document } of documents(['examples'])) {
      const result = await read(text, { bods_schema: schema });
      expect(result.rejects, name).toEqual([]);
      expect(result.counts.kept, name).toBe((document as unknown[]).length);
      const errors = result.findings.filter(({ severity }) => severity === 'error');
      expect(errors, name).toEqual([]);
    }
  });

  test('what we write is valid by the schema and breaks no rule but that of schemes', async () => {
    const schema = await readBodsSchema(at('schema'));
    for (const { name, text } of documents(['examples'])) {
      const { statements } = await read(text);
      const options = { ids: countingIds('s'), today: TODAY, publisher: 'Banco' };
      for (const each of toBods(statements, options).statements)
        expect(schema.mistakes(each), name).toEqual([]);
    }
  });

  test('every valid statement is read without the schema, too', async () => {
    for (const { name, text } of documents(['tests-data', 'valid-statements']))
      expect((await read(text)).rejects, name).toEqual([]);
  });
});

test('a folder without the schema is a fault', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'bods-'));
  await expect(readBodsSchema(empty)).rejects.toMatchObject({ code: 'statements.schema_missing' });
});
