import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/base/index.js';
import { makeFolder, run, runJson } from './program.js';
import { writeSmallBank } from './small-bank.js';

const cwd = makeFolder();
const SHIPPED = join(packageRoot(), 'typologies');
const RULE = 'structuring/cash_below_report_threshold.yaml';
const before = readdirSync(SHIPPED, { recursive: true }).sort();

beforeAll(async () => {
  const { accounts, payments } = writeSmallBank(cwd);
  expect(await run(['ingest', accounts, payments], { cwd })).toMatchObject({ code: 0 });
  const { code, out } = await run(['typology', 'new', 'structuring/my_rule'], { cwd });
  expect(code).toBe(0);
  expect(out).toContain('typologies is new and yours.');
  expect(out).toContain('  puente typology check --typologies typologies\n');
});

describe('a new rule without a folder named', () => {
  test('goes to the folder “typologies” where the user stands, never into the program', () => {
    expect(existsSync(join(cwd, 'typologies', 'structuring', 'my_rule.yaml'))).toBe(true);
    expect(readdirSync(SHIPPED, { recursive: true }).sort()).toEqual(before);
  });

  test('the commands that it names work, and detect finds something with it', async () => {
    const own = ['--typologies', 'typologies'];
    const check = await runJson(['typology', 'check', ...own], { cwd });
    expect(check).toMatchObject({ code: 0, json: { checked: 1, faults: [] } });
    const tested = await runJson(['typology', 'test', 'my_rule', ...own], { cwd });
    expect(tested).toMatchObject({ code: 0, json: { failed: [] } });
    const found = await runJson(['detect', ...own, '--only', 'my_rule'], { cwd });
    expect(found).toMatchObject({ code: 0, json: { typologies: 1, findings: 2 } });
  });

  test('who forgets the folder is told', async () => {
    const { out } = await run(['typology', 'check'], { cwd });
    expect(out).toContain('Your folder typologies is not looked at');
    const { out: dicho } = await run(['typology', 'list', '--lang', 'es'], { cwd });
    expect(dicho).toContain('Su carpeta typologies no se consulta');
  });

  test('the program’s own folder is refused, also by another name', async () => {
    for (const folder of ['shipped', SHIPPED, join(SHIPPED, '..', 'typologies', 'fraud')]) {
      const argv = ['typology', 'new', 'fraud/mine', '--typologies', folder];
      const { code, json } = await runJson(argv, { cwd });
      expect(code).toBe(3);
      expect(json).toMatchObject({ faults: [{ code: 'typology.new_shipped' }] });
    }
    const schema = await runJson(['typology', 'schema', '--typologies', SHIPPED], { cwd });
    expect(schema.code).toBe(3);
  });
});

describe('folders on one another', () => {
  const BOTH = ['--typologies', 'shipped', '--typologies', 'typologies'];
  const count = async (argv: string[]) => {
    const { json } = await runJson(['typology', 'list', ...argv], { cwd });
    return (json as unknown as unknown[]).length;
  };

  test('the rules of both run', async () => {
    expect(await count(BOTH)).toBe((await count([])) + 1);
    const check = await runJson(['typology', 'check', ...BOTH], { cwd });
    expect(check).toMatchObject({ code: 0, json: { faults: [] } });
    const only = ['--only', 'my_rule,cash_below_report_threshold'];
    const found = await runJson(['detect', ...BOTH, ...only], { cwd });
    expect(found).toMatchObject({ code: 0, json: { typologies: 2, findings: 2 } });
    const manifest = join(String(found.json.folder), 'manifest.json');
    const again = await runJson(['detect', ...BOTH, '--replay', manifest], { cwd });
    expect(again).toMatchObject({ code: 0, json: { equal: true } });
  });

  test('a file of the later folder replaces the earlier one, which is said', async () => {
    mkdirSync(join(cwd, 'tuned', 'structuring'), { recursive: true });
    mkdirSync(join(cwd, 'tuned', 'lists'));
    const text = readFileSync(join(SHIPPED, RULE), 'utf8').replace(
      /^version: .*/m,
      'version: 9.9.9',
    );
    writeFileSync(join(cwd, 'tuned', RULE), text);
    cpSync(
      join(SHIPPED, RULE.replace('.yaml', '.cases.yaml')),
      join(cwd, 'tuned', 'structuring', 'cash_below_report_threshold.cases.yaml'),
    );
    writeFileSync(
      join(cwd, 'tuned', 'lists', 'drug_terms.yaml'),
      'list: drug_terms\ntitle: {en: own, es: propia}\nsource: own\nvalues: [word]\n',
    );
    const folders = ['--typologies', 'shipped', '--typologies', 'tuned'];
    expect(await count(folders)).toBe(await count([]));
    const { code, out } = await run(['typology', 'check', ...folders], { cwd });
    expect(code).toBe(0);
    expect(out).toContain(`tuned replaces 2 files`);
    expect(out).toContain(RULE);
    const { json } = await runJson(
      ['typology', 'explain', 'cash_below_report_threshold', ...folders],
      { cwd },
    );
    expect(json.version).toBe('9.9.9');
  });

  test('a citation of a source of one’s own, beside those of the program', async () => {
    const file = join(cwd, 'typologies', 'structuring', 'my_rule.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      text.replace('FIN-2019-A006, flag: structuring RF 1', 'OWN-1, flag: page 3'),
    );
    const own = ['--typologies', 'typologies'];
    const lacking = await runJson(['typology', 'check', ...own], { cwd });
    expect(lacking).toMatchObject({ code: 1, json: { faults: [{ code: 'typology.document' }] } });
    mkdirSync(join(cwd, 'typologies', 'sources'));
    const source = readFileSync(join(SHIPPED, 'sources', 'FIN-2019-A006.yaml'), 'utf8');
    writeFileSync(
      join(cwd, 'typologies', 'sources', 'OWN-1.yaml'),
      source
        .replace('document: FIN-2019-A006', 'document: OWN-1')
        .replace(/flags:[\s\S]*/, 'flags: {page 3: verified}\n'),
    );
    expect(await run(['typology', 'check', ...own], { cwd })).toMatchObject({ code: 0 });
    writeFileSync(file, text);
  });
});

test('a rule and its cases with faults, and its citation, are told in one round', async () => {
  const folder = join(cwd, 'faulty', 'structuring');
  mkdirSync(folder, { recursive: true });
  const from = join(cwd, 'typologies', 'structuring');
  const rule = readFileSync(join(from, 'my_rule.yaml'), 'utf8');
  const cases = readFileSync(join(from, 'my_rule.cases.yaml'), 'utf8');
  const broken = rule
    .replace('severity: medium', 'severity: mild')
    .replace('conductor.id', 'conductor.idd')
    .replace('structuring RF 1', 'structuring RF 99');
  writeFileSync(join(folder, 'my_rule.yaml'), broken);
  writeFileSync(join(folder, 'my_rule.cases.yaml'), cases.replace('kind: hit', 'kind: hitt'));
  const { json } = await runJson(['typology', 'check', '--typologies', 'faulty'], { cwd });
  expect((json.faults as unknown as { code: string }[]).map(({ code }) => code).sort()).toEqual([
    'typology.choice',
    'typology.choice',
    'typology.field',
    'typology.flag',
  ]);
});
