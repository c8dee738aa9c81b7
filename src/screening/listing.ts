import type { Profile } from './profile.js';

/** An entry of a list on one day: a profile, and what the list says beyond who it is. */
export interface Listing extends Profile {
  /** List id, as peers write it: `us_ofac_sdn`, `un_sc_sanctions`, `mx_sat_69b` … */
  readonly list: string;
  /** Programmes as single tags, unpacked: `SDNTK`, `ILLICIT-DRUGS-EO14059`. */
  readonly programs: readonly string[];
  /** Stages of a procedure, oldest first: SAT 69-B presumed, definitive, refuted, favourable. */
  readonly stages: readonly Stage[];
  readonly links: readonly Link[];
  /** Day on which the list says it was listed; null where it does not say. */
  readonly listed_on: string | null;
  readonly remarks: string | null;
  /** Every other property of the source, by its name there: nothing is dropped. */
  readonly properties: Readonly<Record<string, readonly string[]>>;
}

export interface Stage {
  readonly name: string;
  readonly on: string | null;
  /** Document or official gazette that says so. */
  readonly document: string | null;
}

/** “Linked to”, “owned by”: the other entry by its id in the same list, or by its name alone. */
export interface Link {
  readonly relation: string;
  readonly to_id: string | null;
  readonly to_name: string | null;
}

/** A profile is told from all others by its list and its id in it. */
export function listingKey(listing: Pick<Listing, 'list' | 'id'>): string {
  return `${listing.list}/${listing.id}`;
}
