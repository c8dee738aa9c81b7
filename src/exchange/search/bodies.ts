/** What a search says over the wire. Tags, masked elements and proofs travel as attachments. */
import { z } from 'zod';
import type { Permit } from '../agreement/index.js';
import { ID_TYPES, type IdType } from '../agreement/index.js';
import { ELEMENT_BYTES, type Group, type GroupWork } from '../group/index.js';
import type { ArrivedMessage, MessageKind, Records } from '../session/index.js';
import { HELD, type SearchBook } from './search-book.js';

/** What the protocol asks of the node that runs it. */
export interface SearchTools {
  readonly group: GroupWork;
  /** For the one point that a key's public half is. */
  readonly curve: Group;
  readonly records: Records;
  readonly book: { readonly search: SearchBook };
  readonly permits: () => Promise<readonly Permit[]>;
}

/** Bytes of a tag: two of n tags are equal by chance with n² / 2⁸⁰. */
export const TAG_WIDTH = 10;

const instant = z.iso.datetime({ precision: 3 });
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const element = z.string().regex(/^[0-9a-f]{64}$/);
const types = z.array(z.enum(ID_TYPES)).min(1);
const reference = z.string().min(1).max(200).normalize();
/** A canonical input, as `subject/` makes them. */
const input = z.string().regex(/^cifx1\|[a-z0-9_]+\|.{1,500}$/u);

/** Mode B. Attached: the tags of the list, ascending, padded. */
export const listSchema = z.strictObject({
  reference,
  epoch: z.int(),
  public_key: element,
  id_types: types,
  as_of: instant,
  accounts_since: instant,
  payments_since: instant,
  answer_by: instant,
});
export type ListBody = z.infer<typeof listSchema>;

/** Attached: masked elements of the bank's own identifiers of one type, padded. */
const maskedSchema = z.strictObject({ batch: z.int().min(0), id_type: z.enum(ID_TYPES) });

/** Attached: their evaluations, and the proofs. */
const evaluatedSchema = z.strictObject({ batch: z.int().min(0) });

/** Only what was found, named by what the authority listed itself. */
export const positiveSchema = z.strictObject({
  matches: z
    .array(z.strictObject({ inputs: z.array(input).min(1).max(40), held: z.array(z.enum(HELD)) }))
    .min(1),
  approved_by: z.array(z.string().min(1)).length(2),
  contact: z.string().min(1).max(200).normalize(),
});
export type PositiveBody = z.infer<typeof positiveSchema>;

/** Mode A. Attached: masked elements of the authority's subjects, one for each process lodged. */
export const lookUpSchema = z.strictObject({
  reference,
  epoch: z.int(),
  id_type: z.enum(ID_TYPES),
  processes: z.array(hash).min(1).max(1_000),
});
export type LookUpBody = z.infer<typeof lookUpSchema>;

/** Attached: evaluations, proofs, and the tags of the bank's book, padded. */
const lookedUpSchema = z.strictObject({ public_key: element });

function chargeFor({ body, attachments }: ArrivedMessage): { id_type: IdType; elements: number } {
  const { id_type } = body as { readonly id_type: IdType };
  const bytes = attachments[0]?.length ?? 0;
  return { id_type, elements: Math.ceil(bytes / ELEMENT_BYTES) };
}

/** An authority's list is about persons, whoever's customers they are: it takes their path. */
export const searchKinds = {
  'search.list': { body: listSchema, informs: 'customer', form: 'tokens', carries: ['subject'] },
  'search.masked': { body: maskedSchema, informs: 'nothing', form: 'tokens', charge: chargeFor },
  'search.evaluated': {
    body: evaluatedSchema,
    informs: 'customer',
    form: 'tokens',
    carries: ['subject'],
  },
  'search.positive': {
    body: positiveSchema,
    informs: 'customer',
    form: 'clear',
    carries: ['identifier', 'relationship'],
  },
  'search.look_up': { body: lookUpSchema, informs: 'nothing', form: 'tokens', charge: chargeFor },
  'search.looked_up': {
    body: lookedUpSchema,
    informs: 'customer',
    form: 'tokens',
    carries: ['relationship'],
  },
} as const satisfies Readonly<Record<string, MessageKind>>;
