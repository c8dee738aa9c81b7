/** Who has to report beneficial owners to FinCEN, by day. Rules change: this is dated data. */

/** A rule in force from a day. `verified` tells how far its text was checked, and when. */
export interface BoirScope {
  readonly from: string;
  readonly domestic_companies: boolean;
  readonly foreign_companies: boolean;
  /** Owners who are persons of the United States are reported. */
  readonly united_states_owners: boolean;
  readonly source: string;
  readonly verified: string;
}

const SCOPES: readonly BoirScope[] = [
  {
    from: '2024-01-01',
    domestic_companies: true,
    foreign_companies: true,
    united_states_owners: true,
    source: '31 CFR 1010.380 as of 87 FR 59498 (30 September 2022)',
    verified: 'known from the reporting guide of April 2024; the rule itself was not read',
  },
  {
    from: '2025-03-26',
    domestic_companies: false,
    foreign_companies: true,
    united_states_owners: false,
    source: '31 CFR 1010.380 as amended by the interim final rule 90 FR 13688 (26 March 2025)',
    verified: 'summary and effective date read; whether a final rule followed was not checked',
  },
];

/** The rule in force on a day; null before there was any. */
export function boirScopeOn(day: string): BoirScope | null {
  return SCOPES.findLast(({ from }) => from <= day) ?? null;
}
