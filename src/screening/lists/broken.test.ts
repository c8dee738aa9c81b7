import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { faultOf, ListFolder, readThrough, zipOf } from '../../../test/list-files.js';
import { createSpeaker, Faults, faultsOf } from '../../base/index.js';
import { noteKey, readList, rejectKey } from '../index.js';
import { BOUNDS } from './bounds.js';

const folder = new ListFolder();
afterAll(() => folder.remove());

const ENTRY = '<sdnEntry><uid>1</uid><lastName>X</lastName><sdnType>Entity</sdnType></sdnEntry>';
const XML = `<sdnList>${ENTRY}</sdnList>`;
const CSV = '36,"UNO",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n';
const gz = gzipSync(Buffer.from(XML.replace('</sdnList>', `${' '.repeat(9000)}</sdnList>`)));

test.each([
  ['zero bytes', '', 'lists.empty'],
  ['only an end-of-file sign', '\u001a', 'lists.empty'],
  ['a web page', '<!DOCTYPE html><html><body>503</body></html>', 'lists.html_page'],
  [
    'a web page as XHTML',
    '<?xml version="1.0"?>\n<html><body>503</body></html>',
    'lists.html_page',
  ],
  ['JSON of a server', '{"error": "not found"}', 'lists.format_unknown'],
  ['a DOCTYPE', `<!DOCTYPE sdnList [<!ENTITY a "b">]>${XML}`, 'lists.doctype'],
  [
    'a DOCTYPE far behind',
    `<!-- ${'x'.repeat(70_000)} --><!DOCTYPE sdnList SYSTEM "file:///etc/passwd">${XML}`,
    'lists.doctype',
  ],
  ['XML cut within a record', XML.slice(0, 60), 'lists.cut_short'],
  ['XML cut between records', XML.replace('</sdnList>', ''), 'lists.cut_short'],
  ['CSV cut within a row', `${CSV}37,"DOS",-0- ,"CU`, 'lists.cut_short'],
  ['CSV cut between cells', `${CSV}37,"DOS",-0- ,`, 'lists.cut_short'],
  [
    'JSON lines cut',
    '{"id":"a","schema":"Person","properties":{"name":["A"]}}\n{"id":"b","sch',
    'lists.cut_short',
  ],
  ['a gzip cut short', gz.subarray(0, gz.length - 20), 'lists.cut_short'],
  ['a broken gzip', Buffer.concat([gz.subarray(0, 12), Buffer.alloc(40, 7)]), 'lists.gzip_broken'],
  ['no ZIP behind its sign', Buffer.from('PK\u0003\u0004abc'), 'lists.zip_broken'],
  ['a ZIP of nothing', zipOf({ 'folder/': '' }), 'lists.zip_many'],
  ['a ZIP of two lists', zipOf({ 'a.xml': XML, 'b.xml': XML }), 'lists.zip_many'],
  ['a ZIP cut short', zipOf({ 'a.xml': XML }).subarray(0, 60), 'lists.zip_broken'],
  ['a ZIP of a web page', zipOf({ 'a.xml': '<html></html>' }), 'lists.html_page'],
  ['a ZIP of a ZIP', zipOf({ 'a.zip': zipOf({ 'a.xml': XML }) }), 'lists.format_unknown'],
  ['a bomb', zipOf({ 'a.xml': Buffer.alloc(80 << 20, 32) }), 'lists.zip_bomb'],
  ['deep nesting', `<sdnList><sdnEntry>${'<a>'.repeat(500)}`, 'lists.xml_deep'],
])('%s', async (_, content, code) => {
  expect(await faultOf([folder.write('list', content)])).toBe(code);
});

test('a ZIP of one list is read as the list, and its checksum holds', async () => {
  const zip = zipOf({ 'folder/': '', '__MACOSX/._sdn.xml': 'x', 'folder/sdn.xml': XML });
  const { get } = await readThrough([folder.write('sdn.zip', zip)]);
  expect(get('1').names).toHaveLength(1);
  const other = Buffer.from(zip);
  for (
    let at = other.indexOf('PK\u0001\u0002');
    at >= 0;
    at = other.indexOf('PK\u0001\u0002', at + 1)
  )
    other.writeUInt32LE((other.readUInt32LE(at + 16) ^ 1) >>> 0, at + 16);
  expect(await faultOf([folder.write('sum.zip', other)])).toBe('lists.zip_broken');
});

