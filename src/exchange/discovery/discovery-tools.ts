/** What discovery needs of the node that runs it. */
import type { IdType } from '../agreement/index.js';
import type { Group, GroupWork } from '../group/index.js';
import type { Records } from '../session/index.js';
import type { Book } from '../subject/index.js';

/** What an institution has decided beforehand for an agreement. */
export interface StandingPolicy {
  /** Proposals in which the peer learns are taken part in at once. */
  readonly takes_part: boolean;
  /** Stage 2 is answered without asking officers again. */
  readonly reveals: boolean;
}

export interface DiscoveryTools {
  readonly curve: Group;
  readonly group: GroupWork;
  readonly book: Book;
  readonly records: Records;
  readonly policy?: (about: {
    readonly agreement_id: string;
    readonly peer: string;
    readonly id_types: readonly IdType[];
  }) => StandingPolicy;
}
