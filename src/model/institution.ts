import { country, flag, noun, oneOf, optional, text } from './field.js';
import { INSTITUTION_KINDS } from './values.js';

export const institution = noun(
  'institution',
  {
    en: 'A bank or other institution that holds accounts',
    es: 'Un banco u otra institución que lleva cuentas',
  },
  ['id'],
  {
    id: text(
      'Its id in payments: BIC, ABA number, CLABE bank code or any other',
      'Su id en los pagos: BIC, número ABA, clave bancaria de la CLABE u otro',
    ),
    name: optional(text('Name', 'Nombre')),
    kind: optional(oneOf(INSTITUTION_KINDS, 'Kind of institution', 'Tipo de institución')),
    country: optional(country('Country of the institution', 'País de la institución')),
    is_ours: optional(flag('Whether its customers are ours', 'Si sus clientes son nuestros')),
  },
);
