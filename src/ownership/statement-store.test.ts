import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { holder, stated, states } from '../../test/ownership-stated.js';
import { interest, NOUNS, tableSql } from '../model/index.js';
import { createTables, type Engine, openEngine } from '../store/index.js';
import {
  asOf,
  HOLDER_KINDS,
  type Holder,
  INTEREST_KINDS,
  type Interest,
  loadStatements,
  ratio,
  type ShellSign,
  type Source,
  saveShellSigns,
  saveStatements,
} from './index.js';

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine({ path: ':memory:', threads: 1 });
});
afterAll(() => engine.close());
beforeEach(async () => {
  await engine.run('DROP TABLE IF EXISTS holder');
  for (const { name } of NOUNS) await engine.run(`DROP TABLE IF EXISTS ${name}`);
  await createTables(engine);
});

const text = fc.string({ unit: 'binary', minLength: 1 }).map((s) => s.replace(/\0/g, '0'));
const days = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));
const sources: fc.Arbitrary<Source> = fc.record({
  name: text,
  url: fc.option(text),
  retrieved_on: fc.option(days),
  place: fc.option(text),
});
const shares = fc
  .record({
    low: fc.bigInt(0n, 10n ** 30n),
    wide: fc.bigInt(0n, 10n ** 30n),
    den: fc.bigInt(1n, 10n ** 30n),
    above: fc.boolean(),
    below: fc.boolean(),
  })
  .map(({ low, wide, den, above, below }) => ({
    least: ratio(low, den),
    most: ratio(low + wide, den),
    above,
    below,
  }));
const holders: fc.Arbitrary<Holder> = fc.record({
  id: text,
  kind: fc.constantFrom(...HOLDER_KINDS),
  name: fc.option(text),
  other_names: fc.array(text, { maxLength: 3 }),
  country: fc.option(fc.constantFrom('MX', 'US')),
  addresses: fc.array(text, { maxLength: 2 }),
  identifiers: fc.array(fc.record({ scheme: text, value: text }), { maxLength: 2 }),
  born_on: fc.option(fc.constantFrom('1970', '1970-05', '1970-05-01')),
  dissolved_on: fc.option(days),
  sector: fc.option(text),
  listed_company: fc.boolean(),
  source: sources,
});
const interests: fc.Arbitrary<Interest> = fc.record({
  id: text,
  subject: text,
  owner: fc.option(text),
  kind: fc.constantFrom(...INTEREST_KINDS),
  share: fc.option(shares),
  directness: fc.constantFrom('direct', 'indirect', 'unknown'),
  from: fc.option(days),
  until: fc.option(days),
  known_from: fc.option(days),
  source: sources,
});

test('what is saved is read back exactly, and saving it again adds nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(holders, { maxLength: 4, selector: ({ id }) => id }),
      fc.uniqueArray(interests, { maxLength: 6, selector: ({ id }) => id }),
      async (some, statements) => {
        await engine.run('DROP TABLE IF EXISTS holder');
        await engine.run('DELETE FROM interest');
        const given = { holders: some, interests: statements };
        await saveStatements(engine, given);
        await saveStatements(engine, given);
        expect(await loadStatements(engine)).toEqual(given);
      },
    ),
    { numRuns: 15, endOnFailure: true },
  );
});

test('what a source says otherwise under the same id and day takes the place of it', async () => {
  const said = (share: string, more: Partial<Interest> = {}) => {
    const { holders, interests: read } = stated([`P1 > E ${share}`, 'P2 > E 5']);
    return { holders, interests: read.map((each, i) => ({ ...each, id: `s${i}`, ...more })) };
  };
  expect(await saveStatements(engine, said('10'))).toEqual({ added: 2, changed: 0 });
  expect(await saveStatements(engine, said('10'))).toEqual({ added: 0, changed: 0 });
  expect(await saveStatements(engine, said('30'))).toEqual({ added: 0, changed: 1 });
  const shares = async () =>
    (await loadStatements(engine)).interests.map(({ share }) => share?.least);
  expect(new Set(await shares())).toEqual(new Set([ratio(3n, 10n), ratio(1n, 20n)]));
  // Said as of another day it is another statement, and the first is what was known before.
  const later = said('40', { known_from: '2024-01-01' });
  expect(await saveStatements(engine, later)).toEqual({ added: 2, changed: 0 });
  expect(await shares()).toHaveLength(4);
});

