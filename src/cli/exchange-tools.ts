import { join } from 'node:path';
import { packageRoot } from '../base/index.js';
import {
  ledgerRecords,
  listPermits,
  type NodeIdentity,
  openGroup,
  type PeerDirectory,
} from '../exchange/index.js';
import { readCalendars } from '../model/index.js';
import { findJoint } from '../network/index.js';
import type { Engine, Folder, Ledger } from '../store/index.js';
import type { CommandContext } from './context.js';
import { accountHolders, holdings, suspectedSubjects } from './exchange-book.js';
import { feedBook, feedTypologies } from './exchange-feed-book.js';
import { storeMonitoring } from './exchange-monitoring.js';
import { storeTrail } from './exchange-trail.js';
import { lazyGroup } from './lazy-group.js';
import { withEngine } from './store.js';

/** Business days of both countries, by which orders are answered. */
const CALENDARS_FILE = join(packageRoot(), 'filing', 'calendars.yaml');

/** Currency in which a feed's typologies are checked: their thresholds name their own. */
const REPORTING_CURRENCY = 'USD';

/**
 * What the protocols of the exchange are given: arithmetic on threads that start at the first use,
 * the node's keys, and the institution's own book, which is opened for each question: commands of
 * the same process need it too.
 */
export async function exchangeTools(
  context: CommandContext,
  folder: Folder,
  node: {
    readonly ledger: Ledger;
    readonly identity: NodeIdentity;
    readonly peers: PeerDirectory;
  },
) {
  const { identity, peers, ledger } = node;
  const group = lazyGroup(context.startGroup);
  const asking = <T>(work: (engine: Engine) => Promise<T>) => withEngine(context, folder, work);
  const institution = identity.card.bic ?? identity.card.node;
  return {
    identity,
    peers,
    group,
    curve: await openGroup(),
    records: ledgerRecords(ledger.db),
    permits: () => listPermits(ledger.db),
    business_day: readCalendars(CALENDARS_FILE).addBusinessDays,
    check_typology: feedTypologies(REPORTING_CURRENCY),
    detect: findJoint,
    book: {
      monitoring: storeMonitoring(asking, ledger, institution),
      subjects: suspectedSubjects(asking, ledger),
      tracing: storeTrail(asking, institution),
      search: { holdings: holdings(asking, institution) },
      order: { holders: accountHolders(asking, institution) },
      feed: feedBook(asking, institution),
    },
    close: () => group.close(),
  };
}
