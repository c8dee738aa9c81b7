/** Watches a peer's log: that it only grows, and never shows two faces. */
import { z } from 'zod';
import { type Clock, Fault, isoTime } from '../../base/index.js';
import {
  type Checkpoint,
  type Ledger,
  readCheckpoint,
  signNote,
  verifyConsistency,
} from '../../store/index.js';
import { ledgerRecords, putRecord } from '../session/index.js';
import {
  type NodeCard,
  type NodeIdentity,
  type PeerDirectory,
  pinnedCard,
  type WireClient,
} from '../wire/index.js';
import { LOG_PATHS, logOrigin, noteKey } from './log-routes.js';

export interface WatchParts {
  readonly identity: NodeIdentity;
  readonly peers: PeerDirectory;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly client: Pick<WireClient, 'get' | 'post'>;
}

/** A checkpoint that was seen, verified, and found to follow from the one before. */
export interface SeenLog {
  readonly node: string;
  readonly checkpoint: Checkpoint;
  readonly note: string;
  /** Leaves since it was last looked at. */
  readonly grew: number;
}

const ASK = { timeout_ms: 30_000 };
const hashes = z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(128);
const proofSchema = z.object({ first: z.int(), second: z.int(), path: hashes });

/**
 * Takes a peer's checkpoint and holds it to the last that was seen here. A log that lost entries,
 * changed one, or shows another root of the same size is a Fault `exchange.witness.<what>`, and the
 * two notes are kept: each is signed by its owner, so together they prove it.
 */
export async function watchLog(parts: WatchParts, node: string): Promise<SeenLog> {
  const { client, ledger, clock, peers } = parts;
  const card = pinnedCard(peers, node, clock.now());
  const answer = await client.get(node, LOG_PATHS.checkpoint, '', ASK);
  const note = Buffer.from(answer.body).toString();
  const checkpoint = readCheckpoint(note, noteKey(card));
  if (checkpoint.origin !== logOrigin(node)) throw new Fault('exchange.witness.origin', { node });
  const before = await lastSeen(parts, card);
  try {
    await holdTo(parts, node, before, checkpoint);
  } catch (error) {
    if (error instanceof Fault) await keepPair(parts, node, before?.note ?? '', note, error.code);
    throw error;
  }
  await keep(ledger, 'log_seen', node, { note }, clock);
  return { node, checkpoint, note, grew: checkpoint.size - (before?.checkpoint.size ?? 0) };
}

/** A witness watches, and signs what it has seen; the owner keeps the signature. */
export async function cosignLog(parts: WatchParts, node: string): Promise<SeenLog> {
  const seen = await watchLog(parts, node);
  const { card, signing } = parts.identity;
  const own = signNote(seen.note.slice(0, seen.note.lastIndexOf('\n\n') + 1), {
    name: card.node,
    key: signing.private_key,
  });
  const line = own.slice(own.lastIndexOf('\n\n') + 2);
  const note = `${seen.note}${line}`;
  await parts.client.post(node, LOG_PATHS.cosign, Buffer.from(note), ASK);
  await keep(
    parts.ledger,
    'log_cosigned',
    `${node} ${seen.checkpoint.size}`,
    { note },
    parts.clock,
  );
  return { ...seen, note };
}

async function holdTo(
  { client }: WatchParts,
  node: string,
  before: { readonly checkpoint: Checkpoint } | null,
  now: Checkpoint,
): Promise<void> {
  if (before === null) return;
  const { checkpoint: last } = before;
  if (now.size < last.size) {
    throw new Fault('exchange.witness.shrank', { node, before: last.size, now: now.size });
  }
  if (now.size === last.size) {
    if (!now.root.equals(last.root))
      throw new Fault('exchange.witness.forked', { node, size: now.size });
    return;
  }
  const query = `?first=${last.size}&second=${now.size}`;
  const answer = await client.get(node, LOG_PATHS.consistency, query, ASK);
  const parsed = proofSchema.safeParse(JSON.parse(Buffer.from(answer.body).toString()));
  const proof = {
    first: last.size,
    second: now.size,
    path: parsed.success ? parsed.data.path.map((hash) => Buffer.from(hash, 'hex')) : [],
  };
  if (!parsed.success || !verifyConsistency(proof, last.root, now.root)) {
    throw new Fault('exchange.witness.rewritten', { node, before: last.size, now: now.size });
  }
}

async function lastSeen({ ledger }: WatchParts, card: NodeCard) {
  const seen = await ledgerRecords(ledger.db).find('log_seen', card.node);
  if (seen === null) return null;
  const { note } = seen as { readonly note: string };
  return { note, checkpoint: readCheckpoint(note, noteKey(card)) };
}

async function keepPair(
  { ledger, clock }: WatchParts,
  node: string,
  before: string,
  now: string,
  code: string,
): Promise<void> {
  const key = `${node} ${isoTime(clock.now())}`;
  await keep(ledger, 'log_broken', key, { before, now, code }, clock);
}

async function keep(ledger: Ledger, area: string, key: string, body: unknown, clock: Clock) {
  await putRecord({ area, key, body, at: isoTime(clock.now()) })(ledger.db);
}
