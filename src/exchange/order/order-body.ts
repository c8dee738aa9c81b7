/** Orders of an authority to an institution, and replies. Every object is strict. */
import { z } from 'zod';
import { provideSchema } from '../inquiry/bodies.js';
import { claimSchema } from '../search/listed-subjects.js';
import type { MessageKind } from '../session/index.js';

/** Authorities that serve orders; in Mexico through the supervisor (SIARA), art. 142 LIC. */
export const ISSUERS = ['UIF', 'UBVA-SHCP', 'CNBV', 'SAT', 'FGR', 'COURT', 'US-AGENCY'] as const;

/** What is ordered. A freeze is an aseguramiento or an inmovilización alike. */
const ORDER_KINDS = ['information', 'freeze', 'unfreeze', 'documents'] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

const line = z.string().min(1).max(200).normalize();
const prose = z.string().max(4_000).normalize();
const account = z.string().min(1).max(64);

export const orderSchema = z.strictObject({
  /** Of the oficio itself. */
  folio: line,
  issuer: z.enum(ISSUERS),
  /** Articles of law that it rests on, as it cites them. */
  articles: z.array(line).min(1).max(20),
  kind: z.enum(ORDER_KINDS),
  /** The order that an unfreeze lifts. */
  of_folio: line.optional(),
  subjects: z
    .array(z.strictObject({ reference: line, name: line, claims: z.array(claimSchema).max(40) }))
    .max(500),
  /** Business days to reply, after the day of service. */
  business_days: z.int().min(1).max(60),
  text: prose,
});
export type OrderBody = z.infer<typeof orderSchema>;

const heldAccount = z.strictObject({
  reference: line,
  account,
  holder: line,
  state: z.enum(['open', 'closed']),
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** Minor units, where it was asked or frozen. */
  balance_minor: z
    .string()
    .regex(/^-?\d{1,16}$/)
    .nullable(),
});
export type HeldAccount = z.infer<typeof heldAccount>;

export const replySchema = z.strictObject({
  folio: line,
  outcome: z.enum(['nothing_held', 'held', 'executed']),
  accounts: z.array(heldAccount).max(5_000),
  /** When the instructions went to the bank's own system. */
  executed_at: z.iso.datetime({ precision: 3 }).nullable(),
  text: prose,
  documents: provideSchema.shape.documents,
});
export type ReplyBody = z.infer<typeof replySchema>;

export const orderKinds = {
  'order.serve': { body: orderSchema, informs: 'customer', carries: ['subject', 'order'] },
  'order.reply': {
    body: replySchema,
    informs: 'customer',
    carries: ['account', 'balance', 'documents'],
  },
} as const satisfies Readonly<Record<string, MessageKind>>;
