/** The steps of an order on either side. */
import { z } from 'zod';
import { Fault, isoTime } from '../../base/index.js';
import { attachDocuments, checkDocuments } from '../inquiry/document.js';
import { draftDocuments } from '../inquiry/document-entry.js';
import { nextDue } from '../inquiry/window.js';
import type { StepRule } from '../session/index.js';
import { given, officerInput } from '../session/officer-input.js';
import { dropRecords, putRecord } from '../session/records.js';
import { instruct, instructionsOf, stillFrozen } from './instruction.js';
import { matchOrder } from './match-order.js';
import { type OrderBody, orderSchema, type ReplyBody, replySchema } from './order-body.js';
import { orderClock } from './order-clock.js';
import {
  type Match,
  type OrderContext,
  type OrderData,
  type OrderOutcome,
  type OrderTools,
  remember,
} from './order-data.js';

const MATCHES = 'order.match';
const OFFICERS = ['exchange_officer', 'compliance_officer'] as const;
const DAY_MS = 86_400_000;

/** Which of the matched accounts; all where none is named. */
export const executeInput = z.strictObject({ accounts: z.array(z.string()).min(1).optional() });
export const replyInput = z.strictObject({
  text: z.string().max(4_000).normalize().default(''),
  /** Whether balances are told, where they were asked for. */
  balances: z.boolean().default(false),
  documents: draftDocuments,
});

export const orderSteps: readonly StepRule<OrderData, OrderTools>[] = [
  {
    from: ['new'],
    to: ['served'],
    on: { action: 'serve', roles: ['authority_officer'], approvals: 2 },
    run: serve,
  },
  { from: ['new'], to: ['received'], on: { message: 'order.serve' }, run: take },
  {
    from: ['received', 'matched'],
    to: ['matched'],
    on: { action: 'match', roles: [...OFFICERS, 'analyst'], approvals: 1 },
    run: match,
  },
  {
    from: ['matched'],
    to: ['executed'],
    on: { action: 'execute', roles: OFFICERS, approvals: 2 },
    run: execute,
  },
  {
    from: ['matched', 'executed'],
    to: ['replied'],
    on: { action: 'reply', roles: OFFICERS, approvals: 2 },
    run: reply,
  },
  { from: ['served'], to: ['replied'], on: { message: 'order.reply' }, run: takeReply },
  {
    from: ['served', 'received', 'matched', 'executed'],
    to: ['served', 'received', 'matched', 'executed'],
    on: { deadline: true },
    run: remind,
  },
];

function serve(context: OrderContext): OrderOutcome {
  if (context.session.us.role !== 'authority') throw new Fault('exchange.order.authority');
  const order = checked(officerInput(orderSchema, given(context.cause)));
  return {
    ...begun(context, 'authority', order),
    send: [{ kind: 'order.serve', body: order }],
  };
}

function take(context: OrderContext): OrderOutcome {
  if (context.session.peer.role !== 'authority') throw new Fault('exchange.order.authority');
  return begun(context, 'bank', checked(orderSchema.parse(given(context.cause))));
}

/** What the form cannot say: an unfreeze names its order, anything else names somebody. */
function checked(order: OrderBody): OrderBody {
  if (order.kind === 'unfreeze' && order.of_folio === undefined) {
    throw new Fault('exchange.order.of_folio', { folio: order.folio });
  }
  if (order.kind !== 'unfreeze' && order.subjects.every(({ claims }) => claims.length === 0)) {
    throw new Fault('exchange.order.nobody', { folio: order.folio });
  }
  return order;
}

function begun(context: OrderContext, part: 'authority' | 'bank', order: OrderBody): OrderOutcome {
  const clock = orderClock(context, order.business_days);
  const data = remember(context, 'served', { part, order, ...clock });
  const end = Date.parse(clock.answer_by ?? '');
  const state = part === 'authority' ? 'served' : 'received';
  return { state, data, deadline_at: nextDue(context.now, end, context.now) ?? end };
}

async function match(context: OrderContext): Promise<OrderOutcome> {
  const { session, tools, now } = context;
  const order = orderSchema.parse(session.data.order);
  const matches =
    order.kind === 'unfreeze'
      ? await frozenBy(order, tools)
      : await matchOrder(order, tools.book.order);
  const row = { area: MATCHES, key: session.id, body: matches, at: isoTime(now) };
  const data = remember(context, 'matched');
  return { state: 'matched', data, effects: [putRecord(row)], answer: matches };
}

