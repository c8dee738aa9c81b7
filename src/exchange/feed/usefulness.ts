/** How useful an item was, as it is told: in bands, and nothing of a group that is too small. */

/** `below_k`: none, or fewer customers than the agreement lets anybody speak of. */
export const BANDS = ['below_k', '1-4', '5-19', '20-99', '100+'] as const;
export type Band = (typeof BANDS)[number];

/** The band of a count of customers. None and few are one band: else it would name the few. */
export function bandOf(customers: number, k_min: number): Band {
  if (customers < k_min || customers === 0) return 'below_k';
  if (customers < 5) return '1-4';
  if (customers < 20) return '5-19';
  return customers < 100 ? '20-99' : '100+';
}
