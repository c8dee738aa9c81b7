import {
  country,
  currency,
  day,
  flag,
  moment,
  noun,
  oneOf,
  optional,
  rate,
  text,
  whole,
} from './field.js';

export const fxRate = noun(
  'fx_rate',
  {
    en: 'What one unit of a currency is worth in the reporting currency from a day on',
    es: 'Cuánto vale una unidad de una moneda en la moneda de reporte desde un día',
  },
  ['currency', 'day'],
  {
    currency: currency('Currency', 'Moneda'),
    day: day('First day the rate holds', 'Primer día en que vale'),
    rate: rate(
      'Units of the reporting currency for one unit',
      'Unidades de la moneda de reporte por una unidad',
    ),
    source: optional(text('Who published it', 'Quién lo publicó')),
  },
);

export const interest = noun(
  'interest',
  {
    en: 'A statement that somebody owns or controls an organisation',
    es: 'Declaración de que alguien posee o controla una organización',
  },
  ['subject_id', 'owner_id', 'kind', 'valid_from', 'known_from'],
  {
    subject_id: text('Organisation owned or controlled', 'Organización poseída o controlada'),
    owner_id: text('Owner or controller', 'Propietario o controlador'),
    kind: oneOf(
      ['shares', 'votes', 'appointment', 'other_control', 'trustee', 'nominee'],
      'Kind of interest',
      'Tipo de participación',
    ),
    share_ppm: optional(whole('Share in parts per million', 'Participación en partes por millón')),
    valid_from: optional(moment('Holds from', 'Vale desde')),
    known_from: optional(moment('Known from', 'Conocido desde')),
  },
);

export const relationship = noun(
  'relationship',
  {
    en: 'A correspondent relationship, with the institutions nested behind the respondent',
    es: 'Relación de corresponsalía, con las instituciones anidadas detrás del cliente corresponsal',
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

export const listing = noun(
  'listing',
  {
    en: 'An entry of a sanctions or watch list',
    es: 'Entrada de una lista de sanciones o de vigilancia',
  },
  ['list', 'entry_id', 'listed_on'],
  {
    list: text('List', 'Lista'),
    entry_id: text('Id in the list', 'Id en la lista'),
    name: text('Listed name', 'Nombre listado'),
    program: optional(text('Programme', 'Programa')),
    party_id: optional(
      text('Party of ours it was judged to be', 'Parte nuestra con que se identificó'),
    ),
    listed_on: optional(day('Listed on', 'Listado el')),
    delisted_on: optional(day('Removed on', 'Retirado el')),
  },
);

export const INDICATOR_KINDS = [
  'account',
  'institution',
  'country',
  'region',
  'party',
  'word',
  'wallet',
  'device',
  'place',
  'name',
] as const;

export const indicator = noun(
  'indicator',
  {
    en: 'One value of an indicator list: an account, institution, country, watch-word …',
    es: 'Un valor de una lista de indicadores: cuenta, institución, país, palabra …',
  },
  ['list', 'kind', 'value', 'valid_from'],
  {
    list: text('List it belongs to', 'Lista a la que pertenece'),
    kind: oneOf(INDICATOR_KINDS, 'What the value is', 'Qué es el valor'),
    value: text(
      'The value; words are compared without case and accents',
      'El valor; las palabras se comparan sin mayúsculas ni acentos',
    ),
    valid_from: optional(day('First day it holds', 'Primer día en que vale')),
    valid_to: optional(day('Last day it holds', 'Último día en que vale')),
    source: optional(text('Who published it', 'Quién lo publicó')),
    severity: optional(text('Grade given by its source', 'Grado dado por su fuente')),
    is_exact: optional(
      flag('Whether one hit is enough for an alert', 'Si una coincidencia basta para una alerta'),
    ),
    note_country: optional(
      country('Country the value belongs to', 'País al que pertenece el valor'),
    ),
  },
);
