/** What a session of requests for information keeps on either side. */
import { z } from 'zod';
import { Fault, isoTime } from '../../base/index.js';
import type { Cause, MessageKind, StepContext } from '../session/index.js';
import type { Effect } from '../session/protocol.js';
import {
  type About,
  alertSchema,
  correctSchema,
  emptySchema,
  objectSchema,
  provideSchema,
  refuseSchema,
  requestSchema,
} from './bodies.js';
import { KEPT_REASONS, REFUSALS } from './terms.js';

const event = z.strictObject({
  what: z.string(),
  at: z.string(),
  by: z.string(),
  text: z.string(),
});

export const inquiryData = z.strictObject({
  /** Which side this is: who asks or is asked, who warns or is warned. */
  part: z.enum(['none', 'asker', 'answerer', 'warner', 'warned']),
  request: requestSchema.nullable(),
  alert: alertSchema.nullable(),
  answers: z.array(provideSchema),
  refusal: z.enum(REFUSALS).nullable(),
  /** Why we give no answer: ours, never sent. */
  kept_reason: z.enum(KEPT_REASONS).nullable(),
  since: z.string().nullable(),
  answer_by: z.string().nullable(),
  reminders: z.int(),
  /** Messages in which the peer told us something, and permits on which we told it anything. */
  received: z.array(z.string()),
  permits: z.array(z.string()),
  history: z.array(event),
});
export type InquiryData = z.infer<typeof inquiryData>;
export type InquiryContext = StepContext<InquiryData, unknown>;

export const NOTHING_YET: InquiryData = {
  part: 'none',
  request: null,
  alert: null,
  answers: [],
  refusal: null,
  kept_reason: null,
  since: null,
  answer_by: null,
  reminders: 0,
  received: [],
  permits: [],
  history: [],
};

const told = { informs: 'customer', form: 'clear' } as const;

export const inquiryKinds = {
  'inquiry.request': { ...told, body: requestSchema, carries: ['subject', 'payment'] },
  'inquiry.provide': {
    ...told,
    body: provideSchema,
    carries: ['parties', 'relationship', 'purpose', 'documents'],
  },
  'inquiry.alert': { ...told, body: alertSchema, carries: ['subject', 'payment', 'documents'] },
  'inquiry.correct': { ...told, body: correctSchema, carries: ['correction'] },
  'inquiry.object': { ...told, body: objectSchema, carries: ['objection'] },
  'inquiry.refuse': { informs: 'nothing', body: refuseSchema },
  'inquiry.revoke': { informs: 'nothing', body: emptySchema },
  'inquiry.revoked': { informs: 'nothing', body: emptySchema },
} as const satisfies Readonly<Record<string, MessageKind>>;

/** Throws `exchange.inquiry.id_type` where an identifier's type is none of the agreement's. */
export function checkTypes(context: InquiryContext, about: About): void {
  if (about.kind !== 'subject') return;
  const { id_types } = context.session.agreement;
  const stranger = about.identifiers.find(({ type }) => !id_types.includes(type));
  if (stranger) throw new Fault('exchange.inquiry.id_type', { type: stranger.type });
}

export function attachmentsOf(cause: Cause): readonly Uint8Array[] {
  return cause.by === 'message' ? cause.message.attachments : [];
}

/** The data with one more line of what happened. */
export function remember(
  context: InquiryContext,
  what: string,
  text: string,
  changes: Partial<InquiryData> = {},
): InquiryData {
  const { cause, now, session } = context;
  const by = cause.by === 'officer' ? cause.officer.id : actorOf(context);
  const line = { what, at: isoTime(now), by, text };
  const { data } = session;
  const received = cause.by === 'message' ? [...data.received, cause.message.id] : data.received;
  const permits = cause.by === 'officer' ? permitsNow(context) : data.permits;
  return { ...data, received, permits, ...changes, history: [...data.history, line] };
}

/** A line under the disclosures that this side received in the session, for their record. */
export function noteDisclosures(context: InquiryContext, kind: string, body: object): Effect {
  const { session, now } = context;
  const actor = context.cause.by === 'officer' ? context.cause.officer.id : actorOf(context);
  const at = isoTime(now);
  return async (trx) => {
    const rows = await trx
      .selectFrom('exchange_disclosure')
      .select('id')
      .where('session', '=', session.id)
      .execute();
    for (const { id: disclosure } of rows) {
      const id = `${disclosure} ${kind} ${at}`;
      const line = { id, disclosure, kind, body: JSON.stringify(body), actor, at };
      await trx
        .insertInto('exchange_disclosure_event')
        .values(line)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    }
  };
}

function actorOf({ cause, session }: InquiryContext): string {
  return cause.by === 'message' ? cause.message.from : session.us.node;
}

/** Proof of the counterpart's registration and of our own policies: what opens the path now. */
function permitsNow(context: InquiryContext): string[] {
  return [...new Set([...context.session.data.permits, ...context.mayTell('customer').permits])];
}
