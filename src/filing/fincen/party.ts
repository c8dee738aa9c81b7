import type { FiledName, FiledParty } from '../filing.js';
import { type Lens, type Piece, record } from '../lens/lens.js';
import { coded, many, text, within, word } from '../lens/pieces.js';
import { under } from '../lens/wrappers.js';
import { accounts } from './account.js';
import { addressLens, electronicAddresses, phoneLens } from './contact.js';
import { birthDay, box, code, dollars, fields } from './fields.js';
import { type FincenForm, REGULATORS } from './forms.js';
import { identityLens, nameLens } from './identity.js';
import { asNamed, asWritten } from './party-kind.js';
import { ROLES } from './role-codes.js';

/** A party with all that a form tells of it. */
export function partyLens(form: FincenForm): Lens<FiledParty> {
  const lens = record<FiledParty>([
    ...ownPieces(form),
    ...fields<FiledParty>(form, {
      PartyName: many<FiledParty, FiledName>('names', 'PartyName', nameLens(form)),
      PhoneNumber: many('phones', 'PhoneNumber', phoneLens(form)),
      PartyOccupationBusiness: under(
        'PartyOccupationBusiness',
        fields<FiledParty>(form, {
          OccupationBusinessText: text<FiledParty>('occupation', 'OccupationBusinessText'),
          NAICSCode: text<FiledParty>('occupation_code', 'NAICSCode'),
        }),
      ),
      ElectronicAddress: together(electronicAddresses(form)),
      PartyAssociation: within<FiledParty>('PartyAssociation', [
        many<FiledParty, FiledParty>('parties', 'Party', branchLens(form)),
      ]),
    }),
    ...(form === 'fincen-sar' || form === 'fincen-ctr' ? [accounts(form)] : []),
  ]);
  return {
    read: (node) => asNamed(lens.read(node), form),
    write: (party, name) => lens.write(asWritten(party, form), name),
  };
}

/** A branch of an institution: it has no name of its own, only an address and a number. */
function branchLens(form: FincenForm): Lens<FiledParty> {
  const lens = record<FiledParty>(ownPieces(form));
  return {
    read: (node) => asNamed(lens.read(node), form),
    write: (party, name) => lens.write(asWritten(party, form), name),
  };
}

/** What every party has, also one inside another. */
function ownPieces(form: FincenForm): readonly Piece<FiledParty>[] {
  const [cashIn, cashOut] = [
    'IndividualEntityCashInAmountText',
    'IndividualEntityCashOutAmountText',
  ];
  const genders = {
    FemaleGenderIndicator: 'female',
    MaleGenderIndicator: 'male',
    UnknownGenderIndicator: 'unknown',
  };
  const kinds = { I: 'person', O: 'organisation', U: 'unknown' };
  return [
    role(form),
    ...fields<FiledParty>(form, {
      PartyTypeCode: word<FiledParty>('kind', 'PartyTypeCode', kinds),
      [ENTITY]: word<FiledParty>('kind', ENTITY, { Y: 'organisation' }),
      FemaleGenderIndicator: box<FiledParty>('gender', genders),
      IndividualBirthDateText: coded<FiledParty, string>(
        'born_on',
        'IndividualBirthDateText',
        birthDay,
      ),
      PrimaryRegulatorTypeCode: code<FiledParty>(
        'regulator',
        'PrimaryRegulatorTypeCode',
        REGULATORS,
      ),
      [cashIn]: coded<FiledParty, string>('cash_in', cashIn, dollars),
      [cashOut]: coded<FiledParty, string>('cash_out', cashOut, dollars),
      Address: many('addresses', 'Address', addressLens(form)),
      PartyIdentification: many('identities', 'PartyIdentification', identityLens(form)),
    }),
  ];
}

const ENTITY = 'PartyAsEntityOrganizationIndicator';

/** A role that has no code in this form is `other`, and its code stays under details. */
function role(form: FincenForm): Piece<FiledParty> {
  const known = code<FiledParty>('role', 'ActivityPartyTypeCode', ROLES[form]);
  return {
    read: (rest) => ({ role: 'other' as const, ...known.read(rest) }),
    write: (party) => known.write(party),
  };
}

function together<T>(pieces: readonly Piece<T>[]): Piece<T> {
  return {
    read: (rest) => Object.assign({}, ...pieces.map((piece) => piece.read(rest))) as Partial<T>,
    write: (value) => pieces.flatMap((piece) => piece.write(value)),
  };
}
