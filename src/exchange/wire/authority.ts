import type { Clock } from '../../base/index.js';
import type { RandomBytes } from './client.js';

/** What a node shows and trusts in TLS, as PEM text. A bank brings its own. */
export interface TlsFiles {
  readonly certificate_pem: string;
  readonly key_pem: string;
  /** Every authority whose certificates peers show, one after another. */
  readonly authority_pem: string;
}

/** A small authority for trials: an ECDSA P-256 key and its own certificate. */
export interface TrialAuthority {
  readonly name: string;
  readonly key_pem: string;
  readonly certificate_pem: string;
}

export interface AuthorityDraft {
  readonly name: string;
  readonly valid_days: number;
}

export interface CertificateDraft {
  readonly node: string;
  /** DNS names and IP addresses under which peers reach the node. */
  readonly hosts: readonly string[];
  readonly valid_days: number;
}

export function createAuthority(
  _folder: string,
  _draft: AuthorityDraft,
  _clock: Clock,
  _random: RandomBytes,
): TrialAuthority {
  throw new Error('not built yet');
}

export function loadAuthority(_folder: string): TrialAuthority {
  throw new Error('not built yet');
}

export function issueCertificate(
  _authority: TrialAuthority,
  _draft: CertificateDraft,
  _clock: Clock,
  _random: RandomBytes,
): TlsFiles {
  throw new Error('not built yet');
}
