import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTables, type Engine, openEngine } from '../src/store/index.js';
import { openWalledEngine } from '../src/typology/index.js';

const folder = mkdtempSync(join(tmpdir(), 'puente-wall-'));
const store = join(folder, 'puente.duckdb');
const secret = join(folder, 'secret.csv');
/** Spilled sorts go here, and DuckDB lets statements reach it: nothing else may ever lie in it. */
const temp = join(folder, 'temp');
let engine: Engine;

beforeAll(async () => {
  mkdirSync(temp);
  const bank = await openEngine({ path: store });
  await createTables(bank);
  await bank.run("INSERT INTO institution (id) VALUES ('BANK-A')");
  bank.close();
  writeFileSync(secret, 'a,b\n1,2\n');
  engine = await openWalledEngine(store, {
    memory_limit: '120MB',
    threads: 1,
    temp_directory: temp,
  });
});
afterAll(() => engine.close());

test('the store can be read, and temporary tables may outgrow the memory', async () => {
  expect(await engine.rows('SELECT id FROM bank.institution')).toEqual([{ id: 'BANK-A' }]);
  await engine.run(
    `CREATE TEMP TABLE big AS
     SELECT i, hash(i)::VARCHAR AS text FROM range(2500000) t(i) ORDER BY text`,
  );
  expect(await engine.rows('SELECT count(*)::INTEGER AS n FROM big')).toEqual([{ n: 2_500_000 }]);
  await engine.run('DROP TABLE big');
});

describe('nothing else can be reached', () => {
  test.each([
    `SELECT * FROM read_csv('${secret}')`,
    `SELECT * FROM '${secret}'`,
    `SELECT content FROM read_text('/etc/hostname')`,
    `SELECT * FROM glob('${folder}/*')`,
    `COPY (SELECT 1) TO '${folder}/out.csv'`,
    `EXPORT DATABASE '${folder}/out'`,
    `ATTACH '${folder}/other.duckdb' AS other`,
    'INSTALL httpfs',
    'LOAD httpfs',
    'SET enable_external_access = true',
    'SET lock_configuration = false',
    "SET temp_directory = '/tmp'",
    "SET memory_limit = '20GB'",
    'RESET lock_configuration',
    "SELECT getenv('HOME')",
    "INSERT INTO bank.institution (id) VALUES ('X')",
    'DROP TABLE bank.payment',
    "SET profiling_output = '/tmp/profile.json'",
    "PRAGMA profiling_output = '/tmp/profile.json'",
    "SET allowed_directories = ['/']",
    'CREATE PERSISTENT SECRET s (TYPE http)',
  ])('%s', async (sql) => {
    await expect(engine.rows(sql)).rejects.toThrow();
  });
});
