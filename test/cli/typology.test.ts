import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeFolder, run, runJson } from './program.js';

const cwd = makeFolder();
const RULES = ['--typologies', 'rules'];
const FILE = join('rules', 'structuring', 'my_rule.yaml');
let template = '';

beforeAll(async () => {
  const { code, out } = await run(['typology', 'new', 'structuring/my_rule', ...RULES], { cwd });
  expect(code).toBe(0);
  expect(out).toContain('puente typology test my_rule --typologies rules');
  template = readFileSync(join(cwd, FILE), 'utf8');
});

describe('a new typology', () => {
  test('is complete: check and test pass, and an editor finds its schema', async () => {
    const check = await runJson(['typology', 'check', ...RULES], { cwd });
    expect(check).toMatchObject({ code: 0, json: { checked: 1, faults: [] } });
    const tested = await runJson(['typology', 'test', 'my_rule', ...RULES], { cwd });
    expect(tested).toMatchObject({ code: 0, json: { failed: [], without_cases: [] } });
    expect(Number(tested.json.passed)).toBeGreaterThan(3);
    expect(existsSync(join(cwd, 'rules', 'typology.schema.json'))).toBe(true);
    expect(await run(['typology', 'schema', ...RULES], { cwd })).toMatchObject({ code: 0 });
  });

  test.each([
    ['structuring/my_rule', 'typology.exists'],
    ['nowhere/my_rule', 'typology.new_area'],
    ['structuring/../../out', 'typology.new_name'],
    ['structuring/My Rule', 'typology.new_name'],
    ['alone', 'typology.new_name'],
  ])('%s is refused', async (name, code) => {
    const { json, ...ended } = await runJson(['typology', 'new', name, ...RULES], { cwd });
    expect(ended.code).toBe(3);
    expect(json).toMatchObject({ faults: [{ code }] });
  });

  test('a case that fails says what was expected and what came', async () => {
    const cases = join(cwd, FILE.replace('.yaml', '.cases.yaml'));
    const text = readFileSync(cases, 'utf8');
    writeFileSync(cases, text.replace('values: {conductors: 3}', 'values: {conductors: 4}'));
    const { code, out } = await run(['typology', 'test', 'my_rule', ...RULES], { cwd });
    writeFileSync(cases, text);
    expect(code).toBe(1);
    expect(out).toMatch(
      /✗ my_rule {2}three people.*\n.*expected:.*"conductors":4.*\n.*found: .*"conductors":3/,
    );
    expect(out).toContain('4 cases passed, 1 failed.');
  });
});

describe('what comes with the program', () => {
  test('list, in both languages, 100 columns wide', async () => {
    const english = await run(['typology', 'list'], { cwd });
    const spanish = await run(['typology', 'list', '--lang', 'es'], { cwd });
    const { json } = await runJson(['typology', 'list'], { cwd });
    const ids = (json as unknown as { id: string; title: { es: string } }[]).map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(10);
    for (const id of ids) expect(english.out).toContain(`  ${id} `);
    expect(spanish.out).toContain('gravedad');
    for (const line of (english.out + spanish.out).split('\n'))
      expect(line.length).toBeLessThanOrEqual(100);
  });

  test('explain shows purpose, sources and the rule', async () => {
    const { code, out } = await run(['typology', 'explain', 'interstate_funnel'], { cwd });
    expect(code).toBe(0);
    for (const part of ['PURPOSE', 'KNOWN GAPS', 'SOURCES', 'THE RULE'])
      expect(out).toContain(`\n${part}\n`);
    const spanish = await run(['typology', 'explain', 'interstate_funnel', '--lang', 'es'], {
      cwd,
    });
    expect(spanish.out).toContain('\nPROPÓSITO\n');
    const { json } = await runJson(['typology', 'explain', 'interstate_funnel'], { cwd });
    expect(json).toMatchObject({ id: 'interstate_funnel' });
    const unknown = await runJson(['typology', 'explain', 'nothing'], { cwd });
    expect(unknown).toMatchObject({ code: 3, json: { faults: [{ code: 'detect.unknown' }] } });
    const near = await run(['typology', 'test', 'interstate_funel', 'funnel'], { cwd });
    expect(near.err.match(/Did you mean “interstate_funnel”\?/g)).toHaveLength(2);
    const cerca = await run(['typology', 'explain', 'interstate_funel', '--lang', 'es'], { cwd });
    expect(cerca.err).toContain('¿Quiso decir «interstate_funnel»?');
  });

  test('no command on typologies makes a data folder', () => {
    expect(existsSync(join(cwd, 'puente-data'))).toBe(false);
  });
});

