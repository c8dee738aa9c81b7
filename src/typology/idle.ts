import type { Engine } from '../store/index.js';
import type { Filter, Typology } from './ast.js';
import { BANK } from './duckdb/sql.js';
import { FIELDS } from './fields.js';

/** Columns without any value, for each typology that cannot do without them. */
export async function findIdle(
  engine: Engine,
  typologies: readonly Typology[],
): Promise<Map<string, string[]>> {
  const needs = new Map(typologies.map((typology) => [typology.id, requiredColumns(typology)]));
  const columns = [...new Set([...needs.values()].flatMap((set) => [...set]))];
  const empty = await findEmpty(engine, [...new Set(columns.flatMap((item) => item.split('|')))]);
  const isEmpty = (item: string) => item.split('|').every((column) => empty.has(column));
  return new Map([...needs].map(([id, set]) => [id, [...set].filter(isEmpty).sort()]));
}

/** Which of the columns (`table.column`) hold no value at all. */
async function findEmpty(engine: Engine, columns: readonly string[]): Promise<Set<string>> {
  const empty = new Set<string>();
  const tables = new Map<string, string[]>();
  for (const column of columns) {
    const [table = '', name = ''] = column.split('.');
    tables.set(table, [...(tables.get(table) ?? []), name]);
  }
  for (const [table, names] of tables) {
    const counts = names.map((name) => `count(${name}) AS ${name}`).join(', ');
    const [row] = await engine.rows<Record<string, bigint>>(
      `SELECT ${counts} FROM ${BANK}.${table}`,
    );
    for (const name of names) if (!row?.[name]) empty.add(`${table}.${name}`);
  }
  return empty;
}

const SUBJECT_NEEDS = {
  account: [],
  party: ['account.party_id'],
  network: ['network_member.network_id'],
} as const;

/** The columns (`a|b`: one of them) whose absence makes it certain that the rule never fires. */
export function requiredColumns(typology: Typology): Set<string> {
  const columns = new Set<string>(SUBJECT_NEEDS[typology.subject]);
  const visit = (filter: Filter): void => {
    if (filter.op === 'all') filter.of.forEach(visit);
    if (!('field' in filter) || filter.op === 'known') return;
    const other = 'other' in filter ? [filter.other] : [];
    for (const field of [filter.field, ...other]) {
      for (const column of FIELDS[field]?.requires ?? []) columns.add(column);
    }
  };
  visit(typology.fires.where);
  return columns;
}
