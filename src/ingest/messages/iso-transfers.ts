/** Transfers between banks: pacs.008 (customer), pacs.009 (bank, with cover), pacs.004 (return). */
import { derivedId } from '../../base/index.js';
import type { MessageItem } from '../message-reader.js';
import { between, type End, endsOf, joined, moneyOf, record, reject } from './draft.js';
import type { Institution } from './identify.js';
import { agentOf, amountAt, endOfParty, isReference, textOf, timeAt, uetrOf } from './iso-parts.js';
import { purposeOfIso } from './purpose.js';
import { at, textAt, type XmlElement } from './xml-elements.js';

/**
 * One transaction of `message`, the `ordinal`th of it. A cover payment is read with the customers
 * whose money it moves: by its reference (UETR) it is the same payment as their own transfer, so it
 * does not count twice.
 */
export function readTransfer(tx: XmlElement, message: XmlElement, ordinal: number): MessageItem {
  const header = at(message, 'GrpHdr');
  const isReturn = tx.name === 'TxInf';
  const cover = at(tx, 'UndrlygCstmrCdtTrf');
  const settled = amountAt(tx, 'IntrBkSttlmAmt', 'RtrdIntrBkSttlmAmt', 'InstdAmt', 'RtrdInstdAmt');
  if (!settled) return reject('iso_amount', textAt(tx, 'PmtId/EndToEndId') ?? tx.name, tx);
  const time = timeOf(tx, header);
  if (!time) return reject('iso_time', textAt(tx, 'PmtId/EndToEndId') ?? tx.name, tx);

  const [debtor, creditor] = isReturn ? returnEnds(tx, header) : transferEnds(tx, header);
  const instructed = amountAt(tx, 'InstdAmt', 'RtrdInstdAmt');
  const paid = instructed && instructed.currency !== settled.currency ? instructed : settled;
  return record(
    {
      id: idOf(tx, header, ordinal, isReturn),
      time,
      ...endsOf(debtor, creditor),
      ...moneyOf(paid, settled),
      rail: railOf(tx, header),
      channel: isBankTransfer(message) ? 'correspondent' : undefined,
      purpose: purposeOfIso(textAt(tx, 'Purp/Cd', 'PmtTpInf/CtgyPurp/Cd', 'Purp/Prtry')),
      text: textOf(tx, ...instructions(tx), cover ? textOf(cover) : undefined),
      intermediaries: between(path(tx, header), debtor, creditor),
      is_return: isReturn ? 'true' : undefined,
    },
    tx.line,
  );
}

function transferEnds(tx: XmlElement, header: XmlElement | null): [End, End] {
  const cover = at(tx, 'UndrlygCstmrCdtTrf');
  if (cover) return [side(cover, 'Dbtr', null), side(cover, 'Cdtr', null)];
  const sender = agentAt(tx, header, 'InstgAgt');
  const receiver = agentAt(tx, header, 'InstdAgt');
  return [side(tx, 'Dbtr', sender), side(tx, 'Cdtr', receiver)];
}

/** A return names its own chain, or else the ends of the payment that it sends back. */
function returnEnds(tx: XmlElement, header: XmlElement | null): [End, End] {
  const sender = agentAt(tx, header, 'InstgAgt');
  const receiver = agentAt(tx, header, 'InstdAgt');
  const chain = at(tx, 'RtrChain');
  if (chain) return [side(chain, 'Dbtr', sender), side(chain, 'Cdtr', receiver)];
  const original = at(tx, 'OrgnlTxRef') ?? tx;
  return [side(original, 'Cdtr', sender), side(original, 'Dbtr', receiver)];
}

/** In a transfer of a bank's own money the party is itself an agent. */
function side(tx: XmlElement, role: 'Dbtr' | 'Cdtr', fallback: Institution | null): End {
  const party = at(tx, role);
  const isBank = at(party, 'FinInstnId') !== null || at(party, 'Agt') !== null;
  const agent = agentOf(at(tx, `${role}Agt`));
  const behind = party ?? at(tx, `Ultmt${role}`);
  const own = isBank ? agentOf(party) : null;
  return endOfParty(behind, at(tx, `${role}Acct`), own ?? agent, fallback);
}

