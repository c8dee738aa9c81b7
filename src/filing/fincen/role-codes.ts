import type { Codes, FincenForm } from './forms.js';

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
