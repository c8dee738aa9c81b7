import { leaf } from '../document/node.js';
import type { FiledAddress, FiledParty } from '../filing.js';
import { type Piece, record } from '../lens/lens.js';
import { coded, leafValue, text } from '../lens/pieces.js';
import { choice, someOf, under } from '../lens/wrappers.js';
import { plainText } from './plain-text.js';
import { countryCodec, foreignCodec } from './values.js';

/** Where and how to reach someone: an address, at home or abroad; a telephone and an e-mail. */
export function reachPieces(): Piece<FiledParty>[] {
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
