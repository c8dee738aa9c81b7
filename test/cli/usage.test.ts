import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/base/index.js';
import { loadCatalogue } from '../../src/typology/index.js';
import { makeFolder, PROGRAM, run, runJson } from './program.js';

const cwd = makeFolder();
const ES = { LANG: 'es_MX.UTF-8' };
const COMMANDS = [
  'demo',
  'ingest',
  'detect',
  'report',
  'model',
  'serve',
  'audit',
  'audit verify',
  'audit checkpoint',
  'typology',
  'typology check',
  'typology test',
  'typology list',
  'typology explain',
  'typology new',
  'typology schema',
];

describe('help', () => {
  test('puente alone prints it, and every command is in it', async () => {
    const { code, out, err } = await run([], { cwd });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const name of COMMANDS) expect(out).toContain(`\n  ${name.split(' ')[0]}`);
    expect(await run(['--help'], { cwd })).toMatchObject({ code: 0, out });
  });

  test.each(COMMANDS)('%s --help has an example, in both languages', async (name) => {
    const english = await run([...name.split(' '), '--help'], { cwd });
    const spanish = await run(['--lang', 'es', ...name.split(' '), '--help'], { cwd });
    expect(english).toMatchObject({ code: 0, err: '' });
    expect(english.out).toContain('\nExample:\n  puente ');
    expect(spanish.out).toContain('\nEjemplo:\n  puente ');
    expect(spanish.out).not.toMatch(/Usage|Options|Commands|display help|default:|choices:/);
    for (const line of (english.out + spanish.out).split('\n'))
      expect(line.length).toBeLessThanOrEqual(100);
  });

  test('an option that must be given is marked, and missed in the user’s language', async () => {
    const spanish = ['--lang', 'es', 'network', 'export', '1'];
    const { out } = await run([...spanish, '--help'], { cwd });
    expect(out.match(/\(obligatoria\)/g)).toHaveLength(2);
    expect(await run([...spanish, '--format', 'csv'], { cwd })).toMatchObject({
      code: 2,
      err: expect.stringContaining('Falta algo: -o, --out <path>.'),
    });
  });

  test('what must be given is marked once', async () => {
    const { out } = await run(['exchange', 'init', '--help'], { cwd });
    expect(out.match(/\(required\)/g)).toHaveLength(3);
    expect(out).not.toMatch(/\(required\)\s+\(required\)/);
  });

  test('costs less than 0.7 s of processor, and makes no folder', () => {
    // The program is imported, as a measure of itself: what a child used, its parent cannot ask.
    const script = `
      process.argv.push('--help');
      process.on('exit', () => {
        const { user, system } = process.cpuUsage();
        process.stderr.write(String(user + system));
      });
      await import(${JSON.stringify(pathToFileURL(PROGRAM).href)});`;
    const args = ['--input-type=module', '--eval', script, '--'];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
    expect(stdout).toContain('puente');
    expect(Number(stderr)).toBeGreaterThan(0);
    expect(Number(stderr)).toBeLessThan(700_000);
    expect(existsSync(join(cwd, 'puente-data'))).toBe(false);
  });

  test('the typologies that examples name are there', () => {
    const { typologies } = loadCatalogue(join(packageRoot(), 'typologies'), 'USD');
    const known = typologies.map(({ id }) => id);
    for (const language of ['en', 'es']) {
      const file = join(packageRoot(), 'messages', `cli.${language}.json`);
      const messages = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
      for (const key of ['detect', 'typology_test', 'typology_explain']) {
        const id = /(--only|test|explain) (\w+)/.exec(messages[`cli.help.${key}.example`] ?? '');
        expect(known).toContain(id?.[2]);
      }
    }
  });
});

describe('a command line that makes no sense', () => {
  test.each([
    [['detct'], 'usage.unknown_command', 'Did you mean detect?', '¿Quiso decir detect?'],
    [['typology', 'chek'], 'usage.unknown_command', 'typology check?', 'typology check?'],
    [['chek'], 'usage.unknown_command', 'Did you mean typology check?', 'typology check?'],
    [['explain', 'x'], 'usage.unknown_command', 'typology explain?', 'typology explain?'],
    [['detect', '--thread', '2'], 'usage.unknown_option', '--threads', '--threads'],
    [['detect', '--threads', 'two'], 'usage.whole', 'whole number', 'número entero'],
    [['detect', '--threads', "o'two"], 'usage.whole', 'whole number', 'número entero'],
    [['detect', '--top', '0'], 'usage.whole', 'whole number', 'número entero'],
    [['detect', '--memory', 'lots'], 'usage.memory', '4GB', '4GB'],
    [['report', '--run'], 'usage.missing_value', 'needs a value', 'necesita un valor'],
    [['detect', 'extra'], 'usage.too_many', 'more words', 'más palabras'],
    [['ingest'], 'usage.missing_argument', '<files>', '<files>'],
    [['ingest', 'x.csv', '--zone', 'No/Where'], 'usage.zone', 'America', 'America'],
    [['ingest', 'x.csv', '--zone', '+06:00'], 'usage.zone', 'America', 'America'],
    [['demo', '--scale', '-1'], 'usage.scale', 'number', 'número'],
    [['detect', '--data', ''], 'usage.empty', 'empty', 'vacía'],
  ])('%j', async (argv, code, english, spanish) => {
    const told = await run(argv, { cwd });
    expect(told).toMatchObject({ code: 2, out: '' });
    expect(told.err).toContain(`${code}  `);
    expect(told.err).toContain(english);
    const dicho = await run(argv, { cwd, env: ES });
    expect(dicho.err).toContain(spanish);
    expect(dicho.err).not.toMatch(/error:|Did you mean|See “/);
    const { json } = await runJson(argv, { cwd });
    expect(json).toMatchObject({ faults: [{ code }] });
  });

  test('a language that we do not speak', async () => {
    expect(await run(['--lang', 'fr', 'model'], { cwd })).toMatchObject({ code: 2, out: '' });
  });

  test('a group of commands without a command shows them', async () => {
    const { code, out } = await run(['typology'], { cwd });
    expect(code).toBe(2);
    expect(out).toContain('check [files...]');
  });

  test('the environment names the language', async () => {
    const { err } = await run(['detct'], { cwd, env: ES });
    expect(err).toContain('No existe el comando');
  });
});

describe('model', () => {
  test('prints the page, and the schemas with --json', async () => {
    const { code, out } = await run(['model', '--lang', 'es'], { cwd });
    expect(code).toBe(0);
    expect(out).toContain('## payment');
    const { json } = await runJson(['model'], { cwd });
    expect(JSON.stringify(json)).toContain('debtor_account');
    expect(existsSync(join(cwd, 'puente-data'))).toBe(false);
  });

  test('says its version', async () => {
    const { out } = await run(['--version'], { cwd });
    expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
