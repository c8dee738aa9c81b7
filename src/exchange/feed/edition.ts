/** An edition of a feed: what an authority publishes, signed so that its file can be trusted. */
import { z } from 'zod';
import { Fault, sha256 } from '../../base/index.js';
import { indicator } from '../../model/index.js';
import { canonicalJson } from '../../store/index.js';
import { PURPOSE_CODES } from '../agreement/index.js';
import { refuseSecrets } from '../guard/never-leaves.js';
import {
  NODE_ID,
  openEnvelope,
  readStrictJson,
  type SigningKey,
  sealEnvelope,
  type VerifyingKey,
  WIRE_BOUNDS,
} from '../wire/index.js';

export const FEED_BOUNDS = {
  /** A signed edition, envelope and all; a longer feed comes as several deltas. */
  edition_bytes_max: 700 * 1024,
  items_max: 2_000,
  typology_characters_max: 64 * 1024,
  editions_per_message: 16,
} as const;

/** SHA-256 of an edition's canonical JSON, in hexadecimal. */
export const digest = z.string().regex(/^[0-9a-f]{64}$/);
export const feedName = z.string().regex(/^[a-z][a-z0-9-]{1,40}$/);
const itemId = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,79}$/);
const instant = z.iso.datetime({ precision: 3 });
const both = z.strictObject({ en: z.string().min(1).max(200), es: z.string().min(1).max(200) });

const UNKNOWN = Object.fromEntries(
  Object.entries(indicator.fields).flatMap(([id, field]) => (field.required ? [] : [[id, null]])),
);
/** The model's own noun; what is left out is unknown. */
const indicatorRecord = z.preprocess(
  (value) => (typeof value === 'object' && value !== null ? { ...UNKNOWN, ...value } : value),
  indicator.schema,
);

const indicatorItem = z.strictObject({
  type: z.literal('indicator'),
  id: itemId,
  area: z.enum(PURPOSE_CODES),
  /** Where it was made public: an identifier that is not public has no place in a feed. */
  published_in: z.string().min(1).max(500),
  indicator: indicatorRecord,
});
const typologyItem = z.strictObject({
  type: z.literal('typology'),
  id: itemId,
  area: z.enum(PURPOSE_CODES),
  /** A rule of the project's language, whole. */
  yaml: z.string().min(1).max(FEED_BOUNDS.typology_characters_max),
});
const revocationItem = z.strictObject({
  type: z.literal('revocation'),
  /** The item that no longer holds. */
  id: itemId,
  reason: z.enum(['wrong', 'outdated', 'replaced', 'removed']),
});
export const itemSchema = z.discriminatedUnion('type', [
  indicatorItem,
  typologyItem,
  revocationItem,
]);
export type FeedItem = z.infer<typeof itemSchema>;
/** An item that can be adopted. */
export type OfferedItem = Exclude<FeedItem, { type: 'revocation' }>;

/** What two officers of the publisher decide on; the rest of an edition follows from the chain. */
export const draftSchema = z.strictObject({
  feed: feedName,
  title: both,
  valid_until: instant,
  tlp: z.enum(['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED']),
  pap: z.enum(['CLEAR', 'GREEN', 'AMBER', 'RED']),
  /** A full edition replaces what came before it; a delta adds, changes and revokes. */
  kind: z.enum(['full', 'delta']),
  items: z.array(itemSchema).max(FEED_BOUNDS.items_max),
});
export type EditionDraft = z.infer<typeof draftSchema>;

const editionSchema = draftSchema.extend({
  format: z.literal('puente.feed.v1'),
  publisher: z.string().regex(NODE_ID),
  /** Counts up by one, from 1. */
  seq: z.int().min(1).max(999_999),
  /** The hash of the edition before, null for the first. */
  prev: digest.nullable(),
  issued_at: instant,
});
export type Edition = z.infer<typeof editionSchema>;

