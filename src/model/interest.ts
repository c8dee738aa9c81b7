import { moment, noun, oneOf, optional, text, whole } from './field.js';

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
