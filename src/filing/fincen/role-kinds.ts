import type { FincenForm } from './forms.js';

/** What a party of this role is unless the form says otherwise; undefined where nothing says it. */
export function kindOfRole(form: FincenForm, role: string): 'person' | 'organisation' | undefined {
  const isOpen =
    (form === 'fincen-fbar' && role === 'filer') ||
    (form === 'fincen-8300' && role === 'on_behalf_of');
  if (isOpen) return undefined;
  if (ORGANISATIONS.has(role)) return 'organisation';
  return PERSONS.has(role) ? 'person' : undefined;
}

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

/** Roles whose legal name stands in parts; an organisation's in the element of the surname. */
export const NAMED_BY_PARTS: Readonly<Record<FincenForm, ReadonlySet<string>>> = {
  'fincen-sar': new Set(['subject']),
  'fincen-ctr': new Set(['conductor', 'conductor_for_other', 'on_behalf_of', 'courier']),
  'fincen-8300': new Set(['received_from', 'on_behalf_of']),
  'fincen-doep': new Set(['exempt']),
  'fincen-fbar': new Set(['filer', 'joint_owner', 'owner', 'corporate_owner']),
};
