import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeFolder, PROGRAM, run, runJson } from './program.js';
import { writeSmallBank } from './small-bank.js';

const cwd = makeFolder();
const ROOT = process.getuid?.() === 0;
const disk = join(cwd, 'disk');
const HAS_DISK = ROOT && mountsDisk();

beforeAll(() => void writeSmallBank(cwd));

describe('files that are none', () => {
  test('each is refused with its reason, the others are loaded', async () => {
    writeFileSync(join(cwd, 'empty.csv'), '');
    writeFileSync(join(cwd, 'garbage.csv'), Buffer.from([0, 255, 7, 27, 91, 51, 49, 109, 10, 200]));
    writeFileSync(join(cwd, 'unknown.csv'), 'colour,taste\nred,sweet\n');
    const names = ['missing.csv', 'files', 'empty.csv', 'garbage.csv', 'unknown.csv'];
    const { code, json } = await runJson(['ingest', ...names, 'files/payments.csv'], { cwd });
    expect(code).toBe(1);
    const failed = json.failed as unknown as { file: string; faults: { code: string }[] }[];
    expect(failed.map(({ faults }) => faults[0]?.code)).toEqual([
      'cli.no_file',
      'ingest.not_a_file',
      'ingest.file_empty',
      expect.stringMatching(/^ingest\.(format_unknown|mapping_missing)$/),
      'ingest.mapping_missing',
    ]);
    expect(json.files).toMatchObject([{ noun: 'payment', read: 10, loaded: 10, rejected: 0 }]);
    const alone = await run(['ingest', 'missing.csv', '--lang', 'es'], { cwd });
    expect(alone.code).toBe(3);
    expect(alone.err).toContain('missing.csv  cli.no_file  No existe el archivo');
  });

  test('broken rows are kept, shown with line and column, and steer no terminal', async () => {
    const header = 'id,time,debtor_account,creditor_account,amount,currency,rail';
    const rows = ['p1,2025-01-02,A,B,\u001b[31m1,USD,wire', 'p2,2025-02-31,A,B,5,USD,wire'];
    writeFileSync(join(cwd, 'rows.csv'), [header, ...rows, ''].join('\n'));
    const { code, out } = await run(['ingest', 'rows.csv', '--data', 'rows'], { cwd });
    expect(code).toBe(1);
    expect(out).toContain('2 rows of payment read (csv) = 0 loaded + 2 rejected');
    expect(out).toMatch(/^ {4}rows\.csv:2 {2}amount /m);
    expect(out).toMatch(/^ {4}rows\.csv:3 {2}time /m);
    expect(out).not.toContain('\u001b');
  });

  test.each([
    [['--as', 'banana'], 'ingest.noun_unknown'],
    [['--currency', 'XYZ'], 'ingest.currency_unknown'],
    [['--preset', 'nothing'], 'ingest.preset_unknown'],
    [['--map', 'missing.yaml'], 'cli.no_file'],
    [['--map', 'files'], 'ingest.file_unreadable'],
  ])('%j', async (option, fault) => {
    const { code, json } = await runJson(['ingest', 'files/payments.csv', ...option], { cwd });
    expect(code).toBe(3);
    expect(JSON.stringify(json)).toContain(`"code":"${fault}"`);
  });
});

describe('a store that is none', () => {
  test.each(['detect', 'report', 'audit verify', 'audit checkpoint'])(
    '%s makes no folder where a name was mistyped',
    async (command) => {
      const argv = [...command.split(' '), '--data', 'mistyped'];
      const { code, json } = await runJson(argv, { cwd });
      expect(code).toBe(3);
      expect(json).toMatchObject({ faults: [{ code: 'detect.empty' }] });
      expect(existsSync(join(cwd, 'mistyped'))).toBe(false);
    },
  );

  test('where a folder below has one, it is named', async () => {
    const store = ['--data', join('outer', 'demo')];
    expect(await run(['ingest', 'files/accounts.csv', ...store], { cwd })).toMatchObject({
      code: 0,
    });
    const { code, err } = await run(['network', 'list', '--data', 'outer'], { cwd });
    expect({ code, err }).toMatchObject({ code: 3, err: expect.stringContaining('outer/demo') });
  });

  test('no payments yet, and no run yet', async () => {
    const data = ['--data', 'accounts-only'];
    expect(await run(['ingest', 'files/accounts.csv', ...data], { cwd })).toMatchObject({
      code: 0,
    });
    const detected = await runJson(['detect', ...data], { cwd });
    expect(detected).toMatchObject({ code: 3, json: { faults: [{ code: 'detect.empty' }] } });
    const reported = await runJson(['report', ...data], { cwd });
    expect(reported).toMatchObject({ code: 3, json: { faults: [{ code: 'report.none' }] } });
    const unknown = await runJson(['detect', '--only', 'nothing', '--lang', 'es'], { cwd });
    expect(unknown).toMatchObject({ code: 3, json: { faults: [{ code: 'detect.unknown' }] } });
  });

  test('a file in its place', async () => {
    writeFileSync(join(cwd, 'file'), 'no folder');
    for (const argv of [['detect'], ['ingest', 'files/payments.csv'], ['demo']]) {
      const { code, json } = await runJson([...argv, '--data', 'file'], { cwd });
      expect(code).toBe(3);
      expect(json).toMatchObject({ faults: [{ code: 'folder.unwritable' }] });
    }
  });

  test('a store whose file is damaged', async () => {
    mkdirSync(join(cwd, 'damaged'));
    writeFileSync(join(cwd, 'damaged', 'puente.duckdb'), 'x'.repeat(20_000));
    const { code, json } = await runJson(['detect', '--data', 'damaged'], { cwd });
    expect(code).toBe(3);
    expect(json).toMatchObject({ faults: [{ code: 'cli.store_broken' }] });
  });

  test.skipIf(ROOT)('a folder that may not be written', async () => {
    mkdirSync(join(cwd, 'locked'));
    chmodSync(join(cwd, 'locked'), 0o500);
    const { code, json } = await runJson(['ingest', 'x.csv', '--data', 'locked/data'], { cwd });
    expect(code).toBe(3);
    expect(json).toMatchObject({ faults: [{ code: 'folder.unwritable' }] });
  });

  test('a database server that is not there', async () => {
    const env = { DATABASE_URL: 'postgres://user:secret@127.0.0.1:1/none' };
    const { code, out } = await run(['audit', 'verify', '--json'], { cwd, env });
    expect(out).toContain('ledger.unreachable');
    expect(code).toBe(3);
    expect(out).not.toContain('secret');
  });
});

