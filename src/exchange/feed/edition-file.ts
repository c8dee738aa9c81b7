/** An edition that came as a file, from another bank: held to the chain that is held here. */
import type { Kysely } from 'kysely';
import type { Tables } from '../../store/index.js';
import { ledgerRecords } from '../session/index.js';
import { type PeerDirectory, pinnedCard, verifyingKeyOf } from '../wire/index.js';
import { type Edition, openEdition } from './edition.js';
import { chainOf, heldEditions, keepProof } from './feed-records.js';
import { judgeEdition, type Verdict } from './judge-edition.js';

/**
 * Verifies a file with the publisher's pinned card and judges it. Banks that compare what they
 * were sent see a publisher who tells each something else: that is kept as proof, and ends the
 * feed here. Nothing else is taken from a file. Faults as of `openEdition` and `judgeEdition`.
 */
export async function judgeEditionFile(
  db: Kysely<Tables>,
  peers: PeerDirectory,
  bytes: Uint8Array,
  now: number,
): Promise<{ readonly edition: Edition; readonly hash: string; readonly verdict: Verdict }> {
  const opened = openEdition(bytes, (node) =>
    verifyingKeyOf(pinnedCard(peers, node, now).signing_key),
  );
  const { edition, hash } = opened;
  const held = await heldEditions(ledgerRecords(db), edition.publisher, edition.feed);
  const verdict = judgeEdition(chainOf(held), opened, now);
  if (verdict === 'contradicts') await db.transaction().execute(keepProof(opened, now));
  return { edition, hash, verdict };
}
