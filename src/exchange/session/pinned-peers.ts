/** The peers whose cards people of this institution have compared and pinned, in the ledger. */
import type { Kysely } from 'kysely';
import { Fault, isoTime } from '../../base/index.js';
import { appendAudit, jsonText, type Ledger, type Tables } from '../../store/index.js';
import { cardFingerprint, type NodeCard, peerDirectory, readCard } from '../wire/index.js';
import { requireRole } from './officers.js';

export type PinnedPeers = ReturnType<typeof peerDirectory>;

/** The directory of every pinned peer. */
export async function pinnedPeers(db: Kysely<Tables>): Promise<PinnedPeers> {
  return peerDirectory(await listPeers(db));
}

/** The newest card of each pinned node that was not revoked. */
export async function listPeers(db: Kysely<Tables>): Promise<readonly NodeCard[]> {
  const rows = await db
    .selectFrom('exchange_peer')
    .select(['node', 'card'])
    .where('revoked_at', 'is', null)
    .orderBy('pinned_at')
    .execute();
  return [...new Map(rows.map((row) => [row.node, row.card as NodeCard])).values()];
}

/**
 * Pins a card that an officer has compared with its owner, digit by digit: `fingerprint` is what
 * the owner said. A newer card signed by the pinned key needs no new comparison. Faults
 * `exchange.peer.fingerprint` and those of the card.
 */
export async function pinPeer(
  ledger: Ledger,
  peers: PinnedPeers,
  given: {
    readonly card: Uint8Array;
    readonly fingerprint: string | null;
    readonly by: string;
    readonly now: number;
  },
): Promise<NodeCard> {
  const { fingerprint, by, now } = given;
  await requireRole(ledger.db, by, ['exchange_officer', 'administrator'], now);
  const first = readCard(given.card, { now_ms: now, pinned: null });
  const pinned = peers.byNode(first.node);
  const compared = fingerprint?.replaceAll(/[\s:]/g, '').toLowerCase() === cardFingerprint(first);
  const card = compared ? first : followed(given.card, pinned, now);
  const hash = cardFingerprint(card);
  await ledger.db.transaction().execute(async (trx) => {
    const at = isoTime(now);
    await trx
      .insertInto('exchange_peer')
      .values({
        node: card.node,
        card_hash: hash,
        card: jsonText(card),
        pinned_at: at,
        pinned_by: by,
        revoked_at: null,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['node', 'card_hash'])
          .doUpdateSet({ pinned_at: at, pinned_by: by, revoked_at: null }),
      )
      .execute();
    const body = { node: card.node, card: hash, compared };
    await appendAudit(trx, [{ kind: 'peer.pinned', at, actor: by, body }]);
  });
  peers.pin(card);
  return card;
}

/** A card that nobody compared is taken only where it follows from the pinned one. */
function followed(bytes: Uint8Array, pinned: NodeCard | null, now: number): NodeCard {
  if (pinned === null) throw new Fault('exchange.peer.fingerprint');
  return readCard(bytes, { now_ms: now, pinned });
}

/** Ends what is pinned of a node: nothing of it is taken, and nothing goes to it. */
export async function unpinPeer(
  ledger: Ledger,
  peers: PinnedPeers,
  node: string,
  by: string,
  now: number,
): Promise<void> {
  await requireRole(ledger.db, by, ['exchange_officer', 'administrator'], now);
  if (peers.byNode(node) === null) throw new Fault('exchange.wire.peer.unknown', { node });
  await ledger.db.transaction().execute(async (trx) => {
    await trx
      .updateTable('exchange_peer')
      .set({ revoked_at: isoTime(now) })
      .where('node', '=', node)
      .where('revoked_at', 'is', null)
      .execute();
    await appendAudit(trx, [
      { kind: 'peer.unpinned', at: isoTime(now), actor: by, body: { node } },
    ]);
  });
  peers.unpin(node);
}
