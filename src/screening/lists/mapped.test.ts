import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { faultOf, ListFolder, readThrough, sampleList } from '../../../test/list-files.js';
import { sharedData } from '../../../test/shared.js';

const folder = new ListFolder();
afterAll(() => folder.remove());

const MAPPING = sampleList('lpb.yaml').path;

test('any CSV with a mapping: explicit surnames, procedural state, local only', async () => {
  const file = folder.write('lpb.csv', Buffer.from(sampleList('lpb.csv').text, 'latin1'));
  const { reading, get } = await readThrough([file], { mapping: MAPPING });
  expect(reading).toMatchObject({
    list: 'mx_lpb',
    confidential: true,
    format: 'mapped-csv',
    issuer: 'UIF',
  });
  expect(reading.title.es).toBe('Lista de personas bloqueadas');
  expect(reading.counts).toEqual({ read: 3, kept: 2, rejected: 1, listings: 2 });
  expect(reading.rejects).toMatchObject([{ code: 'nameless', place: { line: 5 } }]);
  expect(get('1')).toMatchObject({
    kind: 'person',
    names: [
      { full: 'Juan PÉREZ LÓPEZ', parts: { given: 'Juan', paternal: 'PÉREZ', maternal: 'LÓPEZ' } },
      { full: 'El Flaco', kind: 'alias' },
      { full: 'El Güero', kind: 'alias' },
    ],
    identifiers: [{ kind: 'rfc', value: 'PELJ700403AB1', country: 'MX' }],
    dates: [{ kind: 'birth', from: '1970-04-03' }],
    places: [{ kind: 'nationality', country: 'MX' }],
    programs: ['LPB'],
    stages: [{ name: 'Suspensión definitiva', on: '2023-06-05', document: 'A/1' }],
    properties: { Otro: ['algo'] },
  });
  expect(get('2').kind).toBe('organisation');
});

test('a date that is none is told with its place, and its entry is kept', async () => {
  const file = folder.write('odd.csv', 'k,n,b,l\n1,Ana,1948-13-99,soon\n2,Eva,1950,2020-01-02\n');
  const columns = '{id: k, name: n, birth_date: b, listed_on: l}';
  const mapping = folder.write(
    'odd.yaml',
    `list: odd\ntitle: {en: o, es: o}\nissuer: o\ncolumns: ${columns}\n`,
  );
  const { reading, get } = await readThrough([file], { mapping });
  expect(reading.counts).toEqual({ read: 2, kept: 2, rejected: 0, listings: 2 });
  expect(reading.unread).toBe(2);
  const place = { file, line: 2 };
  expect(reading.unreads).toMatchObject([
    { code: 'lists.unread_date', params: { column: 'b', value: '1948-13-99' }, place },
    { code: 'lists.unread_date', params: { column: 'l', value: 'soon' }, place },
  ]);
  expect(get('1')).toMatchObject({ dates: [], properties: { 'birth date': ['1948-13-99'] } });
});

test('a column that the file does not have is named', async () => {
  const file = folder.write('other.csv', 'Folio,Nombre\n1,Juan\n');
  expect(await faultOf([file], { mapping: MAPPING })).toBe('lists.columns_missing');
});

const line = (schema: string, id: string, properties: Record<string, unknown>) =>
  `${JSON.stringify({ id, schema, datasets: ['us_ofac_sdn'], properties })}\n`;

test('FollowTheMoney: what stands in lines of its own is joined by id', async () => {
  const text = [
    line('Sanction', 's', {
      entity: ['p'],
      programId: ['US-NARCO'],
      startDate: ['2023-02-01'],
      reason: ['Why'],
    }),
    line('Person', 'p', {
      name: ['Juan Pérez'],
      firstName: ['Juan'],
      lastName: ['Pérez'],
      weakAlias: ['El Flaco'],
      birthDate: ['1970-04'],
      nationality: ['mx'],
      addressEntity: ['a'],
      gender: ['male'],
      topics: ['sanction'],
    }),
    line('Address', 'a', { full: ['Calle 1, Tijuana'], city: ['Tijuana'], country: ['mx'] }),
    line('Identification', 'i', {
      holder: ['p'],
      number: ['PELJ700403AB1'],
      type: ['R.F.C.'],
      country: ['mx'],
    }),
    line('CryptoWallet', 'w', { publicKey: ['12Qt'], currency: ['XBT'], holder: ['p'] }),
    line('Company', 'c', { name: ['Ejemplo, S.A.'] }),
    line('Ownership', 'o', { owner: ['p'], asset: ['c'], percentage: ['51'] }),
    line('Payment', 'x', { payer: ['p'] }),
    '\n{"id": 5}\n',
  ].join('');
  const { reading, get } = await readThrough([folder.write('e.json', text)]);
  expect(reading).toMatchObject({ list: 'us_ofac_sdn', format: 'ftm-lines' });
  expect(reading.rejects.map(({ code }) => code)).toEqual(['schema', 'id_missing']);
  expect(get('p')).toMatchObject({
    kind: 'person',
    names: [
      { full: 'Juan Pérez', parts: { given: 'Juan', surnames: 'Pérez' } },
      { full: 'El Flaco', strength: 'weak' },
    ],
    dates: [{ from: '1970-04-01', to: '1970-04-30' }],
    addresses: [{ text: 'Calle 1, Tijuana', city: 'Tijuana', country: 'MX' }],
    identifiers: [{ kind: 'rfc', value: 'PELJ700403AB1', country: 'MX' }],
    wallets: [{ currency: 'XBT', address: '12Qt' }],
    programs: ['US-NARCO'],
    listed_on: '2023-02-01',
    links: [{ relation: 'ownership_asset', to_id: 'c' }],
    properties: {
      topics: ['sanction'],
      'sanction.reason': ['Why'],
      'ownership.percentage': ['51'],
    },
  });
  expect(get('c').links).toEqual([{ relation: 'ownership_owner', to_id: 'p', to_name: null }]);
  expect(get('w')).toMatchObject({ kind: 'wallet', names: [] });
});

test('FollowTheMoney nested, as targets are published', async () => {
  const nested = line('Company', 'c', {
    name: ['Ejemplo, S.A.'],
    addressEntity: [
      { id: 'a', schema: 'Address', properties: { full: ['Calle 1'], country: ['mx'] } },
    ],
    sanctions: [{ id: 's', schema: 'Sanction', properties: { programId: ['US-NARCO'] } }],
    ownershipAsset: [
      {
        id: 'o',
        schema: 'Ownership',
        properties: { owner: [{ id: 'p', schema: 'Person', caption: 'Juan', properties: {} }] },
      },
    ],
  });
  const { get } = await readThrough([folder.write('t.json', nested)]);
  expect(get('c')).toMatchObject({
    addresses: [{ text: 'Calle 1', country: 'MX' }],
    programs: ['US-NARCO'],
    links: [{ relation: 'ownership_owner', to_id: 'p', to_name: 'Juan' }],
  });
});

const donations = sharedData('followthemoney/samples/donations.ijson');

test.skipIf(!donations)('a published sample of entities, counted independently', async () => {
  const { reading, listings } = await readThrough([donations ?? '']);
  const text = readFileSync(donations ?? '', 'utf8');
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  expect(reading.counts.read).toBe(474);
  expect(listings).toHaveLength(count(/"schema": "(Person|Company|Organization)"/g));
  expect(reading.counts.rejected).toBe(count(/"schema": "Payment"/g));
});
