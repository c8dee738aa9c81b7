import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { packageRoot } from '../../src/base/index.js';
import { makeFolder, run, runJson } from './program.js';

const cwd = makeFolder();
const example = (name: string) => join(packageRoot(), 'examples', 'filing', name);
const at = (name: string) => join(cwd, name);
const text = (name: string) => readFileSync(at(name), 'utf8');

beforeAll(async () => {
  const { code, out } = await run(['file', 'write', example('sar.json'), '-o', 'sar.xml'], { cwd });
  expect({ code, out }).toMatchObject({
    code: 0,
    out: expect.stringContaining('sar.xml: fincen-sar'),
  });
});

test('a report is written, read, changed and compared', async () => {
  expect(text('sar.xml')).toContain('<fc2:FormTypeCode>SARX</fc2:FormTypeCode>');
  const read = await run(['file', 'read', 'sar.xml', '-o', 'read.json'], { cwd });
  expect(read.code).toBe(0);
  expect((await run(['file', 'write', 'read.json', '-o', 'again.xml'], { cwd })).code).toBe(0);
  expect(text('again.xml')).toBe(text('sar.xml'));
  const batch = JSON.parse(text('read.json'));
  batch.filings[0].activity.amount = '200000';
  writeFileSync(at('changed.json'), JSON.stringify(batch));
  const diff = await runJson(['file', 'diff', 'sar.xml', 'changed.json'], { cwd });
  expect(diff.code).toBe(1);
  expect(diff.json.differences).toEqual([
    { filing: 1, kind: 'changed', path: 'activity.amount', before: '184500', after: '200000' },
  ]);
});

test('a broken file is judged with place, rule and source in both languages', async () => {
  writeFileSync(
    at('bad.xml'),
    text('sar.xml').replace('<fc2:RawZIPCode>78043<', '<fc2:RawZIPCode>780 43<'),
  );
  const english = await run(['file', 'check', 'bad.xml'], { cwd });
  const spanish = await run(['file', 'check', 'bad.xml', '--lang', 'es'], { cwd });
  for (const { code, out } of [english, spanish]) {
    expect(code).not.toBe(70);
    expect(out).toMatch(/bad\.xml:\d+:\d+ {2}\S+ {2}fincen\.\S+ {2}/);
    expect(out).toContain('RawZIPCode[1]');
  }
  expect(spanish.out).toContain('fuente: ');
  expect(`${english.out}${spanish.out}`).not.toMatch(/accepted|aceptad/i);
});

test('what the authority would reject is not written, and nothing is left behind', async () => {
  const batch = JSON.parse(readFileSync(example('sar.json'), 'utf8'));
  batch.filings[0].parties = [];
  writeFileSync(at('empty.json'), JSON.stringify(batch));
  const refused = await run(['file', 'write', 'empty.json', '-o', 'empty.xml'], { cwd });
  expect(refused.code).toBe(1);
  expect(existsSync(at('empty.xml'))).toBe(false);
  const forced = await run(['file', 'write', 'empty.json', '-o', 'empty.xml', '--force'], { cwd });
  expect(forced.code).toBe(1);
  expect(existsSync(at('empty.xml'))).toBe(true);
  expect(readdirSync(cwd).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('JSON of another shape is a fault with its path, never a stack', async () => {
  for (const [name, content, code] of [
    ['a.json', '{', 'filing.json'],
    ['b.json', '{"filings":[{"form":"fincen-sar","parties":[{"role":"king"}]}]}', 'filing.shape'],
    ['c.json', '[{"form":"no-such-form"}]', 'filing.no_form'],
    ['d.json', '[]', 'filing.no_filings'],
  ] as const) {
    writeFileSync(at(name), content);
    const result = await run(['file', 'write', name, '-o', 'x.xml'], { cwd });
    expect({ name, ...result }).toMatchObject({ name, code: 3 });
    expect(`${result.out}${result.err}`).toContain(code);
    expect(`${result.out}${result.err}`).not.toMatch(/\n\s+at /);
  }
});

test('an authority’s order says who is sought and by when', async () => {
  const { code, out } = await run(['file', 'order', example('order.xml'), '--lang', 'es'], { cwd });
  expect([0, 1]).toContain(code);
  expect(out).toMatch(/vence el \d{4}-\d{2}-\d{2}/);
});
