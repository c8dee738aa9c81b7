import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharedData } from '../../../test/shared.js';
import { firstElement } from './first-element.js';
import { dress, formattingOf, xmlFormatting } from './formatting.js';
import { readXmlUnits, type XmlEnd } from './read-xml.js';
import { writeXml } from './write-xml.js';
import { XSI } from './xml-scanner.js';

const UNIT_PATHS: Readonly<Record<string, readonly string[]>> = {
  EFilingBatchXML: ['EFilingBatchXML', 'Activity'],
  archivo: ['archivo', 'informe', 'aviso'],
};

interface Copy {
  readonly canonical: Buffer;
  readonly numbered: string | null;
}

/** What our writer makes of what our reader read. */
async function copy(bytes: Uint8Array): Promise<Copy> {
  const { root } = firstElement(bytes, 'x.xml');
  const unit_path = UNIT_PATHS[root?.name ?? ''] ?? [root?.name ?? ''];
  const numbered = root?.name === 'EFilingBatchXML' ? 'SeqNum' : null;
  const source = { file: 'x.xml', numbered, bytes_max: 1e8 };
  const entries = [];
  let end: XmlEnd | null = null;
  for await (const part of readXmlUnits([bytes], unit_path, source)) {
    if (part.kind === 'end') end = part;
    entries.push(part);
  }
  const style = {
    namespace: end?.namespace ?? '',
    prefix: end?.prefix ?? '',
    unit_path,
    numbered,
  };
  let text = '';
  for await (const piece of writeXml(entries, style)) text += piece;
  return { canonical: Buffer.from(text), numbered };
}

async function expectSame(bytes: Uint8Array, name = ''): Promise<void> {
  const { canonical, numbered } = await copy(bytes);
  expect((await copy(canonical)).canonical.toString(), name).toBe(canonical.toString());
  const formatting = formattingOf(bytes, canonical, numbered);
  expect(formatting, name).not.toBe(null);
  const kept = xmlFormatting.parse(JSON.parse(JSON.stringify(formatting)));
  expect(dress(canonical, kept).toString(), name).toBe(Buffer.from(bytes).toString());
}

for (const folder of ['fincen', 'lfpiorpi', 'goaml', 'siara']) {
  const shared = sharedData(folder);
  test.skipIf(!shared)(`writes ${folder} again byte for byte`, async () => {
    const files = readdirSync(shared ?? '', { recursive: true, encoding: 'utf8' });
    const whole = files.filter((file) => file.endsWith('.xml') && !file.includes('truncated'));
    for (const file of whole) await expectSame(readFileSync(join(shared ?? '', file)), file);
    expect(whole.length).toBeGreaterThan(0);
  });
}

const WRITTEN = `<?xml version='1.0' encoding="utf-8" standalone='yes'?>\r
<!-- by hand --><EFilingBatchXML xmlns='urn:x' Total='1' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
xsi:schemaLocation="urn:x x.xsd">\r
\t<Activity b = "2" SeqNum="900" a='&quot;&#65;"'>\r
\t\t<A></A><A/><A />\r
\t\t<N>one &#233; &gt;> two]]\r\n<![CDATA[<three> & ]]>\r\n<!-- no --></N>\r
\t\t<P SeqNum="007"><Q  >😀&#x1F600;</Q ></P><?stop here?>\r
\t</Activity></EFilingBatchXML>\r\n<!-- after -->`;

test('keeps every manner of writing the same', async () => {
  await expectSame(Buffer.from(`\uFEFF${WRITTEN}`));
});

test('keeps of other content the declaration, line ends and indentation only', async () => {
  const { canonical, numbered } = await copy(Buffer.from(WRITTEN));
  const formatting = formattingOf(Buffer.from(WRITTEN), canonical, numbered);
  const other = Buffer.from(canonical.toString().replace('two', '2'));
  expect(formattingOf(Buffer.from(WRITTEN), other, numbered)).toBe(null);
  const dressed = dress(other, formatting ?? expect.fail()).toString();
  expect(dressed).toMatch(/^<\?xml version='1.0' encoding="utf-8" standalone='yes'\?>\r\n<EFil/);
  expect(dressed).toContain('\r\n\t<Activity SeqNum="1" b="2" a="&quot;A&quot;">\r\n\t\t<A/>\r\n');
  expect(dressed).toContain('é &gt;&gt; 2]]\r\n&lt;three');
});

