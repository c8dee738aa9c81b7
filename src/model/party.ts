import {
  country,
  day,
  flag,
  minorUnits,
  noun,
  oneOf,
  optional,
  type RecordOf,
  text,
  whole,
} from './field.js';
import { OCCUPATIONS, SECTORS } from './values.js';
import { versioned } from './versioned.js';

export const party = noun(
  'party',
  { en: 'A person or organisation', es: 'Una persona u organización' },
  ['id', 'valid_from', 'known_from'],
  {
    id: text('Party id, unique in the store', 'Id de la parte, único en el almacén'),
    kind: optional(
      oneOf(['person', 'organisation'], 'Person or organisation', 'Persona u organización'),
    ),
    name: optional(text('Name as held on file', 'Nombre según el expediente')),
    country: optional(
      country(
        'Country of residence or incorporation; never nationality',
        'País de residencia o constitución; nunca la nacionalidad',
      ),
    ),
    region: optional(
      text(
        'State or province (ISO 3166-2 without the country)',
        'Estado o provincia (ISO 3166-2 sin el país)',
      ),
    ),
    address: optional(text('Street address', 'Domicilio')),
    sector: optional(oneOf(SECTORS, 'Line of business', 'Giro')),
    occupation: optional(oneOf(OCCUPATIONS, 'Occupation of a person', 'Ocupación de la persona')),
    income_minor: optional(
      minorUnits(
        'Declared yearly income or turnover, minor units of the reporting currency',
        'Ingreso o ventas anuales declarados, en unidades menores de la moneda de reporte',
      ),
    ),
    birth_year: optional(
      whole(
        'Year of birth: used only to protect likely victims',
        'Año de nacimiento: solo para proteger a posibles víctimas',
      ),
    ),
    founded_on: optional(day('Day of incorporation', 'Fecha de constitución')),
    phone: optional(text('Telephone', 'Teléfono')),
    email: optional(text('Electronic mail', 'Correo electrónico')),
    tax_id: optional(text('Tax id (SSN, EIN, RFC)', 'Clave fiscal (SSN, EIN, RFC)')),
    is_official: optional(
      flag(
        'Politically exposed person or close associate',
        'Persona políticamente expuesta o allegada',
      ),
    ),
    ...versioned,
  },
);
export type Party = RecordOf<typeof party.fields>;
