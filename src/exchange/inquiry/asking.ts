/** Requests and their answers: the steps of the side that asks and of the side that is asked. */
import { Fault, isoTime } from '../../base/index.js';
import type { Outcome, StepRule } from '../session/index.js';
import { given, officerInput } from '../session/officer-input.js';
import type { Effect } from '../session/protocol.js';
import { inquiryInputs, type ProvideBody, provideSchema, requestSchema } from './bodies.js';
import { attachDocuments, checkDocuments } from './document.js';
import { keepDocuments } from './documents-kept.js';
import {
  attachmentsOf,
  checkTypes,
  type InquiryContext,
  type InquiryData,
  remember,
} from './inquiry-data.js';
import { refuseInput } from './refusing.js';
import { URGENCY_HOURS } from './terms.js';
import { answerBy, nextDue } from './window.js';

type Rule = StepRule<InquiryData, unknown>;
const OFFICERS = ['exchange_officer', 'compliance_officer'] as const;
const DAY_MS = 86_400_000;
/** How long after the time to answer the asker still believes that an answer is on its way. */
const GRACE_MS = 2 * DAY_MS;

export const askingSteps: readonly Rule[] = [
  {
    from: ['new'],
    to: ['requested'],
    on: { action: 'request', roles: OFFICERS, approvals: 1 },
    run: ask,
  },
  { from: ['new'], to: ['to_answer'], on: { message: 'inquiry.request' }, run: takeRequest },
  {
    from: ['to_answer'],
    to: ['to_answer', 'answered'],
    on: { action: 'provide', roles: OFFICERS, approvals: 2 },
    run: provide,
  },
  {
    from: ['requested', 'overdue'],
    to: ['requested', 'overdue', 'answered'],
    on: { message: 'inquiry.provide' },
    run: takeAnswer,
  },
  {
    from: ['to_answer'],
    to: ['refusing', 'refused'],
    on: { action: 'refuse', roles: OFFICERS, approvals: 1 },
    run: refuse,
  },
  {
    from: ['requested', 'overdue'],
    to: ['refused'],
    on: { message: 'inquiry.refuse' },
    run: (context) => {
      const { code } = given(context.cause) as { readonly code: InquiryData['refusal'] };
      const data = remember(context, 'refused', code ?? '', { refusal: code });
      return { state: 'refused', data, deadline_at: null };
    },
  },
  {
    from: ['to_answer', 'refusing'],
    to: ['to_answer', 'refusing', 'refused'],
    on: { deadline: true },
    run: passAnswering,
  },
  { from: ['requested'], to: ['requested', 'overdue'], on: { deadline: true }, run: passAsking },
];

function ask(context: InquiryContext): Outcome<InquiryData> {
  const { now, session, cause } = context;
  const input = officerInput(inquiryInputs.request, given(cause));
  checkTypes(context, input.about);
  const answer_by = answerBy(now, URGENCY_HOURS[input.urgency], session.agreement.expires_at);
  const request = { ...input, answer_by };
  const since = isoTime(now);
  const changes = { part: 'asker', request, since, answer_by } as const;
  return {
    state: 'requested',
    data: remember(context, 'requested', '', changes),
    send: [{ kind: 'inquiry.request', body: request }],
    deadline_at: nextDue(now, Date.parse(answer_by), now),
  };
}

function takeRequest(context: InquiryContext): Outcome<InquiryData> {
  const { now, session, cause } = context;
  const request = requestSchema.parse(given(cause));
  checkTypes(context, request.about);
  // A peer gives us the time it likes, but no longer than anybody may.
  const latest = answerBy(now, URGENCY_HOURS.extended, session.agreement.expires_at);
  const answer_by = request.answer_by < latest ? request.answer_by : latest;
  const changes = { part: 'answerer', request, since: isoTime(now), answer_by } as const;
  return {
    state: 'to_answer',
    data: remember(context, 'requested', '', changes),
    deadline_at: nextDue(now, Date.parse(answer_by), now) ?? now,
  };
}

function provide(context: InquiryContext): Outcome<InquiryData> {
  const { session, cause } = context;
  const { documents, ...rest } = officerInput(inquiryInputs.provide, given(cause));
  const sealed = attachDocuments(documents);
  const body = { ...rest, documents: [...sealed.entries] };
  checkAsked(session.data, body);
  const [asked] = session.data.received;
  const answers = [...session.data.answers, body];
  return {
    ...answered(context, body, answers),
    send: [
      {
        kind: 'inquiry.provide',
        body,
        attachments: sealed.attachments,
        ...(asked === undefined ? {} : { in_reply_to: asked }),
      },
    ],
  };
}

function takeAnswer(context: InquiryContext): Outcome<InquiryData> {
  const { session, cause } = context;
  const body = provideSchema.parse(given(cause));
  const attachments = attachmentsOf(cause);
  checkDocuments(body.documents, attachments);
  checkAsked(session.data, body);
  const effects: Effect[] = [keepDocuments(context, body.documents, attachments)];
  return { ...answered(context, body, [...session.data.answers, body]), effects };
}

function answered(
  context: InquiryContext,
  { final }: ProvideBody,
  answers: ProvideBody[],
): Outcome<InquiryData> {
  const { session, now } = context;
  const data = remember(context, final ? 'answered' : 'answered_in_part', '', { answers });
  if (!final) return { state: session.state, data };
  return { state: 'answered', data, deadline_at: now + session.agreement.retention_days * DAY_MS };
}

/** An answer is to what was asked, and to something. */
function checkAsked({ request }: InquiryData, { answers, documents }: ProvideBody): void {
  const other = answers.find(({ question }) => !request?.questions.includes(question));
  if (other) throw new Fault('exchange.inquiry.not_asked', { question: other.question });
  if (answers.length === 0 && documents.length === 0) {
    throw new Fault('exchange.inquiry.empty_answer');
  }
}

function refuse(context: InquiryContext): Outcome<InquiryData> {
  const { code, kept_reason } = officerInput(refuseInput, given(context.cause));
  const { answer_by } = context.session.data;
  const data = remember(context, 'refused', '', { refusal: code, kept_reason });
  if (code !== 'no_answer') return sendRefusal(data, code);
  return { state: 'refusing', data, deadline_at: Date.parse(answer_by ?? '') };
}

/** The end of the time is told in one way, whatever there was to tell. */
function passAnswering(context: InquiryContext): Outcome<InquiryData> {
  const { session, now } = context;
  const { data, state } = session;
  const end = Date.parse(data.answer_by ?? '');
  if (now >= end) {
    const refused = { refusal: 'no_answer' } as const;
    return sendRefusal(remember(context, 'time_over', '', refused), 'no_answer');
  }
  return remind(context, state, end);
}

function passAsking(context: InquiryContext): Outcome<InquiryData> {
  const { session, now } = context;
  const end = Date.parse(session.data.answer_by ?? '');
  if (now < end + GRACE_MS) return remind(context, 'requested', end);
  return { state: 'overdue', data: remember(context, 'overdue', ''), deadline_at: null };
}

function remind(context: InquiryContext, state: string, end: number): Outcome<InquiryData> {
  const { session, now } = context;
  const reminders = session.data.reminders + 1;
  const data = remember(context, 'reminder', '', { reminders });
  const next = nextDue(Date.parse(session.data.since ?? ''), end, now) ?? end + GRACE_MS;
  return { state, data, deadline_at: next, note: { reminders } };
}

function sendRefusal(data: InquiryData, code: string): Outcome<InquiryData> {
  const send = [{ kind: 'inquiry.refuse', body: { code } }];
  return { state: 'refused', data, send, deadline_at: null };
}
