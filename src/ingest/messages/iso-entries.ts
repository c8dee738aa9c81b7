/** Entries of statements, reports and notifications of an account: camt.053, camt.052, camt.054. */
import { derivedId } from '../../base/index.js';
import type { MessageItem } from '../message-reader.js';
import {
  type Amount,
  between,
  type End,
  endsOf,
  moneyOf,
  NOBODY,
  record,
  reject,
} from './draft.js';
import { meansOf } from './iso-bank-codes.js';
import { agentOf, amountAt, endOfParty, isReference, textOf, timeAt, uetrOf } from './iso-parts.js';
import { purposeOfIso } from './purpose.js';
import { around, at, textAt, type XmlElement } from './xml-elements.js';

/** Reads the entries of one message. Details are read as they stream by, then their entry. */
export interface EntryReader {
  details(details: XmlElement): MessageItem[];
  entry(entry: XmlElement): MessageItem[];
}

/** What is known of an entry while its details stream by. */
interface Progress {
  /** Position of the entry within its statement. */
  readonly ordinal: number;
  /** The account of the statement, its bank and its owner. */
  readonly own: End;
  read: number;
  unpriced: XmlElement | null;
  unpriced_count: number;
}

/**
 * An entry with one transaction takes what it lacks from the entry; a batch whose transactions have
 * no amounts is one payment, of the entry's amount. What is not booked is rejected by name: it will
 * come again when it is.
 */
export function createEntryReader(): EntryReader {
  const entries = new WeakMap<XmlElement, Progress>();
  const counts = new WeakMap<XmlElement, number>();

  function progressOf(entry: XmlElement): Progress {
    const known = entries.get(entry);
    if (known) return known;
    const statement = statementOf(entry) ?? entry;
    const ordinal = (counts.get(statement) ?? 0) + 1;
    counts.set(statement, ordinal);
    const own = endOfOwner(statement);
    const progress: Progress = { ordinal, own, read: 0, unpriced: null, unpriced_count: 0 };
    entries.set(entry, progress);
    return progress;
  }

  return {
    details(details) {
      const entry = around(details, 'Ntry');
      if (!entry || !isBooked(entry)) return [];
      const progress = progressOf(entry);
      if (details.flaw) {
        progress.read += 1;
        return [{ reject: details.flaw }];
      }
      const amount = amountAt(details, 'Amt', 'AmtDtls/TxAmt/Amt', 'AmtDtls/InstdAmt/Amt');
      if (amount) return [readEntry({ entry, details, amount, progress, number: ++progress.read })];
      progress.unpriced ??= details;
      progress.unpriced_count += 1;
      return [];
    },
    entry(entry) {
      if (entry.flaw) return [{ reject: entry.flaw }];
      if (!isBooked(entry)) return [reject('iso_not_booked', statusOf(entry) ?? '', entry)];
      const progress = progressOf(entry);
      const { unpriced, unpriced_count, read } = progress;
      if (read > 0) {
        if (!unpriced) return [];
        return [reject('iso_amount', `TxDtls (${unpriced_count})`, unpriced)];
      }
      const amount = amountAt(entry, 'Amt');
      if (!amount) return [reject('iso_amount', textAt(entry, 'AcctSvcrRef') ?? 'Ntry', entry)];
      const details = unpriced_count === 1 ? unpriced : null;
      return [readEntry({ entry, details, amount, progress, number: 0 })];
    },
  };
}

interface Reading {
  readonly entry: XmlElement;
  readonly details: XmlElement | null;
  readonly amount: Amount;
  readonly progress: Progress;
  readonly number: number;
}

function readEntry(reading: Reading): MessageItem {
  const { entry, details, amount } = reading;
  const tx = details ?? entry;
  const time = timeOf(entry, details);
  if (!time) return reject('iso_time', textAt(entry, 'AcctSvcrRef') ?? 'Ntry', tx);
  const means = meansOf(at(details, 'BkTxCd') ?? at(entry, 'BkTxCd'));
  const isReversal = textAt(entry, 'RvslInd') === 'true';
  const isReturn = isReversal || means.isReturn || at(details, 'RtrInf') !== null;
  const { debtor, creditor, pays } = endsOfEntry(reading, isReturn, means.rail === 'cash');
  const ordered = amountAt(details, 'AmtDtls/InstdAmt/Amt', 'AmtDtls/CntrValAmt/Amt') ?? amount;
  return record(
    {
      id: idOf(reading, isReturn, means.isFee),
      time,
      ...endsOf(debtor, creditor),
      ...(pays ? moneyOf(amount, ordered) : moneyOf(ordered, amount)),
      rail: means.rail,
      channel: means.channel,
      purpose: purposeOfIso(textAt(details, 'Purp/Cd', 'Purp/Prtry')) ?? means.purpose,
      text: textOf(tx, textAt(details, 'AddtlTxInf'), textAt(entry, 'AddtlNtryInf')),
      intermediaries: between(
        INTERMEDIARIES.map((p) => agentOf(at(details, p))),
        debtor,
        creditor,
      ),
      is_return: isReturn ? 'true' : undefined,
    },
    tx.line,
  );
}

