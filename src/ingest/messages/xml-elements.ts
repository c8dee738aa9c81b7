/** Streams the elements of an XML file that hold payments, and finds what is in them. */
import { type XmlElement, type XmlItem, type XmlNames, XmlScanner } from './xml-scanner.js';
import { createXmlDecoder } from './xml-text.js';

export type { XmlElement } from './xml-scanner.js';

/**
 * Reads leniently: prefixes and namespaces do not matter, several documents may follow one another,
 * a document inside CDATA is read too. A DOCTYPE ends the reading (`xml_doctype`): no entity is
 * expanded and no file is fetched. Memory is that of one payment element and its ancestors.
 */
export async function* readXml(
  bytes: AsyncIterable<Uint8Array>,
  names: XmlNames,
): AsyncIterable<XmlItem> {
  const decoder = createXmlDecoder();
  const queue: XmlItem[] = [];
  const scanner = new XmlScanner(names, queue);
  for await (const chunk of bytes) {
    scanner.write(decoder.write(chunk));
    yield* queue.splice(0);
    if (scanner.isStopped) return;
  }
  scanner.write(decoder.end());
  scanner.close();
  yield* queue.splice(0);
}

/** The first descendant at a path of local names: `PmtId/UETR`. */
export function at(element: XmlElement | null | undefined, path: string): XmlElement | null {
  let here = element ?? null;
  for (let from = 0; here && from < path.length; ) {
    const slash = path.indexOf('/', from);
    const to = slash < 0 ? path.length : slash;
    const name = path.slice(from, to);
    here = here.children.find((child) => child.name === name) ?? null;
    from = to + 1;
  }
  return here;
}

/** The text at the first of the paths that has one. */
export function textAt(
  element: XmlElement | null | undefined,
  ...paths: string[]
): string | undefined {
  for (const path of paths) {
    const text = at(element, path)?.text;
    if (text) return text;
  }
  return undefined;
}

/** The nearest element around this one with one of the names. */
export function around(element: XmlElement, ...names: readonly string[]): XmlElement | null {
  let here = element.parent;
  while (here && !names.includes(here.name)) here = here.parent;
  return here;
}

/** Every text of the element, in order. */
export function textsOf(element: XmlElement | null): string[] {
  if (!element) return [];
  return [element.text, ...element.children.flatMap(textsOf)].filter((text) => text !== '');
}
