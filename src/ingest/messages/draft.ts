/** Puts a record together from two ends and what the message says of the money. */
import type { MessageItem, MessageReject, ReportedPaymentInput } from '../message-reader.js';
import { type AccountName, accountName, type Institution } from './identify.js';

/** One end of a payment as a message names it; what it does not say is null. */
export interface End {
  readonly institution: Institution | null;
  readonly account: AccountName | null;
  readonly name: string | null;
  /** Country of the party's address: used where account and bank name none. */
  readonly country?: string | undefined;
}

export const NOBODY: End = { institution: null, account: null, name: null };

/** An end from the number of its account, its bank, and who holds it. */
export function end(
  account: string | undefined,
  institution: Institution | null,
  name?: string,
  country?: string,
): End {
  return {
    institution,
    account: account ? accountName(account, institution) : null,
    name: name?.trim() || null,
    country,
  };
}

/** The fields of both ends. A country is where the account is, not where its holder lives. */
export function endsOf(debtor: End, creditor: End): Partial<ReportedPaymentInput> {
  return compact({
    debtor_account: debtor.account?.id,
    creditor_account: creditor.account?.id,
    debtor_institution: debtor.account?.institution ?? debtor.institution?.id,
    creditor_institution: creditor.account?.institution ?? creditor.institution?.id,
    debtor_country: countryOfEnd(debtor),
    creditor_country: countryOfEnd(creditor),
    debtor_name: clip(debtor.name),
    creditor_name: clip(creditor.name),
  });
}

/** Amount and, where the payee gets another currency, what is received. */
export function moneyOf(paid: Amount, received: Amount | null): Partial<ReportedPaymentInput> {
  const money = { amount: paid.amount, currency: paid.currency };
  if (!received || received.currency === paid.currency) return money;
  return { ...money, received_amount: received.amount, received_currency: received.currency };
}

/** Decimal text and its currency. */
export interface Amount {
  readonly amount: string;
  readonly currency: string;
}

/** Banks between the ends: in order, each once, without the ends themselves. */
export function between(
  path: readonly (Institution | null)[],
  ...ends: readonly End[]
): string | undefined {
  const outside = new Set(ends.flatMap((e) => [e.institution?.id, e.account?.institution]));
  const ids = path.flatMap((bank) => (bank && !outside.has(bank.id) ? [bank.id] : []));
  return [...new Set(ids)].join(' ') || undefined;
}

/** Joins what is said of a payment; a very long text ends in an ellipsis. */
export function joined(parts: readonly (string | null | undefined)[]): string | undefined {
  const said = parts.map((part) => part?.replace(/\s+/g, ' ').trim()).filter(Boolean);
  return clip([...new Set(said)].join(' '));
}

/** A record without the fields that are unknown. */
export function record(
  fields: { readonly [K in keyof ReportedPaymentInput]: ReportedPaymentInput[K] | undefined } & {
    readonly id: string;
  },
  line: number,
): MessageItem {
  return { record: { ...compact(fields), id: fields.id }, line };
}

/** A reject; `value` is what stood there, shortened. */
export function reject(
  code: string,
  value: string,
  place: { readonly line: number; readonly column: number },
): { readonly reject: MessageReject } {
  const { line, column } = place;
  return { reject: { code, value: value.slice(0, VALUE_CHARACTERS_MAX), line, column } };
}

const VALUE_CHARACTERS_MAX = 200;
const TEXT_CHARACTERS_MAX = 10_000;

function countryOfEnd({ account, institution, country }: End): string | undefined {
  return account?.country ?? institution?.country ?? country;
}

function clip(text: string | null | undefined): string | undefined {
  if (!text) return undefined;
  return text.length <= TEXT_CHARACTERS_MAX ? text : `${text.slice(0, TEXT_CHARACTERS_MAX - 1)}…`;
}

function compact<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const known: Partial<T> = {};
  for (const key in fields) {
    const value = fields[key];
    if (value !== undefined && value !== '') known[key] = value;
  }
  return known as { [K in keyof T]?: Exclude<T[K], undefined> };
}
