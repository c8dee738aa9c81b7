import type { Bilingual, Fault } from '../../base/index.js';
import type { ListFile } from '../../store/index.js';
import type { Listing } from '../listing.js';

/** What a list is, whatever is on it today. */
export interface ListInfo {
  /** As peers write it: `us_ofac_sdn`. */
  readonly id: string;
  readonly title: Bilingual;
  readonly issuer: string;
  /** Only for us to see: never leaves this machine. Once said of a list, it stays so. */
  readonly confidential: boolean;
}

/** A list as its reader finds it in files, entry by entry, to be imported as a version. */
export interface ListInput {
  readonly list: ListInfo;
  /** What its issuer calls this state, where it has a name; deltas refer to it. */
  readonly issuer_version: string | null;
  /** Day on which its issuer published this state; null where the file does not say. */
  readonly published_on: string | null;
  readonly files: readonly ListFile[];
  readonly content: ListContent;
  /** What became of the file. Asked once, after its last entry. */
  outcome(): InputOutcome;
}

export type ListContent =
  | { readonly kind: 'full'; readonly entries: AsyncIterable<Listing> }
  | {
      readonly kind: 'delta';
      /** Name or day of publication of the state that it changes; null: the one in force. */
      readonly onto: string | null;
      readonly entries: AsyncIterable<DeltaEntry>;
    };

/** An entry that was added or is now as given, or the id of one that was taken off. */
export type DeltaEntry = { readonly put: Listing } | { readonly remove: string };

export interface InputOutcome {
  /** Entries read = entries given + rejected. */
  readonly read: number;
  readonly rejected: number;
  /** Of the file as a whole: cut short, its own count denied. One is enough to refuse it. */
  readonly faults: readonly Fault[];
  /** What does not speak against it and must be known of what is in force: entries repaired. */
  readonly warnings?: readonly Fault[];
}
