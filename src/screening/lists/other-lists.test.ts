import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ListFolder, readThrough } from '../../../test/list-files.js';
import { sharedData } from '../../../test/shared.js';

const folder = new ListFolder();
afterAll(() => folder.remove());

const UN = `<?xml version='1.0' encoding='UTF-8'?><CONSOLIDATED_LIST dateGenerated='2025-04-19T23:00:04.625Z'><INDIVIDUALS><INDIVIDUAL>
<DATAID>1</DATAID><FIRST_NAME>JUAN</FIRST_NAME><SECOND_NAME>EJEMPLO</SECOND_NAME><UN_LIST_TYPE>DRC</UN_LIST_TYPE><LISTED_ON>2012-12-31</LISTED_ON>
<NAME_ORIGINAL_SCRIPT>Хуан</NAME_ORIGINAL_SCRIPT><COMMENTS1>Groups & friends</COMMENTS1><NATIONALITY><VALUE>Democratic Republic of the Congo</VALUE></NATIONALITY>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>El Bueno</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1963</FROM_YEAR><TO_YEAR>1968</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>Afghan passport number SE 012820</NUMBER><ISSUING_COUNTRY>Afghanistan</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT>
</INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>`;

test('UN: quality, ranges of years, original script, numbers with words', async () => {
  const { reading, get } = await readThrough([folder.write('un.xml', UN)]);
  expect(reading).toMatchObject({ list: 'un_sc_sanctions', published_on: '2025-04-19' });
  expect(get('1')).toMatchObject({
    names: [{ full: 'JUAN EJEMPLO' }, { full: 'Хуан' }, { full: 'El Bueno', strength: 'weak' }],
    dates: [{ from: '1963-01-01', to: '1968-12-31' }],
    places: [{ kind: 'nationality', country: 'CD' }],
    identifiers: [{ kind: 'passport', value: 'SE012820', country: 'AF' }],
    programs: ['DRC'],
    listed_on: '2012-12-31',
    remarks: 'Groups & friends',
  });
});

test('UN: characters cut to their low bytes are repaired, and what cannot be is no name', async () => {
  const cut = Buffer.from([...UN].map((letter) => letter.charCodeAt(0) & 0xff))
    .toString('latin1')
    .replace('El Bueno', '\u001cEl Bueno\u001d')
    .replace('Groups & friends', 'Group\u0019s <e5;L\u001f Cañón');
  const { reading, get } = await readThrough([folder.write('cut.xml', Buffer.from(cut, 'latin1'))]);
  expect(get('1').names.map(({ full }) => full)).toEqual(['JUAN EJEMPLO', '“El Bueno”']);
  expect(get('1').remarks).toBe('Group’s <e5;L\uFFFD Cañón');
  expect(get('1').properties.NAME_ORIGINAL_SCRIPT).toHaveLength(1);
  expect(reading.notes.map(({ code }) => code)).toEqual([
    'control_characters',
    'damaged_script',
    'foreign_lines',
  ]);
});

const EU_XML = `<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2024-12-11T21:24:35.826+01:00"><sanctionEntity designationDate="2020-01-02" unitedNationId="" euReferenceNumber="EU.1.2" logicalId="13">
<remark>About</remark><regulation programme="TERR" numberTitle="1/2003" entryIntoForceDate="2003-07-07"><publicationUrl>http://x</publicationUrl></regulation><subjectType code="person" classificationCode="P"/>
<nameAlias firstName="Juan" middleName="" lastName="Ejemplo" wholeName="Juan Ejemplo" gender="M" strong="true"/><nameAlias wholeName="El Flaco" strong="false"/>
<citizenship countryIso2Code="MX" countryDescription="MEXICO"/><birthdate circa="true" birthdate="" year="1970" monthOfYear="4" dayOfMonth="" city="Tijuana" countryIso2Code="MX" countryDescription="MEXICO"/>
<identification number="G-123" identificationTypeCode="passport" countryIso2Code="MX" knownFalse="true"/><address street="Calle 1" city="Tijuana" zipCode="22000" countryIso2Code="MX" countryDescription="MEXICO"/></sanctionEntity></export>`;

