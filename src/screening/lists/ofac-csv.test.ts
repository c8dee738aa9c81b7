import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ListFolder, readThrough, sampleList } from '../../../test/list-files.js';
import { sharedData } from '../../../test/shared.js';

const folder = new ListFolder();
afterAll(() => folder.remove());

const SDN = sampleList('sdn.csv').text;

test('the files of a list are joined by ent_num; 0x1A ends them', async () => {
  const files = [
    folder.write('b.csv', '36,1,-0- ,"Tijuana, Baja California","Mexico",-0- \r\n\u001a'),
    folder.write(
      'c.csv',
      ['36,7,fka,"EJEMPLO AIR",-0- ', '37,8,aka,"PEREZ, Juanito",-0- ', '99,9,aka,NADIE,-0- '].join(
        '\r\n',
      ),
    ),
    folder.write('a.csv', `${SDN}\u001a`),
    folder.write('d.csv', '38,"MMSI 572469210."\r\n'),
  ];
  const { reading, get } = await readThrough(files);
  expect(reading).toMatchObject({ list: 'us_ofac_sdn', format: 'ofac-csv', kind: 'full' });
  expect(reading.counts).toEqual({ read: 8, kept: 7, rejected: 1, listings: 3 });
  expect(reading.rejects).toMatchObject([{ code: 'orphan', place: { line: 3 } }]);
  const company = get('36');
  expect(company.kind).toBe('organisation');
  expect(company.names.map(({ full, kind, strength }) => [full, kind, strength])).toEqual([
    ['AEROLINEAS DEL EJEMPLO, S.A. DE C.V.', 'primary', 'strong'],
    ['EJEMPLO AIR', 'former', 'strong'],
    ['AEJ', 'alias', 'weak'],
  ]);
  expect(company.programs).toEqual(['SDNT', 'SDNTK']);
  expect(company.addresses).toMatchObject([
    { city: 'Tijuana, Baja California', street: null, country: 'MX' },
  ]);
  expect(get('38').identifiers).toMatchObject([
    { kind: 'call_sign', value: 'XAB1' },
    { kind: 'imo', value: '7406784' },
    { kind: 'mmsi', value: '572469210' },
  ]);
  expect(get('38').links).toEqual([
    { relation: 'owned_by', to_id: null, to_name: 'NAVIERA EJEMPLO' },
  ]);
  expect(get('38').programs).toEqual(['SDNT', 'SDNTK']);
});

test('remarks become dates, places, documents, wallets, links and weak names', async () => {
  const { get } = await readThrough([folder.write('sdn.csv.gz', SDN)]);
  const person = get('37');
  expect(person.names).toMatchObject([
    { full: 'PEREZ LOPEZ, Juan', parts: { surnames: 'PEREZ LOPEZ', given: 'Juan' } },
    { full: 'EL FLACO', strength: 'weak' },
  ]);
  expect(person.dates).toEqual([
    { kind: 'birth', from: '1970-01-01', to: '1970-12-31', circa: true },
    { kind: 'birth', from: '1971-04-03', to: '1971-04-03', circa: false },
  ]);
  expect(person.places.map(({ kind, country }) => [kind, country])).toEqual([
    ['birth', 'MX'],
    ['nationality', 'MX'],
  ]);
  expect(person.identifiers.map(({ kind, value, country }) => [kind, value, country])).toEqual([
    ['passport', 'L191609', 'MX'],
    ['rfc', 'PELJ700403AB1', 'MX'],
    ['curp', 'PELJ700403HSLRPN08', 'MX'],
    ['national_id', '12345', 'CO'],
    ['tax_id', '8000189280', 'CO'],
  ]);
  expect(person.wallets).toEqual([
    { currency: 'XBT', address: '12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h' },
  ]);
  expect(person.links).toEqual([{ relation: 'linked_to', to_id: null, to_name: 'LOS EJEMPLOS' }]);
  expect(person.gender).toBe('male');
  expect(person.properties).toMatchObject({
    Title: ['Capo'],
    'Secondary sanctions risk': ['section 1(b)'],
  });
  // The tag of before September 2022 under its name of today; the old one is kept.
  expect(person.programs).toEqual(['ILLICIT-DRUGS-EO14059']);
  expect(person.properties.Program).toEqual(['ILLICIT-DRUGS-EO']);
});

test('a companion file alone gives what it knows', async () => {
  const alone = folder.write('alt.csv', '36,7,aka,"UNO",-0- \r\n36,8,fka,"DOS",-0- \r\n');
  const { get, reading } = await readThrough([alone]);
  expect(get('36').names.map(({ full }) => full)).toEqual(['UNO', 'DOS']);
  expect(reading.counts).toEqual({ read: 2, kept: 2, rejected: 0, listings: 1 });
});

const shared = sharedData('screening/ofac');

describe.skipIf(!shared)('the SDN list of June 2024', () => {
  const path = (name: string) => join(shared ?? '', name);
  const rows = (name: string) => readFileSync(path(name), 'latin1').match(/^\d+,/gm)?.length;

  test('every row is in a listing or rejected, counted independently', async () => {
    const names = ['sdn_2024-06-27.csv', 'add_2024-06-27.csv', 'alt_2024-09.csv'];
    const { reading, listings } = await readThrough(names.map(path));
    const counted = names.map(rows);
    expect(counted).toEqual([15_402, 20_871, 18_939]);
    expect(reading.counts.read).toBe(15_402 + 20_871 + 18_939);
    expect(listings).toHaveLength(15_402);
    expect(new Set(reading.rejects.map(({ code }) => code))).toEqual(new Set(['orphan']));
    const text = readFileSync(path('sdn_2024-06-27.csv'), 'latin1');
    const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
    // Twice in one row is once in its listing.
    const distinct = (pattern: RegExp) =>
      text.split('\n').reduce((sum, line) => sum + new Set(line.match(pattern)).size, 0);
    const of = (kind: string) =>
      listings.flatMap(({ identifiers }) => identifiers).filter((each) => each.kind === kind)
        .length;
    expect(of('curp')).toBe(distinct(/C\.U\.R\.P\.(?: #)? \w+/g));
    expect(of('rfc')).toBe(distinct(/(?:R\.F\.C\.|RFC)(?: #)? [\w-]+/g));
    expect(of('mmsi')).toBe(distinct(/MMSI \d+/g));
    const wallets = listings.flatMap((listing) => listing.wallets);
    expect(wallets).toHaveLength(distinct(/Digital Currency Address - \w+ \w+/g));
    const linked = listings
      .flatMap(({ links }) => links)
      .filter(({ relation }) => relation === 'linked_to');
    expect(linked).toHaveLength(distinct(/Linked To: [^;]+?(?=\.?[;"])/g));
    const tagged = listings.filter(({ programs }) => programs.includes('ILLICIT-DRUGS-EO14059'));
    expect(tagged).toHaveLength(count(/^.*ILLICIT-DRUGS-EO14059.*$/gm));
    expect(listings.some(({ programs }) => programs.some((tag) => /[[\]]/.test(tag)))).toBe(false);
    expect(/"-0- ?"/.test(JSON.stringify(listings))).toBe(false);
  });
});
