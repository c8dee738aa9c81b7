import { z } from 'zod';
import { NAME_KINDS, PARTY_KINDS, PARTY_ROLES, PHONE_KINDS } from './words.js';

/**
 * A filing: one report to an authority, in the words that all forms share. What only one form has,
 * and what could not be understood, stays under `details` by the form's own names, word for word,
 * so that reading a file and writing it again loses nothing.
 */

/** By the form's own names: a text, elements inside, or several of either; `@` marks attributes. */
export type Detail = string | Details | readonly (string | Details)[];
export interface Details {
  readonly [name: string]: Detail;
}
const detail: z.ZodType<Detail> = z.lazy(() =>
  z.union([z.string(), details, z.array(z.union([z.string(), details]))]),
);
const details: z.ZodType<Details> = z.lazy(() => z.record(z.string(), detail));

const text = z.string().min(1);
/** `2026-04-30`; of births also `1980-04` and `1980`. */
const day = z.iso.date();
const partialDay = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/);
/** Exact, as text: `9500` or `9500.25`. */
const amount = z.string().regex(/^\d{1,17}(\.\d{1,4})?$/);
const country = z.string().regex(/^[A-Z]{2}$/);
/** True or left out: forms mark what is so, never what is not. */
const mark = z.literal(true);

/** Makes each property one that may be left out, and admits what only the form knows. */
function part<S extends z.ZodRawShape>(shape: S) {
  return z.strictObject({ ...shape, details: details }).partial();
}

export const filedName = part({
  kind: z.enum(NAME_KINDS),
  /** Of an organisation, or of a person whose parts are not told. */
  full: text,
  /** Surname; of Mexican forms the paternal one. */
  family: text,
  /** The maternal surname. */
  maternal: text,
  given: text,
  middle: text,
  suffix: text,
  /** What the person is there: the official's office. */
  title: text,
  family_unknown: mark,
  given_unknown: mark,
});

export const filedAddress = part({
  street: text,
  exterior: text,
  interior: text,
  /** The neighbourhood (colonia). */
  quarter: text,
  city: text,
  state: text,
  postal_code: text,
  country: text,
  street_unknown: mark,
  city_unknown: mark,
  state_unknown: mark,
  postal_code_unknown: mark,
  country_unknown: mark,
});

export const filedPhone = part({
  number: text,
  extension: text,
  kind: z.enum(PHONE_KINDS),
  country: text,
});

export const filedIdentity = part({
  /** `ssn`, `ein`, `rfc`, `passport` …; or, of a kind that the form alone has, its code. */
  kind: text,
  number: text,
  /** What kind, where `kind` is `other`. */
  other: text,
  country: text,
  state: text,
  unknown: mark,
});

export const filedAccount = part({
  number: text,
  institution: text,
  /** By the form's code: holder, signatory … */
  role: text,
  closed: mark,
  is_foreign: mark,
});

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

export const filedOperation = part({
  on: day,
  /** By the form's catalogue. */
  kind: text,
  instrument: text,
  amount,
  currency: text,
  account: text,
  detected_on: day,
  place: text,
  /** Of foreign currency: the country that issues it. */
  country: text,
  issuer: text,
  text: text,
  /** Where forms name them with the operation: who gave and who got. */
  from: filedParty,
  to: filedParty,
  /** Ids of the store's payments; never written to a file. */
  payments: z.array(text),
});

export const filedActivity = part({
  from: day,
  to: day,
  amount,
  cumulative: amount,
  /** Of reports on cash: all that came in and all that went out on the day. */
  cash_in: amount,
  cash_out: amount,
  /** Of what was paid for in cash, if the cash was only a part of it. */
  price: amount,
  amount_unknown: mark,
  no_amount: mark,
  /** The form's boxes: type and sub-type of what is suspected. */
  signs: z.array(part({ type: text, subtype: text, other: text })),
  instruments: z.array(part({ code: text, other: text })),
  products: z.array(part({ code: text, other: text })),
  /** Particulars of what was dealt in: CUSIP numbers, markets. */
  particulars: z.array(part({ code: text, text: text })),
  ip_addresses: z.array(part({ address: text, on: day, time: text })),
  /** Technical traces of a cyber event: hashes, domains, file names. */
  traces: z.array(part({ code: text, value: text, other: text, on: day, time: text })),
});

/** A sentence of a draft and what it stands on; kept beside the filing, never written to a file. */
export const evidence = z.strictObject({
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

export type FiledName = z.infer<typeof filedName>;
export type FiledAddress = z.infer<typeof filedAddress>;
export type FiledPhone = z.infer<typeof filedPhone>;
export type FiledIdentity = z.infer<typeof filedIdentity>;
export type FiledAccount = z.infer<typeof filedAccount>;
export type FiledOperation = z.infer<typeof filedOperation>;
export type FiledActivity = z.infer<typeof filedActivity>;
export type Filing = z.infer<typeof filing>;