const EU_CSV = `\uFEFFfileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_DesignationDate;Entity_Remark;Entity_SubjectType;Entity_SubjectType_ClassificationCode;Entity_Regulation_Programme;NameAlias_LastName;NameAlias_FirstName;NameAlias_MiddleName;NameAlias_WholeName;NameAlias_Gender;Address_Street;Address_City;Address_ZipCode;Address_CountryIso2Code;Address_CountryDescription;BirthDate_BirthDate;BirthDate_Day;BirthDate_Month;BirthDate_Year;BirthDate_Circa;BirthDate_City;BirthDate_CountryIso2Code;BirthDate_CountryDescription;Identification_Number;Identification_TypeCode;Identification_TypeDescription;Identification_CountryIso2Code;Citizenship_CountryIso2Code;Citizenship_CountryDescription
11/12/2024;13;EU.1.2;2020-01-02;About;person;P;TERR;Ejemplo;Juan;;Juan Ejemplo;M;;;;;;;;;;;;;;;;;;;
11/12/2024;13;EU.1.2;2020-01-02;About;person;P;TERR;;;;El Flaco;;;;;;;;;;;;;;;;;;;;
11/12/2024;14;EU.1.3;2020-01-02;;enterprise;E;TERR;;;;"EJEMPLO; S.A.";;;;;;;;;;;;;;;;;;;;
11/12/2024;13;EU.1.2;2020-01-02;About;person;P;TERR;;;;;;Calle 1;Tijuana;22000;MX;MEXICO;;;4;1970;true;Tijuana;MX;MEXICO;G-123;passport;Passport;MX;MX;MEXICO`;

test('EU: the CSV says what the XML says', async () => {
  const xml = await readThrough([folder.write('eu.xml', EU_XML)]);
  const csv = await readThrough([folder.write('eu.csv', EU_CSV)]);
  expect(csv.reading).toMatchObject({ list: 'eu_fsf', published_on: '2024-12-11' });
  expect(xml.reading).toMatchObject({ list: 'eu_fsf', published_on: '2024-12-11' });
  expect(csv.reading.counts).toEqual({ read: 4, kept: 4, rejected: 0, listings: 2 });
  expect(csv.get('EU.1.3').names[0]?.full).toBe('EJEMPLO; S.A.');
  const { properties: _, ...fromXml } = xml.get('EU.1.2');
  expect(fromXml).toMatchObject({
    kind: 'person',
    names: [
      { full: 'Juan Ejemplo', parts: { given: 'Juan', surnames: 'Ejemplo' } },
      { full: 'El Flaco', strength: 'weak' },
    ],
    dates: [{ from: '1970-04-01', to: '1970-04-30', circa: true }],
    identifiers: [{ kind: 'passport', value: 'G123', country: 'MX' }],
    addresses: [{ street: 'Calle 1', city: 'Tijuana', postal_code: '22000', country: 'MX' }],
    listed_on: '2020-01-02',
    gender: 'male',
  });
  const strong = fromXml.names.map((name) => ({ ...name, strength: 'strong' }));
  expect(csv.get('EU.1.2')).toMatchObject({ ...fromXml, names: strong });
});

const UK_HEADER =
  'Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name type,Alias strength,Regime Name,Designation Type,Address Line 1,Address Country,Date Designated,D.O.B,Nationality(/ies),Passport number,IMO number,Other Information';
const UK_CSV = `Report Date: 11-Sep-2026\n${UK_HEADER}
04/08/2026,RUS1,9,,FLACO,El,Alias,Low quality a.k.a,Russia,Individual,,,24/02/2022,,,,,
04/08/2026,SHP1,8,,BARCO,,Primary Name,,Russia,Ship,,,24/02/2022,,,,IMO 7406784,
04/08/2026,RUS1,9,,EJEMPLO,Juan,Primary Name,,Russia,Individual,Calle 1,Mexico,24/02/2022,dd/mm/1970,(1) Mexico (2) Cyprus,G-123,,Note`;
const UK_XML = `<Designations><DateGenerated>11/09/2026</DateGenerated><Designation><UniqueID>RUS1</UniqueID><DateDesignated>24/02/2022</DateDesignated>
<Names><Name><Name1>El</Name1><Name6>FLACO</Name6><NameType>Alias</NameType><AliasStrength>Low quality a.k.a</AliasStrength></Name><Name><Name1>Juan</Name1><Name6>EJEMPLO</Name6><NameType>Primary Name</NameType></Name></Names>
<RegimeName>Russia</RegimeName><IndividualEntityShip>Individual</IndividualEntityShip><OtherInformation>Note</OtherInformation><Addresses><Address><AddressLine1>Calle 1</AddressLine1><AddressCountry>Mexico</AddressCountry></Address></Addresses>
<IndividualDetails><Individual><DOBs><DOB>dd/mm/1970</DOB></DOBs><Nationalities><Nationality>Mexico</Nationality><Nationality>Cyprus</Nationality></Nationalities><PassportDetails><Passport><PassportNumber>G-123</PassportNumber></Passport></PassportDetails></Individual></IndividualDetails></Designation></Designations>`;
const OFSI = `Last Updated,11/09/2026\nName 6,Name 1,Name 2,Title,DOB,Nationality,Passport Number,Address 1,Country,Other Information,Group Type,Alias Type,Alias Quality,Regime,Listed On,Last Updated,Group ID
EJEMPLO,Juan,,Mr,00/00/1970,Mexico,G-123,Calle 1,Mexico,Note,Individual,Primary name,,Russia,24/02/2022,04/08/2026,9
FLACO,El,,,,,,,,,Individual,AKA,Low,Russia,24/02/2022,04/08/2026,9`;

