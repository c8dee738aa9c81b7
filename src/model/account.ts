import { country, currency, day, noun, oneOf, optional, type RecordOf, text } from './field.js';
import { ACCOUNT_KINDS } from './values.js';
import { versioned } from './versioned.js';

export const account = noun(
  'account',
  {
    en: 'An account held by a party at an institution',
    es: 'Una cuenta de una parte en una institución',
  },
  ['id', 'valid_from', 'known_from'],
  {
    id: text(
      'Account id, unique in the store: institution and number',
      'Id de la cuenta, único en el almacén: institución y número',
    ),
    institution_id: optional(text('Institution that holds it', 'Institución que la lleva')),
    party_id: optional(text('Holder', 'Titular')),
    kind: optional(oneOf(ACCOUNT_KINDS, 'Kind of account', 'Tipo de cuenta')),
    currency: optional(currency('Currency of the account', 'Moneda de la cuenta')),
    country: optional(country('Country of the branch', 'País de la sucursal')),
    region: optional(text('State or province of the branch', 'Estado o provincia de la sucursal')),
    opened_on: optional(day('Day it was opened', 'Fecha de apertura')),
    closed_on: optional(day('Day it was closed', 'Fecha de cierre')),
    ...versioned,
  },
);
export type Account = RecordOf<typeof account.fields>;