describe('a folder that holds no typologies', () => {
  test.each(['list', 'check', 'test', 'schema'])('%s says so', async (command) => {
    mkdirSync(join(cwd, 'empty'), { recursive: true });
    for (const folder of ['empty', 'missing']) {
      const { code, json } = await runJson(['typology', command, '--typologies', folder], { cwd });
      expect(code).toBe(3);
      expect(json).toMatchObject({ faults: [{ code: 'detect.folder' }] });
    }
  });
});

describe('typologies with faults, all said at once', () => {
  const line = (text: string) => template.slice(0, template.indexOf(text)).split('\n').length;
  const change = (from: string | RegExp, to: string) => () => template.replace(from, to);
  const deep = () => `a: ${'['.repeat(9000)}${']'.repeat(9000)}`;
  const endless = 'window: {value: 99999d, min: 1d, max: 99999d}';
  const nationality = change('where: {rail: cash}', 'where: {party.nationality: MX}');
  /** Name, content, code, and the text in whose line of the template the fault stands. */
  const broken: [string, () => string, string, string | null][] = [
    ['anchor', change('severity: medium', 'severity: &a medium'), 'yaml.anchor', 'severity:'],
    ['twice', change('group:', 'subject: account\ngroup:'), 'yaml.duplicate_key', 'group:'],
    ['key', change('severity:', 'severty:'), 'typology.key', 'severity:'],
    ['field', change('conductor.id', 'conductr.id'), 'typology.field', 'conductor.id'],
    ['zero', change(/condition: .*/, 'condition: 1 / 0 > 1'), 'expression.divisor', 'condition'],
    ['endless', change(/window: \{.*/, endless), 'typology.window', 'conductor.id'],
    ['nationality', nationality, 'typology.forbidden', 'conductor.id'],
    ['citation', change('structuring RF 1', 'structuring RF 9'), 'typology.flag', 'RF 1'],
    ['half', () => template.slice(0, 900), 'typology.missing', null],
    ['nothing', () => '', 'typology.missing', null],
    ['deep', deep, 'yaml.depth', null],
    ['bytes', () => '\u0000\u0001\u0002\ufffd\u001b[31m', 'typology.shape', null],
    ['name', () => template, 'typology.name', null],
  ];
  const place = (name: string) => join('rules', 'structuring', `${name}.yaml`);
  let english = '';
  let spanish = '';
  let json: readonly { code: string; place: { file: string } }[] = [];

  beforeAll(async () => {
    for (const [name, make] of broken) writeFileSync(join(cwd, place(name)), make());
    const files = broken.map(([name]) => place(name));
    const [named, dicho, all] = await Promise.all([
      run(['typology', 'check', ...files], { cwd }),
      run(['typology', 'check', ...files, '--lang', 'es'], { cwd }),
      runJson(['typology', 'check', ...RULES], { cwd }),
    ]);
    for (const [name] of broken) rmSync(join(cwd, place(name)));
    expect([named.code, dicho.code, all.code]).toEqual([1, 1, 1]);
    english = named.out;
    spanish = dicho.out;
    json = all.json.faults as unknown as typeof json;
  });

  test.each(broken)('%s', (name, _make, code, near) => {
    const at = near === null ? '\\d+' : String(line(near));
    const expected = new RegExp(`^${place(name)}:${at}(:\\d+)?  ${code}  .`, 'm');
    expect(english).toMatch(expected);
    expect(spanish).toMatch(expected);
    const codes = json.filter((fault) => fault.place.file === join(cwd, place(name)));
    expect(codes.map((fault) => fault.code)).toContain(code);
  });

  test('suggests what was meant, in both languages, and steers no terminal', () => {
    expect(english).toContain('Did you mean “conductor.id”?');
    expect(spanish).toMatch(/¿Quiso decir .conductor\.id.\?/);
    expect(spanish).toMatch(/13 archivos verificados, \d+ fallas\./);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
    expect(english + spanish).not.toMatch(/[\u0000-\u0008\u001b]/);
  });

  test('what is no file at all', async () => {
    mkdirSync(join(cwd, 'folder.yaml'), { recursive: true });
    if (!existsSync(join(cwd, 'zero.yaml'))) symlinkSync('/dev/zero', join(cwd, 'zero.yaml'));
    for (const name of ['missing.yaml', 'folder.yaml', 'zero.yaml']) {
      const { code, json } = await runJson(['typology', 'check', name], { cwd });
      expect(code).toBe(3);
      expect(json).toMatchObject({ faults: [{ code: 'cli.no_file' }] });
    }
  });
});
