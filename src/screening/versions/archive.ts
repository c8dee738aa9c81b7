import type { Clock, Fault } from '../../base/index.js';
import type { Ledger } from '../../store/index.js';
import type { ListVersion } from './version-records.js';

/** Where versions are kept, and what an import takes from outside. */
export interface Archive {
  readonly ledger: Ledger;
  /** Folder of the snapshots: `lists` of the data folder. */
  readonly folder: string;
  readonly clock: Clock;
}

export interface ImportOptions {
  /** Who imports, for the audit log. */
  readonly actor: string;
  /** Share of entries, in parts per million, that may go in one update or be rejected. */
  readonly drop_max_ppm: number;
  /** Takes a list that lost more entries than that, or is older than the one in force. */
  readonly force: boolean;
}

/** What an import did. `version` is what is in force now; null: there never was a good one. */
export interface ImportReport {
  readonly list: string;
  readonly outcome: 'imported' | 'unchanged' | 'refused';
  readonly version: ListVersion | null;
  /** Why it was refused; what was overruled by `force`. */
  readonly faults: readonly Fault[];
}

/** Code under which the ledger keeps that entries of a version arrived damaged. */
export const REPAIRED = 'screening.list.repaired';
