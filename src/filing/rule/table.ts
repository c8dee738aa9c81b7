import type { Bilingual } from '../../base/index.js';
import type { Test } from './kind.js';
import type { Condition, Path } from './path.js';
import type { Severity } from './rule.js';

/** One rule of a table: where it looks, when it applies, what it tests, what it says. */
export interface Rule {
  /** `fincen.sar.party_count`, unique in its table. */
  readonly id: string;
  readonly severity: Severity;
  /** Read in the authority's own words. */
  readonly verified: boolean;
  readonly source: string;
  /** Ids of forms; `fincen-*` stands for all that begin so. */
  readonly forms: readonly string[];
  /** First and last day of filing on which it applies (`2018-06-22`); null: without end. */
  readonly from: string | null;
  readonly until: string | null;
  readonly at: Path;
  /** All of them hold, seen from the node at `at`. */
  readonly when: readonly Condition[];
  /** The kind of test, and its parameters as the table has them (`in`: the codes of its lists). */
  readonly kind: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly test: Test;
  /** ICU messages that may use `{value}`, `{expected}` and `{other}`. */
  readonly say: Bilingual;
}

export interface RuleTable {
  readonly rules: readonly Rule[];
}

/** The rules of a form on a day of filing (null: still to be filed, so the latest law). */
export function rulesOf(
  rules: readonly Rule[],
  of: { readonly form: string; readonly filed_on: string | null },
): Rule[] {
  return rules.filter(
    (rule) => rule.forms.some((form) => isForm(form, of.form)) && isInForce(rule, of.filed_on),
  );
}

function isForm(pattern: string, form: string): boolean {
  return pattern.endsWith('*') ? form.startsWith(pattern.slice(0, -1)) : form === pattern;
}

function isInForce({ from, until }: Rule, day: string | null): boolean {
  if (day === null) return until === null;
  return (from === null || from <= day) && (until === null || day <= until);
}