test('UK: rows that stand apart are one party; CSV, XML and OFSI say the same', async () => {
  const csv = await readThrough([folder.write('uk.csv', UK_CSV)]);
  const xml = await readThrough([folder.write('uk.xml', UK_XML)]);
  const ofsi = await readThrough([folder.write('con.csv', OFSI)]);
  expect(csv.reading).toMatchObject({ list: 'gb_fcdo_sanctions', published_on: '2026-09-11' });
  expect(xml.reading).toMatchObject({ list: 'gb_fcdo_sanctions', published_on: '2026-09-11' });
  expect(ofsi.reading).toMatchObject({ list: 'gb_hmt_sanctions', published_on: '2026-09-11' });
  expect(csv.reading.counts).toEqual({ read: 3, kept: 3, rejected: 0, listings: 2 });
  expect(csv.get('SHP1')).toMatchObject({
    kind: 'vessel',
    identifiers: [{ kind: 'imo', value: '7406784' }],
  });
  const expected = {
    kind: 'person',
    names: [
      { full: 'Juan EJEMPLO', kind: 'primary', parts: { surnames: 'EJEMPLO' } },
      { full: 'El FLACO', strength: 'weak' },
    ],
    dates: [{ from: '1970-01-01', to: '1970-12-31' }],
    addresses: [{ text: 'Calle 1, Mexico', country: 'MX' }],
    identifiers: [{ kind: 'passport', value: 'G123' }],
    programs: ['Russia'],
    listed_on: '2022-02-24',
    remarks: 'Note',
  };
  for (const listing of [csv.get('RUS1'), xml.get('RUS1'), ofsi.get('9')])
    expect(listing).toMatchObject(expected);
  expect(csv.get('RUS1').places.map(({ country }) => country)).toEqual(['MX', 'CY']);
});

test('wallets: one a line, the ticker from the name where it has one', async () => {
  const eth = folder.write(
    'sanctioned_addresses_ETH.txt',
    '0x01e2919679362dFBC9ee1644Ba9C6da6D6245BB1\nnot an address\n',
  );
  const { reading, listings } = await readThrough([
    folder.write('plain.txt', '123WBUDmSJv4GctdVEz6Qq6z8nXSKrJ4KX\n'),
  ]);
  expect(reading).toMatchObject({ format: 'crypto-text', list: 'us_ofac_wallets' });
  expect(listings).toMatchObject([{ kind: 'wallet', wallets: [{ currency: null }] }]);
  const named = await readThrough([eth], {}).catch((error: unknown) => error);
  expect(named).toMatchObject({ code: 'lists.format_unknown' });
});

const shared = sharedData('screening');

describe.skipIf(!shared)('official files', () => {
  const path = (name: string) => join(shared ?? '', name);
  const count = (name: string, pattern: RegExp) =>
    readFileSync(path(name), 'latin1').match(pattern)?.length ?? 0;

  test.each(['un/UN_consolidated_2025-04-19.xml', 'un/UN_consolidated_2025-08-16_MALFORMED.xml'])(
    '%s',
    async (name) => {
      const { reading, listings } = await readThrough([path(name)]);
      expect(reading.counts.rejected).toBe(0);
      expect(listings).toHaveLength(count(name, /<(INDIVIDUAL|ENTITY)>/g));
      const weak = listings
        .flatMap(({ names }) => names)
        .filter(({ strength }) => strength === 'weak');
      expect(weak.length).toBeGreaterThan(count(name, /<QUALITY>Low</g) * 0.97);
      const control = /\p{Cc}|\uFFFD/u;
      expect(
        listings.flatMap(({ names }) => names).filter(({ full }) => control.test(full)),
      ).toEqual([]);
    },
  );

  test('sanctioned addresses', async () => {
    for (const [ticker, lines] of [
      ['ETH', 152],
      ['TRX', 6],
      ['USDT', 26],
      ['XBT', 435],
    ] as const) {
      const name = `crypto/sanctioned_addresses_${ticker}.txt`;
      const { listings } = await readThrough([path(name)]);
      expect(listings).toHaveLength(count(name, /^\S+$/gm));
      expect(listings).toHaveLength(lines);
      expect(listings.every(({ wallets }) => wallets[0]?.currency === ticker)).toBe(true);
    }
  });
});
