import { isoTime, present } from '../../base/index.js';
import { NOUNS, readCalendars } from '../../model/index.js';
import { createTables, type Engine, openEngine, type SqlValue } from '../../store/index.js';
import { readFilingClocks } from './clock.js';
import type { Filer, ObligationLaw } from './filer.js';
import { readThresholds } from './table.js';

/** A store for tests: two institutions of ours, one abroad, a few people. */
export async function sampleStore(): Promise<Engine> {
  const engine = await openEngine({ path: ':memory:', threads: 1 });
  await createTables(engine);
  await insertRows(engine, 'institution', [
    { id: 'USB', country: 'US', is_ours: true },
    { id: 'USB2', country: 'US', is_ours: true },
    { id: 'MXB', country: 'MX', is_ours: true },
    { id: 'FAR', country: 'ES' },
  ]);
  const people = ['ana', 'bea', 'carl', 'dora', 'eva'].map((id) => ({
    id,
    kind: 'person',
    name: id,
  }));
  await insertRows(engine, 'party', people);
  await insertRows(
    engine,
    'account',
    people.flatMap(({ id }) => [
      { id: `us-${id}`, institution_id: 'USB', party_id: id },
      { id: `mx-${id}`, institution_id: 'MXB', party_id: id },
    ]),
  );
  return engine;
}

export const US_BANK: Filer = {
  id: 'us-bank',
  country: 'US',
  kind: 'financial',
  institutions: ['USB', 'USB2'],
  zone: 'America/New_York',
};
export const MX_BANK: Filer = {
  id: 'mx-bank',
  country: 'MX',
  kind: 'financial',
  institutions: ['MXB'],
  zone: 'America/Mexico_City',
};

export function sampleLaw(): ObligationLaw {
  return {
    thresholds: readThresholds('filing/thresholds.yaml'),
    clocks: readFilingClocks('filing/clocks.yaml'),
    calendars: readCalendars('filing/calendars.yaml'),
  };
}

export type SampleRow = Readonly<Record<string, SqlValue>>;

/** A payment: `{id, time, amount_minor, …}`; by default cash of US dollars, exact to the second. */
export function samplePayment(given: SampleRow): SampleRow {
  const time = String(given.time);
  return {
    precision: 'second',
    currency: 'USD',
    rail: 'cash',
    order_key: Date.parse(time),
    batch_id: 'b',
    ...given,
    time: isoTime(Date.parse(time)),
  };
}

/** Inserts rows of a noun; columns that a row lacks are null. */
export async function insertRows(
  engine: Engine,
  table: string,
  rows: readonly SampleRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const noun = present(
    NOUNS.find(({ name }) => name === table),
    table,
  );
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const marks = columns.map((name) => `CAST(? AS ${present(noun.fields[name], name).sql})`);
  const values = rows.flatMap((row) => columns.map((name) => row[name] ?? null));
  await engine.run(
    `INSERT INTO ${table} (${columns.join(', ')})
      VALUES ${rows.map(() => `(${marks.join(', ')})`).join(', ')}`,
    values,
  );
}
