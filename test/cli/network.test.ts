import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeNetworks } from '../../src/network/index.js';
import { sampleRows, sampleStore } from '../network-sample.js';
import { makeFolder, run, runJson } from './program.js';

const cwd = makeFolder();
const data = join(cwd, 'puente-data');
const puente = (...argv: string[]) => run(['network', ...argv], { cwd });

beforeAll(async () => {
  mkdirSync(join(data, 'runs', 'R1'), { recursive: true });
  writeFileSync(join(data, 'runs', 'latest'), 'R1');
  const finding = {
    ...{ typology: 'interstate_funnel', version: '1.0.0', severity: 'high' },
    ...{ subject: { kind: 'account', id: 'US-MESA-200' }, evidence: ['N1-0001', 'N1-0002'] },
  };
  writeFileSync(join(data, 'runs', 'R1', 'findings.jsonl'), `${JSON.stringify(finding)}\n`);
  const engine = await sampleStore(join(data, 'puente.duckdb'));
  await engine.run('CREATE TABLE store_setting (name VARCHAR, value VARCHAR)');
  await engine.run("INSERT INTO store_setting VALUES ('reporting_currency', 'USD')");
  await writeNetworks(engine, sampleRows());
  engine.close();
});

describe('one network', () => {
  test('by rank: sums, roles, payments in order, banks, corridors, typologies', async () => {
    const { code, out, err } = await puente('show', '1', '--top', '5');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('Network 1  e841cd57');
    expect(out).toContain('Money in 181,755.00 USD · out 159,535.00 USD · kept');
    expect(out).toMatch(/^Collector +US-MESA-200 +Desert Bloom/m);
    expect(out).toMatch(/^Source .* – +–$/m);
    expect(out).toContain('\nWhere the money went next\n');
    expect(out).toMatch(/^2025-03-03 15:00 +Paloma Fruit/m);
    expect(out).toContain('61 more payments: --top shows them.');
    expect(out).toMatch(/^US → MX +15 +173,914.18/m);
    expect(out.replace(/\s+/g, ' ')).toMatch(
      /High .*\(interstate_funnel\): 1 finding on 1 member, with 2 payments/,
    );
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
  });

  test('by the beginning of its id, in Spanish, and as JSON with exact amounts', async () => {
    const { out } = await puente('show', 'e841cd', '--lang', 'es');
    expect(out).toContain('Red 1  e841cd57');
    expect(out).toMatch(/^Recolector +US-MESA-200/m);
    const { json } = await runJson(['network', 'show', 'e841cd'], { cwd });
    expect(json).toMatchObject({ network: { rank: 1, in_minor: '18175500' }, currency: 'USD' });
    expect(json).toHaveProperty('network.surprise_millinats');
    expect(json).toHaveProperty('instances.0.parts.0.millinats');
  });

  test('with a page and a drawing', async () => {
    const { code, out } = await puente('show', '3', '--html', 'out/n.html', '--svg', 'out/n.svg');
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('out/n.svg') });
    expect(readFileSync(join(cwd, 'out/n.html'), 'utf8')).toContain('<svg class="layered');
    expect(readFileSync(join(cwd, 'out/n.svg'), 'utf8')).toMatch(/^<svg xmlns=/);
  });

  test('that nobody knows, or that could be two, is said', async () => {
    expect(await puente('show', '99')).toMatchObject({
      code: 3,
      err:
        'cli.network.unknown  There is no network “99”: the store holds 4 networks; ' +
        'puente network list shows them.\n',
    });
    const { code, err } = await puente('show', '');
    expect(code).not.toBe(0);
    expect(err).not.toBe('');
  });
});

test('the list, and a page of it', async () => {
  const { code, out } = await puente('list', '--top', '2', '--html', 'all.html');
  expect(code).toBe(0);
  expect(out).toContain('2 more networks: --top shows them.');
  const page = readFileSync(join(cwd, 'all.html'), 'utf8');
  expect(page.match(/<section class="panel network"/g)).toHaveLength(2);
});

describe('export', () => {
  test('as one file, with what is lost', async () => {
    const graphml = await puente('export', '--all', '--format', 'graphml', '-o', 'x/n.graphml');
    expect(graphml).toMatchObject({ code: 0, out: '4 networks as graphml: x/n.graphml\n' });
    expect(readFileSync(join(cwd, 'x/n.graphml'), 'utf8')).toMatch(/<\/graphml>\n$/);
    const ftm = await puente('export', '1', '2', '--format', 'ftm', '--out', 'n.ftm.json');
    expect(ftm.out).toContain('2 networks as ftm: n.ftm.json');
    expect(ftm.out).toContain('not carried over: payment.rail (has no place there), 70 ×');
    const lines = readFileSync(join(cwd, 'n.ftm.json'), 'utf8').trimEnd().split('\n');
    for (const line of lines) expect(JSON.parse(line)).toHaveProperty('schema');
  });

  test('as tables in a folder', async () => {
    const { code, json } = await runJson(
      ['network', 'export', '4', '--format', 'csv', '--out', 'tables'],
      { cwd },
    );
    expect({ code, json }).toMatchObject({ code: 0, json: { networks: 1, format: 'csv' } });
    expect(readFileSync(join(cwd, 'tables/members.csv'), 'utf8')).toContain(`"'=1+1"`);
    expect(existsSync(join(cwd, 'tables/payments.csv.part'))).toBe(false);
  });

  test('mistakes are said before anything is written', async () => {
    const which = await puente('export', '--format', 'csv', '--out', 'nothing');
    expect(which).toMatchObject({ code: 3, err: expect.stringContaining('cli.network.which') });
    const format = await puente('export', '1', '--format', 'graphm', '--out', 'nothing');
    expect(format.err).toContain('Did you mean “graphml”?');
    const file = await puente('export', '1', '--format', 'csv', '--out', 'all.html');
    expect(file.err).toContain('cli.network.folder');
    expect(existsSync(join(cwd, 'nothing'))).toBe(false);
  });
});
