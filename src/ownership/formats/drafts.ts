/** Holders and interests with everything unknown but what is given. */
import { derivedId } from '../../base/index.js';
import type { Holder, Interest, Source } from '../statement.js';
import type { ReadOptions } from './reader.js';

export function draftHolder(given: Partial<Holder> & Pick<Holder, 'id' | 'source'>): Holder {
  return {
    kind: 'unknown',
    name: null,
    other_names: [],
    country: null,
    addresses: [],
    identifiers: [],
    born_on: null,
    dissolved_on: null,
    sector: null,
    listed_company: false,
    ...given,
  };
}

/** Without an id of its own, an interest has one that follows from what it says. */
export function draftInterest(
  given: Partial<Interest> & Pick<Interest, 'subject' | 'owner' | 'kind' | 'source'>,
): Interest {
  const { subject, owner, kind, from = null, source } = given;
  return {
    id: derivedId(source.name, subject, owner ?? '', kind, from ?? '', source.place ?? ''),
    share: null,
    directness: 'unknown',
    from,
    until: null,
    known_from: null,
    ...given,
  };
}

/** Where a statement comes from; `place` is the record's own id, or its line. */
export function sourceOf(
  name: string,
  place: string | number | null,
  options: ReadOptions,
  url: string | null = null,
): Source {
  return {
    name,
    url,
    retrieved_on: options.retrieved_on ?? null,
    place: place === null ? null : String(place),
  };
}
