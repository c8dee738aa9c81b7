import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createSpeaker } from '../../../base/index.js';
import { boirScopeOn, readStatements } from '../index.js';

const folder = mkdtempSync(join(tmpdir(), 'boir-'));

/** Numbers the complex elements, which are written with a `#`. */
function numbered(xml: string): string {
  let n = 0;
  return xml.replaceAll('#', () => ` SeqNum="${++n}"`);
}

async function read(xml: string) {
  const file = join(folder, 'boir.xml');
  writeFileSync(file, xml);
  return readStatements([file], { today: '2026-11-22' });
}

const address = (
  country = 'MX',
  state = 'NLE',
  zip = '64000',
) => `<fc2:Address#><fc2:RawCityText>Monterrey</fc2:RawCityText><fc2:RawCountryCodeText>
    ${country}</fc2:RawCountryCodeText>
<fc2:RawStateCodeText>${state}</fc2:RawStateCodeText>
    <fc2:RawStreetAddress1Text>Calle 1</fc2:RawStreetAddress1Text><fc2:RawZIPCode>
    ${zip}</fc2:RawZIPCode></fc2:Address>`;
const passport = `<fc2:PartyIdentification#>
    <fc2:OriginalAttachmentFileName>ruiz.pdf</fc2:OriginalAttachmentFileName>
    <fc2:OtherIssuerCountryText>MX</fc2:OtherIssuerCountryText>
<fc2:PartyIdentificationNumberText>G123</fc2:PartyIdentificationNumberText>
    <fc2:PartyIdentificationTypeCode>40</fc2:PartyIdentificationTypeCode>
    </fc2:PartyIdentification>`;
const name = `<fc2:PartyName#><fc2:PartyNameTypeCode>L</fc2:PartyNameTypeCode>
    <fc2:RawEntityIndividualLastName>Ruiz</fc2:RawEntityIndividualLastName>
    <fc2:RawIndividualFirstName>Ana</fc2:RawIndividualFirstName></fc2:PartyName>`;
const person = (code: string) =>
  `<fc2:Party#><fc2:ActivityPartyTypeCode>${code}</fc2:ActivityPartyTypeCode>
    <fc2:IndividualBirthDateText>19700524</fc2:IndividualBirthDateText>
    ${name}${address()}${passport}</fc2:Party>`;
const company = (formed = 'MX', more = '') =>
  `<fc2:Party#><fc2:ActivityPartyTypeCode>62</fc2:ActivityPartyTypeCode>
    <fc2:FormationCountryCodeText>${formed}</fc2:FormationCountryCodeText>
<fc2:PartyName#><fc2:PartyNameTypeCode>L</fc2:PartyNameTypeCode>
    <fc2:RawPartyFullName>Exportadora SA</fc2:RawPartyFullName></fc2:PartyName>
<fc2:PartyName#><fc2:PartyNameTypeCode>DBA</fc2:PartyNameTypeCode>
    <fc2:RawPartyFullName>Export Co</fc2:RawPartyFullName></fc2:PartyName>
${address('US', 'TX', '78040')}<fc2:PartyIdentification#>
    <fc2:PartyIdentificationNumberText>123456789</fc2:PartyIdentificationNumberText>
    <fc2:PartyIdentificationTypeCode>2</fc2:PartyIdentificationTypeCode></fc2:PartyIdentification>
    ${more}</fc2:Party>`;
const FINCEN = (more = '') =>
  `<fc2:Party#><fc2:ActivityPartyTypeCode>64</fc2:ActivityPartyTypeCode>
    <fc2:FinCENID>200000000001</fc2:FinCENID>${more}</fc2:Party>`;
const POOLED = `<fc2:OrganizationClassificationTypeSubtype#>
    <fc2:OrganizationTypeID>19</fc2:OrganizationTypeID>
    </fc2:OrganizationClassificationTypeSubtype>`;

const report = (
  parties: string,
  {
    prepared = '20260401',
    flags = '<fc2:InitialReportIndicator>Y</fc2:InitialReportIndicator>',
  } = {},
) =>
  numbered(`<?xml version="1.0" encoding="UTF-8"?>
<fc2:EFilingSubmissionXML# xmlns:fc2="www.fincen.gov/base" 
  xsi:schemaLocation="www.fincen.gov/base BOIRSchema.xsd" xmlns:xsi="x">
    <fc2:Activity#>
<fc2:ApprovalOfficialSignatureDateText>${prepared}</fc2:ApprovalOfficialSignatureDateText>
    <fc2:FilingDateText/>
<fc2:ActivityAssociation#>${flags}</fc2:ActivityAssociation>${parties}</fc2:Activity>
    </fc2:EFilingSubmissionXML>`);

const rulesOf = async (xml: string) =>
  (await read(xml)).findings.map(({ code }) => code.replace('ownership-formats.boir_', ''));

