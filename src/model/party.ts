import type { RecordOf } from './field.js';
import {
  country,
  currency,
  day,
  flag,
  minorUnits,
  moment,
  noun,
  oneOf,
  optional,
  text,
  whole,
} from './field.js';
import { ACCOUNT_KINDS, INSTITUTION_KINDS, OCCUPATIONS, SECTORS } from './values.js';

/**
 * When a fact began to hold, and when we learnt it. A rule at payment p reads only versions with
 * both at or before p; a correction learnt later does not rewrite what p saw.
 */
const versioned = {
  valid_from: optional(
    moment('Holds from this moment; empty: always', 'Vale desde este momento; vacío: siempre'),
  ),
  known_from: optional(
    moment(
      'Known to us from this moment; empty: always',
      'Conocido desde este momento; vacío: siempre',
    ),
  ),
};

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

export const place = noun(
  'place',
  {
    en: 'A branch, cash machine, agent or other place of payment',
    es: 'Sucursal, cajero, agente u otro lugar de pago',
  },
  ['id'],
  {
    id: text('Place id', 'Id del lugar'),
    name: optional(text('Name', 'Nombre')),
    city: optional(text('City', 'Ciudad')),
    region: optional(text('State or province', 'Estado o provincia')),
    country: optional(country('Country', 'País')),
    is_border: optional(
      flag(
        'In a border county, municipality or listed plaza',
        'En condado o municipio fronterizo o plaza listada',
      ),
    ),
    latitude_microdegrees: optional(
      whole('Latitude, millionths of a degree', 'Latitud, millonésimas de grado'),
    ),
    longitude_microdegrees: optional(
      whole('Longitude, millionths of a degree', 'Longitud, millonésimas de grado'),
    ),
  },
);

export const device = noun(
  'device',
  {
    en: 'A device, number or handle through which a party acts',
    es: 'Dispositivo, número o alias con que actúa una parte',
  },
  ['id', 'party_id'],
  {
    id: text('Device id', 'Id del dispositivo'),
    party_id: text('Party that used it', 'Parte que lo usó'),
    kind: optional(text('Telephone, browser, card …', 'Teléfono, navegador, tarjeta …')),
    seen_from: optional(moment('First use', 'Primer uso')),
  },
);