const INTERMEDIARIES = [
  'RltdAgts/InstgAgt',
  'RltdAgts/InstdAgt',
  'RltdAgts/IntrmyAgt1',
  'RltdAgts/IntrmyAgt2',
  'RltdAgts/IntrmyAgt3',
];

/**
 * The statement's account on one side, the counterparty on the other. The indicator gives the
 * direction; where the details say that the account paid or received, they win, because batches
 * state the batch's direction. A return keeps the roles of the payment that it undoes.
 */
function endsOfEntry(
  { entry, details, progress: { own } }: Reading,
  isReturn: boolean,
  isCash: boolean,
): { debtor: End; creditor: End; pays: boolean } {
  const payer = relatedEnd(details, 'Dbtr');
  const payee = relatedEnd(details, 'Cdtr');
  const isPayer = own.account !== null && payer.account?.id === own.account.id;
  const isPayee = own.account !== null && payee.account?.id === own.account.id;
  const indicator = textAt(details, 'CdtDbtInd') ?? textAt(entry, 'CdtDbtInd');
  const pays = !isReturn && isPayer !== isPayee ? isPayer : indicator === 'DBIT';
  const mine = pays === isReturn ? payee : payer;
  const other = pays === isReturn ? payer : payee;
  const counterparty = isCash
    ? NOBODY
    : isReturn && isPayer !== isPayee
      ? isPayer
        ? payee
        : payer
      : other;
  const me: End = { ...own, name: own.name ?? mine.name, country: own.country ?? mine.country };
  const [debtor, creditor] = pays ? [me, counterparty] : [counterparty, me];
  return { debtor, creditor, pays };
}

function endOfOwner(statement: XmlElement): End {
  const account = at(statement, 'Acct');
  return endOfParty(at(account, 'Ownr'), account, agentOf(at(account, 'Svcr')));
}

function relatedEnd(details: XmlElement | null, role: 'Dbtr' | 'Cdtr'): End {
  const parties = at(details, 'RltdPties');
  const party = at(parties, role) ?? at(parties, `Ultmt${role}`);
  const agents = at(details, 'RltdAgts');
  const relay = agentOf(at(agents, role === 'Dbtr' ? 'InstgAgt' : 'InstdAgt'));
  return endOfParty(party, at(parties, `${role}Acct`), agentOf(at(agents, `${role}Agt`)), relay);
}

/** When it was booked, else what the details say, else its value date, else the report's day. */
function timeOf(entry: XmlElement, details: XmlElement | null): string | undefined {
  return (
    timeAt(entry, 'BookgDt/DtTm', 'BookgDt/Dt') ??
    timeAt(
      details,
      'RltdDts/IntrBkSttlmDt',
      'RltdDts/TxDtTm',
      'RltdDts/AccptncDtTm',
      'RltdDts/Prtry/Dt/DtTm',
      'RltdDts/Prtry/Dt/Dt',
    ) ??
    timeAt(entry, 'ValDt/DtTm', 'ValDt/Dt') ??
    timeAt(statementOf(entry), 'CreDtTm')?.slice(0, 10)
  );
}

/** By UETR where there is one; a fee carries the UETR of its payment and is one of its own. */
function idOf(
  { entry, details, amount, progress, number }: Reading,
  isReturn: boolean,
  isFee: boolean,
) {
  const uetr = uetrOf(textAt(details, 'Refs/UETR'));
  if (uetr && !isFee) return isReturn ? derivedId('iso-return', uetr) : uetr;
  const statement = statementOf(entry);
  const own = progress.own.account?.id ?? '';
  const booked = timeOf(entry, details)?.slice(0, 10) ?? '';
  const money = [amount.amount, amount.currency, textAt(entry, 'CdtDbtInd') ?? ''];
  const reference = textAt(details, 'Refs/AcctSvcrRef') ?? textAt(entry, 'AcctSvcrRef', 'NtryRef');
  const where = isReference(reference)
    ? [reference]
    : [textAt(statement, 'Id') ?? '', String(progress.ordinal)];
  return derivedId('camt', own, booked, ...money, ...where, String(number));
}

function statementOf(entry: XmlElement): XmlElement | null {
  return around(entry, 'Stmt', 'Rpt', 'Ntfctn');
}

function statusOf(entry: XmlElement): string | undefined {
  return textAt(entry, 'Sts', 'Sts/Cd', 'Sts/Prtry');
}

function isBooked(entry: XmlElement): boolean {
  const status = statusOf(entry);
  return status === undefined || /^BOOK/i.test(status);
}