describe('a report', () => {
  test('company, owners and applicants', async () => {
    const { statements, findings, files, loss } = await read(
      report(company() + person('63') + person('64') + FINCEN()),
    );
    expect(findings).toEqual([]);
    expect(files[0]).toMatchObject({ format: 'fincen-boir', kept: 1 });
    expect(statements.holders).toMatchObject([
      {
        id: 'US-EIN-123456789',
        kind: 'organisation',
        name: 'Exportadora SA',
        other_names: ['Export Co'],
        country: 'MX',
      },
      { id: 'MX-PASSPORT-G123', kind: 'person', name: 'Ana Ruiz', born_on: '1970-05-24' },
      { id: 'US-FINCEN-200000000001', name: null },
    ]);
    expect(statements.interests).toMatchObject([
      {
        subject: 'US-EIN-123456789',
        owner: 'MX-PASSPORT-G123',
        share: null,
        known_from: '2026-04-01',
      },
      { owner: 'US-FINCEN-200000000001' },
    ]);
    expect(loss).toMatchObject([{ field: 'company applicant' }]);
  });

  test.each<[string, string]>([
    ['fincen_id_alone', report(company() + person('63') + FINCEN(name))],
    [
      'fincen_id',
      report(company() + person('63') + FINCEN().replace('200000000001', '20000000000')),
    ],
    ['parties', report(company() + person('63') + FINCEN().repeat(100))],
    ['filing_type', report(company() + person('63') + FINCEN(), { flags: '' })],
    [
      'filing_type',
      report(company() + person('63') + FINCEN(), {
        flags: `<fc2:InitialReportIndicator>Y</fc2:InitialReportIndicator>
          <fc2:UpdatePriorReportIndicator>Y</fc2:UpdatePriorReportIndicator>`,
      }),
    ],
    [
      'prior_report',
      report(company() + person('63') + FINCEN(), {
        flags: '<fc2:UpdatePriorReportIndicator>Y</fc2:UpdatePriorReportIndicator>',
      }),
    ],
    ['pooled_owners', report(company('MX', POOLED) + FINCEN() + FINCEN())],
    ['applicants', report(company('MX', POOLED) + person('63') + FINCEN())],
    ['no_applicant', report(company() + FINCEN())],
    ['no_owner', report(company() + person('63'))],
    ['date', report(company() + person('63') + FINCEN(), { prepared: '20260231' })],
    [
      'address_country',
      report(
        company() + person('63') + person('64').replace(address(), address('FL', '', '44892')),
      ),
    ],
    [
      'address_state',
      report(company() + person('63') + person('64').replace(address(), address('MX', 'NL'))),
    ],
    [
      'address_zip',
      report(
        company() + person('63') + person('64').replace(address(), address('US', 'TX', '99999')),
      ),
    ],
    ['birth', report(company() + person('63') + person('64').replace('19700524', '19700544'))],
    [
      'image_format',
      report(company() + person('63') + person('64').replace('ruiz.pdf', 'ruiz.gif')),
    ],
    ['document_type', report(company() + person('63') + person('64').replace('>40<', '>41<'))],
    ['tax_number', report(company().replace('123456789', '12-345678') + person('63') + FINCEN())],
    ['sequence', report(company() + person('63') + FINCEN()).replace('SeqNum="7"', 'SeqNum="6"')],
    [
      'filing_date',
      report(company() + person('63') + FINCEN()).replace(
        '<fc2:FilingDateText/>',
        '<fc2:FilingDateText>20260401</fc2:FilingDateText>',
      ),
    ],
  ])('%s', async (rule, xml) => {
    expect(await rulesOf(xml)).toEqual([rule]);
  });

  test('a company that has become exempt reports no parties', async () => {
    const flags =
      '<fc2:ReportingCompanyBecameExemptIndicator>Y</fc2:ReportingCompanyBecameExemptIndicator>';
    const { findings, rejects } = await read(report(company() + FINCEN(), { flags }));
    expect(findings.map(({ code }) => code)).toContain('ownership-formats.boir_exempt_parties');
    expect(rejects).toEqual([]);
    expect((await read(report('', { flags }))).rejects).toMatchObject([
      { code: 'boir_no_company' },
    ]);
  });
});

describe('who must report', () => {
  test('since 26 March 2025 foreign companies alone', async () => {
    const domestic = (prepared: string) =>
      rulesOf(report(company('US') + person('63') + FINCEN(), { prepared }));
    expect(await domestic('20250325')).toEqual([]);
    expect(await domestic('20250326')).toEqual(['scope']);
    expect(boirScopeOn('2023-12-31')).toBeNull();
    expect(boirScopeOn('2026-01-01')).toMatchObject({ united_states_owners: false });
  });

  test('the sentence names the rule in both languages', async () => {
    const { findings } = await read(report(company('US') + person('63') + FINCEN()));
    for (const language of ['en', 'es'] as const)
      for (const { code, params } of findings)
        expect(createSpeaker(language).say(code, params)).toContain('90 FR 13688');
  });
});
