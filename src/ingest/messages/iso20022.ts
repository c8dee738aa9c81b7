/** ISO 20022 payment messages of any version, in any envelope (header, Fedwire, SWIFT, CDATA). */
import type { MessageItem, MessageReader } from '../message-reader.js';
import { reject } from './draft.js';
import { createEntryReader } from './iso-entries.js';
import { readTransfer } from './iso-transfers.js';
import { readXml, type XmlElement } from './xml-elements.js';

/**
 * Reads pacs.008, pacs.009, pacs.004, camt.052, camt.053 and camt.054. Other messages are rejected
 * by name, one reject each: they order, report or ask, and move no money.
 */
export const iso20022Reader: MessageReader = {
  id: 'iso20022',
  recognise: (head) => /^\s*</.test(head) && ISO_HEAD.test(head.replaceAll('\0', '')),
  async *read(bytes) {
    const entries = createEntryReader();
    const counts = new WeakMap<XmlElement, number>();
    let known = false;
    let root: XmlElement | null = null;
    for await (const item of readXml(bytes, { give: GIVE, skip: SKIP })) {
      if ('reject' in item) {
        known = true;
        yield item;
        continue;
      }
      const { element } = item;
      root ??= topOf(element);
      if (element.name === 'Document') {
        yield* foreign(element);
        known = true;
        continue;
      }
      const message = messageOf(element);
      known ||= message !== null;
      if (message) yield* itemsOf(element, message, entries, counts);
    }
    if (!known) yield reject('iso_other_message', root?.name ?? '', root ?? { line: 1, column: 1 });
  },
};

const ISO_HEAD =
  /iso:20022|urn:swift:xsd|(?:pacs|camt|pain)\.\d{3}|<(?:[\w.-]+:)?(?:Document|AppHdr)[\s>]/;
const TRANSFERS = /^(?:FIToFICstmrCdtTrf|FICdtTrf|FinInstnCdtTrf|PmtRtr|pacs\.00[489]\.001\.\d+)$/;
const STATEMENTS = /^BkToCstmr(?:Stmt|AcctRpt|DbtCdtNtfctn)(?:V\d+)?$/;
const GIVE: ReadonlySet<string> = new Set(
  'AppHdr Document CdtTrfTxInf TxInf Ntry TxDtls Stmt Rpt Ntfctn'.split(' '),
);
const SKIP: ReadonlySet<string> = new Set(
  'Bal TxsSummry Intrst Chrgs ChrgsInf Tax SplmtryData Sgntr RgltryRptg RltdRmtInf Envlp'.split(
    ' ',
  ),
);

function itemsOf(
  element: XmlElement,
  message: XmlElement,
  entries: ReturnType<typeof createEntryReader>,
  counts: WeakMap<XmlElement, number>,
): MessageItem[] {
  if (STATEMENTS.test(message.name)) {
    if (element.name === 'TxDtls') return entries.details(element);
    if (element.name === 'Ntry') return entries.entry(element);
    return element.flaw ? [{ reject: element.flaw }] : [];
  }
  if (element.name !== 'CdtTrfTxInf' && element.name !== 'TxInf') return [];
  if (element.flaw) return [{ reject: element.flaw }];
  const ordinal = (counts.get(message) ?? 0) + 1;
  counts.set(message, ordinal);
  return [readTransfer(element, message, ordinal)];
}

/** A document of another kind, by the name of its message; broken ones say what is broken. */
function* foreign(document: XmlElement): Iterable<MessageItem> {
  if (document.flaw) yield { reject: document.flaw };
  const message = document.children[0];
  if (message && !TRANSFERS.test(message.name) && !STATEMENTS.test(message.name))
    yield reject('iso_other_message', message.name, message);
}

function messageOf(element: XmlElement): XmlElement | null {
  let here: XmlElement | null = element;
  while (here && !TRANSFERS.test(here.name) && !STATEMENTS.test(here.name)) here = here.parent;
  return here;
}

function topOf(element: XmlElement): XmlElement {
  return element.parent ? topOf(element.parent) : element;
}
