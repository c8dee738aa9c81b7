/** An authority's subjects as its officer hands them in, and the inputs that they become. */
import { z } from 'zod';
import { Fault } from '../../base/index.js';
import { ID_TYPES, type IdType } from '../agreement/index.js';
import {
  type Claim,
  PAYMENT_SCHEMES,
  type TokenInput,
  tokenInputs,
  WALLET_CHAINS,
} from '../subject/index.js';

const line = z.string().min(1).max(200).normalize();
const country = z.string().regex(/^[A-Z]{2}$/);
const PLAIN = ['curp', 'rfc', 'clabe', 'iban', 'ssn', 'itin', 'ein', 'lei', 'phone', 'email'];

export const claimSchema = z.union([
  z.strictObject({ type: z.enum(PLAIN), value: line }),
  z.strictObject({ type: z.literal('account'), bank: line, value: line }),
  z.strictObject({ type: z.literal('passport'), country, value: line }),
  z.strictObject({ type: z.literal('wallet'), chain: z.enum(WALLET_CHAINS), value: line }),
  z.strictObject({ type: z.literal('payment'), scheme: z.enum(PAYMENT_SCHEMES), value: line }),
  z.strictObject({
    type: z.literal('person_name'),
    given: line.optional(),
    paternal: line.optional(),
    maternal: line.optional(),
    full: line.optional(),
    born_on: z.iso.date().optional(),
  }),
  z.strictObject({
    type: z.literal('business_name'),
    name: line,
    country,
    region: line.optional(),
  }),
]);

const listedSubject = z.strictObject({
  tracking_number: line,
  claims: z.array(claimSchema).min(1).max(100),
});
export type ListedSubject = { readonly tracking_number: string; readonly claims: readonly Claim[] };

/** Mode B: a list, under the reference of the authority's own paper. */
export const publishInput = z.strictObject({
  reference: line,
  id_types: z.array(z.enum(ID_TYPES)).min(1).optional(),
  subjects: z.array(listedSubject).min(1).max(20_000),
});

/** Mode A: one identifier for each process that was lodged with the bank. */
export const lookUpInput = z.strictObject({
  reference: line,
  id_type: z.enum(ID_TYPES),
  processes: z.array(z.string().regex(/^[0-9a-f]{64}$/)).min(1),
  subjects: z.array(listedSubject).min(1).max(1_000),
});

/**
 * Canonical inputs of the subjects. Throws `exchange.search.claim` at the first identifier that
 * cannot be right: an authority's list is mended before it is published, not cut short in silence.
 */
export async function inputsOf(
  subjects: readonly { readonly tracking_number: string; readonly claims: readonly unknown[] }[],
  id_types: readonly IdType[],
): Promise<readonly TokenInput[]> {
  const { inputs, refused } = await tokenInputs(
    subjects.map(({ tracking_number: id, claims }) => ({
      id,
      is_likely_victim: false,
      claims: claims as readonly Claim[],
    })),
    id_types,
  );
  const [first] = refused;
  if (first) {
    const { subject, type, reason } = first;
    throw new Fault('exchange.search.claim', { subject, type, reason });
  }
  return inputs;
}
