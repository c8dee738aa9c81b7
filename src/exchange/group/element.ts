/** What may come in as elements: strict decoding (RFC 9496), with the place of what is none. */
import { Fault } from '../../base/index.js';
import { ELEMENT_BYTES, type Group } from './sodium.js';

/** Elements one after the other, 32 bytes each. */
export type Elements = Uint8Array;

export function rowsOf(elements: Elements): number {
  return elements.length / ELEMENT_BYTES;
}

/** What a batch from outside is held to, besides that each element be canonical. */
export interface BatchBounds {
  /** Elements of one batch, at most. */
  readonly elements_max: number;
}

/**
 * Refuses a batch of a wrong length, too large, or with an element twice: two equal elements, once
 * shuffled, would tell which evaluations are theirs. Canonical or not is seen when it is computed.
 */
export function checkBatch(elements: Elements, { elements_max }: BatchBounds): void {
  const { length } = elements;
  if (length % ELEMENT_BYTES !== 0) {
    throw elementFault(Math.floor(length / ELEMENT_BYTES), 'length');
  }
  const rows = rowsOf(elements);
  if (rows > elements_max) throw new Fault('exchange.batch_size', { rows, max: elements_max });
  const seen = new Map<string, number>();
  const text = Buffer.from(elements.buffer, elements.byteOffset, length).toString('latin1');
  for (let i = 0; i < rows; i++) {
    const element = text.slice(i * ELEMENT_BYTES, (i + 1) * ELEMENT_BYTES);
    const first = seen.get(element);
    if (first !== undefined) throw new Fault('exchange.element_twice', { index: i, first });
    seen.set(element, i);
  }
}

/** Why an element cannot be computed with. */
export type ElementFlaw = 'length' | 'identity' | 'encoding';

export function elementFault(index: number, reason: ElementFlaw): Fault {
  return new Fault('exchange.element', { index, reason });
}

/** The flaw of bytes that the group refused. */
export function flawOf(element: Uint8Array): ElementFlaw {
  if (element.length !== ELEMENT_BYTES) return 'length';
  return element.every((byte) => byte === 0) ? 'identity' : 'encoding';
}

/** The flaw of one element from outside (a public key, say), or null. */
export function elementFlaw(group: Group, element: Uint8Array): ElementFlaw | null {
  const flaw = flawOf(element);
  if (flaw !== 'encoding') return flaw;
  return group.scratch((take) => {
    const at = take(ELEMENT_BYTES);
    group.put(at, element);
    return group.isElement(at) ? null : flaw;
  });
}
