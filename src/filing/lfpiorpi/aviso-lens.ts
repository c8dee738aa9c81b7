import { leaf } from '../document/node.js';
import type { FiledActivity, FiledParty, Filing } from '../filing.js';
import { type Lens, type Piece, record } from '../lens/lens.js';
import { coded, leafValue, text, verbatim } from '../lens/pieces.js';
import { always, someOf, under } from '../lens/wrappers.js';
import { type Activity, statedKey } from './activities.js';
import { identity } from './identity.js';
import { ownerLens, subjectLens } from './party-lens.js';
import { plainPersonLens } from './person-lens.js';
import { monthCodec } from './values.js';

/**
 * One aviso and what stands around it, of every activity: what all share is declared here; the
 * operations, which differ, stay under details by their own names.
 */

/** `aviso`. A missing priority is written 1, a missing alert 100 (none): both must stand there. */
export function avisoLens(activity: Activity): Lens<Filing> {
  return record<Filing>([
    text('reference', 'referencia_aviso'),
    correctionPiece,
    priorityPiece,
    alertPiece,
    ...peoplePieces(activity),
  ]);
}

/** `archivo` with its `informe`: the month, who files, for which activity. */
export function frameLens(activity: Activity): Lens<Filing> {
  const isFiler = ({ role }: FiledParty) => role === 'filer';
  const isCourt = activity.key === 'fes';
  const name = isCourt ? 'tribunal_dependencia' : 'sujeto_obligado';
  const number = isCourt ? 'clave_tribunal_dependencia' : 'clave_sujeto_obligado';
  const filer = record<FiledParty>([
    always('role', 'filer'),
    collegiatePiece,
    identity('rfc', number),
    activityPiece(statedKey(activity)),
  ]);
  const month = coded<Filing, string>('period', 'mes_reportado', monthCodec);
  return record<Filing>([under('informe', [month, someOf('parties', name, filer, isFiler, 1)])]);
}

function peoplePieces({ subjects, characters }: Activity): Piece<Filing>[] {
  const most = characters === 'spr2' ? Infinity : 1;
  const isSubject = ({ role }: FiledParty) => role === 'subject';
  const isOwner = ({ role }: FiledParty) => role === 'beneficial_owner';
  const owners = someOf<Filing, FiledParty>('parties', 'dueno_beneficiario', ownerLens(), isOwner);
  if (subjects === 'none') return [];
  if (subjects === 'requester') {
    const isPerson = (party: FiledParty) => isSubject(party) && party.kind === 'person';
    return [someOf('parties', 'persona_aviso', plainPersonLens('subject'), isPerson)];
  }
  const people = (many: number) =>
    someOf<Filing, FiledParty>('parties', 'persona_aviso', subjectLens(most), isSubject, many);
  if (subjects === 'platform') return [under('operaciones_persona', [people(1), owners])];
  return [people(Infinity), owners];
}

/** An aviso that changes an earlier one says its folio, `2026-123`, and what is changed. */
const modification = under<Filing>('modificatorio', [
  text('prior_id', 'folio_modificacion'),
  text('correction', 'descripcion_modificacion'),
]);
const correctionPiece: Piece<Filing> = {
  ...modification,
  read: (rest) =>
    rest.has('modificatorio') ? { kinds: ['correction'], ...modification.read(rest) } : {},
};

/** 1: by the 17th of the month that follows; 2: within 24 hours. */
const priorityPiece: Piece<Filing> = {
  read(rest) {
    const [found] = rest.take('prioridad', (node) => leafValue(node, priorityCodec), 1);
    return found === '2' ? { urgent: true } : {};
  },
  write: ({ urgent, details }) =>
    details?.prioridad === undefined ? [leaf('prioridad', urgent ? '2' : '1')] : [],
};
const priorityCodec = {
  read: (code: string) => (code === '1' || code === '2' ? code : null),
  write: (code: string) => code,
};

type Sign = NonNullable<FiledActivity['signs']>[number];
const sign = record<Sign>([text('type', 'tipo_alerta'), text('other', 'descripcion_alerta')]);
const NO_ALERT = '100';

/** 100 is no sign of ours: it says that there is none. */
const alertPiece: Piece<Filing> = {
  read(rest) {
    const [found] = rest.take('alerta', sign.read, 1);
    if (found === undefined) return {};
    const isNone = found.type === NO_ALERT && Object.keys(found).length === 1;
    return isNone ? {} : { activity: { signs: [found] } };
  },
  write({ activity, details }) {
    const [first] = activity?.signs ?? [];
    if (first === undefined && details?.alerta !== undefined) return [];
    return [sign.write(first ?? { type: NO_ALERT }, 'alerta')];
  },
};

/** The body through which a member files, as a party beside the filer. */
const collegiatePiece: Piece<FiledParty> = {
  read(rest) {
    const [number] = rest.take('clave_entidad_colegiada', (node) => leafValue(node, verbatim), 1);
    if (number === undefined) return {};
    return { parties: [{ role: 'transmitter', identities: [{ kind: 'rfc', number }] }] };
  },
  write({ parties }) {
    const body = parties?.find(({ role }) => role === 'transmitter');
    const number = body?.identities?.find(({ kind }) => kind === 'rfc')?.number;
    return number === undefined ? [] : [leaf('clave_entidad_colegiada', number)];
  },
};

/** The activity is the form's own; another one stays under the filer's details, to be judged. */
function activityPiece(key: string): Piece<FiledParty> {
  const codec = { read: (found: string) => (found === key ? found : null), write: String };
  return {
    read(rest) {
      rest.take('clave_actividad', (node) => leafValue(node, codec), 1);
      return {};
    },
    write: ({ details }) =>
      details?.clave_actividad === undefined ? [leaf('clave_actividad', key)] : [],
  };
}
