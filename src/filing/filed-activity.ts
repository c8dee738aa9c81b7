import { z } from 'zod';
import { filedParty } from './filed-party.js';
import { amount, day, mark, part, text } from './filed-words.js';

/** What was done: single operations, and what is suspected of them together. */

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
