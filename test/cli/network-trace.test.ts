import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { makeFolder, run, runJson } from './program.js';
import { writeSmallBank } from './small-bank.js';

const cwd = makeFolder();
const trace = (...argv: string[]) => run(['network', 'trace', ...argv], { cwd });

beforeAll(async () => {
  const { accounts, payments } = writeSmallBank(cwd);
  await run(['ingest', accounts, payments], { cwd });
});

test('money is followed, shown and written', async () => {
  const { code, out } = await trace('--from', 'd11', '--csv', 'trace.csv');
  expect(code).toBe(0);
  expect(out).toContain('Where the 2,000.00 USD of payment d11 went');
  expect(out).toMatch(/o1 +1 +A → B +5,900\.00 +2,000\.00 +33\.8% +2,000\.00 +2,000\.00/);
  expect(out).toContain('Rests in 1 account: 2,000.00 USD (100.0%).\n  B  2,000.00 USD  100.0%');
  const csv = readFileSync(join(cwd, 'trace.csv'), 'utf8').split('\n');
  expect(csv[2]).toContain('o1,2025-01-05T15:00:00.000Z,1,A,B,');
  expect(csv[2]).toContain(',d11:2000.00');
});

test('as a page that opens in the language asked for', async () => {
  const { code, out } = await trace('--from', 'd11', '--html', 'trace.html', '--lang', 'es');
  expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('trace.html') });
  const page = readFileSync(join(cwd, 'trace.html'), 'utf8');
  expect(page).toContain('<html lang="es" data-lang="es">');
  expect(page).toContain('33.8%');
  for (const said of ['Rests in 1 account', 'Reposa']) expect(page).toContain(said);
});

test('back, in Spanish and as JSON', async () => {
  const { out } = await trace('--from', 'o1', '--back', '--method', 'lifo', '--lang', 'es');
  expect(out).toContain('De dónde pudieron venir los 5,900.00 USD del pago o1');
  expect(out).toContain('Se depositó en efectivo: 5,900.00 USD (100.0%).');
  const { json } = await runJson(['network', 'trace', '--from', 'B', '--back'], { cwd });
  expect(json).toMatchObject({
    mark: { kind: 'account', id: 'B' },
    totals: { marked: '11825.00', cash: '11800.00', rest: '25.00' },
    accounts: expect.arrayContaining([expect.objectContaining({ account: 'C', rest: '25.00' })]),
  });
});

test('mistakes are said with what is near', async () => {
  expect(await trace('--from', 'd1l')).toMatchObject({
    code: 3,
    err: expect.stringContaining('Did you mean d11?'),
  });
  const method = await trace('--from', 'd11', '--method', 'fifi');
  expect(method.err).toContain('There is no method fifi. Did you mean fifo?');
  const amount = await trace('--from', 'd11', '--minimum', 'much');
  expect(amount.err).toContain('amount.format');
  expect((await trace('--help')).out).toContain('puente network trace --from');
});
