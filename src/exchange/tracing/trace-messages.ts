/** What travels along a trace: a request for a payment, and answers that no middle bank reads. */
import { z } from 'zod';
import { sha256 } from '../../base/index.js';
import { canonicalJson } from '../../store/index.js';
import type { MessageKind } from '../session/index.js';
import { REFERENCE_KINDS } from './money-trail.js';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const moment = z.iso.datetime({ precision: 3 });
const minor = z.string().regex(/^-?\d{1,18}$/);

export const referenceSchema = z.strictObject({
  kind: z.enum(REFERENCE_KINDS),
  value: z.string().min(6).max(64),
});

/** Most banks that one trace goes through. */
export const BANKS_MAX = 12;

/**
 * One hop's request. It says nothing of who began the trace or how far away that is: the case is a
 * fresh number, the parent of the first request is one too, and the banks that are left begin
 * anywhere from nine to twelve.
 */
export const requestSchema = z.strictObject({
  case: digest,
  parent: digest,
  /** Banks that the trace may still go through on this branch, the receiver included. */
  banks_left: z.int().min(1).max(BANKS_MAX),
  reference: referenceSchema,
  amount_minor: minor,
  currency: z.string().regex(/^[A-Z]{3}$/),
  paid_at: moment,
  /** Session of the asker to which the answer goes. */
  answer_to: z.string().min(1).max(100),
  /** X25519, for this trace alone: answers are sealed to it. */
  reply_key: z.string().length(44),
  answer_by: moment,
  /** Hours for which the last bank is asked to hold what it has; null: it is not asked. */
  hold_hours: z.int().min(1).max(240).nullable(),
});
export type TraceRequest = z.infer<typeof requestSchema>;

const STATUSES = [
  'forwarded',
  'held',
  'withdrawn_cash',
  'returned',
  'not_ours',
  'declined',
] as const;

/** Onward payments that one answer names, largest first. */
export const ONWARD_MAX = 12;

/** What one bank says to the originator alone; signed by it inside the seal. */
export const answerSchema = z.strictObject({
  case: digest,
  request: digest,
  parent: digest,
  node: z.string(),
  status: z.enum(STATUSES),
  /** `banks`: the money went on, the trace did not, for it had been through enough banks. */
  code: z.enum(['', 'banks']),
  received_at: moment.nullable(),
  held_minor: minor.nullable(),
  currency: z.string().nullable(),
  onward: z
    .array(
      z.strictObject({
        reference: referenceSchema,
        institution: z.string(),
        at: moment,
        amount_minor: minor,
        traced_minor: minor,
        currency: z.string(),
        /** Whether the trace went on to it from here. */
        followed: z.boolean(),
      }),
    )
    .max(ONWARD_MAX),
});
export type TraceAnswer = z.infer<typeof answerSchema>;

/** The session of a request at its receiver, of the form that the ids of all sessions have. */
export function sessionOf(digest: string): string {
  const variant = '89ab'[Number.parseInt(digest[16] ?? '0', 16) % 4];
  const parts = [digest.slice(0, 8), digest.slice(8, 12), `4${digest.slice(13, 16)}`];
  return [...parts, `${variant}${digest.slice(17, 20)}`, digest.slice(20, 32)].join('-');
}

/** What names a request: the next hop's parent, and what an answer says it answers. */
export function requestDigest(request: TraceRequest): string {
  return sha256(canonicalJson(request));
}

export const traceKinds: Readonly<Record<string, MessageKind>> = {
  'tracing.request': {
    body: requestSchema,
    informs: 'customer',
    carries: ['payment reference', 'amount', 'time of a payment both banks hold'],
    charge: () => ({ id_type: 'payment', elements: 1 }),
  },
  'tracing.answer': {
    body: z.strictObject({ case: digest, request: digest }),
    informs: 'customer',
    form: 'tokens',
    carries: ['sealed to the originator: status, next institution and reference, amounts'],
  },
  /** Of one constant form: the path back is closed, or something else stopped the trace here. */
  'tracing.closed': {
    body: z.strictObject({ case: digest, request: digest }),
    informs: 'nothing',
  },
  'tracing.hold': {
    body: z.strictObject({ case: digest, request: digest }),
    informs: 'customer',
    form: 'tokens',
    carries: ['sealed to the originator: whether funds are held, and until when'],
  },
};
