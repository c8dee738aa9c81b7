import { Fault } from '../../base/index.js';
import { readXmlUnits } from '../document/read-xml.js';
import type { SiaraOrder } from './order.js';
import { SIARA_ROOTS, siaraOrder } from './read.js';

/**
 * Reads a SIARA file. `&nbsp;`, which these files have where nothing was filled in, is read as the
 * blank that it means, though XML does not know it; all else that is no XML, DOCTYPE and entities
 * among it, is refused with its place (`filing.xml_…`), and so is another root.
 */
export async function readSiara(bytes: Uint8Array, file: string): Promise<SiaraOrder> {
  const source = { file, numbered: null, bytes_max: BYTES_MAX };
  const root = rootOf(bytes);
  for await (const part of readXmlUnits([withBlanks(bytes)], [root], source)) {
    if (part.kind !== 'end') continue;
    const order = siaraOrder(part.root, file);
    if (part.namespace === NAMESPACE) return order;
    const place = { file, ...part.root.place };
    const fault = new Fault('filing.siara.namespace', { namespace: part.namespace }, place);
    return { ...order, faults: [fault, ...order.faults] };
  }
  throw new Fault('filing.xml_no_root', {}, { file });
}

const NAMESPACE = 'http://www.cnbv.gob.mx';
/** No order comes near it; the lists of the UIF have thousands of names. */
const BYTES_MAX = 20_000_000;
const HEAD_BYTES = 4096;

function rootOf(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString('latin1');
  const found = SIARA_ROOTS.find((name) => new RegExp(`<(?:[\\w.-]+:)?${name}[\\s>]`).test(head));
  return found ?? SIARA_ROOTS[0] ?? '';
}

/** The same bytes with `&#160;` for `&nbsp;`, which is as long, so that places hold. */
function withBlanks(bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes);
  for (let at = copy.indexOf(BLANK); at >= 0; at = copy.indexOf(BLANK, at))
    copy.write('&#160;', at);
  return copy;
}

const BLANK = '&nbsp;';
