/** What an institution puts on file before a path of the matrix is open to it. */
import { z } from 'zod';
import { NODE_ID } from '../wire/card.js';

export const permitKinds = [
  'policy',
  'registration',
  'named_officers',
  'opinion',
  'release',
  'legal_process',
] as const;
export type PermitKind = (typeof permitKinds)[number];

const text = z.string().min(1).max(2_000);
const node = z.string().regex(NODE_ID);
const country = z.enum(['US', 'MX']);

/** Each kind and what its record says. */
export const permitBodies = {
  /** The institution's own policy on sharing abroad, and who adopted it. */
  policy: z.strictObject({ title: text, adopted_by: text, to_country: country }),
  /** 314(b): the holder's current registration, as looked up in the portal, with the proof. */
  registration: z.strictObject({ programme: z.literal('314b'), reference: text, proof: text }),
  /** The officers whom an institution named for the exchange under the CNBV format. */
  named_officers: z.strictObject({ officers: z.array(text).min(1), format: text }),
  /** Counsel's opinion: signed, scoped, expiring. `document_sha256` names the file itself. */
  opinion: z.strictObject({
    counsel: text,
    document_sha256: z.string().regex(/^[0-9a-f]{64}$/),
    to_country: country,
    agreement: z.string(),
    id_types: z.array(z.string()).min(1),
    legal_basis: text,
  }),
  /** A compliance officer lets data go under one agreement to one peer. */
  release: z.strictObject({ agreement: z.string(), to: node, note: text }),
  /** Process of a court or authority on one subject, lodged under seal. */
  legal_process: z.strictObject({
    authority: text,
    sealed_sha256: z.string(),
    subjects: z.number().int(),
  }),
} as const;

/** A permit as the record holds it. Moments are UTC milliseconds; `until` is not included. */
export interface Permit {
  readonly id: string;
  readonly kind: PermitKind;
  /** The node it speaks for: a registration of the peer is held by the peer. */
  readonly holder: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly valid_from: number;
  readonly valid_until: number;
  readonly revoked_at: number | null;
}

/** Whether a permit holds at a moment. */
export function holds(permit: Permit, at_ms: number): boolean {
  const revoked = permit.revoked_at !== null && permit.revoked_at <= at_ms;
  return permit.valid_from <= at_ms && at_ms < permit.valid_until && !revoked;
}
