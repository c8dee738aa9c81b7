import type { Holder, Statements } from '../ownership/index.js';
import type { Engine } from '../store/index.js';

/** Which customers are which holders of ownership statements. */
export interface Links {
  holdersOf(party: string): readonly string[];
  /** Parties that are holders too, by id, with their name. */
  readonly parties: ReadonlyMap<string, { readonly name: string | null }>;
  /** Holders whose party has a tax number of its own, by which it is screened already. */
  readonly numbered: ReadonlySet<string>;
}

/**
 * A party and a holder are the same where they have one id, or where the party's tax number is one
 * that the holder is stated to have.
 */
export async function linkParties(engine: Engine, statements: Statements): Promise<Links> {
  const { ids, byNumber, find } = createHolderFinder(statements);
  const rows = await engine.rows<Row>(PARTIES, [lines(ids), lines(byNumber.keys())]);
  const found = new Map<string, Set<string>>();
  const parties = new Map<string, { readonly name: string | null }>();
  const numbered = new Set<string>();
  for (const { id, name, number } of rows) {
    const same = found.get(id) ?? new Set<string>();
    for (const holder of find(id, number === null ? [] : [number])) same.add(holder);
    if (number !== null) for (const holder of same) numbered.add(holder);
    found.set(id, same);
    parties.set(id, { name: name ?? parties.get(id)?.name ?? null });
  }
  return { holdersOf: (party) => [...(found.get(party) ?? [])], parties, numbered };
}

/** Finds the holders that somebody is, by an id or a number written as {@link taxNumbers} are. */
export function createHolderFinder({ holders }: Statements) {
  const byNumber = new Map<string, string[]>();
  for (const holder of holders) {
    for (const number of taxNumbers(holder))
      byNumber.set(number, [...(byNumber.get(number) ?? []), holder.id]);
  }
  const ids: ReadonlySet<string> = new Set(holders.map(({ id }) => id));
  const find = (id: string, numbers: readonly string[]): readonly string[] => {
    const same = numbers.flatMap((number) => byNumber.get(number) ?? []);
    return [...new Set(ids.has(id) ? [id, ...same] : same)];
  };
  return { ids, byNumber, find };
}

interface Row {
  readonly [column: string]: unknown;
  readonly id: string;
  readonly name: string | null;
  readonly number: string | null;
}

/** Oldest version first, so that the newest name stays. */
const PARTIES = `
  SELECT id, name, number FROM (
    SELECT id, name, valid_from, known_from,
      regexp_replace(upper(tax_id), '[^A-Z0-9Ñ&]', '', 'g') AS number FROM party)
  WHERE id IN (SELECT unnest(string_split($1, chr(10))))
    OR number IN (SELECT unnest(string_split($2, chr(10))))
  ORDER BY id, valid_from NULLS FIRST, known_from NULLS FIRST`;

/** Schemes of numbers that a customer file keeps as the tax number, each of one holder only. */
const TAX_SCHEME = /^(MX-RFC|MX-CURP|US-EIN|US-SSN|US-ITIN|[A-Z]{3}-TAXID)$/;
/** The tax authority's number for whoever has none. */
const NOBODY = /^X[AE]XX010101000$/;

function taxNumbers({ identifiers }: Holder): string[] {
  return identifiers
    .filter(({ scheme }) => TAX_SCHEME.test(scheme))
    .map(({ value }) => value.toUpperCase().replace(/[^A-Z0-9Ñ&]/g, ''))
    .filter((value) => value.length >= 9 && !NOBODY.test(value));
}

function lines(values: Iterable<string>): string {
  return [...values].join('\n');
}
