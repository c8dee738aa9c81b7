import { z } from 'zod';
import {
  filedAccount,
  filedAddress,
  filedIdentity,
  filedName,
  filedPhone,
} from './filed-contact.js';
import { amount, country, mark, part, partialDay, text } from './filed-words.js';
import { PARTY_KINDS, PARTY_ROLES } from './words.js';

/** Somebody in a filing, in one role, with those who stand behind. */

const lonelyParty = z.strictObject({
  role: z.enum(PARTY_ROLES),
  ...part({
    kind: z.enum(PARTY_KINDS),
    names: z.array(filedName),
    /** Nothing is known of who it is. */
    unknown: mark,
    /** A customer of the filer's. */
    is_client: mark,
    born_on: partialDay,
    founded_on: partialDay,
    gender: z.enum(['female', 'male', 'unknown']),
    nationality: country,
    occupation: text,
    /** Of the form's catalogue: NAICS, or Mexico's economic activity. */
    occupation_code: text,
    regulator: text,
    addresses: z.array(filedAddress),
    phones: z.array(filedPhone),
    emails: z.array(text),
    sites: z.array(text),
    identities: z.array(filedIdentity),
    accounts: z.array(filedAccount),
    /** Cash that went in and out through this party, in the filing's currency. */
    cash_in: amount,
    cash_out: amount,
  }).shape,
});

export interface FiledParty extends z.infer<typeof lonelyParty> {
  /** Who stands behind or beside it: representatives, branches, holders. */
  readonly parties?: readonly FiledParty[] | undefined;
}
export const filedParty: z.ZodType<FiledParty> = lonelyParty.extend({
  parties: z.lazy(() => z.array(filedParty)).optional(),
});
