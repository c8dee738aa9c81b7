/** What of the evidence a report does not tell, and why: said beside it, never silent. */
import { type DossierListing, SECRET_PHRASES } from '../../../model/index.js';
import { factOf, listingFact } from '../fact.js';
import type { Narrative } from '../narrative.js';
import { quotesReport } from './flagged.js';
import type { Scene } from './scene.js';

export function omittedOf({ evidence, confidential }: Scene): Narrative['omitted'] {
  return [
    ...evidence.alerts
      .filter(({ title, sentence }) =>
        [title.en, title.es, sentence.en, sentence.es].some(quotesReport),
      )
      .map(({ id }) => ({ fact: factOf('alert', id), reason: 'quotes_report' as const })),
    ...evidence.listings
      .filter((listing) => isConfidential(listing) && !confidential)
      .map((listing) => ({ fact: listingFact(listing), reason: 'confidential_list' as const })),
  ];
}

/** Whether an entry is of Mexico's list of blocked persons, which no other authority is told of. */
export function isConfidential({ list, program }: DossierListing): boolean {
  const words = `${list.replaceAll('_', ' ')} ${program ?? ''}`.toUpperCase();
  return SECRET_PHRASES.some(
    ({ names, pattern }) => names === 'blocked_list' && pattern.test(words),
  );
}
