import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeExample } from '../../examples/demo.js';
import { packageRoot } from '../../src/base/index.js';
import { makeFolder, readRun, run, runJson } from './program.js';
import { FEW_RULES } from './small-bank.js';

const cwd = makeFolder();
const data = join(cwd, 'puente-data');
const DETECT = ['detect', '--threads', '2', '--only', ...FEW_RULES];
let files: readonly string[] = [];
/** The first run, as JSON. */
let first: Readonly<Record<string, unknown>> = {};
const manifest = () => join('puente-data', 'runs', String(first.run), 'manifest.json');

beforeAll(async () => {
  const options = { seed: 'command line', scale: 0.05, schemes: true };
  files = (await writeExample(join(cwd, 'example'), options)).files;
  const { code, json, err } = await runJson(['ingest', ...files], { cwd });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const reports = json.files as unknown as { read: number; loaded: number; rejected: number }[];
  expect(reports.map(({ read, loaded, rejected }) => read - loaded - rejected)).toEqual(
    reports.map(() => 0),
  );
  const run = await runJson(DETECT, { cwd });
  expect({ code: run.code, err: run.err }).toEqual({ code: 0, err: '' });
  first = run.json;
});

describe('from files to a report', () => {
  test('detection finds something, and its table keeps to 100 columns', async () => {
    expect(first.alerts).toHaveProperty('length');
    expect((first.alerts as unknown[]).length).toBeGreaterThan(3);
    const { code, out, err } = await run([...DETECT, '--top', '5', '--lang', 'es'], { cwd });
    expect(code).toBe(0);
    const lines = out.split('\n');
    expect(lines[0]).toMatch(/^#\s+puntos\s+gravedad\s+sujeto\s+alertas\s+desde\s+pagos$/);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(100);
    // Progress that is no terminal's: one plain line a tenth at most.
    expect(err).toMatch(/^(Detectando \d+%\n){1,11}$/);
    const subjects = lines.flatMap(
      (line) => /^ *\d+ +(\d+) +\S+ +(\S.*?) {2,}(\d+) {2}/.exec(line) ?? [],
    );
    const column = (i: number) => subjects.filter((_, at) => at % 4 === i);
    expect(column(2)).toHaveLength(5);
    expect(new Set(column(2)).size).toBe(5);
    const owners = (first.alerts as { owner: object }[]).map(({ owner }) => JSON.stringify(owner));
    const best = owners.filter((owner) => owner === owners[0]).length;
    expect(Number(column(3)[0])).toBe(best);
    const ranks = column(1).map(Number);
    expect(ranks).toEqual([...ranks].sort((a, b) => b - a));
  });

  test('two runs give the same alerts and files, and nothing new', async () => {
    const { json } = await runJson(['detect', '--threads', '1', '--only', ...FEW_RULES], { cwd });
    expect(json).toMatchObject({ added: 0, revised: 0 });
    expect(readRun(data, String(json.run))).toEqual(readRun(data, String(first.run)));
  });

  test('report writes one page, of the run that is named', async () => {
    const { code, out } = await run(['report', '-o', 'page.html', '--lang', 'es'], { cwd });
    expect({ code, out }).toEqual({ code: 0, out: 'Escrito: page.html\n' });
    expect(readFileSync(join(cwd, 'page.html'), 'utf8')).toMatch(/^<!doctype html>/i);
    const named = await runJson(['report', '--run', String(first.run), '--top', '3'], { cwd });
    expect(named.json).toEqual({ file: join(data, 'runs', String(first.run), 'report.html') });
    const deep = await run(['report', '-o', 'new/folder/page.html', '--top', '1'], { cwd });
    expect({ code: deep.code, err: deep.err }).toEqual({ code: 0, err: '' });
    expect(readFileSync(join(cwd, 'new', 'folder', 'page.html'), 'utf8')).toMatch(/^<!doctype/i);
    for (const id of ['nothing', '../..', 'latest', '.']) {
      const { code, json } = await runJson(['report', '--run', id], { cwd });
      expect(code).toBe(3);
      expect(json).toMatchObject({ faults: [{ code: 'report.run' }] });
    }
  });

  test.each([
    ['new', 'cli.folder', 'es una carpeta: nombre un archivo'],
    ['page.html/inside.html', 'cli.path', 'una parte de la ruta es un archivo'],
    [`${'x'.repeat(300)}.html`, 'cli.path', 'el nombre es demasiado largo'],
    ['/proc/nothing/page.html', 'cli.no_file', 'No existe'],
  ])('a page cannot be written to %s', async (output, code, said) => {
    const told = await run(['report', '-o', output, '--lang', 'es'], { cwd });
    expect({ code: told.code, out: told.out }).toEqual({ code: 3, out: '' });
    expect(told.err).toContain(code);
    expect(told.err).toContain(said);
  });

  test('the audit log is whole, before a witness too', async () => {
    const { code, out } = await run(['audit', 'checkpoint'], { cwd });
    expect(code).toBe(0);
    writeFileSync(join(cwd, 'note.txt'), out);
    const whole = await runJson(['audit', 'verify', 'note.txt'], { cwd });
    expect(whole).toMatchObject({ code: 0, json: { faults: [] } });
    writeFileSync(join(cwd, 'forged.txt'), out.replace(/\n\d+\n/, '\n1\n'));
    const forged = await run(['audit', 'verify', 'forged.txt', '--lang', 'es'], { cwd });
    expect(forged.code).toBe(1);
    expect(forged.out).toContain('no concuerda');
    const missing = await runJson(['audit', 'verify', 'missing.txt'], { cwd });
    expect(missing).toMatchObject({ code: 3, json: { faults: [{ code: 'cli.no_file' }] } });
  });

  test('a repeated ingest changes nothing, also what a replay sees', async () => {
    const { code, out } = await run(['ingest', ...files, '--lang', 'es'], { cwd });
    expect(code).toBe(0);
    expect(out.match(/ya estaba cargado/g)).toHaveLength(files.length);
  });
});

describe('replay', () => {
  test('proves equality', async () => {
    const { code, out } = await run([...DETECT, '--replay', manifest(), '--lang', 'es'], { cwd });
    expect({ code, differs: out.includes('DIFIERE') }).toEqual({ code: 0, differs: false });
    expect(out).toContain('sus resultados son iguales');
  });

  test('runs the typologies of the earlier run, and no others', async () => {
    const only = await runJson([...DETECT, '--only', 'interstate_funnel', 'value_cycle'], { cwd });
    const file = join(String(only.json.folder), 'manifest.json');
    const { code, json } = await runJson(['detect', '--replay', file], { cwd });
    expect({ code, equal: json.equal }).toEqual({ code: 0, equal: true });
  });

  test('names what differs after one more payment', async () => {
    const [header = '', row = ''] = readFileSync(join(cwd, 'example', 'payment.csv'), 'utf8').split(
      '\n',
    );
    writeFileSync(join(cwd, 'more.csv'), `${header}\n${row.replace(/^[^,]*/, 'ONE-MORE')}\n`);
    expect(await run(['ingest', 'more.csv'], { cwd })).toMatchObject({ code: 0 });
    const { code, json } = await runJson([...DETECT, '--replay', manifest()], { cwd });
    expect(code).toBe(1);
    const parts = json.parts as unknown as { part: string; equal: boolean }[];
    const equal = parts.filter((part) => part.equal).map(({ part }) => part);
    expect(equal).toEqual(expect.arrayContaining(['catalogue', 'parameters', 'engine']));
    expect(equal).not.toContain('inputs');
  });

  test.each([
    ['{}', 'detect.manifest'],
    ['{"results":{"alerts_hash":"x"}}', 'detect.manifest'],
    ['no JSON \u001b[31m', 'detect.manifest'],
  ])('a manifest that is none: %j', async (text, fault) => {
    writeFileSync(join(cwd, 'broken.json'), text);
    const { code, json } = await runJson([...DETECT, '--replay', 'broken.json'], { cwd });
    expect(code).toBe(3);
    expect(json).toMatchObject({ faults: [{ code: fault }] });
  });
});

describe('reports to authorities', () => {
  const institution = join(packageRoot(), 'examples', 'filing', 'institution-us.yaml');
  const period = ['--from', '2025-01-01', '--to', '2025-12-31', '--institution', institution];

  test('what payments oblige to is drafted once, and reconciled', async () => {
    const drafted = await runJson(['file', 'draft', ...period, '-o', 'ctr.json'], { cwd });
    expect({ code: drafted.code, err: drafted.err }).toEqual({ code: 0, err: '' });
    const ids = drafted.json.drafted as unknown as string[];
    expect(ids.length).toBeGreaterThan(0);
    const again = await runJson(['file', 'draft', ...period], { cwd });
    expect(again.json).toMatchObject({ drafted: [], revised: [], unchanged: ids.length });
    const reconciled = await runJson(['file', 'reconcile', ...period], { cwd });
    const [ctr] = reconciled.json.obligations as unknown as Record<string, unknown>[];
    expect(ctr).toMatchObject({ obligation: 'us_ctr', missing: [], repeated: [], not_owed: [] });
    expect(ctr?.owed).toBe(ctr?.reported);
    const { json: list } = await runJson(['file', 'list'], { cwd });
    const kept = list.filings as unknown as { id: string; gaps: { kind: string }[] }[];
    const named = kept.find(({ gaps }) => gaps.every(({ kind }) => kind !== 'name'));
    const shown = ['file', 'show', named?.id ?? '', '-o', 'one.json'];
    expect((await run(shown, { cwd })).code).toBe(0);
    const written = await run(['file', 'write', 'one.json', '-o', 'ctr.xml'], { cwd });
    expect({ code: written.code, err: written.err }).toEqual({ code: 0, err: '' });
  });

  test('a suspicion is drafted from an alert, and says what is missing', async () => {
    const [alert] = first.alerts as unknown as { id: string }[];
    const asked = ['file', 'draft', alert?.id ?? '', '--institution', institution, '--unknowns'];
    const { json } = await runJson([...asked, '-o', 'sar.json'], { cwd });
    const { sentences } = json.narrative as unknown as {
      sentences: { text: string; facts: string[] }[];
    };
    expect(sentences.length).toBeGreaterThan(5);
    for (const { facts } of sentences) expect(facts.length).toBeGreaterThan(0);
    const kept = await runJson(['file', 'list'], { cwd });
    expect(JSON.stringify(kept.json)).toContain(String(json.id));
    const written = await run(['file', 'write', 'sar.json', '-o', 'sar.xml'], { cwd });
    expect(written.code).toBe(0);
  });
});
