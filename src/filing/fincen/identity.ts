import type { FiledIdentity, FiledName } from '../filing.js';
import { type Lens, record } from '../lens/lens.js';
import { mark, text, word } from '../lens/pieces.js';
import { code, fields } from './fields.js';
import type { FincenForm } from './forms.js';
import { IDENTITIES } from './identity-codes.js';

/** Who a party is: names and numbers. */

/**
 * `RawPartyFullName` is an institution's name or an alternate name; a subject's legal name, also an
 * organisation's, stands in `RawEntityIndividualLastName`. `party.ts` makes it the full name.
 */
export function nameLens(form: FincenForm): Lens<FiledName> {
  const kinds = { L: 'legal', AKA: 'alias', DBA: 'trade' };
  return record<FiledName>(
    fields(form, {
      PartyNameTypeCode: word<FiledName>('kind', 'PartyNameTypeCode', kinds),
      RawPartyFullName: text('full', 'RawPartyFullName'),
      RawEntityIndividualLastName: text('family', 'RawEntityIndividualLastName'),
      RawIndividualFirstName: text('given', 'RawIndividualFirstName'),
      RawIndividualMiddleName: text('middle', 'RawIndividualMiddleName'),
      RawIndividualNameSuffixText: text('suffix', 'RawIndividualNameSuffixText'),
      RawIndividualTitleText: text('title', 'RawIndividualTitleText'),
      EntityLastNameUnknownIndicator: mark('family_unknown', 'EntityLastNameUnknownIndicator', 'Y'),
      FirstNameUnknownIndicator: mark('given_unknown', 'FirstNameUnknownIndicator', 'Y'),
    }),
  );
}

export function identityLens(form: FincenForm): Lens<FiledIdentity> {
  const kind = code<FiledIdentity>('kind', 'PartyIdentificationTypeCode', IDENTITIES[form]);
  return record<FiledIdentity>(
    fields(form, {
      PartyIdentificationTypeCode: kind,
      PartyIdentificationNumberText: text('number', 'PartyIdentificationNumberText'),
      OtherPartyIdentificationTypeText: text('other', 'OtherPartyIdentificationTypeText'),
      OtherIssuerCountryText: text('country', 'OtherIssuerCountryText'),
      OtherIssuerStateText: text('state', 'OtherIssuerStateText'),
      TINUnknownIndicator: mark('unknown', 'TINUnknownIndicator', 'Y'),
    }),
  );
}
