import { expect, test } from 'vitest';
import { Fault } from '../../base/index.js';
import { firstElement } from './first-element.js';
import { branch, leaf, NO_FRAME, sameNode } from './node.js';
import { readXmlUnits, type XmlEnd, type XmlPart } from './read-xml.js';

const BATCH = ['Batch', 'Activity'];

async function read(
  xml: string | Uint8Array,
  { path = BATCH, bytes_max = 1_000_000, step = 1_000_000 } = {},
): Promise<{ parts: XmlPart[]; fault: Fault | null }> {
  const bytes = Buffer.from(xml as Uint8Array);
  const parts: XmlPart[] = [];
  try {
    const source = { file: 'f.xml', numbered: 'SeqNum', bytes_max };
    for await (const part of readXmlUnits(chunks(bytes, step), path, source)) parts.push(part);
    return { parts, fault: null };
  } catch (error) {
    if (error instanceof Fault) return { parts, fault: error };
    throw error;
  }
}

function* chunks(bytes: Uint8Array, step: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
}

function endOf(parts: readonly XmlPart[]): XmlEnd {
  const last = parts.at(-1);
  if (last?.kind !== 'end') throw new Error('no end');
  return last;
}

test('gives units one by one, with the frame as far as it was read', async () => {
  const { parts } = await read(
    `<?xml version="1.0"?>
<f:Batch xmlns:f="urn:x" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="a b" Total="7"><f:Form>SARX</f:Form>
  <f:Activity SeqNum="4"><f:A>  1 &amp; <![CDATA[<2>]]> </f:A></f:Activity><f:Activity/>
</f:Batch>`,
  );
  const [first, second, end] = parts;
  const frame = branch('Batch', [leaf('Form', 'SARX')], { Total: '7' });
  const unit = branch('Activity', [leaf('A', '  1 & <2> ')]);
  if (first?.kind !== 'unit' || second?.kind !== 'unit' || end?.kind !== 'end') expect.fail();
  expect(sameNode(first.frame, frame)).toBe(true);
  expect(sameNode(first.unit, unit)).toBe(true);
  expect(first).toMatchObject({ path: 'Batch/Activity[1]', frame_index: 0 });
  expect(first.unit).toMatchObject({ number: '4', place: { line: 4, column: 3 } });
  expect(first.unit.children[0]?.place).toEqual({ line: 4, column: 26 });
  expect(second.unit).toMatchObject({ text: '', place: { line: 4, column: 76 } });
  expect(second.path).toBe('Batch/Activity[2]');
  expect(end).toMatchObject({ namespace: 'urn:x', prefix: 'f', units: 2, has_bom: false });
  expect(sameNode(end.root, frame)).toBe(true);
});

test('reads the same in chunks of any size', async () => {
  const xml = '\uFEFF<Batch\n a="é"><Activity\r\n><B>ñandú 😀\r\n</B></Activity></Batch>\n';
  const whole = await read(xml);
  expect(endOf(whole.parts).has_bom).toBe(true);
  for (const step of [1, 2, 3, 7]) expect(await read(xml, { step })).toEqual(whole);
});

test('tells of frames without units, and of what stands after the last one', async () => {
  const path = ['archivo', 'informe', 'aviso'];
  const { parts } = await read(
    '<archivo><informe><mes>1</mes></informe><informe><aviso/><mes>2</mes></informe></archivo>',
    { path },
  );
  expect(parts.map(({ kind }) => kind)).toEqual(['frame', 'unit', 'rest', 'end']);
  const [zero, unit, rest] = parts;
  if (zero?.kind !== 'frame' || unit?.kind !== 'unit' || rest?.kind !== 'rest') expect.fail();
  expect(zero).toMatchObject({ path: 'archivo/informe[1]', frame_index: 0 });
  expect(unit).toMatchObject({ path: 'archivo/informe[2]/aviso[1]', frame_index: 1 });
  expect(unit.frame.children[0]?.children).toEqual([]);
  expect(rest.frame.children[0]?.children[0]).toMatchObject({ name: 'mes', text: '2' });
});

test('takes the root as the unit', async () => {
  const { parts } = await read('<report><id>1</id></report>', { path: ['report'] });
  expect(parts[0]).toMatchObject({ kind: 'unit', path: 'report', frame: NO_FRAME });
  expect(endOf(parts).units).toBe(1);
});

