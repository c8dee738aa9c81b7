import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSpeaker, packageRoot, present, silentProgress } from '../base/index.js';
import type { Alert } from '../model/index.js';
import { findFlows } from '../network/index.js';
import { type Engine, openEngine } from '../store/index.js';
import { makeAlerts } from './alert.js';
import { writeAlertFiles } from './alert-files.js';
import { loadCase, worldOf } from './case-world.js';
import { casesFile } from './cases-file.js';
import { loadCatalogue } from './catalogue.js';
import { readInputs } from './manifest.js';
import { runTypologies } from './run.js';
import { readSubjectNetworks } from './subject-networks.js';

const folder = mkdtempSync(join(tmpdir(), 'puente-subject-networks-'));
afterAll(() => rmSync(folder, { recursive: true }));

const catalogue = loadCatalogue(join(packageRoot(), 'typologies'), 'USD');
const RULES = ['network_cash_out', 'network_layering', 'cash_out_of_scale', 'mule_scatter_gather'];
const typologies = catalogue.typologies.filter(({ id }) => RULES.includes(id));

/** Five mules pay A, whose holder P draws cash; S, in a second network too, pays the mules. */
const FILE = casesFile.parse({
  typology: 'network_layering',
  defaults: { rail: 'p2p', amount: 5000 },
  parties: [{ id: 'P', name: 'Ana', kind: 'person' }],
  accounts: [{ id: 'A', party_id: 'P', institution_id: 'I' }],
  networks: [
    {
      id: 'N',
      members: {
        ...{ S: 'source', M1: 'carrier', M2: 'carrier', M3: 'carrier', M4: 'carrier' },
        ...{ M5: 'carrier', A: 'cash_out' },
      },
      instances: [{ shape: 'scatter_gather', payments: ['a.1', 'a.2', 'a.3', 'a.4', 'a.5'] }],
    },
    { id: 'O', members: { S: 'collector', A: 'carrier', X: 'source' } },
  ],
  cases: [
    {
      case: 'all',
      kind: 'hit',
      payments: [
        {
          ...{ id: 'a', from: 'S', to: 'M{n}', time: '2025-03-03T15:00:00Z' },
          repeat: { times: 5, every: '1h' },
        },
        {
          ...{ id: 'b', from: 'M{n}', to: 'A', amount: 4900, time: '2025-03-04T15:00:00Z' },
          repeat: { times: 5, every: '1h' },
        },
        { id: 'c', from: 'A', rail: 'cash', amount: 20000, time: '2025-03-05T15:00:00Z' },
      ],
      expect: [],
    },
  ],
});

let engine: Engine;
let alerts: readonly Alert[];
beforeAll(async () => {
  engine = await openEngine({ path: ':memory:', threads: 1 });
  await loadCase(engine, worldOf(FILE, present(FILE.cases[0], 'a case')));
  const request = { ...catalogue, typologies, bucket_entries: 100, shared: true };
  const run = { ...request, keep_fired: false };
  const outcome = await runTypologies(engine, findFlows, run, silentProgress);
  await engine.run('USE bank');
  // A rule that earns an alert alone, so that what alerts carry can be seen.
  const earned = typologies.map(({ id, version }) => [id, { version, right: 9, wrong: 0 }]);
  ({ alerts } = makeAlerts(outcome.findings, {
    catalogue,
    precision: Object.fromEntries(earned),
    subjects: outcome.subjects,
    networks: await readSubjectNetworks(engine, outcome.subjects),
    reporting_currency: 'USD',
    voices: { en: createSpeaker('en'), es: createSpeaker('es') },
  }));
});
afterAll(() => engine.close());

const alertOf = (typology: string) =>
  present(
    alerts.find(({ finding }) => finding.typology === typology),
    typology,
  );

test('an alert about an account carries the best network it is in', () => {
  const { finding, owner, network } = alertOf('network_cash_out');
  expect([finding.subject, owner]).toEqual([
    { kind: 'account', id: 'A' },
    { kind: 'party', id: 'P' },
  ]);
  expect(network).toEqual({ id: 'N', rank: 1, role: 'cash_out', accounts: 7 });
});

test('an alert about a network names it, and stands for itself', () => {
  const alert = alertOf('network_layering');
  const subject = { kind: 'network', id: 'N' };
  expect(alert).toMatchObject({ owner: subject, subject_name: '#1', institution_id: null });
  expect(alert.finding.subject).toEqual(subject);
  expect(alert.network).toEqual({ id: 'N', rank: 1, role: null, accounts: 7 });
  expect(alert.sentence.en).toContain('network #1');
  expect(alert.sentence.es).toContain('red #1');
});

test('a party is in the networks of its accounts; who is in none has none', async () => {
  await engine.run("UPDATE network_member SET party_id = 'P' WHERE account_id = 'A'");
  const asked = [
    { kind: 'party', id: 'P' },
    { kind: 'account', id: 'X' },
    { kind: 'account', id: 'Z' },
  ] as const;
  const found = await readSubjectNetworks(engine, asked);
  expect(Object.fromEntries(found)).toEqual({
    'party P': { id: 'N', rank: 1, role: 'cash_out', accounts: 7 },
    'account X': { id: 'O', rank: 2, role: 'source', accounts: 3 },
  });
  expect(await readSubjectNetworks(engine, [])).toEqual(new Map());
});

test('files carry the network, and nothing where there is none', async () => {
  const lone = { ...alertOf('network_cash_out'), network: null };
  const writer = await openEngine({ path: ':memory:', threads: 1 });
  await writeAlertFiles(folder, [alertOf('network_cash_out'), lone], [], writer);
  const parquet = join(folder, 'alerts.parquet');
  const rows = await writer.rows(
    `SELECT network_id AS id, network_rank AS rank, network_role AS role,
       network_accounts AS accounts FROM read_parquet('${parquet}')`,
  );
  writer.close();
  expect(rows).toEqual([
    { id: 'N', rank: 1, role: 'cash_out', accounts: 7 },
    { id: null, rank: null, role: null, accounts: null },
  ]);
  const [first = ''] = readFileSync(join(folder, 'alerts.jsonl'), 'utf8').split('\n');
  expect(JSON.parse(first).network.role).toBe('cash_out');
});

test('networks are an input of the run: without them, or with others, it is another', async () => {
  await engine.run('CREATE TABLE batch (id VARCHAR)');
  const before = await readInputs(engine);
  expect(before.networks).toBe(2);
  await engine.run("UPDATE network_member SET role = 'layerer' WHERE account_id = 'M1'");
  const changed = await readInputs(engine);
  expect(changed.hash).not.toBe(before.hash);
  await engine.run('DELETE FROM network');
  expect(await readInputs(engine)).toMatchObject({ networks: 0, batches: before.batches });
});
