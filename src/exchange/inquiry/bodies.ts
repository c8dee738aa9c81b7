/** What requests, answers and alerts carry. Every object is strict: nothing else can be sent. */
import { z } from 'zod';
import { isCurrency } from '../../base/index.js';
import { ID_TYPES } from '../agreement/index.js';
import { documentSchema, draftDocuments } from './document-entry.js';
import { OBJECTIONS, PAYMENT_REFERENCES, QUESTIONS, REFUSALS, URGENCIES } from './terms.js';

const line = z.string().min(1).max(200).normalize();
const prose = z.string().max(4_000).normalize();
const country = z.string().regex(/^[A-Z]{2}$/);

const identifierSchema = z.strictObject({ type: z.enum(ID_TYPES), value: line });

const subject = z.strictObject({
  kind: z.literal('subject'),
  class: z.enum(['person', 'business', 'wallet']),
  name: line.optional(),
  born_on: z.iso.date().optional(),
  country: country.optional(),
  identifiers: z.array(identifierSchema).max(20),
});

const payment = z.strictObject({
  kind: z.literal('payment'),
  references: z
    .array(z.strictObject({ kind: z.enum(PAYMENT_REFERENCES), value: line }))
    .min(1)
    .max(8),
  /** Minor units of the currency, as digits. */
  amount_minor: z.string().regex(/^\d{1,15}$/),
  currency: z.string().refine(isCurrency),
  paid_on: z.iso.date(),
  originator: line.optional(),
  beneficiary: line.optional(),
});

/** A customer, or one payment. */
const aboutSchema = z.discriminatedUnion('kind', [subject, payment]);
export type About = z.infer<typeof aboutSchema>;

/** The rule that raised the question, by its id and version. */
const indicator = z.strictObject({ id: line, version: z.int().min(1) });

/** The sender's own entry in the register of its country (314(b)), for the receiver to verify. */
const registration = z.strictObject({ programme: z.literal('314b'), reference: line });

const asked = {
  about: aboutSchema,
  indicator: indicator.optional(),
  registration: registration.optional(),
  text: prose,
};

export const requestSchema = z.strictObject({
  ...asked,
  questions: z.array(z.enum(QUESTIONS)).min(1).max(QUESTIONS.length),
  urgency: z.enum(URGENCIES),
  answer_by: z.iso.datetime({ precision: 3 }),
});
export type RequestBody = z.infer<typeof requestSchema>;

export const alertSchema = z.strictObject({ ...asked, documents: z.array(documentSchema).max(8) });
export type AlertBody = z.infer<typeof alertSchema>;

/** A party behind a payment or an account, as the answering bank knows it. */
const party = z.strictObject({
  role: z.enum([
    'originator',
    'beneficiary',
    'ultimate_originator',
    'ultimate_beneficiary',
    'intermediary',
  ]),
  name: line,
  country: country.optional(),
  identifiers: z.array(identifierSchema).max(20),
});

const answer = z.strictObject({
  question: z.enum(QUESTIONS),
  text: prose,
  parties: z.array(party).max(20),
});

/** One answer or several, of those asked; `final` says that no more will come. */
export const provideSchema = z.strictObject({
  answers: z.array(answer).max(QUESTIONS.length),
  documents: z.array(documentSchema).max(8),
  final: z.boolean(),
  text: prose,
});
export type ProvideBody = z.infer<typeof provideSchema>;

export const refuseSchema = z.strictObject({ code: z.enum(REFUSALS) });

export const correctSchema = z.strictObject({
  about: z.string().min(1).max(80),
  text: z.string().min(1).max(4_000).normalize(),
});

export const objectSchema = z.strictObject({ ground: z.enum(OBJECTIONS), text: prose });

/** Nothing more: that something is taken back is all that it says. */
export const emptySchema = z.strictObject({});

/** Inputs of the officers' actions, by action. */
export const inquiryInputs = {
  request: requestSchema
    .omit({ answer_by: true })
    .extend({ text: prose.default(''), urgency: z.enum(URGENCIES).default('standard') }),
  alert: alertSchema.omit({ documents: true }).extend({ documents: draftDocuments }),
  provide: provideSchema
    .omit({ documents: true })
    .extend({ documents: draftDocuments, text: prose.default('') }),
} as const;
