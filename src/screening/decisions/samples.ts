import { sampleListing, sampleProfile } from '../versions/samples.js';
import { type Customer, type Hit, hitsOf } from './hit.js';

/** A customer of the store with one name. */
export function sampleCustomer(id: string, full: string, given: Partial<Customer['profile']> = {}) {
  const name = { full, kind: 'primary', strength: 'strong', parts: null } as const;
  return { key: `party:${id}`, profile: sampleProfile({ id, names: [name], ...given }) };
}

/** The hit of a customer on an entry of a list. */
export function sampleHit(customer: Customer, list: string, id: string, score = 0.9): Hit {
  const listing = sampleListing(id, 'Quirino Montealto', { list, listed_on: '2024-05-02' });
  const reasons = [{ step: 'name.same', points: score, query: 'a', listed: 'b' }];
  const [hit] = hitsOf(customer, [{ listing, score, reasons }], { [list]: 'h1' });
  if (!hit) throw new Error('a match gives a hit');
  return hit;
}
