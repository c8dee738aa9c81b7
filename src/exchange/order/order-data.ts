/** What a session of an order keeps, and what the protocol asks of the node that runs it. */
import { z } from 'zod';
import { isoTime } from '../../base/index.js';
import type { Outcome, Records, StepContext } from '../session/index.js';
import type { Claim } from '../subject/index.js';
import { type HeldAccount, orderSchema, replySchema } from './order-body.js';

/** An account of the institution with whom it belongs to. */
export interface BookAccount {
  readonly account: string;
  readonly state: 'open' | 'closed';
  readonly currency: string;
  /** Minor units as digits; null where the book holds no balances. */
  readonly balance_minor: string | null;
}

/** A customer of the institution, as an order asks for one. */
export interface AccountHolder {
  readonly id: string;
  readonly name: string;
  readonly claims: readonly Claim[];
  readonly accounts: readonly BookAccount[];
}

/** All customers of the institution, those whose accounts are closed too. */
export interface OrderBook {
  holders(): Iterable<AccountHolder> | AsyncIterable<AccountHolder>;
}

export type Calendar = 'mx_bank' | 'us_federal';

export interface OrderTools {
  readonly book: { readonly order: OrderBook };
  readonly records: Records;
  /** The business day so many after a day (ISO), which itself does not count. */
  readonly business_day: (day: string, count: number, calendar: Calendar) => string;
}

const event = z.strictObject({ what: z.string(), at: z.string(), by: z.string() });

export const orderData = z.strictObject({
  part: z.enum(['none', 'authority', 'bank']),
  order: orderSchema.nullable(),
  reply: replySchema.nullable(),
  /** The day of service by the authority's clock on the wall, and the last day to reply. */
  served_on: z.string().nullable(),
  due_on: z.string().nullable(),
  since: z.string().nullable(),
  answer_by: z.string().nullable(),
  executed_at: z.string().nullable(),
  reminders: z.int(),
  overdue: z.boolean(),
  history: z.array(event),
});
export type OrderData = z.infer<typeof orderData>;
export type OrderContext = StepContext<OrderData, OrderTools>;
export type OrderOutcome = Outcome<OrderData>;

export const NOTHING_YET: OrderData = {
  part: 'none',
  order: null,
  reply: null,
  served_on: null,
  due_on: null,
  since: null,
  answer_by: null,
  executed_at: null,
  reminders: 0,
  overdue: false,
  history: [],
};

/** Accounts that an order concerns here, by what names it agrees with. */
export interface Match extends HeldAccount {
  readonly holder_id: string;
  readonly by: readonly string[];
}

export function remember(
  { session, now, cause }: OrderContext,
  what: string,
  changes: Partial<OrderData> = {},
): OrderData {
  const { data, us } = session;
  const others = cause.by === 'message' ? cause.message.from : us.node;
  const by = cause.by === 'officer' ? cause.officer.id : others;
  return { ...data, ...changes, history: [...data.history, { what, at: isoTime(now), by }] };
}
