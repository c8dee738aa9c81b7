import type { FiledParty } from '../filing.js';
import { type Lens, type Piece, record } from '../lens/lens.js';
import { coded } from '../lens/pieces.js';
import { always } from '../lens/wrappers.js';
import { identity } from './identity.js';
import { personName } from './name-pieces.js';
import { dayCodec } from './values.js';

/** A natural person whose parts stand in its element at once. */
export function plainPersonLens(role: 'subject' | 'representative'): Lens<FiledParty> {
  return record<FiledParty>([always('role', role), always('kind', 'person'), ...personPieces()]);
}

/** What the forms ask of every natural person. */
export function personPieces(): Piece<FiledParty>[] {
  return [
    personName,
    coded('born_on', 'fecha_nacimiento', dayCodec),
    identity('rfc', 'rfc'),
    identity('curp', 'curp'),
  ];
}
