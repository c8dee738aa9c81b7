import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { Fault } from '../../base/index.js';
import type { Hash } from './tree.js';

/** What a log says of itself at one moment: so many entries, with this root. */
export interface Checkpoint {
  /** Which log it is, as a name without a line break: `bank-a.example/audit`. */
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
  /** ISO 8601, UTC. */
  readonly time: string;
}

/** Signs notes with an Ed25519 key under a name. */
export interface Signer {
  readonly name: string;
  readonly key: KeyObject;
}

/** Knows the public key of a name. `signerOf` and `verifierOf` make both from PEM text. */
export type Verifier = Signer;

/**
 * The checkpoint as a signed note (C2SP signed-note and tlog-checkpoint): origin, size, root in
 * base64, then the time as an extension line; an empty line; the signature. People can read it, and
 * the witnesses of other transparency logs can countersign it.
 */
export function signCheckpoint(checkpoint: Checkpoint, signer: Signer): string {
  const { origin, size, root, time } = checkpoint;
  return signNote(`${origin}\n${size}\n${root.toString('base64')}\n${time}\n`, signer);
}

/** Reads a checkpoint whose signature holds; a Fault `audit.checkpoint.…` says why it cannot. */
export function readCheckpoint(note: string, verifier: Verifier): Checkpoint {
  if (!verifyNote(note, verifier)) throw new Fault('audit.checkpoint.signature');
  const [origin = '', size = '', root = '', time = ''] = note.split('\n');
  const isWhole = /^(0|[1-9]\d{0,15})$/.test(size) && Number.isSafeInteger(Number(size));
  const hash = Buffer.from(root, 'base64');
  if (!isWhole || hash.length !== 32 || hash.toString('base64') !== root || !TIME.test(time)) {
    throw new Fault('audit.checkpoint.format');
  }
  return { origin, size: Number(size), root: hash, time };
}

/** Adds a signature to a text, which ends with a line break. */
export function signNote(text: string, signer: Signer): string {
  const signature = sign(null, Buffer.from(text), signer.key);
  const stamp = Buffer.concat([keyHash(signer.name, signer.key), signature]).toString('base64');
  return `${text}\n— ${signer.name} ${stamp}\n`;
}

/** Whether one of the note's signatures is the verifier's and holds; others are not looked at. */
export function verifyNote(note: string, verifier: Verifier): boolean {
  const end = note.lastIndexOf('\n\n');
  if (end < 0) return false;
  const text = Buffer.from(note.slice(0, end + 1));
  const id = keyHash(verifier.name, verifier.key);
  return note
    .slice(end + 2)
    .split('\n')
    .some((line) => {
      const [dash, name, stamp] = line.split(' ');
      if (dash !== '—' || name !== verifier.name || stamp === undefined) return false;
      const bytes = Buffer.from(stamp, 'base64');
      if (!bytes.subarray(0, 4).equals(id)) return false;
      return verify(null, text, verifier.key, bytes.subarray(4));
    });
}

/** A fresh key pair in PEM (PKCS #8 and SPKI). The private one belongs in `keys/`, mode 0600. */
export function newSigningKey(): { readonly private_pem: string; readonly public_pem: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    private_pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    public_pem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

export function signerOf(name: string, private_pem: string): Signer {
  return { name, key: createPrivateKey(private_pem) };
}

export function verifierOf(name: string, public_pem: string): Verifier {
  return { name, key: createPublicKey(public_pem) };
}

/** The four bytes that tell keys of one name apart: SHA-256(name, line break, 1, public key). */
function keyHash(name: string, key: KeyObject): Buffer {
  const open = key.type === 'private' ? createPublicKey(key) : key;
  const raw = Buffer.from(open.export({ format: 'jwk' }).x ?? '', 'base64url');
  const ED25519 = Uint8Array.of(1);
  const hash = createHash('sha256').update(`${name}\n`).update(ED25519).update(raw);
  return hash.digest().subarray(0, 4);
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
