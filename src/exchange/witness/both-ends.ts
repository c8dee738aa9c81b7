/** Whether two nodes' logs say the same of every message between them. */
import { z } from 'zod';
import { Fault } from '../../base/index.js';
import { leafHash, verifyInclusion } from '../../store/index.js';
import { LOG_PATHS } from './log-routes.js';
import { type SeenLog, type WatchParts, watchLog } from './watch-log.js';

/** A message on which the ends differ. */
export interface Difference {
  readonly message: string;
  /** No entry in the peer's log; one that is not in its tree; one of other bytes. */
  readonly what: 'missing' | 'unproved' | 'other';
}

export interface EndsCompared {
  readonly peer: string;
  readonly seen: SeenLog;
  readonly agreed: number;
  readonly differences: readonly Difference[];
}

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const answerSchema = z.object({
  entries: z.array(
    z.object({ position: z.int().min(0), entry: z.string(), path: z.array(hash).max(128) }),
  ),
});
const entrySchema = z.object({
  kind: z.string(),
  body: z.object({ message: z.string(), sha256: hash }),
});

/**
 * Takes the peer's checkpoint, which must follow from the last one seen, and asks for its entry on
 * each message that this node sent it or took from it, with the proof that the entry is in that
 * very tree. Each must name the same bytes.
 */
export async function compareEnds(parts: WatchParts, peer: string): Promise<EndsCompared> {
  const seen = await watchLog(parts, peer);
  const rows = await parts.ledger.db
    .selectFrom('exchange_message')
    .select(['id', 'way', 'sha256'])
    .where('peer', '=', peer)
    .where('agreement', 'is not', null)
    .where('state', 'in', ['delivered', 'done'])
    .orderBy('position')
    .execute();
  const differences: Difference[] = [];
  for (const { id, way, sha256 } of rows) {
    const kind = way === 'out' ? 'exchange.received' : 'exchange.sent';
    const what = await differenceOf(parts, seen, { id, kind, sha256 });
    if (what !== null) differences.push({ message: id, what });
  }
  return { peer, seen, agreed: rows.length - differences.length, differences };
}

async function differenceOf(
  { client }: WatchParts,
  { node, checkpoint }: SeenLog,
  wanted: { readonly id: string; readonly kind: string; readonly sha256: string },
): Promise<Difference['what'] | null> {
  const { size, root } = checkpoint;
  const query = `?message=${encodeURIComponent(wanted.id)}&size=${size}`;
  const answer = await client.get(node, LOG_PATHS.entries, query, { timeout_ms: 30_000 });
  const parsed = answerSchema.safeParse(JSON.parse(Buffer.from(answer.body).toString()));
  if (!parsed.success) throw new Fault('exchange.witness.answer', { node });
  const found = parsed.data.entries.find(
    ({ entry }) => entrySchema.safeParse(JSON.parse(entry)).data?.kind === wanted.kind,
  );
  if (found === undefined) return 'missing';
  const path = found.path.map((text) => Buffer.from(text, 'hex'));
  const proof = { position: found.position, size, path };
  if (!verifyInclusion(proof, leafHash(found.entry), root)) return 'unproved';
  const { body } = entrySchema.parse(JSON.parse(found.entry));
  return body.message === wanted.id && body.sha256 === wanted.sha256 ? null : 'other';
}
