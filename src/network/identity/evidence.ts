/**
 * What speaks for or against two parties being one, in thousandths of a nat: the log-odds of
 * I. Fellegi, A. Sunter, “A theory for record linkage”, JASA 64 (1969). Whole numbers, so that sums
 * agree on every machine. Nationality and ethnicity are no evidence; a year of birth only keeps
 * minors apart from those they live with. Ownership is none either: who controls a company
 * is not the company, and stands in `controlSql`.
 */
const EVIDENCE_KINDS = [
  'chance',
  'tax_id',
  'other_scheme_id',
  'phone',
  'email',
  'address',
  'device',
  'joint_account',
  'name',
  'longer_name',
  'near_name',
  'other_name',
  'other_tax_id',
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** Kinds whose value others can have too. */
export type ValueKind = (typeof VALUE_KINDS)[number];

export interface ValueWeight {
  /** What it says where exactly two parties have the value. */
  readonly most: number;
  /** A value of more parties says nothing, and is reported as too common. */
  readonly holders_max: number;
  /** Whether a minor shares it with family as a matter of course. */
  readonly household: boolean;
}

export const VALUE_KINDS = [
  'tax_id',
  'other_scheme_id',
  'phone',
  'email',
  'address',
  'device',
  'joint_account',
] as const satisfies readonly EvidenceKind[];

/**
 * With these, none of telephone, mail, address and device joins two different names, nor do two of
 * them: a couple stays two. Three do, and so do two between a person and a company. An address
 * needs the name, or others beside it. A tax id joins alone, joint accounts do not.
 */
export const VALUE_WEIGHTS: Readonly<Record<ValueKind, ValueWeight>> = {
  tax_id: { most: 17_000, holders_max: 30, household: false },
  other_scheme_id: { most: 10_000, holders_max: 10, household: false },
  phone: { most: 6_500, holders_max: 30, household: true },
  email: { most: 7_500, holders_max: 30, household: true },
  address: { most: 6_000, holders_max: 30, household: true },
  device: { most: 6_500, holders_max: 10, household: true },
  joint_account: { most: 8_000, holders_max: 10, household: true },
};

export const WEIGHTS = {
  /** Two parties drawn at random. */
  chance: -9_000,
  /** The same words; less for each other party of that name. */
  name: 7_000,
  /** All words of one, two at least, are in the other. */
  longer_name: 4_000,
  near_name: 3_000,
  other_name: -3_000,
  /** Two identifiers of one scheme that are not a slip of the pen apart. */
  other_tax_id: -8_000,
  /** From here on two parties are one: odds of 20 to 1. */
  threshold: 3_000,
} as const;

/** Bounds of one resolution. */
export const BOUNDS = {
  /** Organisations that one owner may control before it is a state or a trustee, not a person. */
  controlled_max: 200,
  /** Members of one entity: a chain of weak likenesses must not swallow a town. */
  members_max: 200,
} as const;

/** One piece of evidence between two parties. */
export interface LinkEvidence {
  readonly kind: EvidenceKind;
  /** What they share, or both values; null where there is none to show. */
  readonly value: string | null;
  /** Parties that have the value; 0 where that says nothing. */
  readonly holders: number;
  readonly millinats: number;
}
