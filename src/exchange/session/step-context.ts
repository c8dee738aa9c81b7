/** What a step is given: its session, its tools, what may be told, and its own randomness. */
import { Fault } from '../../base/index.js';
import { epochAt, partyOf } from '../agreement/index.js';
import type { NodeParts } from './node-parts.js';
import type { Cause, StepContext } from './protocol.js';
import { type KeptSession, listPermits } from './rows.js';
import { pathBetween } from './seal-drafts.js';

/** Throws `exchange.agreement.early` where the agreement's first epoch has not begun. */
export async function contextOf(
  parts: NodeParts,
  session: KeptSession,
  cause: Cause,
  now: number,
): Promise<StepContext<unknown, unknown>> {
  const epoch = epochAt(session.agreement, session.opened_at);
  if (epoch < 0) throw new Fault('exchange.agreement.early', { id: session.agreement_id });
  const permits = await listPermits(parts.ledger.db);
  const { agreement, agreement_id, us, peer } = session;
  const about = { agreement, agreement_id, now };
  return {
    session,
    cause,
    tools: parts.tools,
    now,
    epoch,
    mayTell: (informs, node) => {
      const to = node === undefined ? peer : partyOf(agreement, node);
      return pathBetween(parts, permits, { ...about, from: us, to, informs });
    },
    seed: (label) => parts.vault.derive(agreement_id, epoch, `session ${session.id} ${label}`),
    key: (label) => parts.vault.derive(agreement_id, epoch, `key ${label}`),
  };
}
