/** Alerts, and what follows anything that was told: corrections, objections, taking it back. */
import { z } from 'zod';
import { Fault, isoTime } from '../../base/index.js';
import type { Outcome, StepRule } from '../session/index.js';
import { given, officerInput } from '../session/officer-input.js';
import { alertSchema, correctSchema, inquiryInputs, objectSchema } from './bodies.js';
import { attachDocuments, checkDocuments } from './document.js';
import { dropDocuments, keepDocuments } from './documents-kept.js';
import {
  attachmentsOf,
  checkTypes,
  type InquiryContext,
  type InquiryData,
  noteDisclosures,
  remember,
} from './inquiry-data.js';
import { OUTCOMES } from './terms.js';

type Rule = StepRule<InquiryData, unknown>;
const OFFICERS = ['exchange_officer', 'compliance_officer'] as const;
const DAY_MS = 86_400_000;
/** States in which something was told and still stands. */
const TOLD = ['requested', 'to_answer', 'answered', 'alerted', 'overdue'];
const HEARING = [...TOLD, 'refusing'];

const assessInput = z.strictObject({
  outcome: z.enum(OUTCOMES),
  text: z.string().max(4_000).default(''),
});

export const warningSteps: readonly Rule[] = [
  {
    from: ['new'],
    to: ['alerted'],
    on: { action: 'alert', roles: OFFICERS, approvals: 2 },
    run: warn,
  },
  { from: ['new'], to: ['alerted'], on: { message: 'inquiry.alert' }, run: takeWarning },
  {
    from: TOLD,
    to: TOLD,
    on: { action: 'correct', roles: OFFICERS, approvals: 2 },
    run: (context) => {
      const body = officerInput(correctSchema, given(context.cause));
      return says(context, 'inquiry.correct', body, body.text);
    },
  },
  {
    from: TOLD,
    to: TOLD,
    on: { action: 'object', roles: OFFICERS, approvals: 1 },
    run: (context) => {
      const body = officerInput(objectSchema, given(context.cause));
      return says(context, 'inquiry.object', body, body.text);
    },
  },
  // A refusal that waits for its time must not show by what is taken meanwhile.
  { from: HEARING, to: HEARING, on: { message: 'inquiry.correct' }, run: hears },
  { from: HEARING, to: HEARING, on: { message: 'inquiry.object' }, run: hears },
  {
    from: TOLD,
    to: TOLD,
    on: { action: 'assess', roles: [...OFFICERS, 'analyst'], approvals: 1 },
    run: assess,
  },
  {
    from: TOLD,
    to: ['revoking'],
    on: { action: 'revoke', roles: OFFICERS, approvals: 1 },
    run: revoke,
  },
  {
    from: [...TOLD, 'refusing'],
    to: ['revoked'],
    on: { message: 'inquiry.revoke' },
    run: forget,
  },
  {
    from: ['revoking'],
    to: ['revoked'],
    on: { message: 'inquiry.revoked' },
    run: (context) => ({
      state: 'revoked',
      data: remember(context, 'revoked', ''),
      effects: [noteDisclosures(context, 'revoked', { confirmed: true })],
      deadline_at: null,
    }),
  },
  {
    from: ['answered', 'alerted'],
    to: ['closed'],
    on: { deadline: true },
    run: (context) => ({
      state: 'closed',
      data: remember(context, 'closed', ''),
      effects: [dropDocuments(context)],
      deadline_at: null,
    }),
  },
];

function warn(context: InquiryContext): Outcome<InquiryData> {
  const { documents, ...rest } = officerInput(inquiryInputs.alert, given(context.cause));
  checkTypes(context, rest.about);
  const { entries, attachments } = attachDocuments(documents);
  const alert = { ...rest, documents: [...entries] };
  return {
    ...alerted(context, { part: 'warner', alert }),
    send: [{ kind: 'inquiry.alert', body: alert, attachments }],
  };
}

function takeWarning(context: InquiryContext): Outcome<InquiryData> {
  const alert = alertSchema.parse(given(context.cause));
  checkTypes(context, alert.about);
  const attachments = attachmentsOf(context.cause);
  checkDocuments(alert.documents, attachments);
  const effects = [keepDocuments(context, alert.documents, attachments)];
  return { ...alerted(context, { part: 'warned', alert }), effects };
}

function alerted(context: InquiryContext, changes: Partial<InquiryData>): Outcome<InquiryData> {
  const { now, session } = context;
  const data = remember(context, 'alerted', '', { ...changes, since: isoTime(now) });
  return { state: 'alerted', data, deadline_at: now + session.agreement.retention_days * DAY_MS };
}

function says(
  context: InquiryContext,
  kind: string,
  body: object,
  text: string,
): Outcome<InquiryData> {
  const { session } = context;
  const last = session.data.received.at(-1);
  const what = kind === 'inquiry.correct' ? 'corrected' : 'objected';
  return {
    state: session.state,
    data: remember(context, what, text),
    send: [{ kind, body, ...(last === undefined ? {} : { in_reply_to: last }) }],
    effects: [noteDisclosures(context, what, body)],
  };
}

function hears(context: InquiryContext): Outcome<InquiryData> {
  const { session, cause } = context;
  const body = given(cause) as { readonly text: string };
  const isCorrection = cause.by === 'message' && cause.message.kind === 'inquiry.correct';
  const what = isCorrection ? 'corrected' : 'objected';
  return {
    state: session.state,
    data: remember(context, what, body.text),
    effects: [noteDisclosures(context, what, body)],
  };
}

/** How useful it was stays here: that we acted on it, and how, is nobody's business. */
function assess(context: InquiryContext): Outcome<InquiryData> {
  const input = officerInput(assessInput, given(context.cause));
  const { session } = context;
  return {
    state: session.state,
    data: remember(context, `assessed_${input.outcome}`, input.text),
    effects: [noteDisclosures(context, 'outcome', { outcome: input.outcome })],
  };
}

function revoke(context: InquiryContext): Outcome<InquiryData> {
  const { data } = context.session;
  const told = data.part === 'warner' || data.part === 'asker' || data.answers.length > 0;
  if (!told) throw new Fault('exchange.inquiry.nothing_told');
  return {
    state: 'revoking',
    data: remember(context, 'revoking', ''),
    send: [{ kind: 'inquiry.revoke', body: {} }],
    deadline_at: null,
  };
}

/** Drops what the peer took back, and says so by itself: the proof that the word arrived. */
function forget(context: InquiryContext): Outcome<InquiryData> {
  const { part } = context.session.data;
  const keepsRequest = part === 'asker' ? {} : { request: null };
  const dropped = { ...keepsRequest, alert: null, answers: [] };
  return {
    state: 'revoked',
    data: remember(context, 'revoked', '', dropped),
    send: [{ kind: 'inquiry.revoked', body: {} }],
    effects: [dropDocuments(context), noteDisclosures(context, 'revoked', { dropped: true })],
    deadline_at: null,
  };
}
