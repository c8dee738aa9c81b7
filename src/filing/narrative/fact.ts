/** Facts: what a sentence stands on, named so that they can be looked up and compared. */
import { sha256 } from '../../base/index.js';
import { canonicalJson } from '../../store/index.js';
import type { Evidence } from './evidence.js';

export const FACT_KINDS = [
  'alert',
  'network',
  'payment',
  'party',
  'account',
  'institution',
  'place',
  'listing',
  'citation',
] as const;
export type FactKind = (typeof FACT_KINDS)[number];

/** `payment:N1-0001`, `citation:FIN-2019-A006`, `listing:us_ofac_sdn/77/P-1`. */
export type Fact = `${FactKind}:${string}`;

export function factOf(kind: FactKind, id: string): Fact {
  return `${kind}:${id}`;
}

export function listingFact(listing: Evidence['listings'][number]): Fact {
  return factOf('listing', [listing.list, listing.entry_id ?? '', listing.subject.id].join('/'));
}

/**
 * What each fact says, as a hash: of alerts what an investigator reads, of networks the sums and
 * members. Ranks, batches and times of a run are left out: they change though nothing happened.
 */
export function digestFacts(evidence: Evidence): ReadonlyMap<string, string> {
  const digests = new Map<string, string>();
  const add = (fact: Fact, value: unknown) => digests.set(fact, digestOf(value));
  for (const alert of evidence.alerts) {
    const { finding, title, sentence, subject_name } = alert;
    const { id, revision, subject, severity, evidence_total } = finding;
    const said = { title, sentence, subject_name };
    add(factOf('alert', alert.id), { id, revision, subject, severity, evidence_total, ...said });
    for (const { document, issuer, date, title: name } of alert.citations)
      add(factOf('citation', document), { document, issuer, date, name });
  }
  for (const { network, members, onward } of evidence.networks) {
    const { rank, surprise, found_at, ...sums } = network;
    add(factOf('network', network.id), { sums, members, onward });
  }
  for (const { order_key, batch_id, ...payment } of evidence.payments)
    add(factOf('payment', payment.id), payment);
  for (const { valid_from, known_from, ...party } of evidence.parties)
    add(factOf('party', party.id), party);
  for (const { valid_from, known_from, ...account } of evidence.accounts)
    add(factOf('account', account.id), account);
  for (const institution of evidence.institutions)
    add(factOf('institution', institution.id), institution);
  for (const place of evidence.places) add(factOf('place', place.id), place);
  for (const listing of evidence.listings) add(listingFact(listing), listing);
  return digests;
}

function digestOf(value: unknown): string {
  const plain: unknown = JSON.parse(
    JSON.stringify(value, (_key, each) => (typeof each === 'bigint' ? `${each}n` : each)),
  );
  return sha256(canonicalJson(plain)).slice(0, 16);
}
