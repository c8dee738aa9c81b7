/** What a bank's own book says of a payment that is traced. */

export const REFERENCE_KINDS = [
  'uetr',
  'clave_de_rastreo',
  'imad',
  'ach_trace',
  'payment',
] as const;
export type ReferenceKind = (typeof REFERENCE_KINDS)[number];

/** How both banks of a payment name it. */
export interface Reference {
  readonly kind: ReferenceKind;
  readonly value: string;
}

/** One payment that took the traced money on, to another institution. */
export interface OnwardPayment {
  readonly reference: Reference;
  /** Institution that received it, by its BIC in capitals. */
  readonly institution: string;
  readonly at: number;
  readonly amount_minor: bigint;
  readonly currency: string;
  /** How much of it can be the traced money, proportionally: minor units of its currency. */
  readonly traced_minor: bigint;
}

/** Where the money of a payment went inside one bank. */
export type MoneyTrail =
  | { readonly status: 'not_ours' }
  | {
      readonly status: 'held' | 'withdrawn_cash' | 'returned' | 'forwarded';
      readonly received_at: number;
      readonly amount_minor: bigint;
      readonly currency: string;
      /** What still lies in the accounts it reached here. */
      readonly held_minor: bigint;
      readonly onward: readonly OnwardPayment[];
    };

/** The bank's book, as tracing asks it. */
export interface TracingBook {
  follow(reference: Reference): Promise<MoneyTrail>;
}
