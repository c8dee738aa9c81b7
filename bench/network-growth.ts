import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findNetworks, type SearchSummary } from '../src/network/index.js';
import type { Engine } from '../src/store/index.js';
import { sharedData } from '../test/shared.js';
import { grouped, type Print } from './machine.js';
import { openPlanted } from './network-planted.js';

/** Days added one after the other. */
const DAYS = 3;

/**
 * What a new day costs: a store of 1.68 million payments without its last days is searched, then
 * each day comes and the search goes on, and at last all is searched anew. Both answers are
 * compared row by row. Seconds of processor time, of the whole search: slice, shapes, networks and
 * tables.
 */
export async function benchNetworkGrowth(print: Print): Promise<void> {
  const shared = sharedData('.');
  if (!shared) {
    print('network growth: needs the labelled payments beside the checkout');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'puente-growth-'));
  const memory_file = join(folder, 'network-search');
  const { engine } = await openPlanted(shared, { patterns: 'LI-Medium', seed: 2 }, folder);
  const days = await engine.rows<{ day: bigint }>(
    `SELECT DISTINCT (order_key >> 21) // 86400000 AS day FROM payment ORDER BY day DESC
     LIMIT ${DAYS}`,
  );
  const [earliest] = days.map(({ day }) => day).slice(-1);
  await engine.run(`CREATE TABLE later AS SELECT * FROM payment WHERE ${DAY} >= ${earliest}`);
  await engine.run(`DELETE FROM payment WHERE ${DAY} >= ${earliest}`);
  print('network growth: LI-Medium, seed 2, day by day');
  await search(engine, print, 'all but the last days', { memory_file });
  for (const { day } of days.reverse()) {
    await engine.run(`INSERT INTO payment SELECT * FROM later WHERE ${DAY} = ${day}`);
    await search(engine, print, 'one day more', { memory_file });
  }
  await search(engine, print, 'nothing new', { memory_file });
  const grown = await told(engine);
  await search(engine, print, 'all anew', {});
  const size = (statSync(memory_file).size / 1e6).toFixed(1);
  print(`  the same rows: ${grown === (await told(engine)) ? 'yes' : 'NO'}; memory ${size} MB`);
  engine.close();
  rmSync(folder, { recursive: true });
}

const DAY = '(order_key >> 21) // 86400000';

async function search(
  engine: Engine,
  print: Print,
  what: string,
  more: { readonly memory_file?: string },
): Promise<void> {
  const before = process.cpuUsage();
  let steps = process.cpuUsage();
  let shapes = 0;
  const options = { window: null, nodes: 'account', apart: [], found_at_ms: 0 } as const;
  const summary: SearchSummary = await findNetworks(engine, {
    ...options,
    ...more,
    progress(done) {
      if (done > 0) shapes += secondsOf(process.cpuUsage(steps));
      steps = process.cpuUsage();
    },
  });
  const all = secondsOf(process.cpuUsage(before)).toFixed(2);
  const { payments, instances, networks, growth } = summary;
  print(
    `  ${what}: ${grouped(payments)} payments, cpu ${all} s, finders ${shapes.toFixed(2)} s; ` +
      `${growth.how}, ${growth.kept} kept; ${instances} instances, ${networks} networks`,
  );
}

async function told(engine: Engine): Promise<string> {
  const tables = ['network', 'network_member', 'network_instance', 'network_payment'];
  const rows = await Promise.all(
    tables.map((table) => engine.rows(`SELECT * FROM ${table} ORDER BY ALL`)),
  );
  return JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? `${value}` : value));
}

const secondsOf = ({ user, system }: NodeJS.CpuUsage) => (user + system) / 1e6;
