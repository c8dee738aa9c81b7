import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  X509Certificate,
} from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { isIPv4, isIPv6 } from 'node:net';
import { join } from 'node:path';
import { type Clock, Fault } from '../../base/index.js';
import { der } from './der.js';
import type { RandomBytes } from './random-bytes.js';
import { writeSecret } from './secret-file.js';

/** What a node shows and trusts in TLS, as PEM text. A bank brings its own. */
export interface TlsFiles {
  readonly certificate_pem: string;
  readonly key_pem: string;
  /** Every authority whose certificates peers show, one after another. */
  readonly authority_pem: string;
}

/** A small authority for trials: an ECDSA P-256 key and its own certificate. */
export interface TrialAuthority {
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

/**
 * Makes an authority for trials in a folder: `authority-key.pem` (mode 0600) and
 * `authority-certificate.pem`. It revokes nothing and renews nothing: in earnest a bank's own
 * authority issues. A Fault `exchange.wire.file.exists` where the folder has one.
 */
export function createAuthority(
  folder: string,
  draft: AuthorityDraft,
  clock: Clock,
  random: RandomBytes,
): TrialAuthority {
  if (!/^[A-Za-z0-9][A-Za-z0-9 .-]{0,63}$/.test(draft.name))
    throw new Fault('exchange.wire.host', { host: draft.name });
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const certificate_pem = certificateOf({
    issuer: { name: draft.name, key },
    subject: draft.name,
    subject_key: createPublicKey(key),
    extensions: [
      extension('2.5.29.19', true, der.sequence(der.yes(), der.integer(Uint8Array.of(0)))),
      extension('2.5.29.15', true, der.bits(Uint8Array.of(KEY_CERT_SIGN | CRL_SIGN), 1)),
    ],
    from_ms: clock.now(),
    valid_days: draft.valid_days,
    serial: random(16),
  });
  const authority = { key_pem: pemOf(key), certificate_pem };
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeSecret(join(folder, KEY_FILE), authority.key_pem);
  writeSecret(join(folder, CERTIFICATE_FILE), certificate_pem);
  return authority;
}

export function loadAuthority(folder: string): TrialAuthority {
  try {
    return {
      key_pem: readFileSync(join(folder, KEY_FILE), 'utf8'),
      certificate_pem: readFileSync(join(folder, CERTIFICATE_FILE), 'utf8'),
    };
  } catch {
    throw new Fault('exchange.wire.file.missing', { file: join(folder, KEY_FILE) });
  }
}

/** A fresh key and a certificate that serves for both sides of TLS, for one node. */
export function issueCertificate(
  authority: TrialAuthority,
  draft: CertificateDraft,
  clock: Clock,
  random: RandomBytes,
): TlsFiles {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const uses = [SERVER_AUTH, CLIENT_AUTH].map((use) => der.oid(use));
  const certificate_pem = certificateOf({
    issuer: {
      name: commonName(authority.certificate_pem),
      key: createPrivateKey(authority.key_pem),
    },
    subject: draft.node,
    subject_key: createPublicKey(key),
    extensions: [
      extension('2.5.29.19', true, der.sequence()),
      extension('2.5.29.15', true, der.bits(Uint8Array.of(DIGITAL_SIGNATURE), 7)),
      extension('2.5.29.37', false, der.sequence(...uses)),
      extension('2.5.29.17', false, der.sequence(...draft.hosts.map(alternativeName))),
    ],
    from_ms: clock.now(),
    valid_days: draft.valid_days,
    serial: random(16),
  });
  return { certificate_pem, key_pem: pemOf(key), authority_pem: authority.certificate_pem };
}

/** SHA-256 of the first certificate of a PEM text, in hexadecimal: what cards pin. */
export function certificateDigest(certificate_pem: string): string {
  try {
    const { raw } = new X509Certificate(certificate_pem);
    return createHash('sha256').update(raw).digest('hex');
  } catch {
    throw new Fault('exchange.wire.certificate');
  }
}

const KEY_FILE = 'authority-key.pem';
const CERTIFICATE_FILE = 'authority-certificate.pem';
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
const DIGITAL_SIGNATURE = 0x80;
const KEY_CERT_SIGN = 0x04;
const CRL_SIGN = 0x02;
const ECDSA_SHA256 = '1.2.840.10045.4.3.2';
const DAY_MS = 86_400_000;

interface Certified {
  readonly issuer: { readonly name: string; readonly key: KeyObject };
  readonly subject: string;
  readonly subject_key: KeyObject;
  readonly extensions: readonly Uint8Array[];
  readonly from_ms: number;
  readonly valid_days: number;
  readonly serial: Uint8Array;
}

/** An X.509 certificate, version 3 (RFC 5280, 4.1), signed with ECDSA over P-256 and SHA-256. */
function certificateOf(certified: Certified): string {
  const { issuer, subject, subject_key, from_ms, valid_days } = certified;
  const algorithm = der.sequence(der.oid(ECDSA_SHA256));
  const issuer_key = keyIdentifier(createPublicKey(issuer.key));
  const identifiers = [
    extension('2.5.29.14', false, der.octets(keyIdentifier(subject_key))),
    extension('2.5.29.35', false, der.sequence(der.context(0, false, issuer_key))),
  ];
  const body = der.sequence(
    der.context(0, true, der.integer(Uint8Array.of(2))),
    der.integer(positive(certified.serial)),
    algorithm,
    nameOf(issuer.name),
    // A clock that is behind by a little must not refuse what was issued a moment ago.
    der.sequence(der.time(from_ms - 300_000), der.time(from_ms + valid_days * DAY_MS)),
    nameOf(subject),
    subject_key.export({ type: 'spki', format: 'der' }),
    der.context(3, true, der.sequence(...certified.extensions, ...identifiers)),
  );
  const whole = der.sequence(body, algorithm, der.bits(sign('sha256', body, issuer.key)));
  const lines =
    Buffer.from(whole)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** Sixteen random bytes as a serial number: positive and never empty of its first byte. */
function positive(serial: Uint8Array): Uint8Array {
  return Uint8Array.from(serial, (byte, at) => (at === 0 ? (byte & 0x3f) | 0x40 : byte));
}

function nameOf(common_name: string): Uint8Array {
  return der.sequence(der.set(der.sequence(der.oid('2.5.4.3'), der.text(common_name))));
}

function commonName(certificate_pem: string): string {
  const { subject } = new X509Certificate(certificate_pem);
  return /^CN=(.*)$/m.exec(subject)?.[1] ?? '';
}

function extension(oid: string, is_critical: boolean, content: Uint8Array): Uint8Array {
  return der.sequence(der.oid(oid), ...(is_critical ? [der.yes()] : []), der.octets(content));
}

/** The first 160 bits of SHA-256 of the public key (RFC 7093, method 1). */
function keyIdentifier(key: KeyObject): Uint8Array {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const point = [Uint8Array.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
  return createHash('sha256').update(Buffer.concat(point)).digest().subarray(0, 20);
}

function alternativeName(host: string): Uint8Array {
  if (isIPv4(host)) return der.context(7, false, Uint8Array.from(host.split('.').map(Number)));
  if (isIPv6(host)) return der.context(7, false, ipv6Bytes(host));
  if (!/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/.test(host))
    throw new Fault('exchange.wire.host', { host });
  return der.context(2, false, Buffer.from(host));
}

function ipv6Bytes(host: string): Uint8Array {
  const whole = new URL(`http://[${host}]/`).hostname.slice(1, -1);
  const [head = '', tail] = whole.split('::');
  const words = (text: string) => text.split(':').filter((word) => word !== '');
  const after = words(tail ?? '');
  const before = words(head);
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  const all = [...before, ...zeros, ...after].map((word) => Number.parseInt(word, 16));
  return Uint8Array.from(all.flatMap((word) => [word >> 8, word & 0xff]));
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
