import { sha256 } from '../../base/index.js';
import { canonicalJson } from '../../store/index.js';
import type { Profile } from '../profile.js';

/**
 * A fingerprint of what is compared of a profile: equal as long as nothing that could change a
 * judgement changed. Order does not matter; id, programmes and remarks are not part of it.
 */
export function fingerprint(profile: Profile): string {
  const { kind, gender } = profile;
  const compared = {
    kind,
    gender,
    names: sorted(profile.names),
    dates: sorted(profile.dates),
    places: sorted(profile.places),
    addresses: sorted(profile.addresses),
    identifiers: sorted(profile.identifiers),
    wallets: sorted(profile.wallets),
  };
  return sha256(canonicalJson(compared)).slice(0, 32);
}

function sorted(items: readonly unknown[]): string[] {
  return [...new Set(items.map(canonicalJson))].sort();
}
