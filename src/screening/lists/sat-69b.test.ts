import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { ListFolder, readThrough, sampleList } from '../../../test/list-files.js';
import { sharedData } from '../../../test/shared.js';
import { withoutNotes } from './names.js';

const folder = new ListFolder();
afterAll(() => folder.remove());

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const [HEADER = '', ...ROWS] = sampleList('sat-69b.csv').text.trimEnd().split('\n');

test.each([
  ['header on the first line', HEADER, null],
  [
    'header on the third line',
    `Información actualizada al 30 de noviembre de 2022,,\nListado completo,,\n${HEADER}`,
    '2022-11-30',
  ],
  [
    'drifted header',
    HEADER.replace('No,', 'NO.,')
      .replaceAll('Publicación', 'PUBLICACION')
      .replace('Nombre del Contribuyente', 'Nombre / Razón Social'),
    null,
  ],
])('%s, in Windows-1252', async (_, header, published_on) => {
  const { reading, listings, get } = await readThrough([
    folder.write('l.csv', latin([header, ...ROWS].join('\n'))),
  ]);
  expect(reading).toMatchObject({ list: 'mx_sat_69b', format: 'sat-69b', published_on });
  expect(reading.counts).toEqual({ read: 5, kept: 5, rejected: 0, listings: 4 });
  const company = get('AEE010203AB1');
  expect(company.kind).toBe('organisation');
  expect(company.names.map(({ full, kind }) => [full, kind])).toEqual([
    ['ÁLAMO EJEMPLO, S.A. DE C.V.', 'primary'],
    ['OTRA RAZÓN, S.A.', 'former'],
  ]);
  expect(company.properties['court note']).toEqual([
    'En cumplimiento a la sentencia de fecha 1 de agosto de 2018',
  ]);
  // Two rounds, oldest first; 44014 is a spreadsheet's number; without the gazette, SAT's page.
  expect(company.stages).toEqual([
    { name: 'presumed', on: '2015-01-01', document: '500-0' },
    { name: 'presumed', on: '2020-07-02', document: '500-1' },
    { name: 'definitive', on: '2020-10-23', document: '500-2' },
  ]);
  expect(company.listed_on).toBe('2015-01-01');
  expect(get('PELJ700403AB1')).toMatchObject({
    kind: 'person',
    names: [{ full: 'PÉREZ LÓPEZ JUAN' }],
    stages: [
      { on: '2016-01-14', document: '500-4' },
      { on: '2019-10-17', document: '500-3' },
    ],
  });
  const masked = listings.filter(({ id }) => id.startsWith('masked-'));
  expect(masked).toHaveLength(2);
  expect(masked.every(({ names, identifiers }) => names.length + identifiers.length === 0)).toBe(
    true,
  );
  expect(reading.notes.find(({ code }) => code === 'masked')?.params.n).toBe(2);
});

test.each([
  ['“EJEMPLO DEL NORTE”, S.A. DE C.V.', { name: 'EJEMPLO DEL NORTE, S.A. DE C.V.' }],
  ['UNO, S.C. ANTES DENOMINADA DOS, S.A.', { name: 'UNO, S.C.', former: ['DOS, S.A.'] }],
  ['ANTES UNO, S.A. AHORA DOS, S.A.', { name: 'DOS, S.A.', former: ['UNO, S.A.'] }],
  [
    'UNO, S.A. en cumplimiento a la sentencia X',
    { name: 'UNO, S.A.', notes: ['en cumplimiento a la sentencia X'] },
  ],
])('%s', (written, expected) => {
  expect(withoutNotes(written)).toMatchObject(expected);
});

const shared = sharedData('screening/sat69b/Listado_Completo_69-B_2022-11-30.csv');

test.skipIf(!shared)('the list of November 2022 whole, counted independently', async () => {
  const { reading, listings } = await readThrough([shared ?? '']);
  const lines = readFileSync(shared ?? '', 'latin1')
    .split('\n')
    .filter((line) => /^\d+,/.test(line));
  expect(reading.counts).toMatchObject({ read: lines.length, rejected: 0 });
  expect(lines).toHaveLength(12_666);
  const rfcs = new Set(lines.flatMap((line) => line.split(',')[1]?.replace(/^X+$/, '') || []));
  const masked = lines.filter((line) => line.includes('XXXXXXXXXXXX')).length;
  expect(listings).toHaveLength(rfcs.size + masked);
  const names = listings.flatMap((listing) => listing.names.map(({ full }) => full));
  expect(
    names.filter((name) => /sentencia|cumplim|juicio|\/\/|suprimida|\bANTES\b/i.test(name)),
  ).toEqual([]);
  expect(names.some((name) => name.includes('Ñ'))).toBe(true);
  const undated = listings.filter(({ stages }) => stages.some(({ on }) => on === null));
  expect(undated).toEqual([]);
});
