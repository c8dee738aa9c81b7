/** SWIFT MT103, MT202, MT202 COV and MT205, as files of FIN messages. */
import { derivedId } from '../../base/index.js';
import type { MessageItem, MessageReader } from '../message-reader.js';
import { between, endsOf, joined, moneyOf, NOBODY, record, reject } from './draft.js';
import { bankOfBic, type Institution } from './identify.js';
import { isReference, uetrOf } from './iso-parts.js';
import { type FinField, type FinMessage, readFin } from './mt-blocks.js';
import { accountOf, amountOf, bankOf, customerOf, dateOf } from './mt-parties.js';

/** Reads payments; other message types are rejected by name, acknowledgements are passed over. */
export const swiftMtReader: MessageReader = {
  id: 'swift-mt',
  recognise: (head) => /^(?:[^!-~]|\$)*\{1:/.test(head),
  async *read(bytes) {
    for await (const message of readFin(bytes)) {
      if (!message.isService) yield readMessage(message);
    }
  },
};

function readMessage(message: FinMessage): MessageItem {
  const { type, fields } = message;
  if (!/^(103|202|205)$/.test(type))
    return reject('mt_other_type', type === '' ? '' : `MT${type}`, message);
  if (!message.isComplete) return reject('mt_truncated', `MT${type}`, message);
  const start = type === '103' ? -1 : fields.findIndex(({ tag }) => /^50[AFK]$/.test(tag));
  const outer = picker(start < 0 ? fields : fields.slice(0, start));
  const cover = start < 0 ? null : picker(fields.slice(start));
  const value = outer('32A')?.value;
  const settled = amountOf(value?.slice(6));
  const time = dateOf(value);
  if (!settled || !time) return reject('mt_amount', value ?? outer('20')?.value ?? '', message);

  const sender = bankOfBic(message.sender);
  const receiver = bankOfBic(message.receiver);
  const [debtor, creditor] =
    type === '103' || cover
      ? customers(cover ?? outer, cover ? null : sender, cover ? null : receiver)
      : banks(outer, sender);
  const ordered = amountOf((cover ?? outer)('33B')?.value) ?? settled;
  const note = joined([outer('72')?.value, cover?.('72')?.value]);
  return record(
    {
      id: idOf(message, outer, cover !== null),
      time,
      ...endsOf(debtor, creditor),
      ...moneyOf(ordered.currency === settled.currency ? settled : ordered, settled),
      rail: 'wire',
      channel: type === '103' ? undefined : 'correspondent',
      text: joined([(cover ?? outer)('70')?.value, note, outer('77B')?.value]),
      intermediaries: between(path(outer, cover, sender, receiver), debtor, creditor),
      is_return: /\/(RETN|REJT)\//.test(note ?? '') ? 'true' : undefined,
    },
    message.line,
  );
}

type Pick = (tag: string) => FinField | undefined;

/** Finds a field by tag, or by number where the option does not matter (`57` is 57A, 57D …). */
function picker(fields: readonly FinField[]): Pick {
  return (tag) =>
    fields.find((f) => f.tag === tag || (tag.length === 2 && f.tag.slice(0, 2) === tag));
}

/** Where a field is absent, sender and receiver are the banks of payer and payee. */
function customers(pick: Pick, sender: Institution | null, receiver: Institution | null) {
  const payer = bankOf(pick('52')) ?? sender;
  const payee = bankOf(pick('57')) ?? receiver;
  return [customerOf(pick('50'), payer), customerOf(pick('59'), payee)] as const;
}

/** A bank's own money: the parties are banks, with their accounts where they are named. */
function banks(pick: Pick, sender: Institution | null) {
  const payer = bankOf(pick('52')) ?? sender;
  const payee = bankOf(pick('58'));
  const debtor = customerOf(undefined, payer);
  const account = accountOf(pick('58'));
  const creditor = account
    ? customerOf({ tag: '58', value: `/${account}`, line: 0 }, payee)
    : { ...NOBODY, institution: payee };
  return [
    { ...debtor, name: payer?.id ?? null },
    { ...creditor, name: payee?.id ?? null },
  ] as const;
}

function path(
  outer: Pick,
  cover: Pick | null,
  sender: Institution | null,
  receiver: Institution | null,
): (Institution | null)[] {
  const list = (pick: Pick, tags: string[]) => tags.map((tag) => bankOf(pick(tag)));
  const direct = [
    sender,
    ...list(outer, ['53', '54', '55']),
    receiver,
    ...list(outer, ['56', '57']),
  ];
  if (!cover) return direct;
  return [bankOf(outer('52')), ...direct, bankOf(outer('58')), ...list(cover, ['56'])];
}

/**
 * By UETR, or by sender and reference. A cover names the reference of the customer transfer that it
 * covers (field 21), so that both are one payment.
 */
function idOf(message: FinMessage, pick: Pick, isCover: boolean): string {
  const uetr = uetrOf(message.uetr);
  if (uetr) return uetr;
  const related = pick('21')?.value.trim();
  const own = pick('20')?.value.trim() ?? '';
  const reference = isCover && isReference(related) ? related : own;
  const bank = bankOfBic(message.sender)?.id ?? message.sender;
  return derivedId('mt', bank, reference, pick('32A')?.value.trim() ?? '');
}
