import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  countingIds,
  createSpeaker,
  fixedClock,
  seededRandom,
  silentProgress,
} from '../base/index.js';
import { createTables, openEngine, openLedger, takeFolder } from '../store/index.js';
import type { CommandContext } from './context.js';
import { rankApplyCommand, rankTrainCommand } from './network-rank.js';

const cwd = mkdtempSync(join(tmpdir(), 'network-rank-'));
const clock = fixedClock(Date.UTC(2025, 5, 1));
const heard = { out: '', err: '' };
const voices = { en: createSpeaker('en'), es: createSpeaker('es') };
const context = {
  cwd,
  data: join(cwd, 'data'),
  clock,
  ids: countingIds('rank'),
  env: {},
  json: false,
  width: 100,
  language: 'es',
  voice: voices.es,
  voices,
  on_stop: new Set(),
  progress: () => silentProgress,
  openEngine,
  openLedger,
  out: (text: string) => {
    heard.out += text;
  },
  err: (text: string) => {
    heard.err += text;
  },
} as unknown as CommandContext;

/** Pairs that pay weekly, and bursts of one account to strangers, which are laundering. */
function legs(): { i: number; day: number; from: string; to: string; label: number }[] {
  const random = seededRandom('network-rank');
  const account = () => `A${random.integer(0, 199)}`;
  const all: { day: number; from: string; to: string; label: number }[] = [];
  for (let pair = 0; pair < 120; pair++) {
    const [from, to] = [account(), account()];
    for (let day = random.integer(0, 6); day < 100; day += 7) all.push({ day, from, to, label: 0 });
  }
  for (let day = 3; day < 100; day += 2) {
    const from = account();
    for (let k = 0; k < 4; k++) all.push({ day, from, to: account(), label: 1 });
  }
  return all.sort((a, b) => a.day - b.day).map((leg, i) => ({ ...leg, i }));
}

const world = legs();
beforeAll(async () => {
  const folder = takeFolder(context.data, { command: 'test', clock });
  const engine = await openEngine({ path: folder.paths.engine });
  await createTables(engine);
  await engine.run(
    `INSERT INTO payment (id, time, precision, debtor_account, creditor_account, amount_minor,
       currency, order_key, value_minor, batch_id)
     SELECT 'p' || (p ->> 'i'), make_timestamp_ms((p ->> 'day')::BIGINT * 86400000), 'day',
       p ->> 'from', p ->> 'to', 5000, 'USD',
       (p ->> 'day')::BIGINT * 86400000 * 2097152 + (p ->> 'i')::BIGINT, 5000, 'test'
     FROM (SELECT unnest(from_json(?, '["JSON"]')) AS p)`,
    [JSON.stringify(world)],
  );
  engine.close();
  folder.release();
});
afterAll(() => rmSync(cwd, { recursive: true }));

test('a model is trained on labels, and its flags are explained', async () => {
  const lines = world.map(({ i, label }) => `p${i},${label}`);
  writeFileSync(join(cwd, 'labels.csv'), ['payment_id,label', ...lines, 'lost,1', ''].join('\n'));
  const trained = await rankTrainCommand(context, { labels: 'labels.csv', output: 'm/model.json' });
  expect(trained).toBe(1);
  expect(heard.err).toContain('labels.csv');
  expect(heard.out).toContain('m/model.json');
  expect(readFileSync(join(cwd, 'm/model.en.md'), 'utf8')).toContain('# Model card');
  expect(readFileSync(join(cwd, 'm/model.es.md'), 'utf8')).toContain('# Ficha del modelo');
  heard.out = '';
  const flags = { model: 'm/model.json', output: 'flags.csv', explain: 2 };
  expect(await rankApplyCommand(context, flags)).toBe(0);
  const [head, ...rows] = readFileSync(join(cwd, 'flags.csv'), 'utf8').trim().split('\n');
  expect(head).toBe('payment_id,log_odds,reasons');
  const flagged = rows.map((row) => Number(/^p(\d+),/.exec(row)?.[1]));
  const right = flagged.filter((i) => world[i]?.label === 1).length;
  expect(right / flagged.length).toBeGreaterThan(0.8);
  expect(heard.out).toContain('antes de saber nada del pago');
  expect(rows.filter((row) => row.includes('antes de saber'))).toHaveLength(2);
});

test('a model that was altered is not applied', async () => {
  const text = readFileSync(join(cwd, 'm/model.json'), 'utf8');
  writeFileSync(join(cwd, 'bad.json'), text.replace('"seed":"puente"', '"seed":"other"'));
  const flags = { model: 'bad.json', output: 'bad.csv' };
  await expect(rankApplyCommand(context, flags)).rejects.toMatchObject({
    code: 'network.ranker.model',
  });
});
