/**
 * What binds a computation to one agreement, epoch and purpose. RFC 9497 separates domains by
 * `contextString`, which enters hash-to-group, hash-to-scalar, the proofs' seeds and challenges and
 * DeriveKeyPair; we append `-` and the SHA-256 of the context to its identifier. So the same
 * identifier is another element, the same seed another key, and a proof void, in another context.
 * Without a context the string is the RFC's, and its vectors hold.
 */
import { sha256 } from '../../base/index.js';

/** One purpose of one agreement in one epoch. */
export interface ExchangeContext {
  /** The agreement's id. */
  readonly agreement: string;
  readonly epoch: string;
  readonly purpose: string;
}

/** The modes of RFC 9497, 3.1: without proofs, with them. */
export type Mode = 'oprf' | 'voprf';

/** `contextString` of RFC 9497, one character a byte. */
export type Suite = string;

const MODE_BYTE: Readonly<Record<Mode, string>> = { oprf: '\x00', voprf: '\x01' };

/** The suite of a context; null is the suite of the RFC, for vectors. Ours is always `voprf`. */
export function suiteOf(context: ExchangeContext | null, mode: Mode = 'voprf'): Suite {
  const bound = context === null ? '' : `-${contextHash(context)}`;
  return `OPRFV1-${MODE_BYTE[mode]}-ristretto255-SHA512${bound}`;
}

/** SHA-256 in hex of the context, whose parts cannot run into each other. */
export function contextHash({ agreement, epoch, purpose }: ExchangeContext): string {
  return sha256(JSON.stringify(['puente-context-1', agreement, epoch, purpose]));
}
