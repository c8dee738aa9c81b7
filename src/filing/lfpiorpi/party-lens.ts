import type { FiledParty } from '../filing.js';
import { type Lens, type Piece, record } from '../lens/lens.js';
import { coded, text } from '../lens/pieces.js';
import { always, choice, someOf, under } from '../lens/wrappers.js';
import { identity } from './identity.js';
import { companyName } from './name-pieces.js';
import { personPieces, plainPersonLens } from './person-lens.js';
import { reachPieces } from './reach-pieces.js';
import { countryCodec, dayCodec } from './values.js';

/** The people of avisos: natural persons, companies and trusts, and who acts for them. */

/** `persona_aviso`: who the aviso is about. `most` representatives fit each. */
export function subjectLens(most: number): Lens<FiledParty> {
  return record<FiledParty>([always('role', 'subject'), whoPiece(most), ...reachPieces()]);
}

/** `dueno_beneficiario`: who stands behind. */
export function ownerLens(): Lens<FiledParty> {
  return record<FiledParty>([always('role', 'beneficial_owner'), whoPiece(0)]);
}

function whoPiece(most: number): Piece<FiledParty> {
  const nationality = coded<FiledParty, string>('nationality', 'pais_nacionalidad', countryCodec);
  return under('tipo_persona', [
    choice<FiledParty>([
      {
        name: 'persona_fisica',
        is: ({ kind }) => kind === 'person',
        means: { kind: 'person' },
        pieces: [
          ...personPieces(),
          nationality,
          text('occupation_code', 'actividad_economica'),
          ...(most > 1 ? [acting('representante_apoderado', most)] : []),
        ],
      },
      {
        name: 'persona_moral',
        is: ({ kind }) => kind === 'organisation',
        means: { kind: 'organisation' },
        pieces: [
          companyName,
          coded('founded_on', 'fecha_constitucion', dayCodec),
          identity('rfc', 'rfc'),
          nationality,
          text('occupation_code', 'giro_mercantil'),
          ...(most > 0 ? [acting('representante_apoderado', most)] : []),
        ],
      },
      {
        name: 'fideicomiso',
        is: ({ kind }) => kind === 'trust',
        means: { kind: 'trust' },
        pieces: [
          companyName,
          identity('rfc', 'rfc'),
          identity('trust', 'identificador_fideicomiso'),
          ...(most > 0 ? [acting('apoderado_delegado', most)] : []),
        ],
      },
    ]),
  ]);
}

function acting(name: string, most: number): Piece<FiledParty> {
  const isActing = ({ role, kind }: FiledParty) =>
    role === 'representative' && (kind === undefined || kind === 'person');
  return someOf('parties', name, plainPersonLens('representative'), isActing, most);
}
