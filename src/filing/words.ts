/** The words of the neutral model; each format maps its codes to them. */

/** What a party is in a filing. The number is FinCEN's code of the role, where it has one. */
export const PARTY_ROLES = [
  'transmitter', // 35
  'transmitter_contact', // 37
  'filer', // 30; 45 in a DOEP, 15 in an FBAR
  'contact', // 8
  'activity_location', // 34
  'branch', // 46
  'subject', // 33
  'law_enforcement', // 18
  'law_enforcement_officer', // 19
  'institution', // 41: where an account is held
  'conductor', // 50, CTR: conducted on own behalf
  'conductor_for_other', // 17, CTR
  'on_behalf_of', // 23, CTR and 8300
  'courier', // 58, CTR: common carrier
  'received_from', // 16, 8300
  'recipient', // 4, 8300: the business that received the cash
  'official', // 3
  'owner', // 43, FBAR: of an account in which the filer has no interest
  'joint_owner', // 42, FBAR
  'corporate_owner', // 44, FBAR
  'preparer', // 57, FBAR
  'preparer_firm', // 56, FBAR
  'exempt', // 11, DOEP
  'affiliate', // 12, DOEP: another bank of the group
  'beneficial_owner',
  'representative',
  'counterparty',
  'related',
  'other',
] as const;
export type PartyRole = (typeof PARTY_ROLES)[number];

export const PARTY_KINDS = ['person', 'organisation', 'trust', 'unknown'] as const;
export const NAME_KINDS = ['legal', 'alias', 'trade'] as const;
export const PHONE_KINDS = ['home', 'work', 'mobile', 'fax', 'other'] as const;
