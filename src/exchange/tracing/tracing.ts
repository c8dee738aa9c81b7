/**
 * A payment followed from bank to bank (sharing by request, hop by hop). Each bank learns its
 * neighbours in the payment and nothing of the ends; answers are sealed to whoever began.
 */

import { z } from 'zod';
import { Fault, isoTime } from '../../base/index.js';
import { anyProtocol, type Outcome, type Protocol, type StepContext } from '../session/index.js';
import { bundle, openBundle, replyKeys, sealAnswer } from './sealed-answers.js';
import { NO_TRACE, type TraceData, type TracingTools, traceData } from './trace-data.js';
import {
  BANKS_MAX,
  referenceSchema,
  requestDigest,
  requestSchema,
  sessionOf,
  type TraceAnswer,
  type TraceRequest,
  traceKinds,
} from './trace-messages.js';
import { goOn, partyOfInstitution } from './trace-onward.js';

type Context = StepContext<TraceData, TracingTools>;

/** What an officer asks with. */
export const traceInput = z.strictObject({
  reference: referenceSchema,
  amount_minor: z.string().regex(/^\d{1,18}$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
  paid_at: z.iso.datetime({ precision: 3 }),
  answer_within_hours: z.int().min(1).max(720),
  hold_hours: z.int().min(1).max(240).nullable(),
});

export const holdInput = z.strictObject({ until: z.iso.datetime({ precision: 3 }).nullable() });

const HOUR_MS = 3_600_000;
const ended = { en: 'Over', es: 'Terminada' };

const protocol: Protocol<TraceData, TracingTools> = {
  name: 'tracing',
  title: { en: 'Tracing of a payment', es: 'Rastreo de un pago' },
  many: true,
  data: traceData,
  begin: { state: 'new', data: NO_TRACE },
  states: {
    new: { title: { en: 'New', es: 'Nueva' } },
    asked: { title: { en: 'Asked', es: 'Pedida' } },
    traced: { title: { en: 'Answered', es: 'Respondida' } },
    waiting: { title: { en: 'Waits for the next banks', es: 'Espera a los siguientes bancos' } },
    hold_asked: { title: { en: 'Asked to hold funds', es: 'Se pide retener fondos' } },
    answered: { title: { en: 'Answer passed on', es: 'Respuesta entregada' } },
    closed: { title: ended, ends: true },
  },
  kinds: traceKinds,
  steps: [
    {
      from: ['new'],
      to: ['asked'],
      on: { action: 'trace', roles: ['exchange_officer'], approvals: 1 },
      run: begin,
    },
    {
      from: ['new'],
      to: ['waiting', 'answered', 'hold_asked', 'closed'],
      on: { message: 'tracing.request' },
      run: take,
    },
    {
      from: ['waiting'],
      to: ['waiting', 'answered', 'hold_asked'],
      on: { message: 'tracing.answer' },
      run: (context) => passOn(context, true),
    },
    {
      from: ['waiting'],
      to: ['waiting', 'answered', 'hold_asked'],
      on: { message: 'tracing.closed' },
      run: (context) => passOn(context, false),
    },
    { from: ['waiting'], to: ['answered'], on: { deadline: true }, run: giveUp },
    {
      from: ['asked', 'traced'],
      to: ['traced'],
      on: { message: 'tracing.answer' },
      run: open,
    },
    { from: ['traced'], to: ['traced'], on: { message: 'tracing.hold' }, run: open },
    { from: ['asked'], to: ['closed'], on: { message: 'tracing.closed' }, run: close },
    { from: ['asked', 'traced'], to: ['closed'], on: { deadline: true }, run: close },
    {
      from: ['hold_asked'],
      to: ['answered'],
      on: { action: 'hold', roles: ['compliance_officer', 'exchange_officer'], approvals: 2 },
      run: hold,
    },
    {
      from: ['answered', 'waiting'],
      to: ['answered', 'waiting'],
      on: { message: 'tracing.hold' },
      run: passHold,
    },
    { from: ['answered', 'hold_asked'], to: ['closed'], on: { deadline: true }, run: close },
  ],
};

export const tracing = anyProtocol(protocol);

/** The originator's request: nothing in it tells that it is the first. */
async function begin(context: Context): Promise<Outcome<TraceData>> {
  const { cause, session, now } = context;
  const parsed = traceInput.safeParse(cause.by === 'officer' ? cause.input : null);
  if (!parsed.success) {
    const at = parsed.error.issues[0]?.path.join('.') ?? '';
    throw new Fault('exchange.tracing.input', { at });
  }
  const { answer_within_hours, ...payment } = parsed.data;
  const seed = await context.seed('trace');
  const [some = 0] = await context.seed('banks');
  // Up to two fifths less than asked for, so that no round figure tells the first request.
  const [haste = 0] = await context.seed('haste');
  const keys = replyKeys(await context.seed('reply key'));
  const request: TraceRequest = {
    ...payment,
    case: Buffer.from(seed).toString('hex'),
    parent: Buffer.from(await context.seed('parent')).toString('hex'),
    banks_left: BANKS_MAX - (some % 4),
    answer_to: session.id,
    reply_key: keys.public_key,
    answer_by: isoTime(now + Math.floor(answer_within_hours * HOUR_MS * (1 - haste / 640))),
  };
  const digest = requestDigest(request);
  return {
    state: 'asked',
    data: { ...NO_TRACE, request, digest },
    send: [{ kind: 'tracing.request', session: sessionOf(digest), body: request }],
    deadline_at: Date.parse(request.answer_by),
    note: { request: digest },
  };
}

/**
 * A request arrives: if the way back is closed, that is said at once and the book not asked, so
 * that the answer depends on nobody. Else the book says where the money went, and it goes on.
 */
async function take(context: Context): Promise<Outcome<TraceData>> {
  const { cause, now } = context;
  const request = requestSchema.parse(cause.by === 'message' ? cause.message.body : null);
  const digest = requestDigest(request);
  const data = { ...NO_TRACE, request, digest };
  if (!context.mayTell('customer').allowed) {
    const body = { case: request.case, request: digest };
    const send = [{ kind: 'tracing.closed', session: request.answer_to, body }];
    return { state: 'closed', data, send, deadline_at: null, note: { request: digest } };
  }
  if (Date.parse(request.answer_by) <= now) throw new Fault('exchange.tracing.late');
  const went = await goOn(context, request, digest);
  const part = await sealAnswer(went.answer, context.tools.identity.signing, request.reply_key);
  const parts = [Buffer.from(part).toString('base64')];
  const onward = went.requests.map(({ digest: id, node, request: { banks_left: banks } }) => ({
    request: id,
    node,
    banks,
    answered: false,
  }));
  const next = { ...data, parts, onward };
  if (onward.length === 0) return answerNow(context, next, went.answer.status === 'held');
  return {
    state: 'waiting',
    data: next,
    send: went.requests.map(({ request: body, digest: id, node }) => ({
      kind: 'tracing.request',
      session: sessionOf(id),
      to: node,
      body,
    })),
    deadline_at: Date.parse(went.requests[0]?.request.answer_by ?? request.answer_by),
    note: { request: digest, onward: onward.length },
  };
}

/** A next bank's parts are passed back when all that were asked have answered. */
async function passOn(context: Context, hasParts: boolean): Promise<Outcome<TraceData>> {
  const { session, cause } = context;
  if (cause.by !== 'message') throw new Error('a message is passed on');
  const { request } = cause.message.body as { readonly request: string };
  const child = session.data.onward.find(
    (each) => each.request === request && each.node === cause.message.from && !each.answered,
  );
  if (child === undefined) throw new Fault('exchange.session.unknown', { id: session.id });
  const count = hasParts ? cause.message.attachments.length : child.banks;
  if (count !== child.banks) throw new Fault('exchange.tracing.parts', { node: child.node });
  const onward = session.data.onward.map((each) =>
    each === child ? { ...each, answered: true } : each,
  );
  const taken = hasParts ? cause.message.attachments : [];
  const parts = [
    ...session.data.parts,
    ...taken.map((part) => Buffer.from(part).toString('base64')),
  ];
  const data = { ...session.data, onward, parts };
  if (onward.some((each) => !each.answered)) return { state: 'waiting', data };
  return answerNow(context, data, false);
}

/** Whoever has not answered by now is passed over: the originator sees that a part is missing. */
function giveUp(context: Context): Promise<Outcome<TraceData>> {
  return answerNow(context, context.session.data, false);
}

async function answerNow(
  context: Context,
  data: TraceData,
  isHeld: boolean,
): Promise<Outcome<TraceData>> {
  const { request, digest } = data;
  if (request === null) throw new Error('a request was taken');
  const own = data.parts.map((part) => new Uint8Array(Buffer.from(part, 'base64')));
  const { reply_key, case: context_id } = request;
  const sealed = { reply_key, context: context_id };
  const attachments = await bundle(own, request.banks_left, sealed);
  const body = { case: request.case, request: digest };
  const asks = isHeld && request.hold_hours !== null;
  return {
    state: asks ? 'hold_asked' : 'answered',
    data: { ...data, parts: [] },
    send: [{ kind: 'tracing.answer', session: request.answer_to, body, attachments }],
    deadline_at: context.now + (request.hold_hours ?? 24) * HOUR_MS,
    note: { request: digest },
  };
}

/** The originator opens what came, and holds each answer to the chain it must be part of. */
async function open(context: Context): Promise<Outcome<TraceData>> {
  const { session, cause, tools } = context;
  const { data } = session;
  if (cause.by !== 'message' || data.request === null) throw new Error('an answer is opened');
  const keys = replyKeys(await context.seed('reply key'));
  const given = { case: data.request.case, peers: tools.peers, own: tools.identity.card };
  const opened: TraceAnswer[] = [];
  let spoiled = data.spoiled;
  for (const part of cause.message.attachments) {
    try {
      opened.push(...(await openBundle([part], keys, given)));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      spoiled++;
    }
  }
  const before = data.answers.map(({ answer }) => answer);
  const answers = linked([...before, ...opened], data.digest, session.peer.node);
  return {
    state: 'traced',
    data: { ...data, answers, spoiled },
    note: { answers: answers.length },
  };
}

/**
 * An answer is linked when it answers our own request at the bank that we asked, or one that a
 * linked bank says it sent on: a forged parent, a skipped hop and a swapped answer are not.
 */
export function linked(
  answers: readonly TraceAnswer[],
  first: string,
  asked: string,
): readonly { readonly answer: TraceAnswer; readonly linked: boolean }[] {
  const good = new Set<TraceAnswer>();
  for (let grew = true; grew; ) {
    grew = false;
    for (const answer of answers) {
      if (good.has(answer)) continue;
      const isFirst = answer.request === first && answer.node === asked;
      const parent = [...good].find(
        (each) =>
          each.request === answer.parent &&
          each.onward.some(
            ({ followed, institution }) => followed && sameBank(institution, answer.node),
          ),
      );
      if (!isFirst && parent === undefined) continue;
      good.add(answer);
      grew = true;
    }
  }
  return answers.map((answer) => ({ answer, linked: good.has(answer) }));
}

function sameBank(institution: string, node: string): boolean {
  return partyOfInstitution([{ node }], institution) !== null;
}

/** Two officers hold the funds, or say that they do not; the originator is told under seal. */
async function hold(context: Context): Promise<Outcome<TraceData>> {
  const { session, cause, tools } = context;
  const { request, digest } = session.data;
  const parsed = holdInput.safeParse(cause.by === 'officer' ? cause.input : null);
  if (!parsed.success || request === null)
    throw new Fault('exchange.tracing.input', { at: 'until' });
  const { until } = parsed.data;
  const answer: TraceAnswer = {
    case: request.case,
    request: digest,
    parent: request.parent,
    node: tools.identity.card.node,
    status: until === null ? 'declined' : 'held',
    code: '',
    received_at: until,
    held_minor: null,
    currency: null,
    onward: [],
  };
  const part = await sealAnswer(answer, tools.identity.signing, request.reply_key);
  const attachments = [part];
  const body = { case: request.case, request: digest };
  return {
    state: 'answered',
    data: session.data,
    send: [{ kind: 'tracing.hold', session: request.answer_to, body, attachments }],
    note: { request: digest, hold: until !== null },
  };
}

/** A bank in the middle passes a later part back, which it cannot read. */
function passHold({ session, cause }: Context): Outcome<TraceData> {
  const { request, digest, onward } = session.data;
  if (cause.by !== 'message' || request === null) throw new Error('a hold is passed on');
  const known = onward.some(({ node }) => node === cause.message.from);
  if (!known) throw new Fault('exchange.session.unknown', { id: session.id });
  const body = { case: request.case, request: digest };
  const { attachments } = cause.message;
  const send = [{ kind: 'tracing.hold', session: request.answer_to, body, attachments }];
  return { state: session.state, data: session.data, send };
}

function close({ session }: Context): Outcome<TraceData> {
  return { state: 'closed', data: session.data, deadline_at: null };
}
