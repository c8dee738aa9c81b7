import { type DocumentNode, leaf } from '../document/node.js';
import type { FiledAddress, FiledName, FiledParty } from '../filing.js';
import { type Lens, type Piece, record } from '../lens/lens.js';
import { coded, leafValue, text, verbatim } from '../lens/pieces.js';
import { always, choice, someOf, under } from '../lens/wrappers.js';
import { countryCodec, dayCodec, foreignCodec } from './values.js';

/** The people of avisos: natural persons, companies and trusts, where they live, who acts. */

/** What the forms write where a name is not known. */
export const UNKNOWN_NAME = 'XXXX';

/** `persona_aviso`: who the aviso is about. `most` representatives fit each. */
export function subjectLens(most: number): Lens<FiledParty> {
  return record<FiledParty>([always('role', 'subject'), whoPiece(most), ...reachPieces()]);
}

/** `dueno_beneficiario`: who stands behind. */
export function ownerLens(): Lens<FiledParty> {
  return record<FiledParty>([always('role', 'beneficial_owner'), whoPiece(0)]);
}

/** A natural person whose parts stand in its element at once. */
export function plainPersonLens(role: 'subject' | 'representative'): Lens<FiledParty> {
  return record<FiledParty>([always('role', role), always('kind', 'person'), ...personPieces()]);
}

/** A number of one kind among a party's identities. */
export function identity(kind: string, name: string): Piece<FiledParty> {
  return {
    read(rest) {
      const [number] = rest.take(name, plainText, 1);
      return number === undefined ? {} : { identities: [{ kind, number }] };
    },
    write({ identities }) {
      const found = identities?.find((each) => each.kind === kind);
      return found?.number === undefined ? [] : [leaf(name, found.number)];
    },
  };
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

function personPieces(): Piece<FiledParty>[] {
  return [
    personName,
    coded('born_on', 'fecha_nacimiento', dayCodec),
    identity('rfc', 'rfc'),
    identity('curp', 'curp'),
  ];
}

function acting(name: string, most: number): Piece<FiledParty> {
  const isActing = ({ role, kind }: FiledParty) =>
    role === 'representative' && (kind === undefined || kind === 'person');
  return someOf('parties', name, plainPersonLens('representative'), isActing, most);
}

/** Where and how to reach someone: an address, at home or abroad; a telephone and an e-mail. */
function reachPieces(): Piece<FiledParty>[] {
  return [
    someOf('addresses', 'tipo_domicilio', addressLens, () => true, 1),
    under('telefono', [phonePiece, emailPiece]),
  ];
}

const streetPieces: readonly Piece<FiledAddress>[] = [
  text('quarter', 'colonia'),
  text('street', 'calle'),
  text('exterior', 'numero_exterior'),
  text('interior', 'numero_interior'),
  text('postal_code', 'codigo_postal'),
];

const addressLens = record<FiledAddress>([
  choice<FiledAddress>([
    {
      name: 'nacional',
      is: ({ country }) => country === 'MX',
      means: { country: 'MX' },
      pieces: streetPieces,
    },
    {
      name: 'extranjero',
      is: ({ country }) => country !== 'MX',
      means: {},
      pieces: [
        coded('country', 'pais', foreignCodec),
        text('state', 'estado_provincia'),
        text('city', 'ciudad_poblacion'),
        ...streetPieces,
      ],
    },
  ]),
]);

const phonePiece: Piece<FiledParty> = {
  read(rest) {
    const [country] = rest.take('clave_pais', (node) => leafValue(node, countryCodec), 1);
    const [number] = rest.take('numero_telefono', plainText, 1);
    if (country === undefined && number === undefined) return {};
    return { phones: [{ ...(number ? { number } : {}), ...(country ? { country } : {}) }] };
  },
  write({ phones: [phone] = [] }) {
    return [
      ...(phone?.country ? [leaf('clave_pais', phone.country)] : []),
      ...(phone?.number ? [leaf('numero_telefono', phone.number)] : []),
    ];
  },
};

const emailPiece: Piece<FiledParty> = {
  read(rest) {
    const emails = rest.take('correo_electronico', plainText, 1);
    return emails.length > 0 ? { emails } : {};
  },
  write: ({ emails: [email] = [] }) => (email ? [leaf('correo_electronico', email)] : []),
};

/** A name in three parts. The mother's surname is written `XXXX` where it is not known. */
const personName: Piece<FiledParty> = {
  read(rest) {
    const [given] = rest.take('nombre', plainText, 1);
    const [family] = rest.take('apellido_paterno', plainText, 1);
    const [maternal] = rest.take('apellido_materno', plainText, 1);
    const name: FiledName = {
      ...known('given', given),
      ...known('family', family),
      ...(maternal !== undefined && maternal !== UNKNOWN_NAME ? { maternal } : {}),
    };
    return Object.keys(name).length > 0 || maternal !== undefined ? { names: [name] } : {};
  },
  write({ names: [name] = [] }) {
    if (!name) return [];
    const given = name.given ?? (name.given_unknown ? UNKNOWN_NAME : undefined);
    const family = name.family ?? (name.family_unknown ? UNKNOWN_NAME : undefined);
    return [
      ...(given ? [leaf('nombre', given)] : []),
      ...(family ? [leaf('apellido_paterno', family)] : []),
      leaf('apellido_materno', name.maternal ?? UNKNOWN_NAME),
    ];
  },
};

const companyName: Piece<FiledParty> = {
  read(rest) {
    const [full] = rest.take('denominacion_razon', plainText, 1);
    return full === undefined ? {} : { names: [{ full }] };
  },
  write: ({ names: [name] = [] }) => (name?.full ? [leaf('denominacion_razon', name.full)] : []),
};

function known(key: 'given' | 'family', value: string | undefined): FiledName {
  if (value === undefined) return {};
  return value === UNKNOWN_NAME ? { [`${key}_unknown`]: true } : { [key]: value };
}

function plainText(node: DocumentNode): string | null {
  return leafValue(node, verbatim);
}
