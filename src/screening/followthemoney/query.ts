import type { Profile } from '../profile.js';
import { ftmListing } from './read.js';

/** Somebody as a client of the peers' contract describes them. */
export interface QueryEntity {
  readonly id?: string | null | undefined;
  readonly schema: string;
  readonly properties: Readonly<Record<string, readonly string[]>>;
}

const ADDRESS_PARTS = ['street', 'street2', 'city', 'state', 'region', 'postalCode', 'country'];

/** The profile of an entity that is asked about; what FollowTheMoney does not know is left out. */
export function profileOfEntity(entity: QueryEntity): Profile {
  const { id, schema, properties } = entity;
  const address = schema === 'Address' ? addressOf(properties) : null;
  return ftmListing(
    'query',
    {
      id: id ?? 'query',
      schema,
      caption: null,
      datasets: [],
      properties: address === null ? properties : { ...properties, address: [address] },
      nested: [],
      owners: [],
      pointers: [],
    },
    [],
  );
}

/** An address may come whole or in parts. */
function addressOf(properties: QueryEntity['properties']): string | null {
  const [whole] = [...(properties.full ?? []), ...(properties.address ?? [])];
  const parts = ADDRESS_PARTS.flatMap((part) => properties[part] ?? []).join(', ');
  return whole ?? (parts === '' ? null : parts);
}
