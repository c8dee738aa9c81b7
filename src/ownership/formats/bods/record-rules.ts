/** Rules on what is said of one person or entity. */
import { firstDayOf } from '../dates.js';
import { listAt, objectAt, objectsAt, textAt } from '../json-fields.js';
import type { JsonObject } from '../json-records.js';
import { hit, type RuleHit, when } from './hit.js';
import type { BodsStatement } from './statement.js';

export function recordRules({ type, details }: BodsStatement, today: string): RuleHit[] {
  if (type === 'person') return [...lifeRules(details, today), ...personSchemes(details)];
  if (type === 'entity')
    return [...foundingRule(details), ...entitySchemes(details), ...listingRules(details)];
  return [];
}

/** Nobody alive was born, and nobody who matters died, before this. */
const LIFE_YEARS_MAX = 150;

function lifeRules(person: JsonObject, today: string): RuleHit[] {
  const earliest = `${Number(today.slice(0, 4)) - LIFE_YEARS_MAX}`;
  const [birth, death] = [textAt(person, 'birthDate'), textAt(person, 'deathDate')];
  const is_odd = (date: string | null) =>
    date !== null && (firstDayOf(date) > today || date < earliest);
  const is_reversed = birth !== null && death !== null && isBefore(death, birth);
  return [
    ...when(is_odd(birth), 'birth_date', { date: birth ?? '' }),
    ...when(is_odd(death) || is_reversed, 'death_date', { date: death ?? '' }),
  ];
}

/** Partial dates are compared as far as both are known. */
function isBefore(a: string, b: string): boolean {
  const length = Math.min(a.length, b.length);
  return a.slice(0, length) < b.slice(0, length);
}

function foundingRule(entity: JsonObject): RuleHit[] {
  const [from, until] = [textAt(entity, 'foundingDate'), textAt(entity, 'dissolutionDate')];
  const is_reversed = from !== null && until !== null && isBefore(until, from);
  return when(is_reversed, 'founding_date', { from: from ?? '', until: until ?? '' });
}

/** Persons: three letters of ISO 3166-1 and what the document is. */
function personSchemes(person: JsonObject): RuleHit[] {
  return schemesOf(person)
    .filter((scheme) => !/^[A-Z]{3}-(PASSPORT|TAXID|IDCARD)$/.test(scheme))
    .map((scheme) => hit('person_scheme', { scheme }));
}

/** Entities: a code of org-id.guide; the list is not shipped, so its shape is held to. */
function entitySchemes(entity: JsonObject): RuleHit[] {
  return schemesOf(entity)
    .filter((scheme) => !/^[A-Z]{2}-[A-Z0-9_]{2,}$/.test(scheme))
    .map((scheme) => hit('entity_scheme', { scheme }));
}

function schemesOf(record: JsonObject): readonly string[] {
  const schemes = objectsAt(record, 'identifiers').map(({ scheme }) => scheme);
  return schemes.filter((scheme) => typeof scheme === 'string');
}

function listingRules(entity: JsonObject): RuleHit[] {
  const listing = objectAt(entity, 'publicListing');
  if (!listing) return [];
  const listings = objectsAt(listing, 'securitiesListings');
  const is_said = listings.length > 0 || listAt(listing, 'companyFilingsURLs').length > 0;
  return [
    ...when(listing.hasPublicListing === false && is_said, 'public_listing'),
    ...listings.flatMap((each) => {
      const [market, operating] = [
        textAt(each, 'marketIdentifierCode'),
        textAt(each, 'operatingMarketIdentifierCode'),
      ];
      return when(market !== null && operating === null, 'market_code', { code: market ?? '' });
    }),
  ];
}
