import { z } from 'zod';
import { filedActivity, filedOperation } from './filed-activity.js';
import type {
  filedAccount,
  filedAddress,
  filedIdentity,
  filedName,
  filedPhone,
} from './filed-contact.js';
import { filedParty } from './filed-party.js';
import { day, details, mark, part, partialDay, text } from './filed-words.js';

/**
 * A filing: one report to an authority, in the words that all forms share. What only one form has,
 * and what could not be understood, stays under `details` by the form's own names, word for word,
 * so that reading a file and writing it again loses nothing.
 */

/** A sentence of a draft and what it stands on; kept beside the filing, never written to a file. */
const evidence = z.strictObject({
  alerts: z.array(text),
  networks: z.array(text),
  payments: z.array(text),
  sentences: z.array(z.strictObject({ text, facts: z.array(text) })),
});

export const filing = z.strictObject({
  /** `fincen-sar`, `fincen-ctr`, `lfpiorpi-inm`, `cnbv-roi` … */
  form: text,
  ...part({
    /** None: an initial report. */
    kinds: z.array(z.enum(['initial', 'correction', 'continuing', 'joint'])),
    /** The authority's number of the report that this one corrects or continues. */
    prior_id: text,
    correction: text,
    /** The filer's own number of the report. */
    reference: text,
    filed_on: day,
    /** Month or day that the report is about: `2026-10`, `2026-10-05`. */
    period: partialDay,
    /** To be filed within 24 hours. */
    urgent: mark,
    /** Nothing to report in the period (*informe en ceros*). */
    zero: mark,
    note: text,
    parties: z.array(filedParty),
    operations: z.array(filedOperation),
    activity: filedActivity,
    /** Blocks in order, each within the form's limit. */
    narrative: z.array(z.string()),
    attachments: z.array(text),
    evidence,
    details,
  }).shape,
});

export type { FiledParty } from './filed-party.js';
export type { Detail, Details } from './filed-words.js';
export type FiledName = z.infer<typeof filedName>;
export type FiledAddress = z.infer<typeof filedAddress>;
export type FiledPhone = z.infer<typeof filedPhone>;
export type FiledIdentity = z.infer<typeof filedIdentity>;
export type FiledAccount = z.infer<typeof filedAccount>;
export type FiledOperation = z.infer<typeof filedOperation>;
export type FiledActivity = z.infer<typeof filedActivity>;
export type Filing = z.infer<typeof filing>;
