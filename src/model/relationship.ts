import { noun, optional, text } from './field.js';

export const relationship = noun(
  'relationship',
  {
    en: 'A correspondent relationship, with the institutions nested behind the respondent',
    es: 'Relación de corresponsalía, con las instituciones anidadas tras el cliente corresponsal',
  },
  ['correspondent_id', 'respondent_id', 'nested_id'],
  {
    correspondent_id: text('Institution that holds the account', 'Institución que lleva la cuenta'),
    respondent_id: text('Institution that uses it', 'Institución que la usa'),
    nested_id: optional(
      text(
        'Institution that reaches it through the respondent',
        'Institución que accede a través de la anterior',
      ),
    ),
    account_id: optional(text('The correspondent account', 'La cuenta de corresponsalía')),
  },
);
