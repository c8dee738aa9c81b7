import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sharedData } from '../../../../test/shared.js';
import { countingIds } from '../../../base/index.js';
import { ratio } from '../../ratio.js';
import { company, owns, person, readContent, statement, TODAY } from './sample.js';
import { readBodsSchema } from './schema.js';
import { toBods } from './write.js';

describe('reading', () => {
  test('keeps bounds exact, open and closed', async () => {
    const share = (of: object) => ({ type: 'shareholding', share: of });
    const { statements } = await readContent([
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
    const { statements, counts } = await readContent([
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
    const { statements, loss } = await readContent([
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

  test('every field that is not carried over is counted as lost, under its path', async () => {
    const { loss } = await readContent([
      company({ publicListing: { hasPublicListing: true, companyFilingsURLs: ['u'] }, made_up: 1 }),
      person({
        names: [{ type: 'former', fullName: 'Ana', familyName: 'Luna' }],
        nationalities: [],
      }),
      owns(
        { type: 'shareholding', startDate: '2020', details: 'why', share: { exact: 5 } },
        {
          declarationSubject: 'another',
          source: {
            description: 'register',
            type: ['officialRegister'],
            assertedBy: [{ name: 'A' }],
          },
          publicationDetails: { bodsVersion: '0.4', license: 'l', publisher: { name: 'P' } },
        },
      ),
    ]);
    expect(loss.map(({ field }) => field).sort()).toEqual([
      'declarationSubject',
      'publicationDetails.license',
      'publicationDetails.publisher',
      'recordDetails.interests.details',
      'recordDetails.interests.startDate',
      'recordDetails.made_up',
      'recordDetails.names.familyName',
      'recordDetails.names.type',
      'recordDetails.publicListing.companyFilingsURLs',
      'source.assertedBy',
      'source.type',
    ]);
  });

  test('a file tells when and by which version it came out; others are warned of', async () => {
    const publicationDetails = (publicationDate: string, bodsVersion: string) => ({
      publicationDetails: { publicationDate, bodsVersion },
    });
    const { files, findings } = await readContent([
      { ...company(), ...publicationDetails('2024-03-01', '0.4') },
      { ...person(), ...publicationDetails('2024-02-01', '0.2') },
    ]);
    expect(files[0]?.publication).toEqual({
      first_on: '2024-02-01',
      last_on: '2024-03-01',
      versions: ['0.4', '0.2'],
    });
    expect(findings).toContainEqual(
      expect.objectContaining({
        severity: 'warning',
        code: 'ownership-formats.bods_version',
        params: { version: '0.2' },
      }),
    );
    expect((await readContent([company()])).files[0]?.publication).toBeNull();
  });

  test('what is broken costs one statement, and its line is told', async () => {
    const text = [
      '[',
      `${JSON.stringify(company())},`,
      '{"statementId": tru},',
      '7,',
      '{"recordId":"x","recordType":"entity"},',
      JSON.stringify(person()),
      ']',
    ].join('\n');
    const { counts, rejects, statements } = await readContent(text);
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
    const { counts, rejects } = await readContent(text);
    expect(counts).toEqual({ read: 2, kept: 1, rejected: 1 });
    expect(rejects).toMatchObject([{ code: 'json_truncated', line: 3 }]);
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
      const result = await readContent(text, { bods_schema: schema });
      expect(result.rejects, name).toEqual([]);
      expect(result.counts.kept, name).toBe((document as unknown[]).length);
      const errors = result.findings.filter(({ severity }) => severity === 'error');
      expect(errors, name).toEqual([]);
    }
  });

  test('what we write is valid by the schema and breaks no rule but that of schemes', async () => {
    const schema = await readBodsSchema(at('schema'));
    for (const { name, text } of documents(['examples'])) {
      const { statements } = await readContent(text);
      const options = { ids: countingIds('s'), today: TODAY, publisher: 'Banco' };
      for (const each of toBods(statements, options).statements)
        expect(schema.mistakes(each), name).toEqual([]);
    }
  });

  test('every valid statement is read without the schema, too', async () => {
    for (const { name, text } of documents(['tests-data', 'valid-statements']))
      expect((await readContent(text)).rejects, name).toEqual([]);
  });
});

test('a folder without the schema is a fault', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'bods-'));
  await expect(readBodsSchema(empty)).rejects.toMatchObject({ code: 'statements.schema_missing' });
});
