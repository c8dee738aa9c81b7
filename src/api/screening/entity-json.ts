import { type EntityJson, entityOf, type Listing } from '../../screening/index.js';
import type { ListInForce } from './desk.js';

/**
 * A listing as the contract shows it. First seen is the day that the list itself names; last seen
 * is when the version that has it was imported.
 */
export function entityJson(listing: Listing, list: ListInForce): EntityJson {
  const { listed_on } = listing;
  return entityOf(listing, {
    first_seen: listed_on,
    last_seen: list.imported_at,
    last_change: listed_on,
  });
}

/** The same with its sanction as an entity of its own, as `/entities/{id}` nests it. */
export function nestedJson(listing: Listing, list: ListInForce): Record<string, unknown> {
  const entity = entityJson(listing, list);
  const sanction = {
    id: `${listing.list}-${listing.id}-sanction`,
    caption: 'Sanction',
    schema: 'Sanction',
    properties: {
      entity: [listing.id],
      authority: [listing.list],
      ...(listing.programs.length > 0 ? { program: listing.programs } : {}),
      ...(listing.listed_on ? { listingDate: [listing.listed_on] } : {}),
      ...(listing.stages.length > 0 ? { status: listing.stages.map(({ name }) => name) } : {}),
    },
    datasets: entity.datasets,
    referents: [],
    target: false,
    first_seen: entity.first_seen,
    last_seen: entity.last_seen,
    last_change: entity.last_change,
  };
  return { ...entity, properties: { ...entity.properties, sanctions: [sanction] } };
}
