import { silentProgress } from '../../src/base/index.js';
import { NOUNS, type Noun } from '../../src/model/index.js';
import { findFlows } from '../../src/network/index.js';
import { createTables, type Engine, openEngine } from '../../src/store/index.js';
import type { Typology } from '../../src/typology/index.js';
import { type RunOutcome, runTypologies } from '../../src/typology/index.js';
import type { World } from '../reference/index.js';

/** What DuckDB says of typologies over a world, its subjects split into about so many buckets. */
export async function runOnDuckDb(
  typologies: readonly Typology[],
  world: World,
  options: { readonly buckets: number; readonly shared: boolean },
): Promise<RunOutcome> {
  const engine = await openEngine({ path: ':memory:', threads: 1 });
  try {
    await load(engine, world);
    const bucket_entries = Math.ceil((world.payments.length * 2) / options.buckets) || 1;
    const request = { typologies, laws: lawsOf(world), lists: listsOf(world), keep_fired: true };
    const settings = { bucket_entries, shared: options.shared };
    return await runTypologies(engine, findFlows, { ...request, ...settings }, silentProgress);
  } finally {
    engine.close();
  }
}

/** The world as the tables of an attached store. */
async function load(engine: Engine, world: World): Promise<void> {
  await engine.run("ATTACH ':memory:' AS bank");
  await engine.run('USE bank');
  await createTables(engine);
  for (const noun of NOUNS) {
    const records = TABLES[noun.name]?.(world) ?? [];
    if (records.length > 0) await engine.run(insertSql(noun, records));
  }
  await engine.run('USE memory');
}

type Record_ = Readonly<Record<string, unknown>>;
const TABLES: Readonly<Record<string, (world: World) => readonly Record_[]>> = {
  institution: (world) => world.institutions,
  party: (world) => world.parties,
  account: (world) => world.accounts,
  place: (world) => world.places,
  payment: (world) => world.payments,
  network: (world) => world.networks,
  network_member: (world) => world.members,
  network_instance: (world) => world.instances,
  network_payment: (world) => world.legs,
};

function insertSql(noun: Noun, records: readonly Record_[]): string {
  const names = Object.keys(noun.fields);
  const rows = records.map(
    (record) => `(${names.map((name) => literal(record[name])).join(', ')})`,
  );
  return `INSERT INTO ${noun.name} (${names.join(', ')}) VALUES ${rows.join(', ')}`;
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value !== 'string') return String(value);
  const text = value.replaceAll("'", "''");
  return /^\d{4}-\d{2}-\d{2}T.*Z$/.test(value) ? `'${text.slice(0, -1)}'` : `'${text}'`;
}

function lawsOf({ law }: World) {
  return grouped(
    law,
    ({ name }) => name,
    ({ from, until, minor }) => ({ from, until, minor }),
  );
}

function listsOf({ lists }: World) {
  const none = { hot: [], slang: [] };
  const given = grouped(
    lists,
    ({ list }) => list,
    ({ value, from, until }) => ({ value, from, until }),
  );
  return { ...none, ...given };
}

function grouped<V, R>(values: readonly V[], key: (value: V) => string, of: (value: V) => R) {
  const groups: Record<string, R[]> = {};
  for (const value of values) {
    const group = groups[key(value)] ?? [];
    group.push(of(value));
    groups[key(value)] = group;
  }
  return groups;
}
