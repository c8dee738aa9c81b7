import { describe, expect, test } from 'vitest';
import { company, owns, person, readContent, statement } from './sample.js';

describe('rules', () => {
  const rules = async (...statements: object[]) => {
    const { findings } = await readContent(statements);
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
    ['entity_scheme', [company({ identifiers: [{ id: '1', scheme: '' }] })]],
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
