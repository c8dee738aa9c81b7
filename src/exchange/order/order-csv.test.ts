import { expect, test } from 'vitest';
import { readOrderCsv } from './order-csv.js';

test('orders come as a table, a row for each subject; what cannot be read is told', () => {
  const text = [
    'Folio;Autoridad;Tipo;Artículos;Plazo (días hábiles);Nombre;Teléfono',
    'A/1;uif;Aseguramiento;art. 142 LIC; art. 115;5;Ana Ejemplo;+525512345678',
    '"A/2";CNBV;Información;"art. 142 LIC; art. 115 LIC";3;Ana Ejemplo;+525512345678',
    'A/2;CNBV;Información;;3;Beto Ejemplo;',
    'A/3;NASA;Información;art. 1;3;Caro;',
  ].join('\r\n');
  const { orders, faults } = readOrderCsv(text, 'oficios.csv');
  expect(orders).toMatchObject([
    {
      folio: 'A/2',
      issuer: 'CNBV',
      kind: 'information',
      articles: ['art. 142 LIC', 'art. 115 LIC'],
      business_days: 3,
      subjects: [
        { name: 'Ana Ejemplo', claims: [{ type: 'phone', value: '+525512345678' }] },
        { name: 'Beto Ejemplo', claims: [] },
      ],
    },
  ]);
  // A/1 has an unquoted separator, so that its cells have slipped; A/3 comes from nobody known.
  expect(faults.map(({ params, place }) => [params.folio, place?.line])).toEqual([
    ['A/1', 2],
    ['A/3', 5],
  ]);
  expect(() => readOrderCsv('a,b\n1,2', 'x.csv')).toThrow('exchange.order.csv_header');
});
