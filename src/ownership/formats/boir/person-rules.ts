/** What the guide wants of applicants and beneficial owners (parts II and III of the form). */
import { dayOfDigits } from '../dates.js';
import { elementAt, type XmlElement, xmlTextAt } from '../xml-records.js';
import { addressMistakes } from './address-rules.js';
import { type BoirMistake, when } from './mistake.js';
import { OWNER } from './party.js';

/** With a FinCEN ID nothing else is said, but whose child it is about and an entity's name. */
export function personMistakes(party: XmlElement, today: string): BoirMistake[] {
  const code = xmlTextAt(party, 'ActivityPartyTypeCode') ?? '';
  const fincen_id = xmlTextAt(party, 'FinCENID');
  const is_owner = code === OWNER;
  if (fincen_id !== null) {
    const besides = party.children
      .map(({ name }) => name)
      .filter((name) => !['ActivityPartyTypeCode', 'FinCENID'].includes(name))
      .filter((name) => !is_owner || name !== 'ParentOrLegalGuardianForMinorChildIndicator')
      .filter((name) => !is_owner || name !== 'PartyName' || hasFirstName(party));
    return [
      ...when(!/^\d{12}$/.test(fincen_id), 'fincen_id', { id: fincen_id }),
      ...when(besides.length > 0, 'fincen_id_alone', { elements: besides.join(', ') }),
    ];
  }
  const last_name = xmlTextAt(party, 'PartyName', 'RawEntityIndividualLastName');
  const is_exempt = xmlTextAt(party, 'ExemptIndicator') === 'Y';
  if (is_exempt)
    return [
      ...when(last_name === null, 'name', { code }),
      ...when(
        elementAt(party, 'Address') !== null ||
          elementAt(party, 'PartyIdentification') !== null ||
          elementAt(party, 'IndividualBirthDateText') !== null,
        'exempt_alone',
        {},
      ),
    ];
  const born = xmlTextAt(party, 'IndividualBirthDateText') ?? '';
  const day = dayOfDigits(born);
  const first_name = xmlTextAt(party, 'PartyName', 'RawIndividualFirstName');
  return [
    ...when(last_name === null || first_name === null, 'name', { code }),
    ...when(day === null || day > today, 'birth', { date: born }),
    ...addressMistakes(party),
    ...identificationMistakes(party),
  ];
}

/** An entity with a FinCEN ID gives its name as a last name, and no first name. */
function hasFirstName(party: XmlElement): boolean {
  return xmlTextAt(party, 'PartyName', 'RawIndividualFirstName') !== null;
}

/** A document of the four kinds, who issued it, and the name of the file with its image. */
function identificationMistakes(party: XmlElement): BoirMistake[] {
  const at = (name: string) => xmlTextAt(party, 'PartyIdentification', name);
  const type = at('PartyIdentificationTypeCode') ?? '';
  const image = at('OriginalAttachmentFileName') ?? '';
  const number = at('PartyIdentificationNumberText') ?? '';
  return [
    ...when(!/^(37|38|39|40)$/.test(type), 'document_type', { type }),
    ...when(number === '' || number.length > 25, 'document_number'),
    ...when(!/^[A-Z]{2}$/.test(at('OtherIssuerCountryText') ?? ''), 'document_issuer'),
    ...when(!/^[A-Za-z\d!@#$%()_\-.=+[\]{}|;~]{1,250}$/.test(image), 'image', { file: image }),
    ...when(!/\.(jpe?g|png|pdf)$/i.test(image), 'image_format', { file: image }),
  ];
}
