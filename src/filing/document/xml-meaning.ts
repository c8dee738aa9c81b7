import { createHash } from 'node:crypto';
import { XmlScanner, type XmlTag } from './xml-scanner.js';

/**
 * A hash of what a file says, however it is written: names, namespaces, attributes in any order,
 * texts. Prefixes, numbering and `xsi` attributes say nothing. Throws as the scanner does.
 */
export function xmlMeaning(bytes: Uint8Array, numbered: string | null): string {
  const hash = createHash('sha256');
  let pending = '';
  const open: { text: string; hasChildren: boolean }[] = [];
  function add(part: string): void {
    pending += part;
    if (pending.length < PENDING_MAX) return;
    hash.update(pending);
    pending = '';
  }
  const scanner = new XmlScanner(
    { file: '', numbered, bytes_max: bytes.length },
    {
      open({ namespace, name, attributes }: XmlTag) {
        const outer = open.at(-1);
        if (outer) outer.hasChildren = true;
        add(JSON.stringify([namespace, name, Object.entries(attributes).sort(byName)]));
        open.push({ text: '', hasChildren: false });
      },
      text(text) {
        const here = open.at(-1);
        if (here) here.text += text;
      },
      close() {
        const { text, hasChildren } = open.pop() ?? { text: '', hasChildren: false };
        add(hasChildren && /^[ \t\r\n]*$/.test(text) ? '""' : JSON.stringify(text));
      },
    },
  );
  scanner.write(bytes);
  scanner.end();
  return hash.update(pending).digest('hex');
}

const PENDING_MAX = 1 << 16;

function byName([a]: [string, string], [b]: [string, string]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
