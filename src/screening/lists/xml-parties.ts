import type { Listing } from '../listing.js';
import type { XmlElement } from './element.js';
import { type Desk, type Entry, entry } from './format.js';
import { readXml } from './xml.js';

/** How the parties of an XML list are told from one another, and what each becomes. */
export interface XmlParties {
  readonly file: string;
  /** Local names of the elements that are given out. */
  readonly records: ReadonlySet<string>;
  idOf(element: XmlElement): string | null;
  listingOf(id: string, element: XmlElement): Listing;
  /** What a rejected record shows of itself. */
  rejected(element: XmlElement, flaw: string | null, id: string | null): string;
  /** Takes a record that is no party, and says so; absent: every record is one. */
  isAside?(element: XmlElement): boolean;
}

/** The parties of a whole list in XML, each id once; others are rejected with place and reason. */
export async function* readXmlParties(desk: Desk, parties: XmlParties): AsyncGenerator<Entry> {
  const { tally } = desk;
  const { file, records } = parties;
  const seen = new Set<string>();
  for await (const { element, flaw, is_repaired } of readXml({
    file,
    text: desk.text(file),
    records,
    tally,
  })) {
    if (parties.isAside?.(element)) continue;
    tally.read();
    const id = parties.idOf(element);
    if (flaw !== null || !id || seen.has(id)) {
      const code = flaw !== null ? 'malformed' : id ? 'id_repeated' : 'id_missing';
      tally.reject(code, { file, line: element.line }, parties.rejected(element, flaw, id));
      continue;
    }
    seen.add(id);
    tally.keep();
    if (is_repaired) tally.repair(id, { file, line: element.line });
    yield entry(parties.listingOf(id, element));
  }
}
