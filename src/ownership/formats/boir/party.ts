/** A party of a BOI report, as its XML has it. */
import { checkIdentifier } from '../../../model/index.js';
import { dayOfDigits } from '../dates.js';
import { elementAt, elementsOf, type XmlElement, xmlTextAt } from '../xml-records.js';

/** Codes of `ActivityPartyTypeCode`. */
export const COMPANY = '62';
export const APPLICANT = '63';
export const OWNER = '64';

/** Kinds of identification: 1 SSN/ITIN, 2 EIN, 9 foreign; 37 to 40 are documents of a person. */
const SCHEMES: Readonly<Record<string, string>> = {
  '1': 'US-SSN',
  '2': 'US-EIN',
  '37': 'US-DRIVING-LICENCE',
  '38': 'US-STATE-ID',
  '39': 'USA-PASSPORT',
};

export function partiesOf(activity: XmlElement, code: string): readonly XmlElement[] {
  return elementsOf(activity, 'Party').filter(
    (party) => xmlTextAt(party, 'ActivityPartyTypeCode') === code,
  );
}

/** Full name of a company, or the parts of a person's in the order of speech. */
export function nameOf(party: XmlElement): string | null {
  const name = elementsOf(party, 'PartyName').find(
    (each) => xmlTextAt(each, 'PartyNameTypeCode') !== 'DBA',
  );
  const parts = [
    'RawIndividualFirstName',
    'RawIndividualMiddleName',
    'RawEntityIndividualLastName',
    'RawIndividualNameSuffixText',
  ].map((each) => xmlTextAt(name ?? null, each));
  return xmlTextAt(name ?? null, 'RawPartyFullName') ?? (parts.filter(Boolean).join(' ') || null);
}

export function otherNamesOf(party: XmlElement): readonly string[] {
  const names = elementsOf(party, 'PartyName')
    .filter((each) => xmlTextAt(each, 'PartyNameTypeCode') === 'DBA')
    .map((each) => xmlTextAt(each, 'RawPartyFullName'));
  return names.filter((name) => name !== null);
}

/** An exempt entity owns in place of persons; everybody else with a date of birth is a person. */
export function isPerson(party: XmlElement): boolean {
  return (
    xmlTextAt(party, 'ExemptIndicator') !== 'Y' &&
    (xmlTextAt(party, 'IndividualBirthDateText') !== null ||
      xmlTextAt(party, 'PartyName', 'RawIndividualFirstName') !== null)
  );
}

export function bornOn(party: XmlElement): string | null {
  return dayOfDigits(xmlTextAt(party, 'IndividualBirthDateText'));
}

export function countryIn(party: XmlElement): string | null {
  return xmlTextAt(party, 'Address', 'RawCountryCodeText');
}

export function addressText(party: XmlElement): string | null {
  const address = elementAt(party, 'Address');
  const parts = ['StreetAddress1Text', 'CityText', 'StateCodeText', 'ZIPCode', 'CountryCodeText'];
  const texts = parts.map((part) => xmlTextAt(address, `Raw${part}`)).filter(Boolean);
  return texts.length > 0 ? texts.join(', ') : null;
}

/** Its FinCEN ID first: it is the only one that two reports share for sure. */
export function identifiersOf(party: XmlElement): { scheme: string; value: string }[] {
  const fincen_id = xmlTextAt(party, 'FinCENID');
  const documents = elementsOf(party, 'PartyIdentification').flatMap((each) => {
    const type = xmlTextAt(each, 'PartyIdentificationTypeCode') ?? '';
    const country = xmlTextAt(each, 'OtherIssuerCountryText') ?? 'XX';
    const number = xmlTextAt(each, 'PartyIdentificationNumberText');
    const scheme = SCHEMES[type] ?? `${country}-${type === '40' ? 'PASSPORT' : 'TAXID'}`;
    return number ? [{ scheme, value: valueFor(country, scheme, number) }] : [];
  });
  return fincen_id ? [{ scheme: 'US-FINCEN', value: fincen_id }, ...documents] : documents;
}

/** A foreign tax number of Mexico is an RFC, written without separators. */
function valueFor(country: string, scheme: string, number: string): string {
  return country === 'MX' && scheme === 'MX-TAXID' ? checkIdentifier('rfc', number).value : number;
}
