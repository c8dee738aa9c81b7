/** Everything that is shown of one network, as plain values: pages, drawings and files read it. */
import type { Bilingual } from '../base/index.js';
import type { Severity, Subject } from './finding.js';
import type { NetworkInstance, NetworkMember, NetworkRecord } from './network.js';
import type { Rail } from './values.js';

export interface NetworkDossier {
  readonly network: NetworkRecord;
  /** The reporting currency, in whose minor units all values are. */
  readonly currency: string;
  /** What was kept of what came in, parts per million, rounded down; null: nothing came in. */
  readonly fee_ppm: bigint | null;
  /** By role as money passes, then by value. */
  readonly members: readonly DossierMember[];
  /** By time. */
  readonly instances: readonly DossierInstance[];
  /** Each once, in order of time. */
  readonly payments: readonly DossierPayment[];
  /** Where accounts in which the network's money ends sent money next; by account. */
  readonly onward: readonly DossierOnward[];
  /** Institutions of its accounts and of the other ends of its payments, largest first. */
  readonly banks: readonly DossierBank[];
  /** Country to country, largest first. */
  readonly corridors: readonly DossierCorridor[];
  /** Institution to institution, largest first; its ids. */
  readonly bank_corridors: readonly DossierCorridor[];
  /** Months with payments, in order. */
  readonly months: readonly DossierMonth[];
  /** Typologies of the last detection with findings on its members or on its payments. */
  readonly typologies: readonly DossierTypology[];
  readonly listings: readonly DossierListing[];
}

/** A member as files know it today; null is unknown. */
export interface DossierMember extends NetworkMember {
  readonly name: string | null;
  readonly party_kind: 'person' | 'organisation' | null;
  readonly institution_id: string | null;
  /** Name of the institution, failing that its id. */
  readonly institution: string | null;
  readonly country: string | null;
  /** Received less paid, in the instances; what a source or a beneficiary has of it is no fee. */
  readonly kept_minor: bigint;
  /** Months (`2025-03`) in which it paid or received in the network. */
  readonly months: readonly string[];
  /** Whether it served an instance that began a week or more after its first one did. */
  readonly again: boolean;
}

export interface DossierInstance extends Omit<NetworkInstance, 'parts'> {
  /** Steps that add up to its surprise, thousandths of a nat. */
  readonly parts: readonly { readonly step: string; readonly thousandths: number }[];
  /** Of findings as surprising, about one in so many is chance; null: it was not measured. */
  readonly chance_in: number | null;
}

/**
 * What an account paid outside its network within `DAYS_ONWARD` days after the network paid it, as
 * the ledger has it: its exit, as far as the bank sees it. Other money of the account may be in it.
 */
export interface DossierOnward {
  readonly account_id: string;
  /** Received in the instances. */
  readonly in_minor: bigint;
  readonly payments: number;
  /** Of payments with an exchange rate. */
  readonly value_minor: bigint;
  readonly unvalued: number;
  /** Those who got most, largest first. */
  readonly to: readonly DossierOnwardEnd[];
  /** How many got the rest. */
  readonly others: number;
}

export interface DossierOnwardEnd {
  readonly end: DossierEnd;
  readonly rail: Rail | null;
  readonly payments: number;
  readonly value_minor: bigint;
  readonly first_at: string;
  readonly last_at: string;
}

export const DAYS_ONWARD = 7;

/** One end of a payment; without an account it is cash, or unknown. */
export interface DossierEnd {
  readonly account: string | null;
  readonly name: string | null;
  readonly institution_id: string | null;
  readonly institution: string | null;
  readonly country: string | null;
}

export interface DossierPayment {
  readonly id: string;
  /** ISO 8601, UTC, milliseconds. */
  readonly time: string;
  /** Whether the file gave the day only: then the order within the day is not known. */
  readonly is_day: boolean;
  readonly debtor: DossierEnd;
  readonly creditor: DossierEnd;
  readonly amount_minor: bigint;
  readonly currency: string;
  /** Reporting currency; null where no rate is known: such payments are in no sum. */
  readonly value_minor: bigint | null;
  readonly rail: Rail | null;
  /** Instances that it belongs to, at least one. */
  readonly instances: readonly string[];
}

export interface DossierBank {
  readonly institution_id: string;
  readonly institution: string;
  readonly country: string | null;
  /** Members that have their account there. */
  readonly accounts: number;
  readonly in_minor: bigint;
  readonly out_minor: bigint;
}

/** Payments from one place to another; null is unknown. */
export interface DossierCorridor {
  readonly from: string | null;
  readonly to: string | null;
  readonly payments: number;
  readonly value_minor: bigint;
}

export interface DossierMonth {
  readonly month: string;
  readonly payments: number;
  readonly value_minor: bigint;
  /** Members that paid or received in it, and those whom it sees used again. */
  readonly members: number;
  readonly members_again: number;
}

export interface DossierTypology {
  readonly typology: string;
  readonly version: string;
  readonly title: Bilingual | null;
  /** The gravest of its findings. */
  readonly severity: Severity;
  readonly findings: number;
  /** Members (accounts or holders) that are subjects of its findings. */
  readonly members: number;
  /** Payments of the network among its evidence. */
  readonly payments: number;
  /** Findings whose subject is the network itself. */
  readonly itself: number;
}

/** An entry of a list that a member is, or is held by. */
export interface DossierListing {
  readonly list: string;
  /** Null: a value of an indicator list, which has no entries. */
  readonly entry_id: string | null;
  readonly name: string | null;
  readonly program: string | null;
  readonly subject: Subject;
  readonly listed_on: string | null;
  readonly delisted_on: string | null;
  /** Screening found a likeness that nobody has settled yet: it may be somebody else. */
  readonly is_open: boolean;
}
