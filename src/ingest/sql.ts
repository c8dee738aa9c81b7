/** Small pieces of SQL that all of ingest is made of. */

/**
 * How one field is read. `raw` is the name of a column of text that is null where the file has
 * nothing. `value` gives null for whatever cannot be accepted; only then is `reason` evaluated. A
 * null `reason`: nothing is refused.
 */
export interface FieldSql {
  readonly value: string;
  readonly reason: string | null;
  /** Columns that `value` and `reason` use, computed once. */
  readonly steps: Readonly<Record<string, string>>;
}

/** Text as an SQL literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * Whether a text is one of a list. Not `IN`: DuckDB makes a join of that, after which the rows of a
 * file are no longer in the order of their lines.
 */
export function isAmong(text: string, values: readonly string[]): string {
  return `list_contains([${values.map(literal).join(', ')}], ${text})`;
}
