/** What a report is made of: plain values, so that drawing it needs neither engine nor clock. */
import type { Bilingual } from '../base/index.js';
import type { Alert, NetworkDossier, Subject } from '../model/index.js';

/** Facts of the run. Moments are ISO 8601, UTC; `from` and `to`: the first and last payment. */
export interface RunFacts {
  readonly id: string;
  readonly at: string;
  readonly puente_version: string;
  readonly catalogue_hash: string;
  readonly input_hash: string;
  readonly engine: string;
  readonly reporting_currency: string;
  readonly payments: number;
  readonly accounts: number;
  readonly parties: number;
  readonly from: string;
  readonly to: string;
  readonly typologies_run: number;
  /** Typologies that could not run, and what they lacked. */
  readonly typologies_idle: readonly {
    readonly id: string;
    readonly title: Bilingual;
    readonly reason: Bilingual;
  }[];
  /** Comparisons that could not be decided because a value was unknown. */
  readonly undetermined: number;
}

/** One end of a payment as a person reads it; null is unknown. */
export interface PaymentEnd {
  readonly account: string | null;
  readonly name: string | null;
  readonly institution: string | null;
  readonly country: string | null;
}

/** A payment shown as evidence: minor units, `value_minor` in the reporting currency. */
export interface EvidencePayment {
  readonly id: string;
  readonly time: string;
  readonly debtor: PaymentEnd;
  readonly creditor: PaymentEnd;
  readonly amount_minor: bigint;
  readonly currency: string;
  readonly value_minor: bigint | null;
  readonly rail: string | null;
  readonly channel: string | null;
  readonly purpose: string | null;
  readonly text: string | null;
  readonly place: string | null;
}

/** What the heading of a subject says of it. */
export interface SubjectFacts {
  readonly subject: Subject;
  readonly name: string | null;
  readonly institution: string | null;
  readonly country: string | null;
  readonly opened_on: string | null;
}

/** Where money came from or went to: a counterparty, cash, or the small ones together. */
export interface FlowEnd {
  readonly kind: 'party' | 'cash' | 'unknown' | 'others';
  readonly label: string | null;
  readonly value_minor: bigint;
  readonly payments: number;
  /** How many counterparties stand behind it: 1 except for `others`. */
  readonly members: number;
}

/** Money in → subject → money out between two moments, in the reporting currency. */
export interface SubjectFlow {
  readonly subject: Subject;
  readonly from: string;
  readonly to: string;
  readonly sources: readonly FlowEnd[];
  readonly targets: readonly FlowEnd[];
}

/** Payments from one country to another; null is unknown. Values in the reporting currency. */
export interface Corridor {
  readonly from_country: string | null;
  readonly to_country: string | null;
  readonly payments: number;
  readonly value_minor: bigint;
  readonly alerted_value_minor: bigint;
}

/** What an investigator should know about a typology. A text of several lines shows as a list. */
export interface TypologyGuide {
  readonly title: Bilingual;
  readonly area: string;
  readonly version: string;
  readonly purpose: Bilingual;
  readonly false_positives: Bilingual;
  readonly known_gaps: Bilingual;
  readonly investigate: Bilingual;
}

/** In the demo the truth is known: what was planted, what was found, who was alerted wrongly. */
export interface Truth {
  readonly schemes: readonly { readonly title: Bilingual; readonly found: boolean }[];
  readonly innocent_alerts: number;
  readonly accounts: number;
  readonly months: number;
}

/** Where the run stands in the audit log: its entry, and the root of the tree that holds it. */
export interface AuditFacts {
  readonly origin: string;
  readonly entry: number;
  readonly root_hash: string;
}

/** The networks of the store: all counted, the best of them whole. */
export interface ReportNetworks {
  readonly total: number;
  /** Best first. */
  readonly dossiers: readonly NetworkDossier[];
}

export interface ReportInput {
  /** All names are invented: the page says so. */
  readonly fictional: boolean;
  readonly run: RunFacts;
  /** Best first. */
  readonly alerts: readonly Alert[];
  readonly findings_total: number;
  /** Evidence by payment id; an id that is missing is shown as an id. */
  readonly payments: ReadonlyMap<string, EvidencePayment>;
  /** By {@link subjectKey}. */
  readonly subjects: ReadonlyMap<string, SubjectFacts>;
  readonly flows: readonly SubjectFlow[];
  readonly corridors: readonly Corridor[];
  /** Left out where networks were not looked for, or none was found. */
  readonly networks?: ReportNetworks;
  /** By typology id. */
  readonly guides: ReadonlyMap<string, TypologyGuide>;
  readonly truth: Truth | null;
  readonly audit: AuditFacts | null;
}

export function subjectKey(subject: Subject): string {
  return `${subject.kind}:${subject.id}`;
}
