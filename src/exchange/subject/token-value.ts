/** What a claim becomes: canonical values, or the reason why it is matched on nothing. */

/** Why a claim is not matched. Said to the institution itself, never to its peer. */
export const CLAIM_REFUSALS = [
  'shape',
  'digit',
  'generic',
  'never_issued',
  'script',
  'name',
  'place',
  'no_birth_date',
  'birth_date',
  'likely_victim',
] as const;
export type ClaimRefusal = (typeof CLAIM_REFUSALS)[number];

export interface TokenValue {
  /** Type as it stands in the token's input: `curp`, `pn1`, … */
  readonly label: string;
  readonly value: string;
}

export type Canonical =
  | { readonly values: readonly TokenValue[] }
  | { readonly refused: ClaimRefusal };
