import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { packageRoot } from '../../src/base/index.js';
import { makeFolder, run, runJson } from './program.js';

const cwd = makeFolder();
const exchange = (...argv: string[]) => run(['--data', 'bank', 'exchange', ...argv], { cwd });

beforeAll(async () => {
  await run(['exchange', 'ca', 'ca'], { cwd });
  const who = ['--node', 'exmaus33.us', '--name', 'Example', '--url', 'https://127.0.0.1:7400'];
  expect(await exchange('init', ...who, '--ca', 'ca')).toMatchObject({ code: 0, err: '' });
}, 60_000);

test('a data folder is this user’s alone, and a mistyped one is not made', async () => {
  expect(statSync(join(cwd, 'bank')).mode & 0o077).toBe(0);
  for (const command of ['sessions', 'disclosures', 'verify', 'paths'])
    expect(await run(['--data', 'bnak', 'exchange', command], { cwd })).toMatchObject({
      code: 3,
      err: expect.stringContaining('exchange.no_node'),
    });
  expect(existsSync(join(cwd, 'bnak'))).toBe(false);
});

test('a node that is not pinned is a mistake of the line, not a log found wanting', async () => {
  const { code, err } = await exchange('verify', 'nobody.mx');
  expect({ code, err }).toEqual({ code: 3, err: expect.stringContaining('wire.peer.unknown') });
});

test('to sign, an id has six digits; a flaw of an agreement is said in Spanish', async () => {
  const short = await exchange('agreements', 'sign', '66752', '--as', 'carla');
  expect(short).toMatchObject({ code: 3, err: expect.stringContaining('at least 6 digits') });
  const file = join(packageRoot(), 'examples', 'exchange', 'agreement.json');
  const { purpose: _, ...rest } = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(join(cwd, 'flawed.json'), JSON.stringify({ ...rest, title: 7 }));
  const signed = ['agreements', 'sign', 'flawed.json', '--as', 'carla'];
  const { json } = await runJson(['--lang', 'es', '--data', 'bank', 'exchange', ...signed], {
    cwd,
  });
  expect(json).toMatchObject({
    faults: [{ message: 'El convenio está mal formado en title: se espera un texto' }],
  });
});

test('on paths of others nothing is said to be missing here', async () => {
  const { out } = await exchange('paths');
  expect(out).toContain('(theirs to file)');
  expect(out).toContain('policy');
});
