import type { KeyObject } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Clock, Fault, isoTime } from '../../base/index.js';
import { certificateDigest, type TlsFiles } from './authority.js';
import { type NodeCard, readCard, signCard } from './card.js';
import { createSealingKeys, type SealingKeys, sealingKeysOf } from './sealed.js';
import { replaceSecret, writeSecret } from './secret-file.js';
import { createSigningKey, type SigningKey, signingKeyOf } from './signing-key.js';

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

/**
 * Makes a node's keys and its first card, and keeps them in `<folder>/identity.json` (mode 0600).
 * A Fault `exchange.wire.file.exists` where the folder has an identity: none is ever lost so.
 */
export function createIdentity(
  folder: string,
  draft: IdentityDraft,
  tls: TlsFiles,
  clock: Clock,
): NodeIdentity {
  const signing = createSigningKey();
  const sealing = createSealingKeys();
  const { valid_days, ...named } = draft;
  const card: NodeCard = {
    type: 'puente.card.v1',
    ...named,
    version: 1,
    signing_key: signing.public_key,
    key_id: signing.key_id,
    sealing_key: sealing.public_key,
    tls_certificates: [certificateDigest(tls.certificate_pem)],
    ...span(clock.now(), valid_days),
  };
  const card_bytes = cardBytes(card, [signing], clock);
  const identity = { card, card_bytes, signing, sealing, earlier_sealing: [], tls: hidden(tls) };
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeSecret(join(folder, FILE), fileText(identity));
  return identity;
}

/**
 * The identity kept in a folder. `tls` replaces the certificate that it was made with: a bank's
 * own, from the paths of its configuration, must be one that the card names.
 */
export function loadIdentity(folder: string, tls?: TlsFiles): NodeIdentity {
  const file = join(folder, FILE);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Fault('exchange.wire.file.missing', { file });
  }
  const kept = keptOf(text, file);
  const card_bytes = Buffer.from(kept.card, 'base64');
  // Whether the card is still valid is for those who use it: an old identity can be renewed.
  const card = readCard(card_bytes, { now_ms: null, pinned: null });
  const identity: NodeIdentity = {
    card,
    card_bytes,
    signing: signingKeyOf(kept.signing_pem),
    sealing: sealingKeysOf(kept.sealing_pem),
    earlier_sealing: kept.earlier_sealing_pem.map(sealingKeysOf),
    tls: hidden(tls ?? kept.tls),
  };
  if (!card.tls_certificates.includes(certificateDigest(identity.tls.certificate_pem)))
    throw new Fault('exchange.wire.certificate.unnamed', { node: card.node });
  return identity;
}

/** The next card of the node, in place of the last: peers that pinned that one follow by itself. */
export function renewIdentity(folder: string, renewal: Renewal, clock: Clock): NodeIdentity {
  const old = loadIdentity(folder);
  const signing = renewal.new_keys ? createSigningKey() : old.signing;
  const sealing = renewal.new_keys ? createSealingKeys() : old.sealing;
  const tls = renewal.tls ?? old.tls;
  const shown = [tls, old.tls].map(({ certificate_pem }) => certificateDigest(certificate_pem));
  const card: NodeCard = {
    ...old.card,
    url: renewal.url ?? old.card.url,
    version: old.card.version + 1,
    signing_key: signing.public_key,
    key_id: signing.key_id,
    sealing_key: sealing.public_key,
    tls_certificates: [...new Set(shown)],
    ...span(clock.now(), renewal.valid_days),
  };
  const keys = renewal.new_keys ? [signing, old.signing] : [signing];
  const card_bytes = cardBytes(card, keys, clock);
  const earlier_sealing = renewal.new_keys
    ? [old.sealing, ...old.earlier_sealing]
    : old.earlier_sealing;
  const identity = { card, card_bytes, signing, sealing, earlier_sealing, tls: hidden(tls) };
  replaceSecret(join(folder, FILE), fileText(identity));
  return identity;
}

const FILE = 'identity.json';

const shape = z.strictObject({
  type: z.literal('puente.identity.v1'),
  card: z.string(),
  signing_pem: z.string(),
  sealing_pem: z.string(),
  earlier_sealing_pem: z.array(z.string()),
  tls: z.strictObject({
    certificate_pem: z.string(),
    key_pem: z.string(),
    authority_pem: z.string(),
  }),
});

function span(from_ms: number, valid_days: number): Pick<NodeCard, 'valid_from' | 'valid_until'> {
  const valid_until = isoTime(from_ms + valid_days * 86_400_000);
  return { valid_from: isoTime(from_ms), valid_until };
}

/** Signed, and read as a peer will: a draft that no peer would take is refused here. */
function cardBytes(card: NodeCard, keys: readonly SigningKey[], clock: Clock): Uint8Array {
  const bytes = signCard(card, keys);
  readCard(bytes, { now_ms: clock.now(), pinned: null });
  return bytes;
}

/** The same files, whose key is there to use and does not show when something is printed. */
function hidden(tls: TlsFiles): TlsFiles {
  const shown = { certificate_pem: tls.certificate_pem, authority_pem: tls.authority_pem };
  return Object.defineProperty(shown, 'key_pem', { value: tls.key_pem }) as TlsFiles;
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function fileText(identity: NodeIdentity): string {
  const kept: z.infer<typeof shape> = {
    type: 'puente.identity.v1',
    card: Buffer.from(identity.card_bytes).toString('base64'),
    signing_pem: pemOf(identity.signing.private_key),
    sealing_pem: pemOf(identity.sealing.private_key),
    earlier_sealing_pem: identity.earlier_sealing.map(({ private_key }) => pemOf(private_key)),
    tls: { ...identity.tls, key_pem: identity.tls.key_pem },
  };
  return `${JSON.stringify(kept, null, 2)}\n`;
}

/** What is wrong with the file is not quoted: any part of it may be a secret. */
function keptOf(text: string, file: string): z.infer<typeof shape> {
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    throw new Fault('exchange.wire.identity', { file });
  }
}
