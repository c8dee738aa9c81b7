import { expect, test } from 'vitest';
import { branch, leaf } from './node.js';
import { readXmlUnits } from './read-xml.js';
import { writeXml, type XmlEntry, XmlWriter } from './write-xml.js';

const SAR = {
  namespace: 'www.fincen.gov/base',
  prefix: 'fc2',
  unit_path: ['EFilingBatchXML', 'Activity'],
  numbered: 'SeqNum',
};
const AVISO = { namespace: 'urn:x', prefix: '', unit_path: ['archivo', 'informe', 'aviso'] };
const FRAME = branch('EFilingBatchXML', [leaf('FormTypeCode', 'SARX')]);

async function written(...args: Parameters<typeof writeXml>): Promise<string> {
  let text = '';
  for await (const piece of writeXml(...args)) text += piece;
  return text;
}

test('writes prefix, totals and numbers as the authority asks for them', async () => {
  const unit = branch('Activity', [branch('Party', [leaf('A', '<ñ> & "x"')]), leaf('B', '')]);
  const text = await written(
    [
      { unit, frame: FRAME },
      { unit: branch('Activity', [leaf('C', '1\r\n2')], { a: '"<\n' }), frame: { ...FRAME } },
    ],
    { ...SAR, schema_location: 'www.fincen.gov/base x.xsd' },
    { PartyCount: '1' },
  );
  expect(text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<fc2:EFilingBatchXML xmlns:fc2="www.fincen.gov/base" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" PartyCount="1" xsi:schemaLocation="www.fincen.gov/base x.xsd">
  <fc2:FormTypeCode>SARX</fc2:FormTypeCode>
  <fc2:Activity SeqNum="1">
    <fc2:Party SeqNum="2">
      <fc2:A>&lt;ñ&gt; &amp; "x"</fc2:A>
    </fc2:Party>
    <fc2:B/>
  </fc2:Activity>
  <fc2:Activity SeqNum="3" a="&quot;&lt;&#10;">
    <fc2:C>1&#13;
2</fc2:C>
  </fc2:Activity>
</fc2:EFilingBatchXML>
`);
});

test('puts units whose frames say the same into one frame', async () => {
  const frame = (month: string) =>
    branch('archivo', [branch('informe', [leaf('mes_reportado', month)])]);
  const aviso = branch('aviso', [leaf('r', '1')]);
  const entries: XmlEntry[] = [
    { unit: aviso, frame: frame('202601') },
    { unit: aviso, frame: frame('202601') },
    { unit: null, frame: frame('202602') },
    { unit: null, frame: frame('202602') },
    { unit: aviso, frame: frame('202603') },
  ];
  const text = await written(entries, { ...AVISO, numbered: null });
  const parts = [];
  const source = { file: 'x', numbered: null, bytes_max: 1e6 };
  for await (const part of readXmlUnits([Buffer.from(text)], AVISO.unit_path, source))
    parts.push(`${part.kind} ${part.kind === 'end' ? part.units : part.path}`);
  expect(parts).toEqual([
    'unit archivo/informe[1]/aviso[1]',
    'unit archivo/informe[1]/aviso[2]',
    'frame archivo/informe[2]',
    'frame archivo/informe[3]',
    'unit archivo/informe[4]/aviso[1]',
    'end 3',
  ]);
});

test('tells the head last, when the totals are known', () => {
  const writer = new XmlWriter(SAR);
  const body = writer.write({ unit: branch('Activity', [leaf('A', '1')]), frame: FRAME });
  const end = writer.end();
  const head = writer.head({ ActivityCount: '1' });
  expect(head).toContain('ActivityCount="1">');
  expect(body).toMatch(/^\n {2}<fc2:FormTypeCode>/);
  expect(end).toBe('\n</fc2:EFilingBatchXML>\n');
});

test('writes a root that is the unit', async () => {
  const style = { namespace: null, prefix: '', unit_path: ['report'], numbered: null };
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  const roots = [branch('report', [leaf('id', '1')]), leaf('report', 'x'), leaf('report', '')];
  const texts = ['<report>\n  <id>1</id>\n</report>\n', '<report>x</report>\n', '<report/>\n'];
  for (const [index, unit] of roots.entries()) {
    const text = await written([{ unit, frame: branch('', []) }], style);
    expect(text).toBe(declaration + texts[index]);
  }
});

test('refuses what cannot stand in one file, or in XML', async () => {
  const unit = branch('Activity', [leaf('A', '1')]);
  const other = branch('EFilingBatchXML', [leaf('FormTypeCode', 'CTRX')]);
  const both = [
    { unit, frame: FRAME },
    { unit, frame: other },
  ];
  await expect(written(both, SAR)).rejects.toMatchObject({ code: 'filing.xml_write_roots' });
  for (const [text, value] of [
    ['a\u0007', 'U+0007'],
    ['\uD83D', 'U+D83D'],
  ] as const) {
    const entry = { unit: branch('Activity', [leaf('A', text)]), frame: FRAME };
    await expect(written([entry], SAR)).rejects.toMatchObject({
      code: 'filing.xml_write_control',
      params: { value },
    });
  }
});
