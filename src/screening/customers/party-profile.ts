import type { Listing } from '../listing.js';
import { identifier } from '../lists/documents.js';
import { Draft } from '../lists/draft.js';
import type { IdentifierKind, Profile } from '../profile.js';

/** What the store knows of a party, in its newest version, with what older versions called it. */
export interface PartyFacts {
  readonly id: string;
  readonly kind: string | null;
  readonly name: string | null;
  readonly former_names: readonly string[];
  readonly country: string | null;
  readonly region: string | null;
  readonly address: string | null;
  readonly birth_year: number | null;
  readonly founded_on: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly tax_id: string | null;
  /** Ids of its accounts that are wallets. */
  readonly wallets: readonly string[];
}

/** A party as it is compared. Its nationality is not known: the store's country is of residence. */
export function partyProfile(party: PartyFacts): Profile {
  const draft = new Draft('', party.id);
  draft.kind = party.kind === 'person' || party.kind === 'organisation' ? party.kind : null;
  draft.name(party.name);
  for (const name of party.former_names) draft.name(name, { kind: 'former' });
  if (party.birth_year !== null) draft.date('birth', String(party.birth_year));
  draft.date('founded', party.founded_on);
  const where = draft.kind === 'organisation' ? 'registration' : 'residence';
  draft.place(where, party.country, party.country);
  if (party.address !== null) {
    const { address: text, region, country } = party;
    draft.address({ text, region, country });
  }
  if (party.tax_id !== null) {
    draft.identifier(identifier(taxIdKind(party.tax_id, draft.kind), party.tax_id));
  }
  if (party.phone !== null) draft.identifier(identifier('phone', party.phone, party.country));
  if (party.email !== null) draft.identifier(identifier('email', party.email));
  for (const wallet of party.wallets) draft.wallet(null, wallet);
  return profileOf(draft.done());
}

/** The compared part of a listing: what a customer has in common with one. */
export function profileOf(listing: Listing): Profile {
  const { id, kind, names, dates, places, addresses, identifiers, wallets, gender } = listing;
  return { id, kind, names, dates, places, addresses, identifiers, wallets, gender };
}

/** Which tax id a number is, by its shape; nine bare digits are a person's SSN or a firm's EIN. */
function taxIdKind(written: string, kind: Profile['kind']): IdentifierKind {
  const bare = written.toUpperCase().replace(/[\s.]/g, '');
  const solid = bare.replaceAll('-', '');
  if (/^[A-ZÑ&]{3,4}\d{6}[A-Z\d]{3}$/.test(solid)) return 'rfc';
  if (/^[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z\d]\d$/.test(solid)) return 'curp';
  if (/^\d{2}-\d{7}$/.test(bare)) return 'ein';
  if (!/^\d{9}$/.test(solid)) return 'tax_id';
  if (bare === solid && kind === 'organisation') return 'ein';
  if (bare === solid && kind === null) return 'tax_id';
  return solid.startsWith('9') ? 'itin' : 'ssn';
}