test('takes little room where a file keeps to one manner', async () => {
  const unit = (n: number) =>
    `\r\n\t<Activity SeqNum='${2 * n}'>\r\n\t\t<P SeqNum='${2 * n + 1}' />\r\n\t</Activity>`;
  const units = Array.from({ length: 500 }, (_, n) => unit(n + 50)).join('');
  const xml = Buffer.from(`<EFilingBatchXML xmlns="urn:x">${units}\r\n</EFilingBatchXML>`);
  await expectSame(xml);
  const { canonical, numbered } = await copy(xml);
  expect(JSON.stringify(formattingOf(xml, canonical, numbered)).length).toBeLessThan(400);
});

test('applies no formatting that says anything', async () => {
  const { canonical, numbered } = await copy(Buffer.from(WRITTEN));
  const formatting = formattingOf(Buffer.from(WRITTEN), canonical, numbered) ?? expect.fail();
  const { manner } = formatting;
  for (const put of ['<A>forged</A>', '<', '<!DOCTYPE a>', '&x;']) {
    const forged = { ...formatting, edits: [[2, 0, 0, put]] as const };
    expect(dress(canonical, forged).toString()).toContain('\r\n\t<Activity SeqNum="1"');
    const declared = { ...formatting, manner: { ...manner, declaration: put } };
    expect(dress(canonical, declared)).toEqual(canonical);
  }
});

/** XML that says something, written in any manner: the law is that it comes back as it was. */
const space = fc.stringMatching(/^[ \t\r\n]{0,3}$/);
const between = fc.oneof(space, fc.constantFrom('<!-- c -->', '<?p i?>', '\n    ', '\r\n\t'));
const textual = fc.array(
  fc.oneof(
    fc.string({ unit: fc.constantFrom('a', 'é', ' ', '>', '"', "'", '😀', '\n', '\r\n') }),
    fc.constantFrom('&amp;', '&lt;', '&#13;', '&#xE9;', '<![CDATA[<&]]>', '<!--x-->'),
  ),
  { maxLength: 3 },
);
const attribute = fc.tuple(
  fc.constantFrom('a', 'b', 'c', 'xsi:nil', 'SeqNum'),
  fc.constantFrom('"1"', "'2'", '"&lt;&#10;"', "'a\tb\"'", '"007"', '"12345678901234567890"'),
);
const attributes = fc
  .uniqueArray(attribute, { selector: ([name]) => name, maxLength: 3 })
  .map((list) => list.map(([name, value]) => ` ${name}=${value}`).join(''));
const name = fc.constantFrom('f:A', 'f:B', 'f:Activity', 'f:informe', 'f:aviso');
const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(
      name,
      attributes,
      space,
      fc.oneof(
        { maxDepth: 3 },
        fc.constant(null),
        textual.map((parts) => parts.join('')),
        fc
          .array(fc.tuple(between, tie('element')), { maxLength: 4 })
          .map((all) => all.flat().join('')),
      ),
    )
    .map(([tag, own, gap, inside]) =>
      inside === null ? `<${tag}${own}${gap}/>` : `<${tag}${own}${gap}>${inside}</${tag}${gap}>`,
    ),
}));
const file = fc
  .tuple(
    fc.constantFrom('', '<?xml version="1.0"?>', "\uFEFF<?xml version='1.0' encoding='UTF-8'?>\n"),
    fc.constantFrom('EFilingBatchXML', 'archivo', 'report'),
    attributes,
    fc.array(fc.tuple(between, element), { maxLength: 5 }),
    between,
  )
  .map(
    ([head, root, own, inside, end]) =>
      `${head}<f:${root} xmlns:f="urn:f" xmlns:xsi="${XSI}"${own}>` +
      `${inside.flat().join('')}${end}</f:${root}>${end}`,
  );

test('writes any file again as it was', async () => {
  await fc.assert(
    fc.asyncProperty(file, (xml) => expectSame(Buffer.from(xml))),
    { numRuns: 200 },
  );
});