test('a huge or broken word of the command line fills no screen and forges no line', async () => {
  const huge = await run(['typology', 'explain', 'x'.repeat(100_000)], { cwd });
  expect(huge.code).toBe(3);
  expect(huge.err.length).toBeLessThan(1500);
  const forged = 'a.yaml\nb.yaml  typology.fine';
  for (const argv of [
    ['typology', 'check', forged],
    ['typology', 'test', forged],
  ]) {
    const { code, err } = await run(argv, { cwd });
    expect(code).toBe(3);
    expect(err.split('\n')).toHaveLength(2);
  }
});

test('a reader that stops reading is no mistake', () => {
  const script = '"$0" "$1" model | head -n 1';
  const args = ['-c', script, process.execPath, PROGRAM];
  const { stdout, stderr } = spawnSync('sh', args, { cwd, encoding: 'utf8' });
  expect({ stdout, stderr }).toEqual({ stdout: '# The model\n', stderr: '' });
});

describe.skipIf(!HAS_DISK)('a full disk', () => {
  const data = ['--data', join(disk, 'data')];
  const filler = join(disk, 'filler');
  const fill = (left_kb: number) => {
    writeFileSync(filler, '');
    spawnSync('sh', ['-c', `cat /dev/zero > ${filler}; truncate -s -${left_kb}K ${filler}`]);
  };
  afterAll(() => void spawnSync('umount', [disk]));

  test('ingest says so, leaves the store usable, and loads everything afterwards', async () => {
    expect(await run(['ingest', 'files/accounts.csv', ...data], { cwd })).toMatchObject({
      code: 0,
    });
    fill(0);
    const full = await run(['ingest', 'files/payments.csv', ...data], { cwd });
    expect(full.code).toBe(3);
    expect(full.err).toMatch(/(cli|ingest)\.disk_full/);
    rmSync(filler);
    const { code, json } = await runJson(['ingest', 'files/payments.csv', ...data], { cwd });
    expect(code).toBe(0);
    expect(json.files).toMatchObject([{ loaded: 10 }]);
  });

  test('detect says so at whatever point, and runs afterwards', async () => {
    const rules = ['--typologies', 'rules'];
    const made = await run(['typology', 'new', 'structuring/my_rule', ...rules], { cwd });
    expect(made).toMatchObject({ code: 0 });
    const detect = ['detect', ...rules, '--only', 'my_rule', ...data];
    for (const left_kb of [0, 4, 16]) {
      fill(left_kb);
      const full = await run(detect, { cwd });
      rmSync(filler);
      if (left_kb > 0 && full.code === 0) continue;
      expect(full.code).toBe(3);
      expect(full.err).toMatch(/cli\.disk_full/);
      const runs = readdirSync(join(disk, 'data', 'runs'));
      expect(runs.filter((name) => name.endsWith('.part'))).toEqual([]);
    }
    expect(await run(detect, { cwd })).toMatchObject({ code: 0 });
    expect(await run(['audit', 'verify', ...data], { cwd })).toMatchObject({ code: 0 });
  });
});

/** A disk of its own, small; false where the system does not let us. */
function mountsDisk(): boolean {
  mkdirSync(disk, { recursive: true });
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=120m', 'tmpfs', disk]);
  return status === 0;
}
