/** Where a BODS statement says that it comes from. */
import type { Source } from '../../statement.js';
import { dayOf } from '../dates.js';
import { objectsAt, textAt } from '../json-fields.js';
import type { ReadOptions } from '../reader.js';
import type { BodsStatement } from './statement.js';

/** Named by its description, else by who asserted it, else by who published it. */
export function sourceOfStatement(statement: BodsStatement, options: ReadOptions): Source {
  const { whole, statement_id } = statement;
  const [asserted] = objectsAt(whole, 'source', 'assertedBy');
  const name =
    textAt(whole, 'source', 'description') ??
    textAt(asserted, 'name') ??
    textAt(whole, 'publicationDetails', 'publisher', 'name') ??
    options.source ??
    'BODS';
  return {
    name,
    url: textAt(whole, 'source', 'url'),
    retrieved_on: dayOf(textAt(whole, 'source', 'retrievedAt')) ?? options.retrieved_on ?? null,
    place: statement_id,
  };
}
