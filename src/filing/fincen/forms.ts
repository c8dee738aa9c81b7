/** What sets FinCEN's five forms apart: codes of roles and of kinds, and what a form has no place for. */

export const FINCEN_FORMS = [
  'fincen-sar',
  'fincen-ctr',
  'fincen-8300',
  'fincen-doep',
  'fincen-fbar',
] as const;
export type FincenForm = (typeof FINCEN_FORMS)[number];

/** `FormTypeCode` of each form; the same in every batch of it. */
export const FORM_TYPES: Readonly<Record<FincenForm, string>> = {
  'fincen-sar': 'SARX',
  'fincen-ctr': 'CTRX',
  'fincen-8300': '8300X',
  'fincen-doep': 'DOEPX',
  'fincen-fbar': 'FBARX',
};

/** Code → word, one to one within a form. */
export type Codes = Readonly<Record<string, string>>;

const TRANSMITTERS: Codes = { 35: 'transmitter', 37: 'transmitter_contact' };

/** `ActivityPartyTypeCode`. */
export const ROLES: Readonly<Record<FincenForm, Codes>> = {
  'fincen-sar': {
    ...TRANSMITTERS,
    30: 'filer',
    8: 'contact',
    33: 'subject',
    34: 'activity_location',
    46: 'branch',
    18: 'law_enforcement',
    19: 'law_enforcement_officer',
    41: 'institution',
  },
  'fincen-ctr': {
    ...TRANSMITTERS,
    30: 'filer',
    8: 'contact',
    34: 'activity_location',
    50: 'conductor',
    17: 'conductor_for_other',
    23: 'on_behalf_of',
    58: 'courier',
  },
  'fincen-8300': {
    ...TRANSMITTERS,
    16: 'received_from',
    23: 'on_behalf_of',
    4: 'recipient',
    8: 'contact',
    3: 'official',
  },
  'fincen-doep': {
    ...TRANSMITTERS,
    45: 'filer',
    11: 'exempt',
    12: 'affiliate',
    3: 'official',
  },
  'fincen-fbar': {
    ...TRANSMITTERS,
    15: 'filer',
    41: 'institution',
    42: 'joint_owner',
    43: 'owner',
    44: 'corporate_owner',
    56: 'preparer_firm',
    57: 'preparer',
  },
};

const ORGANISATIONS: ReadonlySet<string> = new Set([
  'transmitter',
  'contact',
  'filer',
  'activity_location',
  'institution',
  'branch',
  'law_enforcement',
  'recipient',
  'affiliate',
  'preparer_firm',
]);
const PERSONS: ReadonlySet<string> = new Set([
  'subject',
  'law_enforcement_officer',
  'conductor',
  'conductor_for_other',
  'on_behalf_of',
  'received_from',
  'official',
  'exempt',
  'preparer',
]);

/** What a party of this role is unless the form says otherwise; undefined where nothing says it. */
export function kindOfRole(form: FincenForm, role: string): 'person' | 'organisation' | undefined {
  const isOpen =
    (form === 'fincen-fbar' && role === 'filer') ||
    (form === 'fincen-8300' && role === 'on_behalf_of');
  if (isOpen) return undefined;
  if (ORGANISATIONS.has(role)) return 'organisation';
  return PERSONS.has(role) ? 'person' : undefined;
}

/** Roles whose legal name stands in parts, also an organisation's: in the element of the surname. */
export const NAMED_BY_PARTS: Readonly<Record<FincenForm, ReadonlySet<string>>> = {
  'fincen-sar': new Set(['subject']),
  'fincen-ctr': new Set(['conductor', 'conductor_for_other', 'on_behalf_of', 'courier']),
  'fincen-8300': new Set(['received_from', 'on_behalf_of']),
  'fincen-doep': new Set(['exempt']),
  'fincen-fbar': new Set(['filer', 'joint_owner', 'owner', 'corporate_owner']),
};

const SSN_EIN: Codes = { 1: 'ssn', 2: 'ein' };
const DOCUMENTS: Codes = { 5: 'driver_license', 6: 'passport', 7: 'alien_registration' };
const REGISTERS: Codes = { 10: 'crd', 11: 'iard', 12: 'nfa', 13: 'sec', 14: 'rssd' };

