import { decodeWindows1252 } from '../../base/index.js';
import type { FileHead } from '../format.js';
import { Utf8Text } from './utf8-text.js';
import { XmlScanner, type XmlTag } from './xml-scanner.js';

/**
 * What a file is, from its first bytes (64 KB are enough): the root of XML, or text.
 * @throws Fault of the scanner where it begins as XML and is refused before its root opens.
 */
export function firstElement(bytes: Uint8Array, file: string): FileHead {
  const text = textOf(bytes);
  const isXml = /^\s*</.test(text.replaceAll('\0', ''));
  return { file, root: isXml ? rootOf(bytes, file) : null, text };
}

function rootOf(bytes: Uint8Array, file: string): FileHead['root'] {
  const found: XmlTag[] = [];
  const listener = { open: (tag: XmlTag) => found.push(tag), text() {}, close() {} };
  const scanner = new XmlScanner({ file, numbered: null, bytes_max: bytes.length }, listener);
  try {
    scanner.write(bytes);
    if (found.length === 0) scanner.end();
  } catch (error) {
    if (found.length === 0) throw error;
  }
  const [root] = found;
  return root ? { name: root.name, namespace: root.namespace } : null;
}

/** UTF-8, or Windows-1252 where it is none; a character cut at the end is left out. */
function textOf(bytes: Uint8Array): string {
  const decoder = new Utf8Text();
  const text = decoder.write(bytes) + (bytes.length < SHORT_BYTES ? decoder.end() : '');
  return decoder.flaw ? decodeWindows1252(bytes) : text;
}

/** Fewer bytes are kept back by the decoder until the end. */
const SHORT_BYTES = 4;
