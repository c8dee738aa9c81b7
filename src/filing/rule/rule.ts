import type { Bilingual } from '../../base/index.js';
import type { NodePlace } from '../document/node.js';

/** `reject`: the authority refuses the file. `warn`: it takes it and complains. `note`: ours. */
export const SEVERITIES = ['reject', 'warn', 'note'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** One thing that a rule, a layout or the official schema says about a file. */
export interface RuleFinding {
  /** `fincen.sar.party_count`; `layout.…` and `schema` where no rule of a table speaks. */
  readonly rule: string;
  readonly severity: Severity;
  /** From the root, with ordinals: `EFilingBatchXML/Activity[1]/Party[3]/Address[1]`. */
  readonly path: string;
  readonly place: NodePlace | null;
  /** What stands there, cut after 60 characters. */
  readonly value: string;
  readonly sentence: Bilingual;
  /** The document that says so, and whether it was read in the authority's own words. */
  readonly source: string;
  readonly verified: boolean;
}

/** The heaviest of findings; null: there are none. It never says what an authority will do. */
export function worstOf(findings: readonly RuleFinding[]): Severity | null {
  return SEVERITIES.find((each) => findings.some(({ severity }) => severity === each)) ?? null;
}
