/** Subjects become inputs of tokens: `cifx1|<type>|<value>`, each once, with whom it stands for. */
import type { IdType } from '../agreement/index.js';
import { claimTokens } from './claim-tokens.js';
import { WEAK_LABELS } from './person-tokens.js';
import type { Subject } from './subject.js';
import type { ClaimRefusal } from './token-value.js';

export interface TokenInput {
  readonly input: string;
  /** Ids of the subjects that it stands for, ascending; several may share an address. */
  readonly subjects: readonly string[];
}

/** A claim that is matched on nothing. It holds no value, so that a report of it tells nothing. */
export interface RefusedClaim {
  readonly subject: string;
  readonly type: IdType;
  readonly reason: ClaimRefusal;
}

export interface TokenInputs {
  /** Ascending by input, so that the same book gives the same list. */
  readonly inputs: readonly TokenInput[];
  readonly refused: readonly RefusedClaim[];
}

/** Canonical inputs of subjects, of these types only. Likely victims give none. */
export async function tokenInputs(
  subjects: Iterable<Subject> | AsyncIterable<Subject>,
  id_types: readonly IdType[],
): Promise<TokenInputs> {
  const found = new Map<string, Set<string>>();
  const refused: RefusedClaim[] = [];
  for await (const { id, is_likely_victim, claims } of subjects) {
    for (const claim of claims.filter(({ type }) => id_types.includes(type))) {
      const refuse = (reason: ClaimRefusal) =>
        void refused.push({ subject: id, type: claim.type, reason });
      if (is_likely_victim) {
        refuse('likely_victim');
        continue;
      }
      const canonical = claimTokens(claim);
      if ('refused' in canonical) {
        refuse(canonical.refused);
        continue;
      }
      for (const { label, value } of canonical.values) {
        const input = `${VERSION}|${label}|${value}`;
        found.set(input, (found.get(input) ?? new Set<string>()).add(id));
      }
    }
  }
  const inputs = [...found.entries()]
    .map(([input, ids]) => ({ input, subjects: [...ids].sort() }))
    .sort((a, b) => (a.input < b.input ? -1 : 1));
  return { inputs, refused };
}

/** Domain and version of the rules by which values are made canonical. */
const VERSION = 'cifx1';

/** Type of an input: `curp`, `pn1`, … */
export function labelOf(input: string): string {
  return input.split('|')[1] ?? '';
}

/** Subjects among matched inputs that more than a weak composite speaks for, with by what. */
export function subjectsOf(
  matched: readonly TokenInput[],
): readonly { readonly subject: string; readonly by: readonly string[] }[] {
  const by = new Map<string, Set<string>>();
  for (const { input, subjects } of matched) {
    for (const id of subjects) by.set(id, (by.get(id) ?? new Set<string>()).add(labelOf(input)));
  }
  return [...by.entries()]
    .filter(([, labels]) => [...labels].some((label) => !WEAK_LABELS.has(label)))
    .map(([subject, labels]) => ({ subject, by: [...labels].sort() }))
    .sort((a, b) => (a.subject < b.subject ? -1 : 1));
}
