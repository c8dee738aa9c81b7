/** One ACH entry with its addenda as a payment: domestic, international (IAT), or returned. */
import { derivedId } from '../../base/index.js';
import type { MessageItem } from '../message-reader.js';
import { internationalOf } from './ach-international.js';
import { type AchLine, decimal } from './ach-lines.js';
import { type Amount, type End, end, endsOf, joined, moneyOf, record, reject } from './draft.js';
import { bankOfAba } from './identify.js';
import { purposeOfEntry } from './purpose.js';

/** The header of a batch: the company that pays or collects, and its bank. */
export interface AchBatch {
  readonly header: string;
  readonly sec: string;
  /** The day of settlement, or the file's, as a date; undefined where neither is one. */
  readonly day: string | undefined;
}

export interface AchEntry {
  readonly line: AchLine;
  readonly addenda: string[];
}

/**
 * A credit goes from the company to the receiver, a debit the other way, and a return against the
 * entry that it sends back. The company's account is not in the file: its id at its bank stands for
 * it, so that its payments meet.
 */
export function readAchEntry({ line, addenda }: AchEntry, batch: AchBatch | null): MessageItem {
  const { text } = line;
  const trace = text.slice(79).trim();
  if (!batch) return reject('ach_no_batch', trace, line);
  const cents = text.slice(29, 39).trim();
  const skipped = reasonToSkip(text, addenda, batch.sec, cents);
  if (skipped) return reject(skipped, `${batch.sec} ${trace}`, line);
  if (!/^\d+$/.test(cents) || !/^[2-5]\d$/.test(text.slice(1, 3)))
    return reject('ach_amount', text.slice(0, 39), line);
  if (!batch.day) return reject('ach_date', batch.header.slice(69, 75), line);

  const returned = addenda.find((a) => a.startsWith('799'));
  const isDebit = /[5-9]/.test(text.slice(2, 3));
  const paid: Amount = { amount: decimal(cents), currency: 'USD' };
  const abroad = batch.sec === 'IAT' ? internationalOf(text, addenda, batch, paid, isDebit) : null;
  const [company, receiver] = abroad?.ends ?? domesticEnds(text, batch, returned);
  const companyPays = isDebit === (returned !== undefined);
  const [debtor, creditor] = companyPays ? [company, receiver] : [receiver, company];
  const description = batch.header.slice(53, 63).trim();
  return record(
    {
      id: derivedId('ach', batch.day, text.slice(1), returned ? 'return' : ''),
      time: batch.day,
      ...endsOf(debtor, creditor),
      ...(abroad?.money ?? moneyOf(paid, null)),
      rail: 'ach',
      channel: CHANNELS[batch.sec],
      purpose: abroad?.purpose ?? purposeOfEntry(description),
      text: joined([description, abroad ? '' : text.slice(39, 54), ...saidIn(addenda)]),
      intermediaries: abroad?.intermediaries,
      is_return: returned ? 'true' : undefined,
    },
    line.line,
  );
}

const CHANNELS: Readonly<Record<string, 'online' | 'atm'>> = { WEB: 'online', MTE: 'atm' };
/** Classes whose entries carry notices and no money. */
const NOTICES = /^(ACK|ATX|COR|DNE|ENR)$/;

function reasonToSkip(
  text: string,
  addenda: readonly string[],
  sec: string,
  cents: string,
): string | null {
  if (sec === 'ADV') return 'ach_advice';
  if (addenda.some((a) => a.startsWith('798'))) return 'ach_notice';
  if (NOTICES.test(sec)) return 'ach_notice';
  if (/[38]/.test(text.slice(2, 3))) return 'ach_prenote';
  return /^0+$/.test(cents) ? 'ach_zero' : null;
}

/** A return comes from the receiver's bank, which its addenda names, and goes back to ours. */
function domesticEnds(text: string, batch: AchBatch, returned: string | undefined): [End, End] {
  const { header, sec } = batch;
  const entryBank = bankOfAba(text.slice(3, 12)) ?? bankOfAba(text.slice(3, 11));
  const batchBank = bankOfAba(header.slice(79, 87));
  const originalBank = returned ? bankOfAba(returned.slice(27, 35)) : null;
  const [companyBank, receiverBank] = returned
    ? [entryBank, originalBank ?? batchBank]
    : [batchBank, entryBank];
  return [
    end(header.slice(40, 50).trim(), companyBank, header.slice(4, 20)),
    end(text.slice(12, 29).trim(), receiverBank, receiverName(text, sec)),
  ];
}

/** Classes with many addenda count them before the name; a card entry has its number there. */
function receiverName(text: string, sec: string): string {
  if (sec === 'SHR' || sec === 'XCK') return '';
  return sec === 'CTX' || sec === 'TRX' ? text.slice(58, 74) : text.slice(54, 76);
}

/** Payment information of addenda 05 and 17, and why an entry was returned. */
function saidIn(addenda: readonly string[]): string[] {
  return addenda.flatMap((a) => {
    if (a.startsWith('705') || a.startsWith('717')) return [a.slice(3, 83)];
    if (a.startsWith('702')) return [a.slice(35, 79)];
    return a.startsWith('799') ? [a.slice(3, 6), a.slice(35, 79)] : [];
  });
}
