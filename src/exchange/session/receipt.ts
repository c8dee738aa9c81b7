/** What the taker of a message answers at once, signed: the same form whatever it holds. */
import { z } from 'zod';
import { Fault } from '../../base/index.js';
import { canonicalJson } from '../../store/index.js';
import {
  type NodeCard,
  openEnvelope,
  readStrictJson,
  type SigningKey,
  sealEnvelope,
  verifyingKeyOf,
} from '../wire/index.js';

/**
 * Why a message was not taken. Numbers, all of one length, and none that depends on whose customers
 * anybody is: a receipt must not answer what the message asks.
 */
export const REFUSALS = {
  taken: '000',
  agreement: '101',
  path: '102',
  protocol: '103',
  state: '104',
  body: '105',
  secret: '106',
  budget: '107',
} as const;
export type Refusal = keyof typeof REFUSALS;

const RECEIPT_TYPE = 'application/vnd.puente.receipt+json';

const schema = z.strictObject({
  message: z.string(),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  verdict: z.enum(Object.values(REFUSALS) as [string, ...string[]]),
  at: z.iso.datetime({ precision: 3 }),
});
export type Receipt = z.infer<typeof schema>;

export function sealReceipt(receipt: Receipt, key: SigningKey): string {
  const bytes = sealEnvelope(RECEIPT_TYPE, Buffer.from(canonicalJson(receipt)), [key]);
  return Buffer.from(bytes).toString();
}

/** Reads a receipt of one peer for one message; a Fault `exchange.receipt` where it is not that. */
export function readReceipt(text: string, peer: NodeCard, digest: string): Receipt {
  const key = verifyingKeyOf(peer.signing_key);
  const { payload } = openEnvelope(Buffer.from(text), {
    payload_type: RECEIPT_TYPE,
    keyOf: (id) => (id === key.key_id ? key : null),
    signatures_max: 1,
  });
  const parsed = schema.safeParse(readStrictJson(payload));
  if (!parsed.success || parsed.data.digest !== digest) {
    throw new Fault('exchange.receipt', { node: peer.node });
  }
  return parsed.data;
}

/** The name of a verdict. */
export function refusalOf(verdict: string): Refusal {
  const found = Object.entries(REFUSALS).find(([, code]) => code === verdict);
  if (found === undefined) throw new Fault('exchange.receipt_verdict', { verdict });
  return found[0] as Refusal;
}
