/** STIX 2.1 objects of a feed (OASIS Standard, 10 June 2021), with TLP 2.0 as its extension. */
import type { Bilingual } from '../../base/index.js';
import { foldEditions } from './content.js';
import { type Edition, editionHash, type OfferedItem } from './edition.js';
import { uuidOf } from './interop-ids.js';
import { OWN_OBSERVABLES, writePattern } from './stix-pattern.js';

/** An object as JSON: what every one has, and the rest. */
export interface StixObject {
  readonly type: string;
  readonly id: string;
  readonly spec_version: '2.1';
  readonly created: string;
  readonly modified?: string;
  readonly [property: string]: unknown;
}

/** Who publishes a feed, as its card says. */
export interface FeedPublisher {
  readonly node: string;
  readonly names: Bilingual;
}

export const TLP_EXTENSION = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d';
/** Marking definitions of TLP 2.0, by their fixed ids. */
export const TLP_MARKINGS = {
  CLEAR: 'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487',
  GREEN: 'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb',
  AMBER: 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421',
  'AMBER+STRICT': 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003',
  RED: 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1',
} as const satisfies Record<Edition['tlp'], string>;
const TLP_CREATED = '2022-10-01T00:00:00.000Z';

/** Our own: observables for Mexican identifiers and payments, and what a feed says of an item. */
export const FEED_EXTENSION = `extension-definition--${uuidOf('extension')}`;
const AUTHOR = `identity--${uuidOf('project')}`;
const EXTENSION_CREATED = '2026-11-01T00:00:00.000Z';

/** The objects that one edition adds: `editions` is its chain, oldest first, and ends with it. */
export function stixObjects(
  editions: readonly Edition[],
  publisher: FeedPublisher,
): readonly StixObject[] {
  const edition = editions.at(-1);
  if (edition === undefined) return [];
  const before = foldEditions(editions.slice(0, -1)).items;
  const first = new Map<string, string>();
  for (const { items, issued_at } of editions) {
    for (const { id } of items) if (!first.has(id)) first.set(id, issued_at);
  }
  const offered = edition.items.filter((item) => item.type !== 'revocation');
  const kept = new Set(offered.map(({ id }) => id));
  const gone = edition.kind === 'full' ? [...before.keys()] : edition.items.map(({ id }) => id);
  const revoked = gone.flatMap((id) => {
    const last = kept.has(id) ? undefined : before.get(id);
    if (last === undefined) return [];
    const object = indicatorOf(last.item, last.edition, first.get(id) ?? edition.issued_at);
    return [{ ...object, modified: edition.issued_at, revoked: true }];
  });
  const changed = offered.map((item) =>
    indicatorOf(item, edition, first.get(item.id) ?? edition.issued_at),
  );
  return [...sharedObjects(edition, publisher), ...changed, ...revoked];
}

/** One edition, or what several add, as a bundle. */
export function stixBundle(editions: readonly Edition[], publisher: FeedPublisher): object {
  const last = editions.at(-1);
  const id = uuidOf('bundle', last === undefined ? '' : editionHash(last));
  return { type: 'bundle', id: `bundle--${id}`, objects: stixObjects(editions, publisher) };
}

function indicatorOf(item: OfferedItem, edition: Edition, created: string): StixObject {
  const { publisher, feed, seq, tlp, pap, issued_at, valid_until } = edition;
  const about = { extension_type: 'property-extension', feed, seq, item: item.id, pap };
  const own =
    item.type === 'typology'
      ? { ...about, area: item.area }
      : { ...about, area: item.area, published_in: item.published_in, ...item.indicator };
  const from = item.type === 'indicator' ? item.indicator.valid_from : null;
  const valid_from = from === null ? issued_at : `${from}T00:00:00.000Z`;
  return {
    type: 'indicator',
    id: `indicator--${uuidOf('item', publisher, feed, item.id)}`,
    spec_version: '2.1',
    created,
    modified: issued_at,
    created_by_ref: identityId(publisher),
    name: item.id,
    indicator_types: ['malicious-activity'],
    ...(item.type === 'typology'
      ? { pattern: item.yaml, pattern_type: 'puente-typology', pattern_version: '1' }
      : { pattern: writePattern(item.indicator), pattern_type: 'stix', pattern_version: '2.1' }),
    valid_from,
    // STIX wants the end after the beginning; an indicator that begins later has none.
    ...(valid_until > valid_from ? { valid_until } : {}),
    object_marking_refs: [TLP_MARKINGS[tlp]],
    extensions: { [FEED_EXTENSION]: own },
  };
}

function sharedObjects(edition: Edition, publisher: FeedPublisher): readonly StixObject[] {
  const { tlp } = edition;
  const common = { spec_version: '2.1' } as const;
  const made = { created: EXTENSION_CREATED, modified: EXTENSION_CREATED };
  return [
    {
      type: 'marking-definition',
      id: TLP_MARKINGS[tlp],
      ...common,
      created: TLP_CREATED,
      name: `TLP:${tlp}`,
      extensions: {
        [TLP_EXTENSION]: { extension_type: 'property-extension', tlp_2_0: tlp.toLowerCase() },
      },
    },
    { type: 'identity', id: AUTHOR, ...common, ...made, name: 'Puente', identity_class: 'group' },
    {
      type: 'extension-definition',
      id: FEED_EXTENSION,
      ...common,
      ...made,
      created_by_ref: AUTHOR,
      name: 'Payments of Mexico and the United States',
      description: `New observables with the one property value: ${OWN_OBSERVABLES.join(', ')}.`,
      schema: 'https://puente.example/feed/stix.schema.json',
      version: '1.0.0',
      extension_types: ['new-sco', 'property-extension'],
      extension_properties: [],
    },
    {
      type: 'identity',
      id: identityId(publisher.node),
      ...common,
      ...made,
      name: publisher.names.en,
      description: publisher.names.es,
      identity_class: 'organization',
      sectors: ['government'],
    },
  ];
}

function identityId(node: string): string {
  return `identity--${uuidOf('node', node)}`;
}
