/** One comparison besides the name: what it adds to the log-odds, and the pair of values. */
export interface Evidence {
  /** A key `screening.reason.<step>` in `messages/`. */
  readonly step: string;
  readonly evidence: number;
  readonly query: string | null;
  readonly listed: string | null;
}

/**
 * What evidence is worth, in log-odds. Hand-set: the labelled pairs are of names alone. What agrees
 * never counts below nothing, what contradicts never above.
 */
export const WORTH = {
  identifier_same: 9,
  identifier_value: 7,
  identifier_shared_kind: 4,
  identifier_differs: -3,
  document_differs: -0.8,
  wallet_same: 9,
  date_same: 2,
  date_swapped: 1,
  date_digit: 0.6,
  date_within: 0.8,
  date_near: -0.5,
  date_differs: -5,
  implied_date_differs: -4,
  implied_name_same: 0.6,
  implied_name_differs: -1.5,
  country_same: 0.3,
  country_differs: -0.5,
  gender_differs: -1.2,
  gender_same: 0.1,
  address_same: 2,
  city_same: 0.4,
  kind_differs: -6,
} as const;
