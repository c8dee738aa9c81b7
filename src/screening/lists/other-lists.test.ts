import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ListFolder, readThrough, sampleList } from '../../../test/list-files.js';
import { sharedData } from '../../../test/shared.js';

const folder = new ListFolder();
afterAll(() => folder.remove());

const UN = sampleList('un.xml').text;

test('UN: quality, ranges of years, original script, numbers with words', async () => {
  const { reading, get } = await readThrough([sampleList('un.xml').path]);
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

test('UN: characters cut to their low bytes are repaired where they can be', async () => {
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
  expect(reading.repairs).toMatchObject([{ id: '1', place: { line: expect.any(Number) } }]);
});

test('one damaged byte costs one character, and the entry is named', async () => {
  const good = Buffer.from(UN);
  const at = good.indexOf('Хуан') + 1;
  const bad = Buffer.from(good);
  bad[at] = 0xff;
  const { reading, get } = await readThrough([folder.write('bad.xml', bad)]);
  expect(get('1').properties.NAME_ORIGINAL_SCRIPT).toEqual(['\uFFFD\uFFFDуан']);
  expect(get('1').remarks).toBe('Groups & friends');
  const line = UN.slice(0, UN.search(/<INDIVIDUAL>/)).split('\n').length;
  expect(reading.repairs).toMatchObject([{ id: '1', place: { line } }]);
  expect(reading.repaired).toBe(1);
  const whole = await readThrough([folder.write('good.xml', good)]);
  expect(whole.reading).toMatchObject({ repairs: [], repaired: 0, notes: [] });
});

test('EU: the CSV says what the XML says', async () => {
  const xml = await readThrough([sampleList('eu.xml').path]);
  const csv = await readThrough([sampleList('eu.csv').path]);
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

test('UK: rows that stand apart are one party; CSV, XML and OFSI say the same', async () => {
  const csv = await readThrough([sampleList('uk.csv').path]);
  const xml = await readThrough([sampleList('uk.xml').path]);
  const ofsi = await readThrough([sampleList('ofsi.csv').path]);
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
