import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder, run } from './program.js';
import { writeSmallBank } from './small-bank.js';

const cwd = makeFolder();

test('detect and report say what was missing in the user’s words', async () => {
  const { payments } = writeSmallBank(cwd);
  expect(await run(['ingest', payments], { cwd })).toMatchObject({ code: 0 });
  const { out } = await run(
    ['detect', '--lang', 'es', '--only', 'income_above_occupation,layered_chain'],
    { cwd },
  );
  expect(out).toContain('tipología');
  expect(out).toMatch(/^ +\d+ {2}cuentas: titular \(party_id\)$/m);
  expect(out).not.toMatch(/\w\|\w|account\.party_id/);
  for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  expect(await run(['report', '-o', 'page.html'], { cwd })).toMatchObject({ code: 0 });
  const page = readFileSync(join(cwd, 'page.html'), 'utf8');
  expect(page).toContain('No file brought what it needs: accounts: holder (party_id)');
  expect(page).not.toMatch(/_country\|payment/);
});
