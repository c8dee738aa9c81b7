import type { Identifier, IdentifierKind, Wallet } from '../profile.js';
import { walletKey } from '../wallet-key.js';
import { type Evidence, WORTH } from './evidence.js';

export interface PreparedIdentifier {
  readonly kind: IdentifierKind;
  readonly value: string;
  readonly text: string;
  readonly country: string | null;
}

/** Of these a party has one, so another one is another party. */
const ONLY: ReadonlySet<IdentifierKind> = new Set([
  'rfc',
  'curp',
  'ssn',
  'ein',
  'lei',
  'imo',
  'national_id',
  'tax_id',
  'duns',
]);
/** Of these a party has several in a life; another one says little. */
const DOCUMENTS: ReadonlySet<IdentifierKind> = new Set([
  'passport',
  'driving_licence',
  'itin',
  'registration',
  'mmsi',
]);
/** Shared by several parties at times: a household, an office. */
const SHARED: ReadonlySet<IdentifierKind> = new Set([
  'phone',
  'email',
  'website',
  'other',
  'account',
]);
const VALUE_CHARACTERS_MIN = 4;
const RFC_CHARACTERS_MIN = 10;
/** As long as the shortest number that is given once in the world: the IMO’s. */
const TELLING_CHARACTERS_MIN = 7;

export function prepareIdentifiers(identifiers: readonly Identifier[]): PreparedIdentifier[] {
  return identifiers.flatMap(({ kind, value, text, country }) => {
    const bare = value.toUpperCase().replaceAll(/[^A-Z0-9@.]/g, '');
    return bare.length < VALUE_CHARACTERS_MIN ? [] : [{ kind, value: bare, text, country }];
  });
}

/** The strongest agreement; a contradiction only where no identifier agrees. */
export function compareIdentifiers(
  query: readonly PreparedIdentifier[],
  listed: readonly PreparedIdentifier[],
): Evidence | null {
  let best: Evidence | null = null;
  for (const one of query)
    for (const other of listed) {
      const found = compareTwo(one, other);
      if (found && (!best || isStronger(found, best))) best = found;
    }
  return best;
}

/** Agreement before contradiction, then the larger. */
function isStronger(found: Evidence, best: Evidence): boolean {
  if (found.evidence > 0 || best.evidence > 0) return found.evidence > best.evidence;
  return found.evidence < best.evidence;
}

function compareTwo(one: PreparedIdentifier, other: PreparedIdentifier): Evidence | null {
  const found = (step: string, evidence: number): Evidence => {
    return { step, evidence, query: one.text, listed: other.text };
  };
  const countries = one.country === null || other.country === null || one.country === other.country;
  if (one.value === other.value) {
    const shared = SHARED.has(one.kind) || SHARED.has(other.kind);
    if (one.kind === other.kind && countries)
      return shared
        ? found('identifier.shared', WORTH.identifier_shared_kind)
        : found('identifier.same', WORTH.identifier_same);
    // A long number is one party’s, whatever a file calls it; a short one may be two.
    const long = one.value.length >= TELLING_CHARACTERS_MIN;
    return found('identifier.value', long ? WORTH.identifier_value : WORTH.identifier_shared_kind);
  }
  if (one.kind !== other.kind || !countries) return null;
  if (one.kind === 'rfc' && sameRfcStem(one.value, other.value))
    return found('identifier.stem', WORTH.identifier_shared_kind);
  if (ONLY.has(one.kind)) return found('identifier.differs', WORTH.identifier_differs);
  if (DOCUMENTS.has(one.kind)) return found('document.differs', WORTH.document_differs);
  return null;
}

/** An RFC is written without its three last characters where these are not known. */
function sameRfcStem(one: string, other: string): boolean {
  const shortest = Math.min(one.length, other.length);
  return (
    shortest >= RFC_CHARACTERS_MIN &&
    one.length !== other.length &&
    one.slice(0, shortest) === other.slice(0, shortest)
  );
}

export function compareWallets(
  query: ReadonlySet<string>,
  listed: ReadonlySet<string>,
): Evidence | null {
  for (const address of query)
    if (listed.has(address))
      return { step: 'wallet.same', evidence: WORTH.wallet_same, query: address, listed: address };
  return null;
}

/** Addresses as they are compared (`walletKey`). */
export function prepareWallets(wallets: readonly Wallet[]): ReadonlySet<string> {
  return new Set(wallets.map(({ address }) => walletKey(address)));
}
