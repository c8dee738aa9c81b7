import { createHash } from 'node:crypto';
import {
  type BareItem,
  type InnerList,
  parseDictionary,
  serializeInnerList,
} from 'structured-headers';
import { Fault, present } from '../../base/index.js';
import { WIRE_BOUNDS } from './bounds.js';
import type { NonceStore } from './nonces.js';
import { type SigningKey, signBytes, type VerifyingKey, verifyBytes } from './signing-key.js';

/** What a signature can cover of a request. Header names in lower case, each there once. */
export interface SignedRequest {
  readonly method: string;
  /** Host and port as the client addressed them, lower case, without `:443`. */
  readonly authority: string;
  readonly path: string;
  /** With its question mark: `?after=7`; `?` where there is none (RFC 9421, 2.2.7). */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface RequestPolicy {
  readonly keyOf: (key_id: string) => VerifyingKey | null;
  readonly nonces: NonceStore;
  readonly now_ms: number;
  /** Only tests switch a check off or verify otherwise. */
  readonly checks?: Partial<RequestChecks>;
}

export interface RequestChecks {
  readonly components: boolean;
  readonly times: boolean;
  readonly nonce: boolean;
  readonly content: boolean;
  readonly tag: boolean;
  readonly verify: (proof: SignatureProof) => boolean;
}

export interface SignatureProof {
  readonly algorithm: string;
  readonly key: VerifyingKey;
  readonly base: Uint8Array;
  readonly signature: Uint8Array;
}

/** All that a request of ours covers, in this order; a signature over less is refused. */
const COMPONENTS = [
  '@method',
  '@authority',
  '@path',
  '@query',
  'content-digest',
  'puente-agreement',
  'puente-purpose',
] as const;

/** `content-digest` of a body (RFC 9530), the empty one too. */
export function contentDigest(body: Uint8Array): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
}

/** The two headers that sign a request (RFC 9421) under the label `puente`. */
export function signRequest(
  request: SignedRequest,
  options: { readonly key: SigningKey; readonly now_ms: number; readonly nonce: string },
): { readonly 'signature-input': string; readonly signature: string } {
  const created = Math.floor(options.now_ms / 1000);
  const list: InnerList = [
    COMPONENTS.map((name) => [name, new Map()]),
    new Map<string, BareItem>([
      ['created', created],
      ['expires', created + LIFETIME_S],
      ['nonce', options.nonce],
      ['keyid', options.key.key_id],
      ['alg', ALGORITHM],
      ['tag', TAG],
    ]),
  ];
  const signature = signBytes(options.key, signatureBase(request, list));
  return {
    'signature-input': `${TAG}=${serializeInnerList(list)}`,
    signature: `${TAG}=:${Buffer.from(signature).toString('base64')}:`,
  };
}

/**
 * Verifies a request by this policy and no other: label and tag `puente`, exactly the components
 * above, `ed25519`, a life of minutes that is now, a nonce never seen, a digest that is the body's.
 * Returns the key's id; a Fault `exchange.wire.request.…` says which demand failed.
 */
export async function verifyRequest(
  request: SignedRequest,
  body: Uint8Array,
  policy: RequestPolicy,
): Promise<string> {
  const checks = { ...CHECKS, ...policy.checks };
  const { list, signature } = readSignature(request);
  const stated = parametersOf(list);
  if (checks.components && !coversAll(list)) throw new Fault('exchange.wire.request.components');
  if (checks.tag && stated.tag !== TAG) throw new Fault('exchange.wire.request.tag');
  const key = policy.keyOf(stated.keyid);
  if (key === null) throw new Fault('exchange.wire.signature.unknown');
  const base = signatureBase(request, list);
  if (!checks.verify({ algorithm: stated.alg, key, base, signature }))
    throw new Fault('exchange.wire.signature.wrong', { key: stated.keyid });
  if (checks.content && request.headers['content-digest'] !== contentDigest(body))
    throw new Fault('exchange.wire.request.digest');
  if (checks.times) checkTimes(stated, policy.now_ms);
  // Last, so that only a whole and timely request of a known key can fill the store.
  const until_ms = stated.expires * 1000 + WIRE_BOUNDS.skew_ms;
  if (checks.nonce && !(await policy.nonces.use(stated.keyid, stated.nonce, until_ms)))
    throw new Fault('exchange.wire.request.replayed');
  return stated.keyid;
}

