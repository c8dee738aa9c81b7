import { country, day, flag, noun, oneOf, optional, text } from './field.js';

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