test('tells which prefixes elements wear, and where first', async () => {
  const { parts } = await read(
    '<f:Batch xmlns:f="u"><f:Activity><B xmlns="u"/><C/></f:Activity></f:Batch>',
  );
  const unit = parts[0];
  if (unit?.kind !== 'unit') expect.fail();
  expect(unit.prefixes).toMatchObject([
    { prefix: 'f', namespace: 'u', elements: 1 },
    { prefix: '', namespace: 'u', elements: 1, path: 'Batch/Activity[1]/B[1]' },
    { prefix: '', namespace: '', elements: 1, place: { line: 1, column: 48 } },
  ]);
  expect(endOf(parts).prefixes[0]).toMatchObject({ prefix: 'f', elements: 2, path: 'Batch' });
});

test('finds numbers that stand twice, and both places', async () => {
  const { parts } = await read(
    `<Batch SeqNum="1"><Activity SeqNum="1"><P SeqNum="9999999999999999999"/>
<P SeqNum="x"/></Activity><Activity SeqNum="01"><P SeqNum="x"/><P/>
<P SeqNum="9999999999999999999"/></Activity></Batch>`,
  );
  const { repeated, repeated_count } = endOf(parts);
  expect(repeated_count).toBe(3);
  expect(repeated.map(({ path }) => path)).toEqual([
    'Batch/Activity[2]',
    'Batch/Activity[2]/P[1]',
    'Batch/Activity[2]/P[3]',
  ]);
  expect(repeated[2]).toMatchObject({
    number: '9999999999999999999',
    place: { line: 3, column: 1 },
    first: { line: 1, column: 40 },
  });
});

test('finds a number repeated after very many', async () => {
  const units = Array.from({ length: 20_000 }, (_, n) => `<Activity SeqNum="${n * 4096}"/>\n`);
  const { parts } = await read(`<Batch>\n${units.join('')}<Activity SeqNum="4096"/></Batch>`);
  expect(endOf(parts).repeated).toMatchObject([{ first: { line: 3, column: 1 } }]);
});

const OPEN = '<Batch><Activity><A>';
const CLOSE = '</A></Activity></Batch>';
const BAD: readonly (readonly [string, string | Uint8Array, string, string?])[] = [
  ['a DOCTYPE', `<!DOCTYPE Batch [<!ENTITY x "y">]>${OPEN}${CLOSE}`, 'xml_doctype', '1:35'],
  [
    'an external entity',
    `<!DOCTYPE B [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n${OPEN}&x;${CLOSE}`,
    'xml_doctype',
  ],
  ['a DOCTYPE inside', `${OPEN}<!DOCTYPE x>${CLOSE}`, 'xml_doctype'],
  ['a DOCTYPE without an end', `<!DOCTYPE x [${'<!ENTITY a "b">'.repeat(99_999)}`, 'xml_doctype'],
  ['an entity of its own', `${OPEN}\n&boom;${CLOSE}`, 'xml_entity', '2:1'],
  ['a bare ampersand', `${OPEN}M & B; ${CLOSE}`, 'xml_entity', '1:23'],
  ['a bare ampersand without an end', `${OPEN}M & B ${CLOSE}`, 'xml_entity', '1:23'],
  ['UTF-16 with a mark', Buffer.from(`\uFEFF${OPEN}${CLOSE}`, 'utf16le'), 'xml_encoding'],
  ['UTF-16 without', Buffer.from(`${OPEN}${CLOSE}`, 'utf16le'), 'xml_encoding'],
  [
    'another encoding',
    `<?xml version="1.0" encoding="ISO-8859-1"?>${OPEN}${CLOSE}`,
    'xml_encoding',
  ],
  ['Latin-1 bytes', Buffer.from(`${OPEN}\nMu\xF1oz${CLOSE}`, 'latin1'), 'xml_utf8', '2:3'],
  ['half a character at the end', Buffer.from([0x3c, 0x61, 0x2f, 0x3e, 0xc3]), 'xml_utf8'],
  ['a control character', `${OPEN}a\u0001${CLOSE}`, 'xml_control', '1:22'],
  ['a NUL', `${OPEN}\0${CLOSE}`, 'xml_control'],
  ['a reference to one', `${OPEN}&#1;${CLOSE}`, 'xml_reference'],
  ['a file cut short', `${OPEN}a</A></Act`, 'xml_truncated'],
  ['a file cut in a comment', `${OPEN}<!-- `, 'xml_truncated'],
  ['nothing', '', 'xml_no_root'],
  ['only space', ' \n ', 'xml_no_root'],
  ['no XML', 'a;b;c\n', 'xml_malformed'],
  ['tags that do not match', `${OPEN}</B>${CLOSE}`, 'xml_malformed', '1:25'],
  ['an attribute twice', '<Batch a="1" a="2"/>', 'xml_malformed'],
  ['a prefix without a namespace', '<f:Batch/>', 'xml_malformed'],
  ['two roots', '<Batch/><Batch/>', 'xml_malformed'],
  ['an attribute with a prefix', '<Batch xmlns:q="q" q:a="1"/>', 'xml_attribute', '1:1'],
  ['nesting', `<Batch>${'<a>'.repeat(200)}`, 'xml_deep', '1:308'],
  ['an endless text', `${OPEN}${'a'.repeat(1_200_000)}${CLOSE}`, 'xml_text_long'],
  ['an endless comment', `${OPEN}<!--${'a'.repeat(1_200_000)}-->${CLOSE}`, 'xml_text_long'],
  ['an endless attribute', `<Batch a="${'a'.repeat(1_200_000)}"/>`, 'xml_text_long'],
  ['a frame without end', `<Batch>${'<A>1</A>'.repeat(50_000)}</Batch>`, 'xml_frame_large'],
];

