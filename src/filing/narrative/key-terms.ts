/** What FinCEN asks to be quoted of its advisories (`filing/narrative/key-terms.yaml`). */
import { join } from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../../base/index.js';
import { readDataFile } from './data-file.js';
import type { Evidence } from './evidence.js';
import type { KeyTerm } from './sentences/scene.js';

const shape = z.array(
  z.strictObject({
    document: z.string(),
    /** Word for word. */
    term: z.string(),
    source: z.string(),
    verified: z.enum(['true', 'false']),
  }),
);

export type KeyTermTable = z.infer<typeof shape>;

export function bundledKeyTerms(): KeyTermTable {
  const file = join(packageRoot(), 'filing', 'narrative', 'key-terms.yaml');
  return readDataFile(file, shape, 'filing.narrative.data');
}

/**
 * The terms of FinCEN's documents that alerts cite, each once. A document whose term is not in the
 * table is quoted by its number, which is always part of a term.
 */
export function keyTermsOf(evidence: Evidence, table: KeyTermTable): KeyTerm[] {
  const terms = new Map(table.map(({ document, term }) => [document, term]));
  const cited = evidence.alerts.flatMap(({ citations }) => citations);
  const documents = new Set(
    cited.map(({ document }) => document).filter((document) => /^FIN-\d{4}-/.test(document)),
  );
  return [...documents].map((document) => ({ document, term: terms.get(document) ?? document }));
}

/** Characters of SAR field 2, the filing institution's note to FinCEN. */
const NOTE_MAX = 50;

/**
 * The note field: the term itself where one document is cited; of several the numbers alone, as
 * many as the field holds, as FinCEN's consolidated instructions say (FIN-2021-NTC1).
 */
export function noteOf(terms: readonly KeyTerm[]): { note: string | null; left_out: string[] } {
  const [first] = terms;
  if (!first) return { note: null, left_out: [] };
  if (terms.length === 1 && first.term.length <= NOTE_MAX)
    return { note: first.term, left_out: [] };
  let note = '';
  const left_out: string[] = [];
  for (const { document } of terms) {
    const longer = note === '' ? document : `${note} ${document}`;
    if (longer.length <= NOTE_MAX) note = longer;
    else left_out.push(document);
  }
  return { note, left_out };
}
