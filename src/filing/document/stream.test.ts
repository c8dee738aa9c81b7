import { expect, test } from 'vitest';
import { readXmlUnits } from './read-xml.js';
import { writeXml } from './write-xml.js';

const UNITS = 4_800;
const NARRATIVE = 'Funds moved through nested accounts. '.repeat(220);

/** A batch of about 40 MB, made as it is read. */
function* batch(): Generator<Uint8Array> {
  yield Buffer.from('<f:Batch xmlns:f="urn:f">');
  for (let n = 0; n < UNITS; n++) {
    const parties = `<f:P SeqNum="${2 * n + 2}"><f:A>1</f:A><f:B/></f:P>`;
    yield Buffer.from(
      `<f:Activity SeqNum="${2 * n + 1}">${parties}<f:N>${NARRATIVE}</f:N></f:Activity>\n`,
    );
  }
  yield Buffer.from('</f:Batch>');
}

test('a batch streams through reader and writer in the memory of a unit', async () => {
  const path = ['Batch', 'Activity'];
  const source = { file: 'x', numbered: 'SeqNum', bytes_max: 60_000_000 };
  const style = { namespace: 'urn:f', prefix: 'f', unit_path: path, numbered: 'SeqNum' };
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let most = 0;
  let written = 0;
  for await (const piece of writeXml(readXmlUnits(batch(), path, source), style)) {
    written += piece.length;
    most = Math.max(most, process.memoryUsage.rss() - before);
  }
  expect(written).toBeGreaterThan(39_000_000);
  expect(most).toBeLessThan(64_000_000);
}, 60_000);
