import type { Listing } from '../listing.js';
import type { Match, Reason } from '../match.js';
import type { Identifier, IdentifierKind, Profile } from '../profile.js';
import { walletKey } from '../wallet-key.js';
import { fingerprint } from './fingerprint.js';

/** Who is screened: `key` is the same whenever the same customer is screened again. */
export interface Customer {
  /** `party:<id>`, `account:<id>`, `name:<name>` of the store, or `file:<id>` of a file. */
  readonly key: string;
  readonly profile: Profile;
}

/** A customer and an entry of a list; hits and decisions are about such a pair. */
export interface Pair {
  readonly customer_key: string;
  readonly list: string;
  readonly entry_id: string;
}

/** Tells a pair from all others. */
export function pairId({ customer_key, list, entry_id }: Pair): string {
  return JSON.stringify([customer_key, list, entry_id]);
}

/** A match of a customer that is kept until somebody decides about it. */
export interface Hit extends Pair {
  readonly customer_name: string;
  readonly listed_name: string;
  readonly score: number;
  readonly reasons: readonly Reason[];
  /** An identifier that belongs to one holder, or a wallet, is the very same on both sides. */
  readonly exact: 'identifier' | 'wallet' | null;
  /** Fingerprints of both sides as they were compared. */
  readonly customer_print: string;
  readonly listing_print: string;
  /** Version of the list it was found in. */
  readonly list_hash: string;
  readonly programs: readonly string[];
  readonly listed_on: string | null;
}

/** The hits of a customer. `hashes` gives the version in force of each list. */
export function hitsOf(
  customer: Customer,
  matches: readonly Match[],
  hashes: Readonly<Record<string, string>>,
): Hit[] {
  const { key, profile } = customer;
  const customer_print = fingerprint(profile);
  return matches.map(({ listing, score, reasons }) => ({
    customer_key: key,
    list: listing.list,
    entry_id: listing.id,
    customer_name: profile.names[0]?.full ?? profile.id,
    listed_name: listing.names[0]?.full ?? listing.id,
    score,
    reasons,
    exact: exactEvidence(profile, listing),
    customer_print,
    listing_print: fingerprint(listing),
    list_hash: hashes[listing.list] ?? '',
    programs: listing.programs,
    listed_on: listing.listed_on,
  }));
}

/** What is the same on both sides and belongs to one holder only; null: nothing. */
export function exactEvidence(profile: Profile, listing: Listing): Hit['exact'] {
  const wallets = new Set(listing.wallets.map(({ address }) => walletKey(address)));
  if (profile.wallets.some(({ address }) => wallets.has(walletKey(address)))) return 'wallet';
  const listed = new Map<string, Identifier[]>();
  for (const identifier of listing.identifiers) {
    const key = `${identifier.kind} ${identifier.value}`;
    listed.set(key, [...(listed.get(key) ?? []), identifier]);
  }
  const same = profile.identifiers.some((identifier) => {
    if (!ONE_HOLDER.has(identifier.kind)) return false;
    const others = listed.get(`${identifier.kind} ${identifier.value}`) ?? [];
    return others.some(({ country }) => agrees(identifier, country));
  });
  return same ? 'identifier' : null;
}

/** Numbers that one holder has: telephones, addresses and accounts can be shared. */
const ONE_HOLDER: ReadonlySet<IdentifierKind> = new Set([
  'rfc',
  'curp',
  'ssn',
  'ein',
  'itin',
  'passport',
  'national_id',
  'lei',
  'imo',
]);

/** Numbers that mean little without the country that issued them. */
const BY_COUNTRY: ReadonlySet<IdentifierKind> = new Set(['passport', 'national_id']);

function agrees(ours: Identifier, theirs: string | null): boolean {
  if (!BY_COUNTRY.has(ours.kind)) return true;
  return ours.country !== null && ours.country === theirs;
}
