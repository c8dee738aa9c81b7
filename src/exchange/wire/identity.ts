import type { Clock } from '../../base/index.js';
import type { TlsFiles } from './authority.js';
import type { NodeCard } from './card.js';
import type { SealingKeys } from './sealed.js';
import type { SigningKey } from './signing-key.js';

/** All that makes a node itself. Holds secrets: never printed, never serialised but to its file. */
export interface NodeIdentity {
  readonly card: NodeCard;
  /** The card in its envelope, as peers take it. */
  readonly card_bytes: Uint8Array;
  readonly signing: SigningKey;
  readonly sealing: SealingKeys;
  /** Sealing keys of earlier cards, newest first: what was sealed to them can still be opened. */
  readonly earlier_sealing: readonly SealingKeys[];
  readonly tls: TlsFiles;
}

export type IdentityDraft = Pick<
  NodeCard,
  'node' | 'bic' | 'country' | 'role' | 'names' | 'url'
> & { readonly valid_days: number };

export interface Renewal {
  /** New signing and sealing keys; the old signing key signs the new card too. */
  readonly new_keys: boolean;
  readonly valid_days: number;
  readonly url?: string;
  /** A new certificate; the card names the old one too, for the time of the change. */
  readonly tls?: TlsFiles;
}

export function createIdentity(
  _folder: string,
  _draft: IdentityDraft,
  _tls: TlsFiles,
  _clock: Clock,
): NodeIdentity {
  throw new Error('not built yet');
}

export function loadIdentity(_folder: string): NodeIdentity {
  throw new Error('not built yet');
}

export function renewIdentity(_folder: string, _renewal: Renewal, _clock: Clock): NodeIdentity {
  throw new Error('not built yet');
}
