/** What a session of discovery keeps, and the messages it is made of. */
import { z } from 'zod';
import { ID_TYPES, type IdType } from '../agreement/index.js';
import type { MessageKind } from '../session/index.js';
import { COUNT_BANDS, SIZE_BUCKETS } from './sizes.js';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** What a party is held to before it sends anything: its inputs, its chance, its key. */
const commitmentSchema = z.strictObject({
  /** Root (RFC 9162) over the salted inputs. */
  inputs: hash,
  /** SHA-256 of the session's seed. */
  seed: hash,
  /** The holder's public key, which its proofs must hold against; null for the learner. */
  key: hash.nullable(),
});
export type Commitment = z.infer<typeof commitmentSchema>;

/**
 * Who decides on stage 2 on the learner's side. `officers`: two of them, who have seen the band, so
 * that the asking says something of the count. `always` and `never`: settled beforehand, so that
 * nothing the learner sends depends on what it found.
 */
export const STAGE_TWO = ['officers', 'always', 'never'] as const;
export type StageTwo = (typeof STAGE_TWO)[number];

const idTypes = z.array(z.enum(ID_TYPES)).min(1).max(ID_TYPES.length);
const rows = z.union(SIZE_BUCKETS.map((size) => z.literal(size)));

export const discoveryData = z.strictObject({
  role: z.enum(['learner', 'holder']).nullable(),
  id_types: idTypes.or(z.tuple([])),
  stage_two: z.enum(STAGE_TWO).nullable(),
  /** Two officers let stage 2 be answered when they took part. */
  reveals: z.boolean(),
  /** Padded size of the learner's batch, and of this side's own inputs how many there are. */
  rows: rows.nullable(),
  inputs: z.int().nullable(),
  ours: commitmentSchema.nullable(),
  theirs: commitmentSchema.nullable(),
  band: z.enum(COUNT_BANDS).nullable(),
});
export type DiscoveryData = z.infer<typeof discoveryData>;

export const NO_DATA: DiscoveryData = {
  role: null,
  id_types: [],
  stage_two: null,
  reveals: false,
  rows: null,
  inputs: null,
  ours: null,
  theirs: null,
  band: null,
};

export const proposedBody = z.strictObject({
  /** Who learns which of its own subjects the other has. */
  learner: z.enum(['opener', 'peer']),
  id_types: idTypes,
  commitment: commitmentSchema,
});

export const acceptedBody = z.strictObject({ commitment: commitmentSchema });

export const blindedBody = z.strictObject({
  id_types: idTypes,
  rows,
  stage_two: z.enum(STAGE_TWO),
  /** Hash of agreement, epoch, purpose and session, which the elements are bound to. */
  context: hash,
  commitment: commitmentSchema,
});

const empty = z.strictObject({});
const ELEMENT_BYTES = 32;

/**
 * What each message lets its receiver know of the sender's customers. The learner's elements are
 * uniformly random to the holder; that officers ask for stage 2, or do not, follows from the count.
 */
export const discoveryKinds: Readonly<Record<string, MessageKind>> = {
  'discovery.proposed': { body: proposedBody, informs: 'nothing', form: 'tokens' },
  'discovery.accepted': { body: acceptedBody, informs: 'nothing', form: 'tokens' },
  'discovery.blinded': {
    body: blindedBody,
    informs: 'nothing',
    form: 'tokens',
    charge: ({ body, attachments }) => ({
      id_type: scarcest(blindedBody.parse(body).id_types),
      // Of what came and not of what is said of it: dummies are evaluated like any other.
      elements: Math.ceil(attachments.reduce((sum, { length }) => sum + length, 0) / ELEMENT_BYTES),
    }),
  },
  'discovery.counted': {
    body: empty,
    informs: 'count',
    carries: ['count of shared identifiers'],
    form: 'tokens',
  },
  'discovery.asked': {
    body: empty,
    informs: 'count',
    carries: ['that officers who saw the band ask on'],
    form: 'tokens',
  },
  'discovery.closed': {
    body: empty,
    informs: 'count',
    carries: ['that officers who saw the band do not ask on'],
    form: 'tokens',
  },
  'discovery.followed': { body: empty, informs: 'nothing', form: 'tokens' },
  'discovery.revealed': {
    body: empty,
    informs: 'customer',
    carries: ['which of the receiver’s identifiers the sender holds'],
    form: 'tokens',
  },
};

/** A mixed batch is charged to the first of its types in the list of them, whoever orders it. */
function scarcest(id_types: readonly IdType[]): IdType {
  return ID_TYPES.find((type) => id_types.includes(type)) ?? 'curp';
}
