import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { faultOf, ListFolder, readThrough, sampleList } from '../../../test/list-files.js';
import { sharedData } from '../../../test/shared.js';

const folder = new ListFolder();
afterAll(() => folder.remove());

const PARTY = `<sdnEntry><uid>1</uid><lastName>X</lastName><sdnType>Entity</sdnType></sdnEntry>`;
const list = (count: number, ...parties: string[]): string =>
  `<sdnList xmlns="http://x"><publishInformation><Publish_Date>03/28/2025</Publish_Date>
  <Record_Count>${count}</Record_Count></publishInformation>${parties.join('')}</sdnList>`;

test('SDN.XML: strength, documents, partial dates; the same name as in the CSV', async () => {
  const { reading, get } = await readThrough([sampleList('sdn.xml').path]);
  expect(reading).toMatchObject({
    list: 'us_ofac_sdn',
    format: 'ofac-xml',
    published_on: '2025-03-28',
  });
  expect(get('1')).toMatchObject({
    names: [
      { full: 'PEREZ LOPEZ, Juan', parts: { surnames: 'PEREZ LOPEZ', given: 'Juan' } },
      { full: 'EL FLACO & CIA', kind: 'former', strength: 'weak' },
    ],
    dates: [{ from: '1970-04-01', to: '1970-04-30' }],
    identifiers: [{ kind: 'rfc', value: 'PELJ700403AB1', country: 'MX' }],
    wallets: [{ currency: 'ETH', address: '0xAb' }],
    gender: 'male',
    programs: ['SDNTK'],
    properties: { Title: ['Capo'], nuevo: ['algo'] },
  });
  expect(reading.notes).toMatchObject([
    { code: 'elements_unknown', params: { name: 'nuevo', n: 1 } },
  ]);
});

test('a count that does not agree, and a repeated id', async () => {
  expect(await faultOf([folder.write('n.xml', list(3, PARTY))])).toBe('lists.record_count');
  const { reading } = await readThrough([folder.write('r.xml', list(2, PARTY, PARTY))]);
  expect(reading.rejects).toMatchObject([{ code: 'id_repeated' }]);
});

test('SDN_ADVANCED: what stands apart in the file is joined', async () => {
  const { reading, get } = await readThrough([sampleList('ofac-advanced.xml').path]);
  expect(reading).toMatchObject({ list: 'us_ofac_sdn', kind: 'full', published_on: '2026-07-13' });
  expect(get('20')).toMatchObject({
    kind: 'person',
    names: [
      {
        full: 'PEREZ LOPEZ, Juan',
        kind: 'primary',
        parts: { surnames: 'PEREZ LOPEZ', given: 'Juan' },
      },
      { full: 'ПЕРЕС, Хуан', kind: 'alias' },
      { full: 'EL FLACO', kind: 'former', strength: 'weak' },
    ],
    dates: [{ kind: 'birth', from: '1970-01-01', to: '1970-12-31', circa: true }],
    places: [{ kind: 'birth', country: 'MX', text: 'Culiacan, Sinaloa, Mexico' }],
    addresses: [
      {
        street: 'Calle 1',
        city: 'Tijuana',
        region: 'Baja California',
        postal_code: '22000',
        country: 'MX',
      },
    ],
    identifiers: [{ kind: 'passport', value: 'G123', country: 'MX' }],
    wallets: [{ currency: 'XBT', address: '12QtD5BF' }],
    gender: 'male',
    programs: ['SDNTK', 'ILLICIT-DRUGS-EO14059'],
    listed_on: '2023-02-01',
    links: [{ relation: 'owned_or_controlled_by', to_id: '30' }],
  });
  expect(get('30').kind).toBe('organisation');
});

test('a delta says what happened to which party', async () => {
  const { reading, listings } = await readThrough([sampleList('ofac-advanced-delta.xml').path]);
  expect(reading).toMatchObject({ kind: 'delta', base_version: '41', issuer_version: '42' });
  expect(listings.map(({ id }) => id)).toEqual(['20', '30']);
  expect(reading.changes).toEqual([
    { id: '20', change: 'changed' },
    { id: '30', change: 'added' },
    { id: '40', change: 'removed' },
    { id: '50', change: 'removed' },
  ]);
});

const consolidated = sharedData('screening/ofac/consolidated_2025-03-28.xml');

test.skipIf(!consolidated)('CONSOLIDATED.XML whole, counted independently', async () => {
  const { reading, listings } = await readThrough([consolidated ?? '']);
  const text = readFileSync(consolidated ?? '', 'utf8');
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  expect(reading).toMatchObject({ list: 'us_ofac_cons', published_on: '2025-03-28' });
  expect(listings).toHaveLength(count(/<sdnEntry>/g));
  const names = listings.flatMap((listing) => listing.names);
  expect(names.filter(({ strength }) => strength === 'weak')).toHaveLength(count(/>weak</g));
  expect(listings.flatMap(({ addresses }) => addresses)).toHaveLength(count(/<address>/g));
  expect(
    listings.flatMap(({ identifiers }) => identifiers).filter(({ kind }) => kind === 'bic'),
  ).toHaveLength(count(/<idType>SWIFT\/BIC/g));
});

const fixtures = sharedData('screening/openwatchlist/ofac');

test.skipIf(!fixtures)('hostile and broken fixtures of another project', async () => {
  const path = (name: string) => join(fixtures ?? '', name);
  expect(await faultOf([path('sdn/sdn-unsafe-doctype.xml')])).toBe('lists.doctype');
  expect(await faultOf([path('sdn/sdn-bad-record-count.xml')])).toBe('lists.record_count');
  const unknown = await readThrough([path('sdn/sdn-unknown-element.xml')]);
  expect(unknown.get('1').properties.unexpected).toEqual(['bad']);
  const simple = await readThrough([path('sdn/sdn-fixture.xml')]);
  const advanced = await readThrough([path('advanced/sdn-advanced-fixture.xml')]);
  for (const id of ['1001', '2002', '3003']) {
    expect(advanced.get(id).identifiers).toEqual(
      expect.arrayContaining([...simple.get(id).identifiers]),
    );
    expect(advanced.get(id).programs).toEqual(simple.get(id).programs);
    expect(advanced.get(id).dates).toEqual(simple.get(id).dates);
    expect(advanced.get(id).names.map(({ full }) => full)).toEqual(
      expect.arrayContaining(
        simple
          .get(id)
          .names.filter(({ strength }) => strength === 'strong')
          .map(({ full }) => full),
      ),
    );
  }
});
