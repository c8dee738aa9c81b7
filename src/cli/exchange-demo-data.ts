/** The living example as each bank of the demo has it: what it saw, and nothing else. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../store/index.js';
import type { CommandContext } from './context.js';
import type { Player } from './exchange-cast.js';

/** What each file keeps for one bank; files that are not named are everybody's. */
const OWN: Readonly<Record<string, string>> = {
  payment: 'debtor_institution = $bank OR creditor_institution = $bank',
  account: 'institution_id = $bank',
  party: 'id IN (SELECT party_id FROM $account WHERE institution_id = $bank)',
};
const SHARED = ['institution', 'place', 'fx_rate', 'indicator', 'listing'];

/** Writes the example once and cuts it by bank; the files of each, to be ingested by it. */
export async function cutExample(
  context: CommandContext,
  root: string,
  banks: readonly Player[],
  scale: number,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const whole = join(root, 'example');
  await context.writeExample(whole, { seed: 'puente', scale, schemes: true });
  const engine = await context.openEngine({ path: ':memory:' });
  try {
    const files = new Map<string, readonly string[]>();
    for (const bank of banks) files.set(bank.key, await cutFor(engine, whole, root, bank));
    return files;
  } finally {
    engine.close();
  }
}

async function cutFor(
  engine: Engine,
  whole: string,
  root: string,
  bank: Player,
): Promise<readonly string[]> {
  const folder = join(root, `${bank.key}-files`);
  mkdirSync(folder, { recursive: true });
  const bic = bank.node.slice(0, 8).toUpperCase();
  const read = (name: string) => `read_csv('${join(whole, name)}.csv', all_varchar = true)`;
  const files: string[] = [];
  for (const name of [...SHARED, ...Object.keys(OWN)]) {
    const file = join(folder, `${name}.csv`);
    const rule = (OWN[name] ?? 'true')
      .replaceAll('$bank', `'${bic}'`)
      .replaceAll('$account', read('account'));
    await engine.run(`COPY (SELECT * FROM ${read(name)} WHERE ${rule}) TO '${file}' (HEADER)`);
    files.push(file);
  }
  return files;
}
