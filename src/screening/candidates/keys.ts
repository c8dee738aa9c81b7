import type { Identifier, Profile, Wallet } from '../profile.js';
import { walletKey } from '../wallet-key.js';

/** What a profile can be found by exactly, whatever its name: numbers and wallets. */
export interface KeyIndex {
  /** Positions of the profiles that share a number or a wallet with this one. */
  find(profile: Pick<Profile, 'identifiers' | 'wallets'>): readonly number[];
  readonly keys: number;
}

/** Shorter numbers are shared by chance. */
const CHARACTERS_MIN = 5;
/** A number that so many have (a generic RFC, “UNKNOWN”) tells nobody apart. */
const SHARED_MAX = 50;

export function createKeyIndex(
  profiles: readonly Pick<Profile, 'identifiers' | 'wallets'>[],
): KeyIndex {
  const positions = new Map<string, number[]>();
  profiles.forEach((profile, position) => {
    for (const key of keysOf(profile)) {
      const known = positions.get(key);
      if (known === undefined) positions.set(key, [position]);
      else if (known.length <= SHARED_MAX) known.push(position);
    }
  });
  return {
    keys: positions.size,
    find(profile) {
      const found = new Set<number>();
      for (const key of keysOf(profile)) {
        const known = positions.get(key) ?? [];
        if (known.length <= SHARED_MAX) for (const position of known) found.add(position);
      }
      return [...found];
    },
  };
}

function keysOf(profile: Pick<Profile, 'identifiers' | 'wallets'>): Set<string> {
  const keys = [...profile.identifiers.map(identifierKey), ...profile.wallets.map(walletKeyOf)];
  return new Set(keys.filter((key) => key !== null));
}

/** Without its kind: one file's tax number is another's RFC. */
function identifierKey({ value }: Identifier): string | null {
  const bare = value.toUpperCase().replace(/[^\p{L}\p{N}&]/gu, '');
  const telling = bare.length >= CHARACTERS_MIN && /[1-9]/.test(bare);
  return telling ? bare : null;
}

/** A wallet’s address in the one way in which it is compared; null: too short to be one. */
function walletKeyOf({ address }: Wallet): string | null {
  const key = walletKey(address);
  return key.length < CHARACTERS_MIN ? null : `wallet ${key}`;
}
