import type { ProfileKind } from '../../screening/index.js';

/**
 * The schemata of FollowTheMoney that can be asked for, and the kinds of profile that each takes in:
 * a legal entity may be a person or an organisation; null takes in everything.
 */
const KINDS: Readonly<Record<string, readonly ProfileKind[] | null>> = {
  Thing: null,
  LegalEntity: ['person', 'organisation'],
  Person: ['person'],
  Organization: ['organisation'],
  Company: ['organisation'],
  PublicBody: ['organisation'],
  Asset: ['vessel', 'aircraft', 'wallet'],
  Vehicle: ['vessel', 'aircraft'],
  Vessel: ['vessel'],
  Airplane: ['aircraft'],
  CryptoWallet: ['wallet'],
  Address: [],
};

/** The kinds of a schema; undefined where it is none that can be matched. */
export function kindsOf(schema: string): readonly ProfileKind[] | null | undefined {
  return Object.hasOwn(KINDS, schema) ? KINDS[schema] : undefined;
}

/** The one kind that a profile of the schema has; null where it may be several. */
export function kindOf(schema: string): ProfileKind {
  const kinds = kindsOf(schema);
  return kinds?.length === 1 ? (kinds[0] ?? null) : null;
}
