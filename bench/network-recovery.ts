import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findInstances, readSlice } from '../src/network/index.js';
import { sharedData } from '../test/shared.js';
import type { Print } from './machine.js';
import { grouped } from './machine.js';
import { openPlanted, type Planted, recoveryLine, scoreRecovery } from './network-planted.js';
import { noveltyAlone, plainRules, publishedWindows } from './network-rivals.js';

/**
 * Genuine AMLworld instances planted among innocent payments: how many come back whole, alone and
 * with all banks together, beside what is published. Constants were chosen on LI-Medium, seeds 2
 * and 3; `PUENTE_BENCH_PLANTED=LI-Medium:2` scores other sets.
 */
export async function benchNetworkRecovery(print: Print): Promise<void> {
  const shared = sharedData('.');
  if (!shared) {
    print('network recovery: needs the labelled payments beside the checkout');
    return;
  }
  const asked = process.env.PUENTE_BENCH_PLANTED ?? 'HI-Small:1,LI-Small:1';
  const folder = mkdtempSync(join(tmpdir(), 'puente-planted-'));
  for (const name of asked.split(',')) {
    const [patterns = '', seed = '1'] = name.split(':');
    const planted = await openPlanted(shared, { patterns, seed: Number(seed) }, folder);
    print(
      `network recovery: ${patterns}, seed ${seed}: ${grouped(planted.instanceOf.length)} payments`,
    );
    await benchSet(planted, print);
    planted.engine.close();
  }
  rmSync(folder, { recursive: true });
}

async function benchSet(planted: Planted, print: Print): Promise<void> {
  const slice = await readSlice(planted.engine, null);
  const say = (what: string, findings: readonly Iterable<number>[]) =>
    print(`  ${what}: ${recoveryLine(scoreRecovery(planted, findings))}`);
  const cpu = process.cpuUsage();
  const { instances } = findInstances(slice.graph);
  const { user, system } = process.cpuUsage(cpu);
  print(`  searched in ${((user + system) / 1e6).toFixed(1)} s of processor time`);
  say(
    'puente, all banks together',
    instances.map(({ payments }) => payments),
  );
  say('each bank alone, all ten', await eachBankAlone(planted, slice.graph.order_key));
  say('published windows, 6 h and 24 h', publishedWindows(slice.graph));
  say('plain rules', plainRules(slice.graph));
  const novelty = noveltyAlone(slice.graph);
  for (const top of [100, 1_000, novelty.length]) {
    say(`novelty and connectedness alone, largest ${top}`, novelty.slice(0, top));
  }
}

/** What ten searches find, each of which sees only payments with an end at its bank. */
async function eachBankAlone({ engine }: Planted, order_key: BigInt64Array): Promise<number[][]> {
  const number = new Map(Array.from(order_key, (key, i) => [key, i]));
  const banks = await engine.rows<{ bank: string }>(
    'SELECT DISTINCT debtor_institution AS bank FROM payment ORDER BY bank',
  );
  const found: number[][] = [];
  for (const { bank } of banks) {
    const { graph } = await readSlice(engine, null, { institutions: [bank], name: 'one_bank' });
    for (const { payments } of findInstances(graph).instances) {
      found.push(Array.from(payments, (i) => number.get(graph.order_key[i] as bigint) ?? -1));
    }
  }
  return found;
}
