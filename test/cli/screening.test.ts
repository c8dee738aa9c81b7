import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/base/index.js';
import { makeFolder, run, runJson } from './program.js';

const cwd = makeFolder();
const example = join(packageRoot(), 'examples', 'screening');
const LIST = ['--map', join(example, 'list.yaml')];
const listFile = (name: string, keep: (line: string) => string | null) => {
  const file = join(cwd, name);
  const lines = readFileSync(join(example, 'list.csv'), 'utf8').trim().split('\n');
  writeFileSync(file, `${lines.flatMap((line) => keep(line) ?? []).join('\n')}\n`);
  return file;
};
const lines = (file: string): { customer: string; hits: { entry: string; score: number }[] }[] =>
  readFileSync(join(cwd, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('from a list to a report in time', () => {
  beforeAll(async () => {
    const imported = await run(['lists', 'import', join(example, 'list.csv'), ...LIST], { cwd });
    expect(imported.out).toContain('8 entries (8 added, 0 removed, 0 changed');
    expect(imported.code).toBe(0);
  });

  test('the same list again changes nothing, and says so', async () => {
    const again = await run(['lists', 'import', join(example, 'list.csv'), ...LIST], { cwd });
    expect(again).toMatchObject({ code: 0 });
    expect(again.out).toContain('nothing new');
  });

  test('customers are found under other spellings, and nobody else', async () => {
    const customers = join(example, 'customers.csv');
    const { code, out } = await run(['screen', customers, '-o', 'hits.jsonl'], { cwd });
    expect(code).toBe(1);
    expect(out).toContain('13 rows read, 0 rejected');
    const found = new Map(
      lines('hits.jsonl').map(({ customer, hits }) => [customer, hits[0]?.entry]),
    );
    for (const [customer, entry] of [
      ['C-001', '1001'],
      ['C-002', '1002'],
      ['C-003', '1003'],
      ['C-004', '1004'],
      ['C-006', '1005'],
      ['C-009', '1007'],
      ['C-010', '1006'],
    ])
      expect([customer, found.get(`file:${customer}`)]).toEqual([customer, entry]);
    // Namesakes with another surname, companies of a common kind, and strangers.
    for (const customer of ['C-005', 'C-007', 'C-011', 'C-012', 'C-013'])
      expect([customer, found.get(`file:${customer}`)]).toEqual([customer, undefined]);
    // The very name with another birth date is shown, behind all that nothing speaks against.
    expect(readFileSync(join(cwd, 'hits.jsonl'), 'utf8')).toMatch(
      /"step":"name\.\w+".*"sentence":\{"en":"Words in common.*","es":"Palabras en común/,
    );
    const scores = lines('hits.jsonl').map(({ customer, hits }) => [customer, hits[0]?.score ?? 0]);
    const least = scores.reduce((a, b) => (Number(b[1]) < Number(a[1]) ? b : a));
    expect(least[0]).toBe('file:C-008');
  });

  test('one name is explained in the language of the user', async () => {
    const asked = ['screen', '--name', 'Vicente Barragan', '--kind', 'person', '--lang', 'es'];
    const { code, out } = await run(asked, { cwd });
    expect(code).toBe(1);
    expect(out).toContain('example_watch_list/1001');
    expect(out).toMatch(/^ {3}[+−]0\.\d{3} {2}\S/m);
    expect(await run(['screen', '--name', 'Nadie Conocido'], { cwd })).toMatchObject({ code: 0 });
  });

  test('a decision hides its pair alone; a confirmed hit has a clock', async () => {
    const pair = ['file:C-003', 'example_watch_list/1003'];
    const why = ['--reason', 'date_of_birth', '--note', 'passport seen'];
    const decided = await run(['hits', 'decide', ...pair, 'different', ...why], { cwd });
    expect(decided).toMatchObject({ code: 0 });
    const open = await run(['hits', 'list'], { cwd });
    expect(open.out).not.toContain('file:C-003');
    expect(open.out).toContain('file:C-001');
    const same = ['file:C-001', 'example_watch_list/1001', 'same', '--reason', 'identifier'];
    const { json } = await runJson(['hits', 'decide', ...same], { cwd });
    const id = String((json as unknown as { id: string }).id);
    const acted = await run(['hits', 'act', id, 'block', '--note', 'account 42'], { cwd });
    expect(acted).toMatchObject({ code: 0 });
    const twice = await run(['hits', 'act', id, 'block'], { cwd });
    expect(twice).toMatchObject({ code: 3, err: expect.stringContaining('--further') });
    const again = await run(['screen', join(example, 'customers.csv'), '-o', 'again.jsonl'], {
      cwd,
    });
    expect(again.out).toContain('settled as different before');
    expect(lines('again.jsonl').map(({ customer }) => customer)).not.toContain('file:C-003');
  });

  test('what cannot be read of a file is said with its place; the rest is screened', async () => {
    const file = join(cwd, 'odd.csv');
    const rows = ['id,name,born,shoe', '1,Vicente Barragan,1948-13-99,42', '2,,,', '3,Nadie,,'];
    writeFileSync(file, `${rows.join('\n')}\n`);
    const said = await run(['screen', file, '-o', 'odd.jsonl'], { cwd });
    expect(said.code).toBe(1);
    expect(said.out).toMatch(/odd\.csv:2 {2}lists\.unread_date {2}born: 1948-13-99 is no date/);
    expect(said.out).toMatch(/odd\.csv:3 {2}The row has neither a name nor/);
    expect(said.out).toContain('nothing is compared with: shoe');
    expect(lines('odd.jsonl').map(({ customer }) => customer)).toEqual(['file:1']);
    writeFileSync(file, Buffer.from(Array.from({ length: 600 }, (_, i) => (i * 151 + 7) % 256)));
    const binary = await run(['screen', file], { cwd });
    expect(binary).toMatchObject({ code: 3, out: '' });
    expect(binary.err).toMatch(/^odd\.csv {2}screening\.customers\.binary {2}[ -~]+\n$/);
  });

  test('a new version is compared, removals are shown, a broken one is refused', async () => {
    const fewer = listFile('fewer.csv', (line) => (line.startsWith('1006') ? null : line));
    const taken = await run(['lists', 'import', fewer, ...LIST], { cwd });
    expect(taken.out).toContain('(0 added, 1 removed, 0 changed');
    const changes = await run(['lists', 'changes', 'example_watch_list'], { cwd });
    expect(changes.out).toMatch(/removed\s+1006/);
    const delta = await run(['screen', '--delta', join(example, 'customers.csv')], { cwd });
    expect(delta.out).toMatch(/GONE +file:C-010/);
    const torn = listFile('torn.csv', (line) => (/^(id|1001)/.test(line) ? line : null));
    const refused = await run(['lists', 'import', torn, ...LIST], { cwd });
    expect(refused.code).toBe(3);
    expect(refused.out).toContain('NOT imported');
    expect(refused.err).toContain('screening.list.shrunk');
    const status = await run(['lists', 'status'], { cwd });
    expect(status).toMatchObject({ code: 1 });
    expect(status.out).toContain('UPDATE FAILED');
    const { out } = await run(['lists', 'show', 'example_watch_list', '1001'], { cwd });
    expect(out).toContain('BAQV790114LP9');
  });
});

test('hits of a confidential list stay in the data folder, and their file says so', async () => {
  const local = makeFolder();
  const mapping = join(local, 'list.yaml');
  const text = readFileSync(join(example, 'list.yaml'), 'utf8');
  writeFileSync(mapping, `confidential: true\n${text}`);
  await run(['lists', 'import', join(example, 'list.csv'), '--map', mapping], { cwd: local });
  const screen = ['screen', join(example, 'customers.csv')];
  const outside = await run([...screen, '-o', 'hits.jsonl'], { cwd: local });
  expect(outside).toMatchObject({
    code: 3,
    err: expect.stringContaining('cli.screen.confidential'),
  });
  const inside = await run(screen, { cwd: local });
  expect(inside).toMatchObject({ code: 1, out: expect.stringContaining('CONFIDENTIAL') });
  const file = join(local, 'puente-data', 'hits', 'customers.csv.hits.jsonl');
  for (const line of readFileSync(file, 'utf8').trim().split('\n'))
    expect(line).toMatch(/^\{"confidential":\{"en":"CONFIDENTIAL, local only/);
  const insisted = [...screen, '-o', 'hits.jsonl', '--confidential-outside'];
  expect(await run(insisted, { cwd: local })).toMatchObject({ code: 1 });
  expect(readFileSync(join(local, 'hits.jsonl'), 'utf8')).toMatch(/^\{"confidential":/);
});

describe('what users get wrong', () => {
  test.each([
    [['lists', 'import', 'nothing.xml'], 3, 'nothing.xml'],
    [['lists', 'show', 'no_such_list'], 3, 'cli.lists.unknown'],
    [['screen', 'nothing.csv'], 3, 'nothing.csv'],
    [['screen', '--name', 'x', '--threshold', '7'], 2, 'usage.share'],
    [['hits', 'decide', 'file:C-001', 'example_watch_list/1001', 'perhaps'], 2, 'usage.verdict'],
    [['hits', 'decide', 'file:C-001', 'example_watch_list/1001', 'same'], 2, 'usage.reason'],
    [['hits', 'act', 'nothing', 'burn'], 2, 'usage.action'],
    [['hits', 'revoke', 'nothing'], 3, 'screening.decision.unknown'],
    [['lists', 'update', 'no_such_list'], 3, 'lists.source_unknown'],
  ])('%j', async (argv, code, said) => {
    const ended = await run(argv, { cwd });
    expect(ended.code).toBe(code);
    expect(ended.err).toContain(said);
  });

  test('without a list nobody is screened', async () => {
    const empty = makeFolder();
    const ended = await run(['screen', join(example, 'customers.csv')], { cwd: empty });
    expect(ended.code).toBe(3);
    expect(ended.err).toContain('cli.lists.nothing');
  });
});
