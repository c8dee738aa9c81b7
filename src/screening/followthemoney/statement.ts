/** A FollowTheMoney entity as it stands in a file: its properties, and whom it points to. */

export interface FtmEntity {
  readonly id: string;
  readonly schema: string;
  readonly caption: string | null;
  readonly datasets: readonly string[];
  /** Texts only; entities nested in a property stand in `nested`. */
  readonly properties: Readonly<Record<string, readonly string[]>>;
  readonly nested: readonly { readonly property: string; readonly entity: FtmEntity }[];
  /** Ids that an adjunct says it belongs to. */
  readonly owners: readonly string[];
  /** Ids of adjuncts that this entity points to: its addresses. */
  readonly pointers: readonly string[];
}

/** Null for what is no entity: no id, no schema, no properties. */
export function ftmEntity(value: unknown): FtmEntity | null {
  if (!isRecord(value) || typeof value.schema !== 'string' || !isRecord(value.properties))
    return null;
  const id = typeof value.id === 'string' ? value.id : '';
  if (id === '') return null;
  const properties: Record<string, string[]> = {};
  const nested: { property: string; entity: FtmEntity }[] = [];
  for (const [property, given] of Object.entries(value.properties)) {
    for (const item of Array.isArray(given) ? given : [given]) {
      const entity = ftmEntity(item);
      if (entity) nested.push({ property, entity });
      else if (typeof item === 'string' || typeof item === 'number')
        properties[property] = [...(properties[property] ?? []), String(item)];
    }
  }
  const { schema } = value;
  return {
    id,
    schema,
    caption: typeof value.caption === 'string' ? value.caption : null,
    datasets: Array.isArray(value.datasets) ? value.datasets.map(String) : [],
    properties,
    nested,
    owners: (ADJUNCTS[schema] ?? []).flatMap((property) => properties[property] ?? []),
    pointers: properties.addressEntity ?? [],
  };
}

/** Hangs on other entities and is nobody itself. */
export function isAdjunct(schema: string): boolean {
  return Object.hasOwn(ADJUNCTS, schema);
}

/** Can be a customer or a counterparty, or what one holds. */
export function isListed(schema: string): boolean {
  return !isAdjunct(schema) && !UNLISTED.has(schema);
}

/** The properties by which an adjunct says whose it is; both ends of a relation. */
export const ADJUNCTS: Readonly<Record<string, readonly string[]>> = {
  Address: [],
  Sanction: ['entity'],
  Identification: ['holder'],
  Passport: ['holder'],
  Ownership: ['owner', 'asset'],
  Directorship: ['director', 'organization'],
  Membership: ['member', 'organization'],
  Employment: ['employee', 'employer'],
  Family: ['person', 'relative'],
  Associate: ['person', 'associate'],
  Representation: ['agent', 'client'],
  Succession: ['predecessor', 'successor'],
  UnknownLink: ['subject', 'object'],
  Occupancy: ['holder'],
};

const UNLISTED: ReadonlySet<string> = new Set([
  'Payment',
  'Position',
  'Document',
  'Documentation',
  'Article',
  'Event',
  'Call',
  'Email',
  'Message',
  'Mention',
  'Note',
  'Post',
  'Page',
  'Pages',
  'Debt',
  'Table',
  'Package',
  'Folder',
  'HyperText',
  'PlainText',
  'Image',
  'Video',
  'Audio',
  'Workbook',
  'Trip',
  'Similar',
  'ProjectParticipant',
  'ContractAward',
  'EconomicActivity',
  'CallForTenders',
  'CourtCaseParty',
]);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
