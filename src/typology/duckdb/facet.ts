import { FIELDS } from '../fields.js';
import type { EmitContext } from './sql.js';

/**
 * A facet is what many entries have in common: a payment's kind, its text, the account at an end as
 * it was known then. What a filter says of one facet is judged once for each of its values, which
 * are few, and not once for each entry; entries carry the value's number, 0 where there is none.
 */
export type FacetName =
  | 'kind'
  | 'text'
  | 'via'
  | 'network'
  | 'slot'
  | 'place'
  | 'device'
  | 'conductor'
  | 'behalf'
  | 'own_end'
  | 'other_end'
  | 'other_country'
  | 'other_name'
  | 'own_id'
  | 'other_id'
  | 'own_account'
  | 'other_account'
  | 'own_party'
  | 'other_party';

interface FacetShape {
  /** Table of the facet's values, and the column that numbers them. */
  readonly source: string;
  readonly number: string;
  /** Column of the entry's side `p` that holds the number. */
  readonly key: string;
}

/** What local hours and days depend on: all zones differ from UTC by whole quarters since 1973. */
export const SLOT_MS = 900_000;
export const SLOTS_SINCE_MS = Date.UTC(1973, 0);

export const FACETS: Readonly<Record<FacetName, FacetShape>> = {
  kind: { source: 'kinds', number: 'n', key: 'kind_n' },
  text: { source: 'texts', number: 'n', key: 'text_n' },
  via: { source: 'routes', number: 'n', key: 'via_n' },
  network: { source: 'network_legs', number: 'n', key: 'network_n' },
  slot: { source: 'slots', number: 'n', key: 'slot_n' },
  place: { source: 'places', number: 'n', key: 'place_n' },
  device: { source: 'devices', number: 'n', key: 'device_n' },
  conductor: { source: 'party_number', number: 'n', key: 'conductor_n' },
  behalf: { source: 'party_number', number: 'n', key: 'behalf_n' },
  own_end: { source: 'ends', number: 'n', key: 'own_end' },
  other_end: { source: 'ends', number: 'n', key: 'other_end' },
  other_country: { source: 'countries', number: 'n', key: 'other_country' },
  other_name: { source: 'names', number: 'n', key: 'other_called' },
  own_id: { source: 'account_number', number: 'n', key: 'own_n' },
  other_id: { source: 'account_number', number: 'n', key: 'other_n' },
  own_account: { source: 'account_known', number: 'v', key: 'own_account' },
  other_account: { source: 'account_known', number: 'v', key: 'other_account' },
  own_party: { source: 'party_known', number: 'v', key: 'own_holder' },
  other_party: { source: 'party_known', number: 'v', key: 'other_holder' },
};

/** Columns of a payment that make its kind: few words each. */
export const KIND_COLUMNS = ['rail', 'channel', 'purpose', 'currency', 'is_return'] as const;

/** Columns of an account's number that say which network it is in; null where in none. */
export const NETWORK_COLUMNS = [
  'network_id',
  'network_role',
  'network_size',
  'network_rank',
  'network_found_on',
] as const;

const OF_PAYMENT: Readonly<Record<string, readonly [FacetName, string]>> = {
  ...Object.fromEntries(KIND_COLUMNS.map((column) => [column, ['kind', column] as const])),
  text: ['text', 'text'],
  intermediaries: ['via', 'intermediaries'],
  slot: ['slot', 't'],
  day: ['slot', 'day'],
  place_id: ['place', 'id'],
  device_id: ['device', 'id'],
  conductor_id: ['conductor', 'id'],
  behalf_id: ['behalf', 'id'],
  network_id: ['network', 'network_id'],
  network_shape: ['network', 'shape'],
  own_institution: ['own_end', 'institution'],
  other_institution: ['other_end', 'institution'],
  own_country: ['own_end', 'country'],
  other_country: ['other_end', 'country'],
  other_land: ['other_country', 'country'],
  other_name: ['other_name', 'name'],
  account_id: ['own_id', 'id'],
  other_account: ['other_id', 'id'],
  ...Object.fromEntries(
    NETWORK_COLUMNS.flatMap((column) => [
      [`own_${column}`, ['own_id', column] as const],
      [`other_${column}`, ['other_id', column] as const],
    ]),
  ),
};

const OF_NOUN: Readonly<Record<string, FacetName>> = {
  oa: 'own_account',
  ca: 'other_account',
  op: 'own_party',
  cp: 'other_party',
  pl: 'place',
};

/** A quoted text, in which nothing is a column, or a column of an alias of `fields.ts`. */
const LEAF = /'(?:[^']|'')*'|\b(p|oa|op|ca|cp|ci|pl)\.(\w+)/g;

/** Collects what the plan asks of each facet, each distinct expression once, as one column. */
export class Facets {
  private readonly columns = new Map<FacetName, Map<string, string>>();
  private readonly leaves = new Set<string>();

  constructor(private readonly context: EmitContext) {}

