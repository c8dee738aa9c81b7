import type {
  Account,
  Alert,
  DossierListing,
  institution,
  NetworkDossier,
  Party,
  Payment,
  place,
  RecordOf,
} from '../../model/index.js';

export type EvidenceInstitution = RecordOf<typeof institution.fields>;
export type EvidencePlace = RecordOf<typeof place.fields>;

/**
 * What an investigation stands on, as plain values. A narrative says nothing that is not in it, and
 * its sums are sums of `payments`: all of them, each once.
 */
export interface Evidence {
  /** The reporting currency: `value_minor` of payments is in its minor units. */
  readonly currency: string;
  readonly alerts: readonly Alert[];
  readonly networks: readonly NetworkDossier[];
  /** In order of time. */
  readonly payments: readonly Payment[];
  /** Each party, account, institution and place once, as known today. */
  readonly parties: readonly Party[];
  readonly accounts: readonly Account[];
  readonly institutions: readonly EvidenceInstitution[];
  readonly places: readonly EvidencePlace[];
  readonly listings: readonly DossierListing[];
  /** Typologies whose subjects are likely victims: they are not suspects by default. */
  readonly protecting: ReadonlySet<string>;
}

/** Evidence by its ids. */
export interface EvidenceIndex {
  readonly parties: ReadonlyMap<string, Party>;
  readonly accounts: ReadonlyMap<string, Account>;
  readonly institutions: ReadonlyMap<string, EvidenceInstitution>;
  readonly places: ReadonlyMap<string, EvidencePlace>;
}

export function indexEvidence(evidence: Evidence): EvidenceIndex {
  const byId = <T extends { readonly id: string }>(all: readonly T[]) =>
    new Map(all.map((each) => [each.id, each]));
  return {
    parties: byId(evidence.parties),
    accounts: byId(evidence.accounts),
    institutions: byId(evidence.institutions),
    places: byId(evidence.places),
  };
}
