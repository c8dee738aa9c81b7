/** The schemata of FollowTheMoney that have to do with ownership, in our words and back. */
import type { HolderKind, InterestKind } from '../../statement.js';

/** What kind of holder a schema is; null where it is none. */
export function holderKindOf(schema: string, legal_form: string | null): HolderKind | null {
  const form = legal_form?.toLowerCase() ?? '';
  if (schema === 'Person') return 'person';
  if (schema === 'PublicBody') return 'state';
  if (schema === 'LegalEntity') return form === 'arrangement' ? 'arrangement' : 'unknown';
  if (schema !== 'Company' && schema !== 'Organization') return null;
  return /\b(trust|fideicomiso)\b/.test(form) ? 'trust' : 'organisation';
}

export function schemaOfHolder(kind: HolderKind): { schema: string; legal_form: string | null } {
  switch (kind) {
    case 'person':
      return { schema: 'Person', legal_form: null };
    case 'state':
      return { schema: 'PublicBody', legal_form: null };
    case 'unknown':
      return { schema: 'LegalEntity', legal_form: null };
    case 'arrangement':
      return { schema: 'LegalEntity', legal_form: 'arrangement' };
    case 'trust':
      return { schema: 'Company', legal_form: 'trust' };
    default:
      return { schema: 'Company', legal_form: null };
  }
}

/** A link between two things: which property is the owner's, which the subject's. */
export interface LinkSchema {
  readonly schema: string;
  readonly owner: string;
  readonly subject: string;
  readonly kind: InterestKind;
}

export const LINKS: readonly LinkSchema[] = [
  { schema: 'Ownership', owner: 'owner', subject: 'asset', kind: 'shares' },
  { schema: 'Directorship', owner: 'director', subject: 'organization', kind: 'director' },
  { schema: 'Membership', owner: 'member', subject: 'organization', kind: 'unknown' },
  { schema: 'Employment', owner: 'employee', subject: 'employer', kind: 'unknown' },
  { schema: 'Representation', owner: 'agent', subject: 'client', kind: 'unknown' },
  { schema: 'UnknownLink', owner: 'subject', subject: 'object', kind: 'unknown' },
];

/** Only shares are ownership there; officers are directorships; the rest is a link with a role. */
export function linkOfInterest(kind: InterestKind): { link: string; role: string | null } {
  if (kind === 'shares') return { link: 'Ownership', role: null };
  if (kind === 'director') return { link: 'Directorship', role: null };
  if (kind === 'senior_manager') return { link: 'Directorship', role: kind };
  return { link: 'UnknownLink', role: kind === 'unknown' ? null : kind };
}

/** Properties that hold identifiers, and the scheme that each is for us. */
export const IDENTIFIERS: readonly (readonly [string, string])[] = [
  ['leiCode', 'XI-LEI'],
  ['taxNumber', 'MX-RFC'],
  ['idNumber', 'MX-CURP'],
  ['registrationNumber', 'registrationNumber'],
  ['socialSecurityNumber', 'US-SSN'],
  ['passportNumber', 'passportNumber'],
  ['swiftBic', 'BIC'],
  ['vatCode', 'vatCode'],
  ['innCode', 'RU-INN'],
  ['ogrnCode', 'RU-OGRN'],
  ['licenseNumber', 'licenseNumber'],
  ['imoNumber', 'IMO'],
  ['irsCode', 'US-EIN'],
];