  /** The only facet that an expression reads; null where it reads none, several, or the payment. */
  of(sql: string): FacetName | null {
    const read = new Set<FacetName | null>();
    for (const [, alias, column] of sql.matchAll(LEAF)) {
      if (alias && column) read.add(this.leaf(alias, column)?.[0] ?? null);
    }
    const [only] = read;
    return read.size === 1 && only ? only : null;
  }

  /** The expression over the columns of facets: one of them, where it reads a single facet. */
  place(sql: string): string {
    const facet = this.of(sql);
    if (facet) return this.column(facet, this.overSource(sql));
    return sql.replace(LEAF, (whole: string, alias?: string, name?: string) => {
      if (!alias || !name) return whole;
      const leaf = this.leaf(alias, name);
      if (leaf) return this.column(leaf[0], `s.${leaf[1]}`);
      this.leaves.add(name);
      return name === 'slot' ? 'p.t' : whole;
    });
  }

  /** Whether the plan reads this column of payments themselves. */
  reads(leaf: string): boolean {
    return this.leaves.has(leaf);
  }

  uses(facet: FacetName): boolean {
    return this.columns.has(facet);
  }

  /** Columns of a facet's source that the plan reads. */
  sourceColumns(facet: FacetName): Set<string> {
    const sql = [...(this.columns.get(facet)?.keys() ?? [])].join(' ');
    const leaves = sql.matchAll(/'(?:[^']|'')*'|\bs\.(\w+)/g);
    return new Set([...leaves].flatMap(([, name]) => (name ? [name] : [])));
  }

  /** The table of a facet: an answer a column, for each value and, as number 0, for none. */
  emitTable(facet: FacetName): string {
    const { source, number } = FACETS[facet];
    const columns = [...(this.columns.get(facet) ?? [])].map(([sql, name]) => `${sql} AS ${name}`);
    return `CREATE TEMP TABLE facet_${facet} AS SELECT s.${number} AS n, ${columns.join(', ')}
      FROM (FROM ${source} UNION ALL BY NAME SELECT 0 AS ${number}) s`;
  }

  private column(facet: FacetName, sql: string): string {
    const columns = this.columns.get(facet) ?? new Map<string, string>();
    this.columns.set(facet, columns);
    const name = columns.get(sql) ?? `c_${columns.size}`;
    columns.set(sql, name);
    return `f_${facet}.${name}`;
  }

  private overSource(sql: string): string {
    return sql.replace(LEAF, (whole: string, alias?: string, name?: string) => {
      const leaf = alias && name ? this.leaf(alias, name) : null;
      return leaf ? `s.${leaf[1]}` : whole;
    });
  }

  private leaf(alias: string, column: string): readonly [FacetName, string] | null {
    if (alias === 'ci') return ['other_end', 'institution_kind'];
    if (alias !== 'p') {
      const facet = OF_NOUN[alias];
      return facet ? [facet, column] : null;
    }
    if (column === 'slot' && !this.context.has_slots) return null;
    return OF_PAYMENT[column] ?? null;
  }
}

/**
 * Joins of the facets that expressions over the entry's side `p` name. A facet has each number that
 * an entry can carry once, 0 too, so that inner joins keep every entry; DuckDB looks their numbers
 * up in an array, and those of outer joins in a hash table.
 */
export function facetJoins(expressions: readonly string[]): string {
  const named = expressions.join(' ').matchAll(/'(?:[^']|'')*'|\bf_(\w+)\.c_\d+/g);
  const facets = new Set([...named].flatMap(([, name]) => (name ? [name as FacetName] : [])));
  return [...facets]
    .map((name) => `JOIN facet_${name} f_${name} ON f_${name}.n = p.${FACETS[name].key}`)
    .join(' ');
}

const DAY = 'make_timestamp_ms(p.t)::DATE';

/** A field over the aliases of `fields.ts`: numbers and days where they compare the same. */
export function fieldSql(context: EmitContext, field: string): string {
  const numbered = BY_NUMBER[field];
  if (numbered) return numbered;
  const sql = FIELDS[field]?.sql ?? 'NULL';
  return context.has_slots ? sql.replaceAll(DAY, 'p.day') : sql;
}

const known = (number: string) => `nullif(p.${number}, 0)`;

const BY_NUMBER: Readonly<Record<string, string>> = {
  'counterparty.country': 'p.other_land',
  'counterparty.same_party': `${known('own_party')} = ${known('other_party')}`,
  'conductor.is_holder': `${known('conductor_n')} = ${known('own_party')}`,
};

const NUMBERS: Readonly<Record<string, string>> = {
  'account.id': known('own_n'),
  'counterparty.account': known('other_n'),
  'party.id': known('own_party'),
  'counterparty.party': known('other_party'),
  'counterparty.name': known('other_called'),
  'place.id': known('place_n'),
  device: known('device_n'),
  'conductor.id': known('conductor_n'),
  behalf: known('behalf_n'),
};

/** A field to be counted, compared with itself or read as a number: ids as their numbers. */
export function fieldNumberSql(context: EmitContext, field: string): string {
  return NUMBERS[field] ?? fieldSql(context, field);
}
