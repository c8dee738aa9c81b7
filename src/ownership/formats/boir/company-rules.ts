/** What the guide wants of the reporting company (part I of the form). */
import { checkIdentifier } from '../../../model/index.js';
import { type XmlElement, xmlTextAt } from '../xml-records.js';
import { addressMistakes } from './address-rules.js';
import { type BoirMistake, when } from './mistake.js';

/** A foreign pooled vehicle reports one owner and no applicant. */
export function companyMistakes(
  company: XmlElement,
  parties: { readonly applicants: readonly XmlElement[]; readonly owners: readonly XmlElement[] },
): BoirMistake[] {
  const country = xmlTextAt(company, 'FormationCountryCodeText') ?? '';
  const pooled = xmlTextAt(company, 'OrganizationClassificationTypeSubtype', 'OrganizationTypeID');
  const is_pooled = pooled === '19';
  const is_old = xmlTextAt(company, 'ExistingReportingCompanyIndicator') === 'Y';
  const state = xmlTextAt(company, 'FormationStateCodeText');
  return [
    ...when(!/^[A-Z]{2}$/.test(country), 'country', { country }),
    ...when(country !== 'US' && state !== null && state !== country, 'formation_state', {
      country,
    }),
    ...when(pooled !== null && !is_pooled, 'pooled_code', { code: pooled ?? '' }),
    ...when(is_pooled && country === 'US', 'pooled_domestic', {}),
    ...when(is_pooled && parties.owners.length > 1, 'pooled_owners', {
      count: parties.owners.length,
    }),
    ...when((is_pooled || is_old) && parties.applicants.length > 0, 'applicants', {
      count: parties.applicants.length,
    }),
    ...when(!is_pooled && !is_old && parties.applicants.length === 0, 'no_applicant', {}),
    ...when(parties.owners.length === 0, 'no_owner', {}),
    ...addressMistakes(company),
    ...taxMistakes(company),
  ];
}

function taxMistakes(company: XmlElement): BoirMistake[] {
  const number = xmlTextAt(company, 'PartyIdentification', 'PartyIdentificationNumberText') ?? '';
  const type = xmlTextAt(company, 'PartyIdentification', 'PartyIdentificationTypeCode') ?? '';
  const issuer = xmlTextAt(company, 'PartyIdentification', 'OtherIssuerCountryText');
  const is_foreign = type === '9';
  const is_shaped = is_foreign ? /^[\p{L}\d]{1,25}$/u.test(number) : /^\d{9}$/.test(number);
  const ein = type === '2' ? checkIdentifier('ein', number).findings : [];
  return [
    ...when(!/^[129]$/.test(type), 'tax_type', { type }),
    ...when(!is_shaped || ein.some(({ severity }) => severity === 'error'), 'tax_number', { type }),
    ...when(is_foreign !== (issuer !== null), 'tax_issuer', { type }),
  ];
}
