import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { sharedData } from '../../../test/shared.js';
import { createSpeaker } from '../../base/index.js';
import { formatShare } from '../share.js';
import { readStatements } from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'registers-'));
let written = 0;

function file(content: string | Uint8Array): string {
  const path = join(folder, `${++written}`);
  writeFileSync(path, content);
  return path;
}

const read = (content: string | Uint8Array, options = {}) =>
  readStatements([file(content)], { today: '2026-11-22', ...options });

describe('GLEIF', () => {
  const LEI = ['5493001Z012YSB2A0K51', '001GPB6A9XPE8XJICC14'] as const;
  const document = (root: string, schema: string, inner: string) =>
    `<?xml version="1.0" encoding="UTF-8"?>
<g:${root} xmlns:g="http://www.gleif.org/data/schema/${schema}/2016">
<g:Records>${inner}</g:Records></g:${root}>`;
  const entity = (lei: string, name: string) => `<g:LEIRecord><g:LEI>${lei}</g:LEI><g:Entity>
    <g:LegalName xml:lang="es">${name}</g:LegalName>
    <g:OtherEntityNames><g:OtherEntityName type="PREVIOUS_LEGAL_NAME">Antes</g:OtherEntityName>
    </g:OtherEntityNames>
    <g:LegalAddress><g:FirstAddressLine>Reforma 1</g:FirstAddressLine><g:City>CDMX</g:City>
    <g:Country>MX</g:Country></g:LegalAddress>
    <g:RegistrationAuthority><g:RegistrationAuthorityID>RA000449</g:RegistrationAuthorityID>
    <g:RegistrationAuthorityEntityID>N-1</g:RegistrationAuthorityEntityID>
    </g:RegistrationAuthority>
    <g:LegalJurisdiction>MX-CMX</g:LegalJurisdiction><g:EntityCategory>GENERAL</g:EntityCategory>
    <g:EntityCreationDate>2001-02-03T00:00:00Z</g:EntityCreationDate></g:Entity>
    <g:Extension><x:Geo xmlns:x="urn:x"><x:LEIRecord><x:LEI>no</x:LEI></x:LEIRecord></x:Geo>
    </g:Extension></g:LEIRecord>`;
  const relation = (type: string, status = 'ACTIVE') => `<g:RelationshipRecord><g:Relationship>
    <g:StartNode><g:NodeID>${LEI[0]}</g:NodeID></g:StartNode><g:EndNode><g:NodeID>
    ${LEI[1]}</g:NodeID></g:EndNode>
    <g:RelationshipType>${type}</g:RelationshipType><g:RelationshipPeriods>
    <g:RelationshipPeriod><g:StartDate>2018-01-01T00:00:00Z</g:StartDate>
    <g:EndDate>2018-12-31T00:00:00Z</g:EndDate><g:PeriodType>ACCOUNTING_PERIOD</g:PeriodType>
    </g:RelationshipPeriod>
    <g:RelationshipPeriod><g:StartDate>2016-05-01T00:00:00Z</g:StartDate>
    <g:PeriodType>RELATIONSHIP_PERIOD</g:PeriodType></g:RelationshipPeriod>
    </g:RelationshipPeriods><g:RelationshipStatus>${status}</g:RelationshipStatus></g:Relationship>
    <g:Registration><g:InitialRegistrationDate>2017-01-02T00:00:00Z</g:InitialRegistrationDate>
    <g:LastUpdateDate>2022-03-04T00:00:00Z</g:LastUpdateDate></g:Registration>
    </g:RelationshipRecord>`;

  test('LEI records, with extensions passed over', async () => {
    const { statements, files, counts } = await read(
      document('LEIData', 'leidata', entity(LEI[0], 'Uno &amp; Dos, S.A.')),
    );
    expect(files[0]?.format).toBe('gleif-xml');
    expect(counts).toEqual({ read: 1, kept: 1, rejected: 0 });
    expect(statements.holders).toMatchObject([
      {
        id: `XI-LEI-${LEI[0]}`,
        kind: 'organisation',
        name: 'Uno & Dos, S.A.',
        other_names: ['Antes'],
        country: 'MX',
        addresses: ['Reforma 1, CDMX, MX'],
        identifiers: [
          { scheme: 'XI-LEI', value: LEI[0] },
          { scheme: 'RA000449', value: 'N-1' },
        ],
        born_on: '2001-02-03',
      },
    ]);
  });

  test('relations: the period of the relation, not of the accounts', async () => {
    const { statements } = await read(
      document('RelationshipData', 'rr', relation('IS_ULTIMATELY_CONSOLIDATED_BY')),
    );
    expect(statements.interests).toMatchObject([
      {
        subject: `XI-LEI-${LEI[0]}`,
        owner: `XI-LEI-${LEI[1]}`,
        kind: 'other_control',
        directness: 'indirect',
        share: null,
        from: '2016-05-01',
        until: null,
        known_from: '2017-01-02',
      },
    ]);
    expect(statements.holders).toHaveLength(2);
  });

  test('what is inactive has ended; what was withdrawn says nothing', async () => {
    const ended = await read(document('D', 'rr', relation('IS_FUND-MANAGED_BY', 'INACTIVE')));
    expect(ended.statements.interests[0]?.until).toBe('2022-03-04');
    const withdrawn = await read(document('D', 'rr', relation('IS_FUND-MANAGED_BY', 'NULL')));
    expect(withdrawn.rejects).toMatchObject([{ code: 'gleif_withdrawn', line: 3 }]);
  });

  test('exceptions: somebody unnamed, or nobody', async () => {
    const exception = (reason: string) =>
      `<g:Exception><g:LEI>${LEI[0]}</g:LEI>
    <g:ExceptionCategory>DIRECT_ACCOUNTING_CONSOLIDATION_PARENT</g:ExceptionCategory>
    <g:ExceptionReason>${reason}</g:ExceptionReason></g:Exception>`;
    const natural = await read(document('R', 'repex', exception('NATURAL_PERSONS')));
    expect(natural.statements.interests).toMatchObject([{ owner: null, directness: 'direct' }]);
    const nobody = await read(document('R', 'repex', exception('NO_KNOWN_PERSON')));
    expect(nobody.statements.interests).toEqual([]);
    expect(nobody.counts.kept).toBe(1);
  });

  test('records and relations of two files meet by LEI, whichever comes first', async () => {
    const files = [
      file(document('D', 'rr', relation('IS_DIRECTLY_CONSOLIDATED_BY'))),
      file(document('LEIData', 'leidata', entity(LEI[0], 'Uno') + entity(LEI[1], 'Dos'))),
    ];
    const { statements } = await readStatements(files, { today: '2026-11-22' });
    expect(statements.holders.map(({ name }) => name)).toEqual(['Uno', 'Dos']);
  });

  test('the answer of the API', async () => {
    const page = {
      data: [
        {
          type: 'lei-records',
          attributes: {
            lei: LEI[0],
            entity: {
              legalName: { name: 'Uno' },
              jurisdiction: 'MX',
              legalAddress: { addressLines: ['A 1'], city: 'B' },
            },
          },
        },
      ],
    };
    const { statements, files } = await read(JSON.stringify(page));
    expect(files[0]?.format).toBe('gleif-api');
    expect(statements.holders).toMatchObject([
      { name: 'Uno', country: 'MX', addresses: ['A 1, B'] },
    ]);
  });

  test('hostile and broken XML stops with its place; what came before is kept', async () => {
    const good = entity(LEI[0], 'Uno');
    const whole = document('LEIData', 'leidata', good);
    const doctype = await read(
      whole.replace('?>', '?>\n<!DOCTYPE g [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    );
    expect(doctype.rejects).toMatchObject([{ code: 'xml_doctype', line: 2 }]);
    expect(doctype.statements.holders).toEqual([]);
    const cut = await read(document('LEIData', 'leidata', good + good).slice(0, -300));
    expect(cut.counts).toEqual({ read: 2, kept: 1, rejected: 1 });
    expect(cut.rejects).toMatchObject([{ code: 'xml_truncated' }]);
    const broken = await read(whole.replace('</g:Entity>', '</g:Entiti>'));
    expect(broken.rejects).toMatchObject([{ code: 'xml_malformed' }]);
  });

  test('compressed, and compressed but cut short', async () => {
    const packed = gzipSync(document('LEIData', 'leidata', entity(LEI[0], 'Uno').repeat(2000)));
    const whole = await read(packed);
    expect(whole.counts.kept).toBe(2000);
    const cut = await read(packed.subarray(0, packed.length - 12));
    expect(cut.faults.map(({ code }) => code)).toEqual(['statements.gzip_broken']);
  });
});

describe('persons with significant control', () => {
  const line = (data: object, number = '1234567') =>
    `${JSON.stringify({ company_number: number, data: { etag: 'e', ...data } })}\n`;
  const person = (more: object) => ({
    kind: 'individual-person-with-significant-control',
    name_elements: { forename: 'Ana', surname: 'Ruiz' },
    country_of_residence: 'Scotland',
    date_of_birth: { year: 1955, month: 4 },
    notified_on: '2016-04-06',
    links: { self: '/company/01234567/persons-with-significant-control/individual/abc' },
    ...more,
  });

  test('bands, dates and partial dates of birth', async () => {
    const natures_of_control = [
      'ownership-of-shares-25-to-50-percent',
      'voting-rights-50-to-75-percent-as-trust',
      'ownership-of-shares-75-to-100-percent',
      'right-to-appoint-and-remove-directors',
      'significant-influence-or-control',
      'something-new',
    ];
    const { statements, loss, files } = await read(
      line(person({ natures_of_control, ceased_on: '2020-01-01' })),
    );
    expect(files[0]?.format).toBe('uk-psc');
    expect(statements.holders).toMatchObject([
      { id: 'GB-COH-01234567', kind: 'organisation' },
      { kind: 'person', name: 'Ana Ruiz', country: 'GB', born_on: '1955-04' },
    ]);
    expect(
      statements.interests.map(({ kind, share }) => [kind, share && formatShare(share)]),
    ).toEqual([
      ['shares', '(1/4,1/2]'],
      ['votes', '(1/2,3/4)'],
      ['shares', '[3/4,1]'],
      ['appointment', null],
      ['other_control', null],
      ['unknown', null],
    ]);
    expect(statements.interests[0]).toMatchObject({ from: '2016-04-06', until: '2020-01-01' });
    expect(loss.map(({ field }) => field)).toEqual([
      'nature of control as trust',
      'nature of control something-new',
    ]);
  });

  test('a British company that owns another is the same as the company owned', async () => {
    const owner = {
      kind: 'corporate-entity-person-with-significant-control',
      name: 'B Ltd',
      identification: { country_registered: 'England', registration_number: '56099' },
      natures_of_control: ['ownership-of-shares-75-to-100-percent'],
    };
    const { statements } = await read(line(owner) + line(person({}), '00056099'));
    expect(statements.interests.map(({ subject, owner: by }) => [subject, by])).toEqual([
      ['GB-COH-01234567', 'GB-COH-00056099'],
      ['GB-COH-00056099', expect.stringContaining('GB-COH-00056099-PSC-abc')],
    ]);
  });

  test('exemptions, statements, protected persons, totals, and what is none of them', async () => {
    const statement = (of: string) => ({
      kind: 'persons-with-significant-control-statement',
      statement: of,
    });
    const exempt = {
      kind: 'exemptions',
      exemptions: { a: { exemption_type: 'psc-exempt-as-shares-admitted-on-market', items: [{}] } },
    };
    const { statements, counts, rejects } = await read(
      line(exempt) +
        line(statement('no-individual-or-entity-with-signficant-control'), '2') +
        line(statement('psc-exists-but-not-identified'), '3') +
        line({ kind: 'super-secure-person-with-significant-control' }, '4') +
        line({ kind: 'unknown-kind' }) +
        '{"company_number":\n' +
        JSON.stringify({ data: { kind: 'totals#persons-of-significant-control-snapshot' } }),
    );
    expect(counts).toEqual({ read: 7, kept: 5, rejected: 2 });
    expect(rejects.map(({ code, line: at }) => [code, at])).toEqual([
      ['psc_kind', 5],
      ['json_broken', 6],
    ]);
    expect(statements.holders[0]).toMatchObject({ listed_company: true });
    expect(statements.interests.map(({ subject, owner }) => [subject, owner])).toEqual([
      ['GB-COH-00000003', null],
      ['GB-COH-00000004', 'GB-COH-00000004-PSC-e'],
    ]);
  });

  const samples = sharedData('uk-psc');
  test.skipIf(!samples)('the 13 published samples', async () => {
    const names = readdirSync(samples ?? '');
    expect(names).toHaveLength(13);
    for (const name of names) {
      const result = await read(readFileSync(join(samples ?? '', name)));
      const is_odd = name === 'psc_unknown_kind.json';
      expect(result.files[0]?.format, name).toBe('uk-psc');
      expect(result.counts, name).toEqual({
        read: 1,
        kept: is_odd ? 0 : 1,
        rejected: is_odd ? 1 : 0,
      });
    }
  });
});

describe('CFDI', () => {
  const invoice = (receiver: string) => `<?xml version="1.0" encoding="UTF-8"?>
<cfdi:Comprobante xmlns:cfdi="http://www.sat.gob.mx/cfd/4" Version="4.0" LugarExpedicion="06600">
<cfdi:Emisor Rfc="RET130705MD5" Nombre="RETAIL &amp; CIA" RegimenFiscal="601"/>
<cfdi:Receptor Rfc="${receiver}" Nombre="ANA RUIZ" DomicilioFiscalReceptor="64000"
  RegimenFiscalReceptor="612"/>
<cfdi:Conceptos><cfdi:Concepto Descripcion="x"/></cfdi:Conceptos>
<cfdi:Complemento><tfd:TimbreFiscalDigital xmlns:tfd="urn:t" UUID="U-1"/></cfdi:Complemento>
    </cfdi:Comprobante>`;

  test('who issued and who received, with regime and postal code', async () => {
    const { statements, files, findings } = await read(invoice('VACE460910SX6'));
    expect(files[0]?.format).toBe('cfdi');
    expect(statements.holders).toMatchObject([
      {
        id: 'MX-RFC-RET130705MD5',
        kind: 'organisation',
        name: 'RETAIL & CIA',
        addresses: ['C.P. 06600'],
        sector: 'sat-regime-601',
        source: { name: 'CFDI', place: 'U-1' },
      },
      { id: 'MX-RFC-VACE460910SX6', kind: 'person', addresses: ['C.P. 64000'] },
    ]);
    expect(findings).toMatchObject([{ severity: 'warning', code: 'identifier.digit' }]);
  });

  test('the public at large is nobody in particular', async () => {
    const { statements, loss } = await read(invoice('XAXX010101000'));
    expect(statements.holders).toHaveLength(1);
    expect(loss).toMatchObject([{ field: 'Rfc XAXX010101000' }]);
  });
});

describe('files that are none', () => {
  test('each is a fault, and the others are read', async () => {
    const files = [
      file(''),
      join(folder, 'absent'),
      folder,
      file('\0\u0001'),
      file('<html></html>'),
    ];
    const { faults, files: done } = await readStatements(files, { today: '2026-11-22' });
    expect(faults.map(({ code }) => code)).toEqual([
      'statements.file_empty',
      'statements.file_unreadable',
      'statements.not_a_file',
      'statements.format_unknown',
      'statements.format_unknown',
    ]);
    expect(done).toHaveLength(5);
    for (const language of ['en', 'es'] as const) {
      const speaker = createSpeaker(language);
      for (const { code, params } of faults)
        expect(speaker.say(`fault.${code}`, params)).not.toBe('');
    }
  });

  test('hostile JSON is one reject', async () => {
    const deep = `{"statementId":1,"recordType":"entity","a":${'['.repeat(200_000)}`;
    const { rejects } = await read(deep);
    expect(rejects).toMatchObject([{ code: 'json_truncated' }]);
    const pit = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;
    const nested = `[{"statementId":1,"recordDetails":${pit}}, {"recordId":"x"}]`;
    const { rejects: two, counts } = await read(nested);
    expect(two.map(({ code }) => code)).toEqual(['json_deep', 'bods_incomplete']);
    expect(counts.rejected).toBe(2);
  });

  const lists = sharedData('screening/openwatchlist');
  test.skipIf(!lists)('the published file with a hostile DOCTYPE is refused', async () => {
    const names = (readdirSync(lists ?? '', { recursive: true }) as string[]).filter((name) =>
      /doctype|xxe|hostile/i.test(name),
    );
    for (const name of names.filter((each) => existsSync(join(lists ?? '', each)))) {
      const { counts } = await readStatements([join(lists ?? '', name)], { today: '2026-11-22' });
      expect(counts.kept, name).toBe(0);
    }
  });
});
