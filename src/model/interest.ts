import { flag, moment, noun, oneOf, optional, text, whole } from './field.js';

/** What an owner can have of an organisation (Beneficial Ownership Data Standard, coarsened). */
export const INTEREST_KINDS = [
  'shares',
  'votes',
  'appointment',
  'settlor',
  'trustee',
  'protector',
  'beneficiary',
  'nominee',
  'nominator',
  'senior_manager',
  'director',
  'other_control',
  'unknown',
] as const;

/** Where a statement comes from: the same columns for interests and holders. */
const stated = {
  source: optional(
    text('Register, file or person that says so', 'Registro, archivo o persona que lo dice'),
  ),
  source_url: optional(text('Address of the source', 'Dirección de la fuente')),
  source_place: optional(text('Place in the source', 'Lugar en la fuente')),
  retrieved_on: optional(text('Day on which it was fetched', 'Fecha en que se obtuvo')),
};

export const interest = noun(
  'interest',
  {
    en: 'A statement that somebody owns or controls an organisation',
    es: 'Declaración de que alguien posee o controla una organización',
  },
  ['subject_id', 'owner_id', 'kind', 'valid_from', 'known_from', 'id', 'source'],
  {
    id: optional(text('Id of the statement in its source', 'Id de la declaración en su fuente')),
    subject_id: text('Organisation owned or controlled', 'Organización poseída o controlada'),
    owner_id: optional(
      text(
        'Owner or controller; empty: the source does not name it',
        'Propietario o controlador; vacío: la fuente no lo nombra',
      ),
    ),
    kind: oneOf(INTEREST_KINDS, 'Kind of interest', 'Tipo de participación'),
    share_ppm: optional(whole('Share in parts per million', 'Participación en partes por millón')),
    share: optional(
      text(
        'Exact bounds of the share as fractions: [1/4,1/4], (1/4,1/2]; round: bound excluded',
        'Límites exactos como fracciones: [1/4,1/4], (1/4,1/2]; paréntesis: límite excluido',
      ),
    ),
    directness: optional(
      oneOf(
        ['direct', 'indirect', 'unknown'],
        'Whether it is held through others',
        'Si se tiene por medio de otros',
      ),
    ),
    valid_from: optional(moment('Holds from', 'Vale desde')),
    valid_until: optional(
      moment('First moment it no longer holds', 'Primer momento en que ya no vale'),
    ),
    known_from: optional(moment('Known from', 'Conocido desde')),
    ...stated,
  },
);

/**
 * Somebody who owns or is owned, as a source of ownership describes it: not a customer of ours, who
 * is a party. Readers of ownership files fill it; lists are JSON, because they have no bound.
 */
export const holder = noun(
  'holder',
  {
    en: 'Somebody who owns or is owned, as a source of ownership describes it',
    es: 'Alguien que posee o es poseído, según lo describe una fuente de propiedad',
  },
  ['id'],
  {
    id: text('Id, the same as in interests', 'Id, el mismo que en las participaciones'),
    kind: oneOf(
      ['person', 'organisation', 'trust', 'arrangement', 'state', 'unknown'],
      'What it is',
      'Qué es',
    ),
    name: optional(text('Name', 'Nombre')),
    other_names: text('Other names, JSON', 'Otros nombres, JSON'),
    country: optional(text('Country (ISO 3166-1)', 'País (ISO 3166-1)')),
    addresses: text('Addresses, JSON', 'Domicilios, JSON'),
    identifiers: text('Schemes and values, JSON', 'Esquemas y valores, JSON'),
    born_on: optional(
      text('Born or founded, as known', 'Nacimiento o constitución, según se sepa'),
    ),
    dissolved_on: optional(text('Dissolved on', 'Disolución')),
    sector: optional(text('Line of business, as stated', 'Giro, según lo declarado')),
    listed_company: flag('Traded on an exchange', 'Cotiza en bolsa'),
    ...stated,
  },
);
