/** How money moves. `card` is a purchase or its settlement; `cash` has an end without account. */
export const RAILS = [
  'cash',
  'cheque',
  'cashiers_cheque',
  'card',
  'ach',
  'wire',
  'spei',
  'p2p',
  'remittance',
  'internal',
  'crypto',
  'prepaid',
  'other',
] as const;
export type Rail = (typeof RAILS)[number];

/** Where the customer stood when the payment was ordered. */
export const CHANNELS = [
  'branch',
  'atm',
  'online',
  'mobile',
  'agent',
  'armored_car',
  'night_drop',
  'correspondent',
  'api',
  'other',
] as const;

/** What a payment says it is for, coarsened from the codes of each rail. */
export const PURPOSES = [
  'payroll',
  'rent',
  'trade',
  'services',
  'family',
  'tax',
  'utilities',
  'loan',
  'investment',
  'real_estate',
  'tuition',
  'card_payment',
  'refund',
  'government',
  'donation',
  'fee',
  'purchase',
  'own_account',
  'unknown',
] as const;

export const INSTITUTION_KINDS = [
  'bank',
  'credit_union',
  'broker',
  'msb',
  'casa_de_cambio',
  'sofipo',
  'fintech',
  'exchange',
  'casino',
  'central_bank',
  'other',
] as const;

export const ACCOUNT_KINDS = [
  'checking',
  'savings',
  'business',
  'card',
  'loan',
  'correspondent',
  'concentration',
  'trust',
  'investment',
  'prepaid',
  'wallet',
  'other',
] as const;

/** Time precision of the input: at `day`, payments of one day have no known order among them. */
export const PRECISIONS = ['day', 'second', 'millisecond'] as const;

/**
 * Lines of business, coarsened from NAICS 2022 and SCIAN 2023 to what the published red flags tell
 * apart. An institution maps its own codes to these in its ingest mapping.
 */
export const SECTORS = [
  'agriculture',
  'food',
  'textile',
  'leather',
  'chemicals',
  'pharma',
  'laboratory',
  'electronics',
  'luxury',
  'vehicles',
  'machinery',
  'metals',
  'fuel',
  'mining',
  'construction',
  'real_estate',
  'freight',
  'storage',
  'travel',
  'lodging',
  'restaurant',
  'bar',
  'spa',
  'retail',
  'wholesale',
  'import_export',
  'general_trading',
  'professional_services',
  'legal',
  'accounting',
  'staffing',
  'education',
  'health',
  'nonprofit',
  'government',
  'casino',
  'msb',
  'crypto',
  'finance',
  'technology',
  'utilities',
  'entertainment',
  'personal_services',
  'other',
] as const;

/** What a person does for a living, coarsened. */
export const OCCUPATIONS = [
  'student',
  'homemaker',
  'retired',
  'unemployed',
  'labourer',
  'farm_worker',
  'driver',
  'service',
  'office',
  'professional',
  'executive',
  'self_employed',
  'public_official',
  'customs_official',
  'police',
  'msb_employee',
  'other',
] as const;