/** `PartyIdentificationTypeCode`. `ssn` also stands for an ITIN, `foreign` for a foreign tax number. */
export const IDENTITIES: Readonly<Record<FincenForm, Codes>> = {
  'fincen-sar': {
    ...SSN_EIN,
    4: 'tin',
    ...DOCUMENTS,
    9: 'foreign',
    ...REGISTERS,
    28: 'tcc',
    29: 'control_number',
    32: 'naic',
    33: 'nmls',
    999: 'other',
  },
  'fincen-ctr': {
    ...SSN_EIN,
    4: 'tin',
    ...DOCUMENTS,
    9: 'foreign',
    ...REGISTERS,
    28: 'tcc',
    999: 'other',
  },
  'fincen-8300': { ...SSN_EIN, ...DOCUMENTS, 28: 'tcc', 999: 'other' },
  'fincen-doep': { ...SSN_EIN, 14: 'rssd', 28: 'tcc' },
  'fincen-fbar': {
    '-2': 'unknown',
    ...SSN_EIN,
    4: 'tin',
    6: 'passport',
    9: 'foreign',
    28: 'tcc',
    31: 'ptin',
    999: 'other',
  },
};

/** `PrimaryRegulatorTypeCode`; a form that has fewer refuses the others by its layout. */
export const REGULATORS: Codes = {
  1: 'federal_reserve',
  2: 'fdic',
  3: 'ncua',
  4: 'occ',
  6: 'sec',
  7: 'irs',
  9: 'cftc',
  13: 'fhfa',
  14: 'unknown',
  99: 'not_applicable',
};

const UNKNOWNS = [
  'EntityLastNameUnknownIndicator',
  'FirstNameUnknownIndicator',
  'CityUnknownIndicator',
  'CountryCodeUnknownIndicator',
  'StateCodeUnknownIndicator',
  'StreetAddressUnknownIndicator',
  'ZIPCodeUnknownIndicator',
  'TINUnknownIndicator',
];
const GENDERS = ['FemaleGenderIndicator', 'MaleGenderIndicator', 'UnknownGenderIndicator'];
const CASH = ['IndividualEntityCashInAmountText', 'IndividualEntityCashOutAmountText'];

/** Elements that our lenses know and a form does not. What a filing says in them is a loss there. */
export const ABSENT: Readonly<Record<FincenForm, ReadonlySet<string>>> = {
  'fincen-sar': new Set(['RawIndividualTitleText', 'PartyTypeCode', 'Account', ...CASH]),
  'fincen-ctr': new Set([
    'RawIndividualTitleText',
    'PartyTypeCode',
    'PhoneNumberTypeCode',
    'PartyAssociation',
    'PartyAccountAssociation',
    'FilingInstitutionNotetoFinCEN',
    'ActivitySupportDocument',
  ]),
  'fincen-8300': new Set([
    ...UNKNOWNS,
    ...GENDERS,
    ...CASH,
    'RawIndividualNameSuffixText',
    'PartyAsEntityOrganizationIndicator',
    'PrimaryRegulatorTypeCode',
    'PhoneNumberExtensionText',
    'PhoneNumberTypeCode',
    'OtherIssuerCountryText',
    'OtherPartyIdentificationTypeText',
    'NAICSCode',
    'ElectronicAddress',
    'Account',
    'PartyAssociation',
    'PartyAccountAssociation',
    'FilingInstitutionNotetoFinCEN',
    'ActivitySupportDocument',
  ]),
  'fincen-doep': new Set([
    ...UNKNOWNS,
    ...GENDERS,
    ...CASH,
    'IndividualBirthDateText',
    'PartyTypeCode',
    'PhoneNumberTypeCode',
    'OtherIssuerCountryText',
    'OtherIssuerStateText',
    'OtherPartyIdentificationTypeText',
    'Account',
    'PartyAssociation',
    'PartyAccountAssociation',
    'FilingInstitutionNotetoFinCEN',
    'ActivitySupportDocument',
    'ActivityNarrativeInformation',
  ]),
  'fincen-fbar': new Set([
    ...UNKNOWNS,
    ...GENDERS,
    ...CASH,
    'PartyTypeCode',
    'PrimaryRegulatorTypeCode',
    'PhoneNumberTypeCode',
    'OtherIssuerStateText',
    'PartyOccupationBusiness',
    'ElectronicAddress',
    'Account',
    'PartyAssociation',
    'PartyAccountAssociation',
    'FilingInstitutionNotetoFinCEN',
    'ActivitySupportDocument',
  ]),
};
