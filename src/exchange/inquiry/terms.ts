/** The closed lists of requests for information: what can be asked, refused and objected to. */

/** What is asked. A list, so that the answers can be compared and the asking counted. */
export const QUESTIONS = [
  'originator',
  'beneficiary',
  'purpose',
  'source_of_funds',
  'documents',
  'ultimate_parties',
  'relationship',
  'expected_activity',
] as const;
export type Question = (typeof QUESTIONS)[number];

/** References by which two banks know one payment. */
export const PAYMENT_REFERENCES = [
  'uetr',
  'clave_de_rastreo',
  'imad',
  'ach_trace',
  'wallet_transaction',
  'own_reference',
] as const;

/**
 * What a refusal may say to the asker. All are nine letters long, so that a sealed message of one
 * is as long as of another. The first three are about the request alone; whatever is about the
 * customer, or about what the bank knows or did, is `no_answer`, and goes out when the time for
 * answering ends, exactly as it does when nobody looked at the request.
 */
export const REFUSALS = ['form_flaw', 'too_broad', 'not_legal', 'no_answer'] as const;
export type Refusal = (typeof REFUSALS)[number];

/** Why a bank gives no answer, for its own record only. */
export const KEPT_REASONS = [
  'no_relationship',
  'not_found',
  'declined',
  'law',
  'risk',
  'unspecified',
] as const;

/** How soon an answer is asked for, in hours. */
export const URGENCY_HOURS = { urgent: 24, standard: 120, extended: 720 } as const;
export const URGENCIES = ['urgent', 'standard', 'extended'] as const;

/** Why a receiver objects to what it was told. */
export const OBJECTIONS = ['wrong_person', 'outdated', 'incomplete', 'not_lawful'] as const;

/** What became of it, for the receiver's own count: it is not told. */
export const OUTCOMES = ['useful', 'not_useful', 'false'] as const;
