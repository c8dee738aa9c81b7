import type { Bilingual } from '../base/index.js';
import type { Family, Finding, Subject } from './finding.js';
import type { NetworkRole } from './network.js';

/** How well a citation was checked against the issuer's text. It shows where the citation shows. */
export const VERIFICATIONS = ['verified', 'summary_only', 'unverified'] as const;
export type Verification = (typeof VERIFICATIONS)[number];

/** One published red flag a typology stands on. */
export interface Citation {
  readonly document: string;
  readonly issuer: string;
  readonly title: string;
  readonly date: string;
  readonly locator: string;
  readonly address: string;
  readonly verification: Verification;
}

/** Why a finding is shown to a person: one of the three published grounds, or none yet. */
export type Ground = 'two_families' | 'exact_list_hit' | 'measured_precision';

/** A network as an alert carries it: what an investigator opens next. */
export interface AlertNetwork {
  readonly id: string;
  /** Place among the networks of the store, best first. */
  readonly rank: number;
  /** What the subject does in it; null where the subject is the network. */
  readonly role: NetworkRole | null;
  /** How many accounts it has. */
  readonly accounts: number;
}

/** A finding that earned a person's attention, with everything needed to explain it. */
export interface Alert {
  readonly id: string;
  readonly finding: Finding;
  readonly ground: Ground;
  /** Findings of other families about the same subject that support it. */
  readonly corroboration: readonly {
    readonly finding_id: string;
    readonly typology: string;
    readonly family: Family;
  }[];
  /** 0–100: the case score of the subject, families combined, weighed by threat. */
  readonly rank_score: number;
  readonly title: Bilingual;
  readonly sentence: Bilingual;
  readonly citations: readonly Citation[];
  /** Who stands behind the subject: an account's holder where known, else the subject itself. */
  readonly owner: Subject;
  readonly institution_id: string | null;
  readonly subject_name: string | null;
  /** The best network of the store that the subject, or an account of the party, is in. */
  readonly network: AlertNetwork | null;
}
