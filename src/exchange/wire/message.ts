import { z } from 'zod';
import { Fault, sha256 } from '../../base/index.js';
import { canonicalJson } from '../../store/index.js';
import { WIRE_BOUNDS } from './bounds.js';
import { isCardValid, NODE_ID, type NodeCard } from './card.js';
import { openEnvelope, sealEnvelope } from './envelope.js';
import { joinFrame, splitFrame } from './frame.js';
import type { PeerDirectory } from './peers.js';
import { type SigningKey, verifyingKeyOf } from './signing-key.js';
import { type Json, readStrictJson, type StrictChecks } from './strict-json.js';

/** What is signed of a message. Times are ISO 8601 in UTC with milliseconds. */
export interface MessageHeader {
  readonly id: string;
  /** Protocol and step: `discovery.blinded`. */
  readonly kind: string;
  /** The agreement's id, or null before there is one. */
  readonly agreement: string | null;
  readonly session: string;
  readonly from: string;
  readonly to: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly in_reply_to?: string | undefined;
  readonly attachments: readonly { readonly sha256: string; readonly bytes: number }[];
  readonly body: Json;
}

/** A header before its attachments are known. */
export type MessageDraft = Omit<MessageHeader, 'attachments'>;

export interface Message {
  readonly header: MessageHeader;
  /** Views of the bytes that were decoded. */
  readonly attachments: readonly Uint8Array[];
  /** SHA-256 of the canonical header, which names the attachments: one id, one digest. */
  readonly digest: string;
  readonly sender: NodeCard;
}

/** Throws a Fault where a header holds what must never leave, or never enter. */
export type Guard = (header: MessageHeader) => void;

export interface DecodePolicy {
  /** This node: a message to another is refused. */
  readonly me: string;
  readonly peers: PeerDirectory;
  readonly now_ms: number;
  readonly guard: Guard;
  /** Only tests switch a check off. */
  readonly checks?: Partial<MessageChecks>;
}

export interface MessageChecks extends StrictChecks {
  readonly audience: boolean;
  readonly times: boolean;
  readonly canonical: boolean;
}

export const MESSAGE_TYPE = 'application/vnd.puente.message';
const HEADER_TYPE = 'application/vnd.puente.header+json';

/**
 * The bytes of a message: its signed header, then the attachments. The guard sees the header before
 * it is signed. Text that is not NFC or numbers that are not whole are Faults here already.
 */
export function encodeMessage(
  draft: MessageDraft,
  attachments: readonly Uint8Array[],
  options: { readonly key: SigningKey; readonly guard: Guard },
): Uint8Array {
  const named = attachments.map((bytes) => ({ sha256: sha256(bytes), bytes: bytes.length }));
  const text = Buffer.from(canonicalJson({ ...draft, attachments: named }));
  const header = headerOf(readStrictJson(text));
  checkOrder(header);
  options.guard(header);
  return joinFrame(sealEnvelope(HEADER_TYPE, text, [options.key]), attachments);
}

/**
 * Reads a message, and refuses with a Fault `exchange.wire.…` what is not framed, signed by a
 * pinned and valid key, canonical, addressed to this node, of this time, and whole.
 */
export function decodeMessage(bytes: Uint8Array, policy: DecodePolicy): Message {
  const checks = { ...CHECKS, ...policy.checks };
  const frame = splitFrame(bytes);
  const { payload, key_ids } = openEnvelope(frame.envelope, {
    payload_type: HEADER_TYPE,
    keyOf: (key_id) => {
      const card = policy.peers.byKey(key_id);
      return card && verifyingKeyOf(card.signing_key);
    },
    signatures_max: 1,
  });
  const sender = policy.peers.byKey(key_ids[0] ?? '');
  if (sender === null) throw new Fault('exchange.wire.signature.unknown');
  const json = readStrictJson(payload, undefined, checks);
  const header = headerOf(json);
  if (checks.canonical && canonicalJson(json) !== Buffer.from(payload).toString())
    throw new Fault('exchange.wire.message.canonical');
  if (header.from !== sender.node)
    throw new Fault('exchange.wire.message.sender', { from: header.from, node: sender.node });
  if (checks.audience && header.to !== policy.me)
    throw new Fault('exchange.wire.message.audience', { to: header.to, node: policy.me });
  if (checks.times) checkTimes(header, sender, policy.now_ms);
  const attachments = cutAttachments(header, frame.rest);
  policy.guard(header);
  return { header, attachments, digest: sha256(payload), sender };
}

const CHECKS: MessageChecks = {
  duplicates: true,
  numbers: true,
  unicode: true,
  audience: true,
  times: true,
  canonical: true,
};

const ID = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/);
const NODE = z.string().regex(NODE_ID);
const MOMENT = z.iso.datetime({ precision: 3 });

const shape = z.strictObject({
  id: ID,
  kind: z.string().regex(/^[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*){1,3}$/),
  agreement: ID.nullable(),
  session: ID,
  from: NODE,
  to: NODE,
  created_at: MOMENT,
  expires_at: MOMENT,
  in_reply_to: ID.optional(),
  attachments: z
    .array(
      z.strictObject({
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        bytes: z.int().min(0).max(WIRE_BOUNDS.message_bytes_max),
      }),
    )
    .max(WIRE_BOUNDS.attachments_max),
  body: z.unknown().refine((body) => body !== undefined),
});

function headerOf(json: Json): MessageHeader {
  const parsed = shape.safeParse(json);
  if (parsed.success) return { ...parsed.data, body: parsed.data.body as Json };
  const field = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new Fault('exchange.wire.message.shape', { field });
}

function checkOrder(header: MessageHeader): void {
  const life_ms = Date.parse(header.expires_at) - Date.parse(header.created_at);
  if (!(life_ms > 0 && life_ms <= WIRE_BOUNDS.message_lifetime_ms_max))
    throw new Fault('exchange.wire.message.shape', { field: 'expires_at' });
}

function checkTimes(header: MessageHeader, sender: NodeCard, now_ms: number): void {
  checkOrder(header);
  const { id, created_at, expires_at } = header;
  if (Date.parse(created_at) > now_ms + WIRE_BOUNDS.skew_ms)
    throw new Fault('exchange.wire.message.future', { id, created_at });
  if (Date.parse(expires_at) <= now_ms - WIRE_BOUNDS.skew_ms)
    throw new Fault('exchange.wire.message.expired', { id, expires_at });
  if (!isCardValid(sender, now_ms))
    throw new Fault('exchange.wire.card.lapsed', { node: sender.node });
}

function cutAttachments(header: MessageHeader, rest: Uint8Array): Uint8Array[] {
  const total = header.attachments.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total !== rest.length) throw new Fault('exchange.wire.frame.length');
  let start = 0;
  return header.attachments.map((named, index) => {
    const part = rest.subarray(start, start + named.bytes);
    start += named.bytes;
    if (sha256(part) !== named.sha256)
      throw new Fault('exchange.wire.message.attachment', { number: index + 1 });
    return part;
  });
}
