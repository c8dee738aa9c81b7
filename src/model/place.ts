import { country, flag, noun, optional, text, whole } from './field.js';

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