function path(tx: XmlElement, header: XmlElement | null): (Institution | null)[] {
  const direct = PATH.map((name) => agentAt(tx, header, name));
  const cover = at(tx, 'UndrlygCstmrCdtTrf');
  if (!cover) return direct;
  const banks = [
    agentOf(at(tx, 'Dbtr')),
    ...direct,
    agentOf(at(tx, 'CdtrAgt')),
    agentOf(at(tx, 'Cdtr')),
  ];
  return [...banks, ...INTERMEDIARIES.map((name) => agentOf(at(cover, name)))];
}

const INTERMEDIARIES = ['IntrmyAgt1', 'IntrmyAgt2', 'IntrmyAgt3'];
const PATH = [
  'PrvsInstgAgt1',
  'PrvsInstgAgt',
  'PrvsInstgAgt2',
  'PrvsInstgAgt3',
  'InstgAgt',
  'SttlmInf/InstgRmbrsmntAgt',
  'SttlmInf/ThrdRmbrsmntAgt',
  'SttlmInf/InstdRmbrsmntAgt',
  'InstdAgt',
  ...INTERMEDIARIES,
];

function agentAt(tx: XmlElement, header: XmlElement | null, name: string): Institution | null {
  return agentOf(at(tx, name) ?? at(tx, `RtrChain/${name}`) ?? at(header, name));
}

/** When it was settled to the second, or ordered on the day of settlement, or else that day. */
function timeOf(tx: XmlElement, header: XmlElement | null): string | undefined {
  const exact = timeAt(tx, 'SttlmTmIndctn/DbtDtTm', 'SttlmTmIndctn/CdtDtTm');
  if (exact) return exact;
  const day = timeAt(tx, 'IntrBkSttlmDt') ?? timeAt(header, 'IntrBkSttlmDt');
  const ordered = timeAt(tx, 'AccptncDtTm') ?? timeAt(header, 'CreDtTm');
  return day && ordered?.slice(0, 10) !== day ? day : ordered;
}

function idOf(
  tx: XmlElement,
  header: XmlElement | null,
  ordinal: number,
  isReturn: boolean,
): string {
  const uetr = uetrOf(textAt(tx, 'PmtId/UETR', 'OrgnlUETR'));
  if (uetr) return isReturn ? derivedId('iso-return', uetr) : uetr;
  const references = REFERENCES.map((reference) => textAt(tx, reference) ?? '');
  const sender = agentAt(tx, header, 'InstgAgt')?.id ?? '';
  const message = textAt(header, 'MsgId') ?? '';
  const money = amountAt(tx, 'IntrBkSttlmAmt', 'RtrdIntrBkSttlmAmt')?.amount ?? '';
  return derivedId(tx.name, sender, message, ...references, money, String(ordinal));
}

const REFERENCES = ['PmtId/TxId', 'PmtId/InstrId', 'PmtId/EndToEndId', 'RtrId', 'OrgnlTxId'];

function railOf(tx: XmlElement, header: XmlElement | null): string {
  const system = textAt(at(tx, 'SttlmInf') ?? at(header, 'SttlmInf'), 'ClrSys/Cd', 'ClrSys/Prtry');
  return system && /SPEI/i.test(system) ? 'spei' : 'wire';
}

function isBankTransfer(message: XmlElement): boolean {
  return message.name === 'FICdtTrf' || message.name === 'FinInstnCdtTrf';
}

function instructions(tx: XmlElement): (string | undefined)[] {
  const paths = ['InstrForCdtrAgt/InstrInf', 'InstrForNxtAgt/InstrInf', 'Purp/Prtry'];
  const said = paths.map((name) => textAt(tx, name));
  return [joined(said), textAt(tx, 'RtrRsnInf/AddtlInf')].filter(isReference);
}
