import { moment, noun, optional, text } from './field.js';

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
