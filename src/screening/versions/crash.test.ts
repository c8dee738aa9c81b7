import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Compiled, compileSources } from '../../../test/compiled.js';
import { readLines } from './read-snapshot.js';
import { hashLines, writeSnapshot } from './snapshot.js';

let compiled: Compiled;
let folder: string;
beforeAll(() => {
  compiled = compileSources(['src/screening/versions/snapshot.ts']);
  folder = mkdtempSync(join(tmpdir(), 'puente-crash-'));
});
afterAll(() => {
  compiled.remove();
  rmSync(folder, { recursive: true });
});

test('killed at any moment, a snapshot is whole or absent, and none is lost', async () => {
  const writer = compiled.script(
    'writer.js',
    `import { hashLines, writeSnapshot } from './src/screening/versions/snapshot.js';
    for (let i = 0; ; i++) {
      const lines = Array.from({ length: 20_000 }, (_, n) => '{"id":"' + n + '","v":' + i + '}');
      const hash = hashLines(lines);
      await writeSnapshot({ folder: process.argv[2], list: 'l', hash }, lines);
      process.stdout.write(hash + ' ');
    }`,
  );
  const acknowledged: string[] = [];
  for (const writes of [1, 4, 9]) {
    const child = spawn(process.execPath, [writer, folder]);
    let said = '';
    child.stdout.on('data', (data) => {
      said += data;
      if (said.split(' ').length > writes) child.kill('SIGKILL');
    });
    await new Promise((resolve) => child.once('close', resolve));
    acknowledged.push(...said.split(' ').slice(0, -1));
  }
  const names = () => readdirSync(join(folder, 'l'));
  const hashes = names().flatMap((name) => /^(\w+)\.jsonl\.gz$/.exec(name)?.[1] ?? []);
  expect(hashes).toEqual(expect.arrayContaining(acknowledged));
  for (const hash of hashes) {
    expect(await readLines({ folder, list: 'l', hash })).toHaveLength(20_000);
  }
  const last = ['{"id":"1"}'];
  await writeSnapshot({ folder, list: 'l', hash: hashLines(last) }, last);
  expect(names()).toHaveLength(hashes.length + 1);
});
