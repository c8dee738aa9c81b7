import { bankById, route } from './banks.js';
import type { Day } from './calendar.js';
import { type Holder, placeId } from './cast.js';
import type { Rates } from './rates.js';
import type { Channel, Purpose, Rail } from './words.js';

/**
 * One payment as behaviours state it. Amounts are whole minor units below 2⁵³. What follows from
 * the ends (countries, conversion, correspondents, device, branch) is filled in by `paymentLine`.
 */
export interface Movement {
  /** UTC ms. */
  readonly at: number;
  /** Null is cash. */
  readonly from: Holder | null;
  readonly to: Holder | null;
  readonly minor: number;
  readonly rail: Rail;
  readonly currency?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly purpose?: Purpose | undefined;
  readonly text?: string | undefined;
  readonly place?: string | undefined;
  readonly conductor?: string | undefined;
  readonly behalf?: string | undefined;
  /** Null says that none was seen. */
  readonly device?: string | null | undefined;
  readonly via?: string | undefined;
  readonly is_return?: boolean | undefined;
}

export type Pay = (movement: Movement) => void;

/** Columns of `payment.csv`: the names that ingest knows without a mapping. */
export const PAYMENT_COLUMNS = (
  'id,time,debtor_account,creditor_account,debtor_institution,creditor_institution,' +
  'debtor_country,creditor_country,debtor_name,creditor_name,amount,currency,received_amount,' +
  'received_currency,rail,channel,purpose,text,place_id,conductor_id,behalf_id,device_id,' +
  'intermediaries,is_return'
).split(',');

const CHANNEL_OF: Readonly<Record<Rail, Channel>> = {
  cash: 'branch',
  cheque: 'branch',
  cashiers_cheque: 'branch',
  card: 'other',
  ach: 'api',
  wire: 'online',
  spei: 'mobile',
  p2p: 'mobile',
  remittance: 'agent',
  internal: 'online',
  crypto: 'api',
  prepaid: 'agent',
  other: 'other',
};

/** The rail that two accounts naturally use. */
export function transferRail(from: Holder, to: Holder): Rail {
  if (from.institution_id === to.institution_id) return 'internal';
  if (from.country !== to.country) return 'wire';
  if (from.country === 'MX' && from.currency === 'MXN' && to.currency === 'MXN') return 'spei';
  return from.country === 'US' ? 'ach' : 'wire';
}

/** One line of `payment.csv` without its end. `day` is the payment's UTC day. */
export function paymentLine(id: string, m: Movement, rates: Rates, day: Day): string {
  const { from, to } = m;
  const end = from ?? to;
  const currency = m.currency ?? end?.currency ?? 'USD';
  const other = (to ?? from)?.currency ?? currency;
  const received =
    other === currency ? ',' : money(rates.convert(m.minor, currency, other, day.index), other);
  const isFirm = m.rail === 'spei' && from !== null && from.sector !== null;
  const channel = m.channel ?? (isFirm ? 'online' : CHANNEL_OF[m.rail]);
  const remote = channel === 'online' || channel === 'mobile';
  const device = m.device === undefined ? (remote ? from?.device_id : null) : m.device;
  const place = m.place ?? counterOf(m, channel);
  const conductor = m.conductor ?? (m.rail === 'cash' ? end?.party_id : undefined);
  const via =
    m.via ?? (m.rail === 'wire' && from && to ? route(from.institution_id, to.institution_id) : '');
  const home = end?.country ?? '';
  const ends =
    `${from?.account_id ?? ''},${to?.account_id ?? ''},` +
    `${from?.institution_id ?? ''},${to?.institution_id ?? ''},` +
    `${from?.country ?? home},${to?.country ?? home},` +
    `${from ? quoted(from.name) : ''},${to ? quoted(to.name) : ''}`;
  const text = m.text === undefined ? '' : quoted(m.text);
  return (
    `${id},${timeText(m.at, day)},${ends},${money(m.minor, currency)},${received},` +
    `${m.rail},${channel},${m.purpose ?? 'unknown'},${text},${place ?? ''},${conductor ?? ''},` +
    `${m.behalf ?? ''},${device ?? ''},${via ?? ''},${m.is_return ? 'true' : 'false'}`
  );
}

const TWO_DIGITS = Array.from({ length: 60 }, (_, n) => n.toString().padStart(2, '0'));

/** ISO 8601 in UTC; moments of the example are whole seconds within their day. */
function timeText(at: number, day: Day): string {
  const second = (at - day.start_ms) / 1000;
  const minute = Math.floor(second / 60);
  const hour = TWO_DIGITS[Math.floor(minute / 60)];
  return `${day.iso}T${hour}:${TWO_DIGITS[minute % 60]}:${TWO_DIGITS[second % 60]}.000Z`;
}

/** The customer's own branch or machine: the payee's for cheques, otherwise the payer's. */
function counterOf({ rail, from, to }: Movement, channel: Channel): string | undefined {
  if (channel !== 'branch' && channel !== 'atm') return undefined;
  const ends = rail === 'cheque' || rail === 'cashiers_cheque' ? [to, from] : [from, to];
  const ours = ends.find((end) => end && bankById(end.institution_id).is_ours);
  return ours ? placeId(ours.city, channel, ours.institution_id) : undefined;
}

/** Two columns: the amount and its currency. All currencies of the example have two decimals. */
function money(minor: number, currency: string): string {
  const cents = minor % 100;
  return `${(minor - cents) / 100}.${cents < 10 ? '0' : ''}${cents},${currency}`;
}

/** RFC 4180: a field with a comma, a quote or a line break stands in quotes. */
export function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
