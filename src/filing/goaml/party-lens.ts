import type {
  FiledAccount,
  FiledAddress,
  FiledIdentity,
  FiledName,
  FiledParty,
  FiledPhone,
} from '../filing.js';
import { type Lens, type Piece, record } from '../lens/lens.js';
import { coded, many, text, texts, word } from '../lens/pieces.js';
import { always, choice, someOf, under } from '../lens/wrappers.js';
import { firstOf, moment, numbered } from './pieces.js';

/** Persons, entities and accounts of goAML: one set of parts, more of it due of customers. */

/** `reporting_person`: who reports for the filer. */
export function reporterLens(): Lens<FiledParty> {
  return record<FiledParty>([
    always('role', 'contact'),
    always('kind', 'person'),
    ...personPieces(),
    texts('emails', 'email'),
  ]);
}

/** Elements of which one says who it is, `person_my_client` and the like. */
export function whoPiece(prefix: string): Piece<FiledParty> {
  const kinds = [
    { name: 'person', kind: 'person' as const, pieces: [...personPieces(), wrappedEmails] },
    { name: 'entity', kind: 'organisation' as const, pieces: entityPieces() },
    { name: 'account', kind: 'unknown' as const, pieces: accountPieces() },
  ];
  const isOf = (party: FiledParty, kind: FiledParty['kind']) =>
    kind === (party.kind === 'trust' ? 'organisation' : (party.kind ?? 'unknown'));
  return choice<FiledParty>(
    kinds.flatMap(({ name, kind, pieces }) => [
      {
        name: `${prefix}${name}`,
        is: (party: FiledParty) => isOf(party, kind) && !(prefix === '' && party.is_client),
        means: { kind },
        pieces,
      },
      ...(prefix === ''
        ? [
            {
              name: `${name}_my_client`,
              is: (party: FiledParty) => isOf(party, kind) && party.is_client === true,
              means: { kind, is_client: true as const },
              pieces,
            },
          ]
        : []),
    ]),
  );
}

const wrappedEmails: Piece<FiledParty> = under('emails', [texts<FiledParty>('emails', 'email')]);

function personPieces(): Piece<FiledParty>[] {
  return [
    word<FiledParty>('gender', 'gender', { F: 'female', M: 'male', '-': 'unknown' }),
    firstOf<FiledParty, FiledName>('names', [
      text('title', 'title'),
      text('given', 'first_name'),
      text('middle', 'middle_name'),
      text('family', 'last_name'),
    ]),
    moment('born_on', 'birthdate'),
    numbered('ssn', 'ssn'),
    numbered('passport', 'passport_number'),
    numbered('national_id', 'id_number'),
    coded<FiledParty, string>('nationality', 'nationality1', country),
    ...reachPieces(),
    text('occupation', 'occupation'),
    under('identifications', [
      someOf<FiledParty, FiledIdentity>('identities', 'identification', identification, isDocument),
    ]),
    numbered('tin', 'tax_number'),
  ];
}

function entityPieces(): Piece<FiledParty>[] {
  return [
    firstOf<FiledParty, FiledName>('names', [text('full', 'name')]),
    numbered('incorporation', 'incorporation_number'),
    text('occupation', 'business'),
    ...reachPieces(),
    wrappedEmails,
    coded<FiledParty, string>('nationality', 'incorporation_country_code', country),
    moment('founded_on', 'incorporation_date'),
    numbered('tin', 'tax_number'),
  ];
}

function accountPieces(): Piece<FiledParty>[] {
  return [
    firstOf<FiledParty, FiledAccount>('accounts', [
      text('institution', 'institution_name'),
      text('number', 'account'),
    ]),
    firstOf<FiledParty, FiledName>('names', [text('full', 'account_name')]),
  ];
}

const country = {
  read: (code: string) => (/^[A-Z]{2}$/.test(code) ? code : null),
  write: (code: string) => code,
};

/** Numbers that have elements of their own; all others are documents. */
const OWN_ELEMENTS = new Set([
  'ssn',
  'passport',
  'national_id',
  'tin',
  'incorporation',
  'rentity_id',
]);

function isDocument({ kind }: FiledIdentity): boolean {
  return !OWN_ELEMENTS.has(kind ?? '');
}

const identification = record<FiledIdentity>([
  text('kind', 'type'),
  text('number', 'number'),
  coded<FiledIdentity, string>('country', 'issue_country', country),
]);

function reachPieces(): Piece<FiledParty>[] {
  return [
    under('phones', [many<FiledParty, FiledPhone>('phones', 'phone', phone)]),
    under('addresses', [many<FiledParty, FiledAddress>('addresses', 'address', address)]),
  ];
}

const phone = record<FiledPhone>([
  word<FiledPhone>('kind', 'tph_communication_type', { M: 'mobile', F: 'fax' }),
  text('number', 'tph_number'),
  text('extension', 'tph_extension'),
]);

const address = record<FiledAddress>([
  text('street', 'address'),
  text('exterior', 'house_number'),
  text('interior', 'apartment_number'),
  text('quarter', 'town'),
  text('city', 'city'),
  text('postal_code', 'zip'),
  coded<FiledAddress, string>('country', 'country_code', country),
  text('state', 'state'),
]);
