import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sharedData } from '../../../test/shared.js';
import { firstElement } from '../document/first-element.js';
import type { DocumentNode } from '../document/node.js';
import { readXmlUnits } from '../document/read-xml.js';
import { filing as filingSchema } from '../filing.js';
import { fincenFormat } from './fincen-format.js';

const shared = sharedData('fincen');
const folders = ['samples-valid', 'samples-published', 'mutants'];

/** A space at the end, a block that is too long: what no field can hold is changed, and told. */
const CHANGED = /sar-(07|08|14|16|17)/;

for (const folder of folders) {
  test.skipIf(!shared)(`every filing of ${folder} is read and written word for word`, async () => {
    const path = join(shared ?? '', folder);
    for (const file of readdirSync(path).filter((name) => name.endsWith('.xml'))) {
      if (/acknowledgement|truncated/.test(file)) continue;
      const bytes = readFileSync(join(path, file));
      const form = fincenFormat.recognise(firstElement(bytes, file));
      expect(form, file).not.toBeNull();
      const lens = fincenFormat.lens(form ?? '');
      for (const { unit, frame } of await unitsOf(bytes)) {
        const filing = lens.read(unit, frame);
        expect(filingSchema.safeParse(filing).error, file).toBeUndefined();
        const written = lens.write(filing);
        if (CHANGED.test(file)) expect(written.losses.length, file).toBeGreaterThan(0);
        else {
          expect(sorted(written.unit ?? unit), file).toEqual(sorted(unit));
          expect(written.losses, file).toEqual([]);
        }
      }
    }
  });
}

async function unitsOf(bytes: Uint8Array) {
  const source = { file: 'x.xml', numbered: 'SeqNum', bytes_max: 1e8 };
  const units: { unit: DocumentNode; frame: DocumentNode }[] = [];
  for await (const part of readXmlUnits([bytes], ['EFilingBatchXML', 'Activity'], source)) {
    if (part.kind === 'unit') units.push(part);
  }
  return units;
}

/** Without places and numbers, children by name: their order between names is the layout's. */
function sorted(node: DocumentNode): unknown {
  const children = node.children.map((child) => sorted(child) as DocumentNode);
  const text = (child: DocumentNode) => `${child.name} ${JSON.stringify(child)}`;
  children.sort((a, b) => (text(a) < text(b) ? -1 : 1));
  return { name: node.name, attributes: node.attributes, text: node.text, children };
}