/** An edition that was verified, with its name and its envelope as it came. */
export interface OpenedEdition {
  readonly edition: Edition;
  readonly hash: string;
  readonly envelope: Uint8Array;
}

/** What keeps a hostile edition out before it is understood. Only tests switch a check off. */
export interface EditionChecks {
  readonly size: boolean;
  readonly compression: boolean;
  readonly signature: boolean;
}
const ALL: EditionChecks = { size: true, compression: true, signature: true };
const TYPE = 'application/vnd.puente.feed+json';

/** What names an edition: a new signature on the same words does not make another. */
export function editionHash(edition: Edition): string {
  return sha256(canonicalJson(edition));
}

/** Signs an edition. Throws `exchange.feed.size`, `exchange.feed.item` or `exchange.secret.…`. */
export function sealEdition(edition: Edition, key: SigningKey): Uint8Array {
  const read = checkedForm(edition);
  const bytes = sealEnvelope(TYPE, Buffer.from(canonicalJson(read)), [key]);
  if (bytes.length > FEED_BOUNDS.edition_bytes_max) throw tooLarge();
  return bytes;
}

/**
 * Verifies an edition that came in a message or as a file. `keyOf` gives the pinned key of a node.
 * Its time is not judged here. Faults `exchange.feed.…`, `exchange.wire.…`, `exchange.secret.…`.
 */
export function openEdition(
  bytes: Uint8Array,
  keyOf: (publisher: string) => VerifyingKey | null,
  checks: EditionChecks = ALL,
): OpenedEdition {
  if (checks.size && bytes.length > FEED_BOUNDS.edition_bytes_max) throw tooLarge();
  // Nothing is ever unpacked: what does not begin as JSON is refused before it can grow.
  if (checks.compression && bytes[0] !== 0x7b) throw new Fault('exchange.feed.packed');
  const claimed = claimedOf(bytes);
  const publisher = keyOf(claimed.publisher);
  if (publisher === null) throw new Fault('exchange.feed.publisher', { node: claimed.publisher });
  if (checks.signature) {
    openEnvelope(bytes, {
      payload_type: TYPE,
      keyOf: (id) => (id === publisher.key_id ? publisher : null),
      signatures_max: 1,
    });
  }
  return { edition: claimed, hash: editionHash(claimed), envelope: bytes };
}

/** What the payload says, before it is known who said so: to find the key that must have signed. */
function claimedOf(bytes: Uint8Array): Edition {
  const wide = { bytes_max: bytes.length, depth_max: 4, values_max: 32 };
  const envelope = readStrictJson(bytes, wide) as { readonly payload?: unknown } | null;
  const text = typeof envelope?.payload === 'string' ? envelope.payload : '';
  const payload = Buffer.from(text, 'base64');
  const { json_depth_max: depth_max, json_values_max: values_max } = WIRE_BOUNDS;
  const json = readStrictJson(payload, { bytes_max: bytes.length, depth_max, values_max });
  const edition = checkedForm(json);
  if (canonicalJson(edition) !== payload.toString()) throw flaw('', 'canonical');
  return edition;
}

function checkedForm(value: unknown): Edition {
  const parsed = editionSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw flaw(issue?.path.join('.') ?? '', issue?.message ?? '');
  }
  const edition = parsed.data;
  if ((edition.prev === null) !== (edition.seq === 1)) throw flaw('prev', 'seq');
  if (edition.valid_until <= edition.issued_at) throw flaw('valid_until', 'issued_at');
  const ids = edition.items.map(({ id }) => id);
  if (new Set(ids).size < ids.length) throw flaw('items', 'twice');
  refuseSecrets(edition);
  return edition;
}

function flaw(at: string, reason: string): Fault {
  return new Fault('exchange.feed.form', { at, reason });
}

function tooLarge(): Fault {
  return new Fault('exchange.feed.size', { bytes_max: FEED_BOUNDS.edition_bytes_max });
}
