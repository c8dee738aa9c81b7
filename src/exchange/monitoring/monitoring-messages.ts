/** The messages of joint monitoring. What is long travels in attachments, as JSON or elements. */
import { z } from 'zod';
import { Fault } from '../../base/index.js';
import { jsonText } from '../../store/index.js';
import { ELEMENT_BYTES } from '../group/index.js';
import type { ArrivedMessage, MessageKind } from '../session/index.js';
import { TOKEN_BYTES } from './records.js';

const node = z.string().max(100);
const session = z.string().min(1).max(100);
const epoch = z.int().nonnegative();
const number = z.int().nonnegative();
const moment = z.iso.datetime({ precision: 3 });
const publicKey = z.base64().length(44);
const token = z.string().regex(new RegExp(`^[0-9a-f]{${2 * TOKEN_BYTES}}$`));
const direction = z.enum(['in', 'out']);
const tokens = z.array(token);

/** What the hub proposes to every bank alike. */
export const campaignSchema = z.strictObject({
  /** Of the agreement: the operators' shares are of this one. */
  epoch,
  /** Payments of `from` ≤ time < `until`. */
  from: moment,
  until: moment,
  /** Id of the policy, which each bank has in its own file. */
  policy: z.string().min(1),
  /** Of the operators' shares of the key, base64. */
  keys: z.strictObject({ US: publicKey, MX: publicKey }),
  /** Session of the hub to which all is told. */
  hub_session: session,
});
export type Campaign = z.infer<typeof campaignSchema>;

const edgeSchema = z.strictObject({
  payment: token,
  source: token,
  target: token,
  source_institution: node,
  target_institution: node,
  amount_band: z.int().nullable(),
  period: z.int().nullable(),
  rail: z.string().max(40).nullable(),
  aim: z.number(),
  start: z.number(),
});

export const contributionSchema = z.strictObject({
  agreement: z.string(),
  epoch: z.string(),
  institution: node,
  edges: z.array(edgeSchema),
  hops: z.array(
    z.strictObject({ first: token, second: token, peel: token.nullable(), nats: z.number() }),
  ),
  stars: z.array(z.strictObject({ hub: token, direction, payments: tokens })),
  struck: tokens,
});

const period = z.int().nullable();
export const asksSchema = z.array(
  z.union([
    z.strictObject({
      ask: z.enum(['next', 'previous']),
      customer: token,
      payment: token,
      period,
    }),
    z.strictObject({ ask: z.literal('star'), customer: token, direction, payments: tokens }),
  ]),
);

const short = z.string().max(40);
export const hitsSchema = z.array(
  z.strictObject({
    id: short,
    shape: short,
    nats_band: short,
    customers_band: short,
    customers: tokens,
    payments: tokens,
    periods: z.array(period),
  }),
);

export const bodies = {
  key_asked: z.strictObject({ epoch, answer_to: session }),
  key_told: z.strictObject({ epoch, public_key: publicKey }),
  masked: z.strictObject({ epoch, batch: number, answer_to: session }),
  evaluated: z.strictObject({ epoch, batch: number }),
  contributed: z.strictObject({ epoch }),
  asked: z.strictObject({ epoch, turn: number }),
  answered: z.strictObject({ epoch, turn: number }),
  hits: z.strictObject({ epoch }),
} as const;

const nothing = { informs: 'nothing' } as const;
const customers = { informs: 'customer', form: 'tokens' } as const;

/**
 * Masked elements are uniformly random to an operator, and evaluations of them say nothing. A
 * contribution, an answer, a question about it and a hit tell of customers, if by tokens: each
 * direction needs its own open path.
 */
export const monitoringKinds: Readonly<Record<string, MessageKind>> = {
  'monitoring.key_asked': { body: bodies.key_asked, ...nothing },
  'monitoring.key_told': { body: bodies.key_told, ...nothing },
  'monitoring.invited': { body: campaignSchema, ...nothing },
  'monitoring.masked': {
    body: bodies.masked,
    ...nothing,
    charge: ({ attachments: [masked] }) => ({
      id_type: 'account',
      elements: Math.ceil((masked?.length ?? 0) / ELEMENT_BYTES),
    }),
  },
  'monitoring.evaluated': { body: bodies.evaluated, ...nothing },
  'monitoring.contributed': {
    body: bodies.contributed,
    ...customers,
    carries: ['tokens of customers over the threshold', 'coarse edges of their payments'],
  },
  'monitoring.asked': {
    body: bodies.asked,
    ...customers,
    carries: ["tokens of the receiver's own customers and payments"],
  },
  'monitoring.answered': {
    body: bodies.answered,
    ...customers,
    carries: ['tokens and coarse edges about customers that the hub named'],
  },
  'monitoring.hits': {
    body: bodies.hits,
    ...customers,
    carries: ["tokens of the receiver's own customers and payments in a pattern"],
  },
};

export const jsonAttachment = (value: unknown): Uint8Array =>
  new Uint8Array(Buffer.from(jsonText(value)));

/** The one attachment of a message, held to its schema; else `exchange.monitoring.attachment`. */
export function readAttachment<T>(schema: z.ZodType<T>, message: ArrivedMessage): T {
  const [bytes] = message.attachments;
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes ?? new Uint8Array()).toString());
  } catch {
    throw new Fault('exchange.monitoring.attachment', { kind: message.kind, at: '' });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const at = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new Fault('exchange.monitoring.attachment', { kind: message.kind, at });
}
