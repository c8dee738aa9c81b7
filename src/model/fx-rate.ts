import { currency, day, noun, optional, rate, text } from './field.js';

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