/** The key that a request says it is signed with: to look up, not to believe. */
export function claimedKey(request: SignedRequest): string {
  return parametersOf(readSignature(request).list).keyid;
}

/** The bytes that are signed (RFC 9421, 2.5). A covered component that is absent is a Fault. */
export function signatureBase(request: SignedRequest, list: InnerList): Uint8Array {
  const lines = list[0].map(([name, parameters]) => {
    if (typeof name !== 'string' || parameters.size > 0) throw malformed();
    return `"${name}": ${componentOf(request, name)}`;
  });
  if (new Set(lines.map((line) => line.split(':')[0])).size !== lines.length) throw malformed();
  return Buffer.from([...lines, `"@signature-params": ${serializeInnerList(list)}`].join('\n'));
}

const TAG = 'puente';
const ALGORITHM = 'ed25519';
const LIFETIME_S = 120;
const CHECKS: RequestChecks = {
  components: true,
  times: true,
  nonce: true,
  content: true,
  tag: true,
  verify: ({ algorithm, key, base, signature }) =>
    algorithm === ALGORITHM && verifyBytes(key, base, signature),
};

interface Stated {
  readonly created: number;
  readonly expires: number;
  readonly nonce: string;
  readonly keyid: string;
  readonly alg: string;
  readonly tag: string;
}

function readSignature(request: SignedRequest): { list: InnerList; signature: Uint8Array } {
  const { 'signature-input': input, signature } = request.headers;
  if (input === undefined || signature === undefined)
    throw new Fault('exchange.wire.request.unsigned');
  try {
    const lists = parseDictionary(input);
    const signatures = parseDictionary(signature);
    const list = lists.get(TAG);
    const value = signatures.get(TAG)?.[0];
    if (lists.size !== 1 || signatures.size !== 1 || !list || !isInnerList(list)) throw malformed();
    if (!(value instanceof ArrayBuffer)) throw malformed();
    return { list, signature: new Uint8Array(value) };
  } catch {
    throw malformed();
  }
}

function isInnerList(value: readonly unknown[]): value is InnerList {
  return Array.isArray(value[0]);
}

/** The six parameters, and no seventh that somebody could read otherwise. */
function parametersOf(list: InnerList): Stated {
  const parameters = list[1];
  const whole = (name: string) => {
    const value = parameters.get(name);
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw malformed();
    return value;
  };
  const text = (name: string) => {
    const value = parameters.get(name);
    if (typeof value !== 'string' || value.length === 0 || value.length > 100) throw malformed();
    return value;
  };
  if (parameters.size !== 6) throw malformed();
  return {
    created: whole('created'),
    expires: whole('expires'),
    nonce: text('nonce'),
    keyid: text('keyid'),
    alg: text('alg'),
    tag: text('tag'),
  };
}

function coversAll(list: InnerList): boolean {
  const covered = list[0].map(([name]) => name);
  return covered.length === COMPONENTS.length && COMPONENTS.every((c, at) => covered[at] === c);
}

function checkTimes({ created, expires }: Stated, now_ms: number): void {
  const { skew_ms, request_lifetime_ms_max } = WIRE_BOUNDS;
  if (expires <= created || (expires - created) * 1000 > request_lifetime_ms_max)
    throw new Fault('exchange.wire.request.lifetime');
  if (created * 1000 > now_ms + skew_ms) throw new Fault('exchange.wire.request.future');
  if (expires * 1000 <= now_ms - skew_ms) throw new Fault('exchange.wire.request.expired');
}

function componentOf(request: SignedRequest, name: string): string {
  if (name === '@method') return request.method;
  if (name === '@authority') return request.authority;
  if (name === '@path') return request.path;
  if (name === '@query') return request.query;
  if (name.startsWith('@')) throw malformed();
  const value = Object.hasOwn(request.headers, name) ? request.headers[name] : undefined;
  if (value === undefined) throw new Fault('exchange.wire.request.components');
  return present(value, name).trim();
}

function malformed(): Fault {
  return new Fault('exchange.wire.request.malformed');
}
