/** Answers of a trace: signed by the bank that gives them, sealed to who began the trace. */
import { createPrivateKey } from 'node:crypto';
import { Fault, present } from '../../base/index.js';
import { canonicalJson } from '../../store/index.js';
import {
  type NodeCard,
  openEnvelope,
  openSealed,
  type PeerDirectory,
  readStrictJson,
  type SealingKeys,
  type SigningKey,
  sealEnvelope,
  sealingKeysOf,
  sealTo,
  verifyingKeyOf,
} from '../wire/index.js';
import { answerSchema, type TraceAnswer } from './trace-messages.js';

const ANSWER_TYPE = 'application/vnd.puente.trace+json';

/** Bytes of one part before its seal: long enough for the longest answer, so that all are alike. */
const PART_BYTES = 8_192;

/** The key pair of one trace, from the session's own randomness. */
export function replyKeys(seed: Uint8Array): SealingKeys {
  const PKCS8_X25519 = Buffer.from('302e020100300506032b656e04220420', 'hex');
  const der = Buffer.concat([PKCS8_X25519, seed]);
  return sealingKeysOf(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
}

/** Signs an answer and seals it for the trace, in the one length that every part has. */
export async function sealAnswer(
  answer: TraceAnswer,
  key: SigningKey,
  reply_key: string,
): Promise<Uint8Array> {
  const envelope = sealEnvelope(ANSWER_TYPE, Buffer.from(canonicalJson(answer)), [key]);
  const part = Buffer.alloc(PART_BYTES);
  if (envelope.length + 4 > PART_BYTES) throw new Fault('exchange.tracing.long');
  part.writeUInt32BE(envelope.length);
  part.set(envelope, 4);
  return sealTo(reply_key, part, answer.case);
}

/**
 * A bundle of as many parts as the request left banks, whoever of them spoke: the rest are seals
 * around nothing, which only the originator can tell from others.
 */
export async function bundle(
  parts: readonly Uint8Array[],
  size: number,
  sealed: { readonly reply_key: string; readonly context: string },
): Promise<readonly Uint8Array[]> {
  const all = [...parts];
  while (all.length < size) {
    all.push(await sealTo(sealed.reply_key, new Uint8Array(PART_BYTES), sealed.context));
  }
  return all;
}

/**
 * Opens a bundle. Each part must be signed by the pinned node that it names; one that is not is a
 * Fault `exchange.tracing.answer`, since a bank on the way may have put it there.
 */
export async function openBundle(
  parts: readonly Uint8Array[],
  keys: SealingKeys,
  given: { readonly case: string; readonly peers: PeerDirectory; readonly own: NodeCard },
): Promise<readonly TraceAnswer[]> {
  const answers: TraceAnswer[] = [];
  for (const part of parts) {
    const open = Buffer.from(await openSealed(keys, part, given.case));
    const length = open.readUInt32BE(0);
    if (length === 0) continue;
    answers.push(readAnswer(open.subarray(4, 4 + length), given));
  }
  return answers;
}

function readAnswer(
  envelope: Uint8Array,
  given: { readonly case: string; readonly peers: PeerDirectory; readonly own: NodeCard },
): TraceAnswer {
  const signers: NodeCard[] = [];
  const { payload } = openEnvelope(envelope, {
    payload_type: ANSWER_TYPE,
    keyOf: (key_id) => {
      // A trace that comes round passes through the bank that began it.
      const own = given.own.key_id === key_id ? given.own : null;
      const card = given.peers.byKey(key_id) ?? own;
      if (card === null) return null;
      signers.push(card);
      return verifyingKeyOf(card.signing_key);
    },
    signatures_max: 1,
  });
  const parsed = answerSchema.safeParse(readStrictJson(payload));
  const node = present(signers[0], 'who signed').node;
  if (!parsed.success || parsed.data.node !== node || parsed.data.case !== given.case) {
    throw new Fault('exchange.tracing.answer', { node });
  }
  return parsed.data;
}