test('a day sees what held and what was known', async () => {
  const given = stated([
    states('P1 > E 10', { from: '2020-01-01', until: '2022-01-01' }),
    states('P2 > E 20', { from: '2022-01-01', known_from: '2023-01-01' }),
    states('P3 > E 30'),
  ]);
  await saveStatements(engine, given);
  const owners = async (on: string, known_on = on) =>
    (await loadStatements(engine, { on, known_on })).interests.map(({ owner }) => owner).join(' ');
  expect(await owners('2021-12-31')).toBe('P1 P3');
  expect(await owners('2022-01-01')).toBe('P3');
  expect(await owners('2022-01-01', '2023-01-01')).toBe('P2 P3');
});

test('dates known to the month are kept by their first day', async () => {
  await saveStatements(engine, stated([states('P1 > E 10', { from: '2020', until: '2022-05' })]));
  const [read] = (await loadStatements(engine)).interests;
  expect(read).toMatchObject({ from: '2020-01-01', until: '2022-05-01' });
});

test('customer files are read too: shares in millionths, parties as holders', async () => {
  await engine.run(
    `INSERT INTO interest BY NAME
     SELECT 'c1' AS subject_id, 'p1' AS owner_id, 'shares' AS kind, 333333 AS share_ppm`,
  );
  await engine.run(
    `INSERT INTO party BY NAME SELECT 'p1' AS id, 'person' AS kind, 'Old' AS name
     UNION ALL BY NAME SELECT 'p1' AS id, 'person' AS kind, 'Ana' AS name,
       TIMESTAMP '2024-01-01' AS known_from`,
  );
  const read = await loadStatements(engine, asOf('2025-01-01'));
  expect(read.interests[0]?.share?.least).toEqual(ratio(333_333n, 1_000_000n));
  expect(read.holders).toMatchObject([{ id: 'p1', name: 'Ana', kind: 'person' }]);
  const before = await loadStatements(engine, asOf('2023-01-01'));
  expect(before.holders).toMatchObject([{ name: 'Old' }]);
});

test('a store of an older version gets the columns that it lacks', async () => {
  await engine.run('DROP TABLE interest');
  await engine.run(
    'CREATE TABLE interest (subject_id VARCHAR NOT NULL, owner_id VARCHAR NOT NULL, kind VARCHAR)',
  );
  await saveStatements(engine, stated(['- > E 10']));
  expect((await loadStatements(engine)).interests[0]).toMatchObject({ owner: null, subject: 'E' });
});

test('the store has the kinds of the contract', () => {
  const kinds = interest.fields.kind.zod.options;
  expect([...kinds].sort()).toEqual([...INTEREST_KINDS].sort());
  expect(tableSql(interest)).toContain('share VARCHAR');
});

test('signs are lists of parties that begin and end', async () => {
  const sign = (holderId: string, kind: ShellSign['kind']): ShellSign => ({
    holder: holderId,
    kind,
    value: 12,
    bound: 10,
    detail: '',
  });
  await saveShellSigns(engine, [sign('a', 'young'), sign('b', 'young')], '2025-01-01');
  await saveShellSigns(engine, [sign('b', 'young'), sign('b', 'twins')], '2025-02-01');
  await saveShellSigns(engine, [sign('b', 'young'), sign('b', 'twins')], '2025-02-01');
  const rows = await engine.rows(
    `SELECT concat_ws(' ', list, value, valid_from, coalesce(valid_to::VARCHAR, '-')) AS row
     FROM indicator ORDER BY 1`,
  );
  expect(rows.map(({ row }) => row)).toEqual([
    'shell_twins b 2025-02-01 -',
    'shell_young a 2025-01-01 2025-01-31',
    'shell_young b 2025-01-01 -',
  ]);
  expect(holder('x').id).toBe('x');
});
