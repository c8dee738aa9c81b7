import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sharedData } from '../../../test/shared.js';
import { firstElement } from './first-element.js';
import { readXmlUnits, type XmlEnd } from './read-xml.js';
import { writeXml } from './write-xml.js';

const UNIT_PATHS: Readonly<Record<string, readonly string[]>> = {
  EFilingBatchXML: ['EFilingBatchXML', 'Activity'],
  archivo: ['archivo', 'informe', 'aviso'],
};

async function copy(bytes: Uint8Array, unit_path: readonly string[]): Promise<Buffer> {
  const source = { file: 'x.xml', numbered: 'SeqNum', bytes_max: 1e8 };
  const entries = [];
  let end: XmlEnd | null = null;
  for await (const part of readXmlUnits([bytes], unit_path, source)) {
    if (part.kind === 'end') end = part;
    else entries.push(part);
  }
  const style = {
    namespace: end?.namespace ?? '',
    prefix: end?.prefix ?? '',
    unit_path,
    numbered: 'SeqNum',
  };
  let text = '';
  for await (const piece of writeXml(entries, style)) text += piece;
  return Buffer.from(text);
}

for (const folder of ['fincen', 'lfpiorpi', 'goaml', 'siara']) {
  const shared = sharedData(folder);
  test.skipIf(!shared)(`writes again what it read of ${folder}`, async () => {
    const files = readdirSync(shared ?? '', { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => name.endsWith('.xml'))) {
      if (file.includes('truncated')) continue;
      const bytes = readFileSync(join(shared ?? '', file));
      const { root } = firstElement(bytes, file);
      const path = UNIT_PATHS[root?.name ?? ''] ?? [root?.name ?? ''];
      const once = await copy(bytes, path);
      expect((await copy(once, path)).toString(), file).toBe(once.toString());
    }
  });
}