test('a file that is not there, and files of two lists', async () => {
  expect(await faultOf(['/nowhere/list.xml'])).toBe('lists.file_unreadable');
  const files = [folder.write('a.xml', XML), folder.write('b.csv', CSV)];
  expect(await faultOf(files)).toBe('lists.formats_mixed');
  expect(await faultOf([files[0] ?? '', files[0] ?? ''])).toBe('lists.two_mains');
});

test('a broken record is left out with its place, the others are read', async () => {
  const broken = XML.replace('<sdnEntry>', '<sdnEntry><uid>2</uid><a></sdnEntry>\n<sdnEntry>');
  const { reading, get } = await readThrough([folder.write('x.xml', broken)]);
  expect(reading.rejects).toMatchObject([{ code: 'malformed', place: { line: 1 } }]);
  expect(get('1').names).toHaveLength(1);
  const stray = XML.replace('<uid>', '</b><uid>');
  expect(await faultOf([folder.write('s.xml', stray)])).toBe('lists.xml_broken');
  const rows = await readThrough([
    folder.write('y.csv', `${CSV}37,"DOS"\r\n${CSV.replace('36', '38')}`),
  ]);
  expect(rows.reading.rejects).toMatchObject([
    { code: 'columns', place: { line: 2 }, text: '37,DOS' },
  ]);
  expect(rows.listings.map(({ id }) => id)).toEqual(['36', '38']);
});

test('a quotation mark may hold lines, separators and doubled marks', async () => {
  const row = CSV.replace('"UNO"', '"UNO, ""EL""\r\nDE ""DOS"""').replace('36', '40');
  const { get, reading } = await readThrough([folder.write('q.csv', row + CSV + CSV)]);
  expect(get('40').names[0]?.full).toBe('UNO, "EL" DE "DOS"');
  expect(reading.rejects).toMatchObject([{ code: 'id_repeated', place: { line: 4 } }]);
});

test.each(['utf16le', 'utf8', 'latin1'] as const)('the same list in %s', async (encoding) => {
  const mark = encoding === 'latin1' ? '' : '\uFEFF';
  const bytes = Buffer.from(`${mark}${CSV.replace('UNO', 'ÑANDÚ')}`, encoding);
  expect((await readThrough([folder.write('e.csv', bytes)])).get('36').names[0]?.full).toBe(
    'ÑANDÚ',
  );
});

test('a list without end is stopped by its bound, without holding it', async () => {
  const path = folder.write('long.csv', `36,"${'A'.repeat(BOUNDS.record_characters_max + 10)}`);
  expect(await faultOf([path])).toBe('lists.record_long');
});

test('a hundred thousand aliases of one party take no longer than those of many', async () => {
  const names = Array.from({ length: 100_000 }, (_, n) => `36,${n},aka,"ALIAS ${n}",-0- \r\n`);
  const files = [folder.write('one.csv', CSV), folder.write('many.csv', names.join(''))];
  const { get } = await readThrough(files);
  expect(get('36').names).toHaveLength(100_001);
});

test('every fault, reject and note has its sentence in both languages', async () => {
  for (const language of ['en', 'es'] as const) {
    const speaker = createSpeaker(language);
    expect(speaker.has('fault.lists.cut_short')).toBe(true);
    expect(speaker.say(rejectKey({ code: 'orphan' }))).not.toBe('');
    expect(speaker.say(noteKey({ code: 'masked' }), { n: 2, file: 'x' })).toMatch(/^2/);
  }
});

test('every mistake of a mapping is said with its place', async () => {
  const mapping = folder.write(
    'm.yaml',
    'list: X\ntitle: {en: A, es: B}\nissuer: C\ncolumns:\n  nmae: Nombre\n  name: {split: ","}\n',
  );
  const error = await readList([folder.write('m.csv', 'a,b\n1,2\n')], { mapping }).catch(
    (each: unknown) => each,
  );
  expect(error).toBeInstanceOf(Faults);
  expect(faultsOf(error).map(({ code, place }) => [code, place?.line])).toEqual([
    ['lists.mapping_invalid', 1],
    ['lists.mapping_invalid', 6],
  ]);
});