test.each(BAD)('refuses %s', async (_, xml, code, at) => {
  for (const step of [1_000_000, 4_093]) {
    const { fault } = await read(xml ?? '', { bytes_max: 10_000_000, step });
    expect(fault?.code).toBe(`filing.${code}`);
    expect(fault?.place?.file).toBe('f.xml');
    if (at) expect(`${fault?.place?.line}:${fault?.place?.column}`).toBe(at);
  }
});

test('refuses the first byte over the limit, after what came before', async () => {
  const xml = '<Batch><Activity/></Batch>';
  expect((await read(xml, { bytes_max: xml.length })).fault).toBe(null);
  const { parts, fault } = await read(`${xml}\n`, { bytes_max: xml.length, step: 20 });
  expect(fault).toMatchObject({ code: 'filing.file_large', params: { bytes_max: xml.length } });
  expect(parts).toHaveLength(1);
});

test('tells the byte that does not fit UTF-8', async () => {
  const bytes = Buffer.concat([Buffer.from('<a>é'), Buffer.from([0xff]), Buffer.from('</a>')]);
  for (const step of [1, 2, 3, 100]) {
    const { fault } = await read(bytes, { step });
    expect(fault).toMatchObject({ params: { byte: 6 }, place: { line: 1, column: 5 } });
  }
});

test('takes long narratives, emoji and the replacement character', async () => {
  const text = `${'x'.repeat(100_000)}😀\uFFFD`;
  const { parts } = await read(`${OPEN}${text}${CLOSE}`, { step: 4096 });
  expect(parts[0]).toMatchObject({ unit: { children: [{ text }] } });
});

test('tells what a file is by its first element', () => {
  const head = Buffer.from('\uFEFF<?xml version="1.0"?>\n<!-- a --><f:B xmlns:f="u"><f:broken ');
  expect(firstElement(head, 'x')).toMatchObject({ root: { name: 'B', namespace: 'u' } });
  const text = Buffer.from('1;NU\xD1EZ;\r\n', 'latin1');
  expect(firstElement(text, 'x')).toEqual({ file: 'x', root: null, text: '1;NUÑEZ;\r\n' });
  expect(firstElement(Buffer.from('1'), 'x')).toMatchObject({ root: null, text: '1' });
  expect(() => firstElement(Buffer.from('<!DOCTYPE a><a/>'), 'x')).toThrow('xml_doctype');
  expect(() => firstElement(Buffer.from('<a/>', 'utf16le'), 'x')).toThrow('xml_encoding');
});
