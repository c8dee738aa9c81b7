import { z } from 'zod';
import { mark, part, text } from './filed-words.js';
import { NAME_KINDS, PHONE_KINDS } from './words.js';

/** Who a party is called, where it is found, and the numbers it goes by. */

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
