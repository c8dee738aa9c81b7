/** What a node shows of its log: signed checkpoints to any peer, entries to whom they concern. */
import { type Clock, Fault, isoTime } from '../../base/index.js';
import {
  auditHead,
  type Ledger,
  proveConsistency,
  proveInclusion,
  readCheckpoint,
  signCheckpoint,
  verifyNote,
} from '../../store/index.js';
import { putRecord } from '../session/index.js';
import {
  type NodeCard,
  type NodeIdentity,
  type PeerRequest,
  type Route,
  verifyingKeyOf,
  WIRE_PATHS,
  type WireReply,
} from '../wire/index.js';
import { entriesAbout } from './log-entries.js';

export const LOG_PATHS = {
  checkpoint: WIRE_PATHS.checkpoint,
  consistency: '/puente/v1/log/consistency',
  entries: WIRE_PATHS.proof,
  cosign: '/puente/v1/log/cosign',
} as const;

export interface LogParts {
  readonly identity: NodeIdentity;
  readonly ledger: Ledger;
  readonly clock: Clock;
}

/** Which log a checkpoint is of: one for each node. */
export function logOrigin(node: string): string {
  return `${node}/log`;
}

/** The key of a card as notes are signed and verified with it. */
export function noteKey(card: NodeCard) {
  return { name: card.node, key: verifyingKeyOf(card.signing_key).public_key };
}

/** Routes of the log, for a node's server. */
export function logRoutes(parts: LogParts): readonly Route[] {
  return [
    { path: LOG_PATHS.checkpoint, method: 'GET', handle: () => checkpoint(parts) },
    {
      path: LOG_PATHS.consistency,
      method: 'GET',
      handle: (request) => consistency(parts, request),
    },
    { path: LOG_PATHS.entries, method: 'GET', handle: (request) => entries(parts, request) },
    { path: LOG_PATHS.cosign, method: 'POST', handle: (request) => cosigned(parts, request) },
  ];
}

async function checkpoint({ identity, ledger, clock }: LogParts): Promise<WireReply> {
  const { size, root } = await auditHead(ledger.db);
  const { node } = identity.card;
  const signer = { name: node, key: identity.signing.private_key };
  const head = { origin: logOrigin(node), size, root, time: isoTime(clock.now()) };
  return text(signCheckpoint(head, signer));
}

async function consistency({ ledger }: LogParts, { query }: PeerRequest): Promise<WireReply> {
  const [first, second] = [sizeIn(query, 'first'), sizeIn(query, 'second')];
  const { size } = await auditHead(ledger.db);
  if (first > second || second > size) throw new Fault('exchange.witness.size', { size });
  const proof = await proveConsistency(ledger.db, first, second);
  return json({ first, second, path: proof.path.map((hash) => hash.toString('hex')) });
}

/** Entries about one message, to the peer that it went to or came from, with their proofs. */
async function entries({ ledger }: LogParts, { query, peer }: PeerRequest): Promise<WireReply> {
  const message = query.get('message') ?? '';
  const size = sizeIn(query, 'size');
  const row = await ledger.db
    .selectFrom('exchange_message')
    .select('peer')
    .where('id', '=', message)
    .executeTakeFirst();
  if (row?.peer !== peer.node) return json({ entries: [] });
  const found = await entriesAbout(ledger.db, message, size);
  const proved = await Promise.all(
    found.map(async ({ position, entry }) => {
      const { path } = await proveInclusion(ledger.db, position, size);
      return { position, entry, path: path.map((hash) => hash.toString('hex')) };
    }),
  );
  return json({ entries: proved });
}

/** A witness has signed our checkpoint: kept beside it, so that we can show that we were seen. */
async function cosigned(
  { identity, ledger, clock }: LogParts,
  { body, peer }: PeerRequest,
): Promise<WireReply> {
  const note = Buffer.from(body).toString();
  const { public_key } = verifyingKeyOf(identity.card.signing_key);
  const own = readCheckpoint(note, { name: identity.card.node, key: public_key });
  if (!verifyNote(note, noteKey(peer))) throw new Fault('exchange.witness.cosignature');
  const key = `${own.size} ${peer.node}`;
  const at = isoTime(clock.now());
  await putRecord({ area: 'cosignature', key, body: { note }, at })(ledger.db);
  return text('');
}

function sizeIn(query: URLSearchParams, name: string): number {
  const given = query.get(name) ?? '';
  if (!/^\d{1,15}$/.test(given)) throw new Fault('exchange.witness.size', { size: given });
  return Number(given);
}

function json(value: unknown): WireReply {
  return { status: 200, media_type: 'application/json', body: Buffer.from(JSON.stringify(value)) };
}

function text(note: string): WireReply {
  return { status: 200, media_type: 'text/plain', body: Buffer.from(note) };
}