/** An unfreeze concerns what its order froze, if it comes from the same authority. */
async function frozenBy(order: OrderBody, tools: OrderTools): Promise<readonly Match[]> {
  const frozen = stillFrozen(await instructionsOf(tools.records), order.of_folio ?? '');
  return frozen
    .filter(({ issuer }) => issuer === order.issuer)
    .map(({ account, holder, holder_id, currency, reference }) => ({
      ...{ account, holder, holder_id, currency, reference, by: ['folio'] },
      state: 'open' as const,
      balance_minor: null,
    }));
}

async function execute(context: OrderContext): Promise<OrderOutcome> {
  const { session, now } = context;
  const order = orderSchema.parse(session.data.order);
  const { kind } = order;
  if (kind !== 'freeze' && kind !== 'unfreeze') {
    throw new Fault('exchange.order.no_action', { kind });
  }
  const { accounts } = officerInput(executeInput, given(context.cause) ?? {});
  const matches = await matchesOf(context);
  const unknown = accounts?.find((each) => !matches.some(({ account }) => account === each));
  if (unknown !== undefined) throw new Fault('exchange.order.account', { account: unknown });
  const chosen = matches.filter(({ account }) => accounts?.includes(account) ?? true);
  if (chosen.length === 0) throw new Fault('exchange.order.nothing_held');
  const byAccount = new Map(chosen.map((each) => [each.account, each]));
  const row = { area: MATCHES, key: session.id, at: isoTime(now) };
  return {
    state: 'executed',
    data: remember(context, kind, { executed_at: isoTime(now) }),
    effects: [
      ...instruct(context, { ...order, kind }, [...byAccount.values()]),
      putRecord({ ...row, body: [...byAccount.values()] }),
    ],
  };
}

async function reply(context: OrderContext): Promise<OrderOutcome> {
  const { session, cause } = context;
  const order = orderSchema.parse(session.data.order);
  const input = officerInput(replyInput, given(cause) ?? {});
  const matches = await matchesOf(context);
  const acts = order.kind === 'freeze' || order.kind === 'unfreeze';
  if (acts && matches.length > 0 && session.state !== 'executed') {
    throw new Fault('exchange.order.not_executed', { folio: order.folio });
  }
  const { entries, attachments } = attachDocuments(input.documents);
  const did = acts ? 'executed' : 'held';
  const body: ReplyBody = {
    folio: order.folio,
    outcome: matches.length === 0 ? 'nothing_held' : did,
    accounts: matches.map(({ reference, account, holder, state, currency, balance_minor }) => {
      const balance = input.balances ? balance_minor : null;
      return { reference, account, holder, state, currency, balance_minor: balance };
    }),
    executed_at: session.data.executed_at,
    text: input.text,
    documents: [...entries],
  };
  return {
    state: 'replied',
    data: remember(context, 'replied', { reply: body }),
    send: [{ kind: 'order.reply', body, attachments }],
    effects: [dropRecords(MATCHES, session.id)],
    deadline_at: null,
  };
}

function takeReply(context: OrderContext): OrderOutcome {
  const { cause, session } = context;
  const body = replySchema.parse(given(cause));
  if (body.folio !== session.data.order?.folio) {
    throw new Fault('exchange.order.other_folio', { folio: body.folio });
  }
  checkDocuments(body.documents, cause.by === 'message' ? cause.message.attachments : []);
  const data = remember(context, 'replied', { reply: body });
  return { state: 'replied', data, deadline_at: null };
}

/** An order stays to be answered when its time is over: from then on it is overdue, every day. */
function remind(context: OrderContext): OrderOutcome {
  const { session, now } = context;
  const { data, state } = session;
  const end = Date.parse(data.answer_by ?? '');
  const overdue = now >= end;
  const reminders = data.reminders + 1;
  const next = nextDue(Date.parse(data.since ?? ''), end, now) ?? now + DAY_MS;
  const changes = { reminders, overdue };
  const changed = remember(context, overdue ? 'overdue' : 'reminder', changes);
  return { state, data: changed, deadline_at: next, note: changes };
}

async function matchesOf({ session, tools }: OrderContext): Promise<readonly Match[]> {
  return ((await tools.records.find(MATCHES, session.id)) ?? []) as readonly Match[];
}
