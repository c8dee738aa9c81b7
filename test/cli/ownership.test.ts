import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/base/index.js';
import { readStatements } from '../../src/ownership/index.js';
import { openEngine, openLedger, readAudit } from '../../src/store/index.js';
import { sharedData } from '../../test/shared.js';
import { makeFolder, run, runJson } from './program.js';

const cwd = makeFolder();
const examples = join(packageRoot(), 'examples');
const owners = join(examples, 'ownership', 'owners.csv');
const MAP = ['--map', join(examples, 'ownership', 'owners.yaml')];
const BODS = join(examples, 'ownership', 'owners.bods.json');
const list = join(examples, 'screening', 'list');
const schema = sharedData('bods-0.4/schema');

const puente = (...argv: string[]) => run(argv, { cwd });
const json = (...argv: string[]) => runJson(argv, { cwd });
const rowsOf = async (sql: string) => {
  const engine = await openEngine({ path: join(cwd, 'puente-data', 'puente.duckdb') });
  try {
    return await engine.rows(sql);
  } finally {
    engine.close();
  }
};

describe('a customer on no list, owned by who is', () => {
  beforeAll(async () => {
    await puente('lists', 'import', `${list}.csv`, '--map', `${list}.yaml`);
    await puente('ingest', join(examples, 'ownership', 'customers.csv'), '--as', 'party');
  });

  test('statements are read whole, and once', async () => {
    const first = await puente('ownership', 'import', owners, ...MAP);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain('18 records read = 18 kept + 0 rejected');
    expect(first.out).toContain('18 holders; 18 interests added, 0 changed, 0 known already');
    const again = await puente('ownership', 'import', owners, ...MAP, '--lang', 'es');
    expect(again.out).toContain(
      '18 titulares; 0 participaciones agregadas, 0 cambiadas, 18 ya conocidas',
    );
  });

  test('screening finds them through their owners, and says why', async () => {
    const { code, json: answer } = await json('screen');
    expect(code).toBe(1);
    const found = answer.ownership as unknown as Record<string, string & string[]>[];
    const short = found.map(({ party, verdict, held }) => [party, verdict, held]);
    // C-104 belongs to a ring, which cannot block itself.
    expect(short.sort()).toEqual([
      ['C-101', 'blocked', '[11/20,11/20]'],
      ['C-103', 'possible', '[1/4,1/2]'],
      ['C-105', 'possible', '[3/5,3/5]'],
    ]);
    const [first] = found.filter(({ party }) => party === 'C-101');
    expect(first?.sentence).toBe(
      'Agroinsumos Valle de Plata SA de CV (C-101): not listed, but 55% held by Vicente Anselmo ' +
        'Barragán Quiroz (example_watch_list/1001) with 30%; María Mercedes Zúñiga Hermosillo ' +
        '(example_watch_list/1002) with 25%: BLOCKED',
    );
    expect(first?.lines?.[0]).toContain('not listed, but blocked by ownership (step 1)');
    const written = readFileSync(join(cwd, 'hits.jsonl'), 'utf8').trim().split('\n');
    const lines = written.map((line) => JSON.parse(line));
    const owned = lines.filter(({ customer }) => customer === 'party:C-101');
    expect(owned).toMatchObject([{ hits: [{ list: 'ofac_50_percent', verdict: 'blocked' }] }]);
  });

  test('so does screening of a file, with the same sentence in either language', async () => {
    const file = write('asked.csv', 'id,name,rfc\nC-101,Agroinsumos Valle de Plata,\nX-1,Nadie,\n');
    const { code, json: answer } = await json('screen', file, '--lang', 'es');
    expect(code).toBe(1);
    const found = answer.ownership as unknown as Record<string, string>[];
    expect(found).toMatchObject([{ customer: 'file:C-101', verdict: 'blocked' }]);
    expect(found[0]?.sentence).toContain('no está en lista, pero 55% es de');
    const written = readFileSync(`${file}.hits.jsonl`, 'utf8').trim().split('\n');
    const lines = written.map((line) => JSON.parse(line));
    const owned = lines.filter(({ customer }) => customer === 'file:C-101');
    expect(owned.at(-1)?.hits[0].sentence).toMatchObject({
      en: expect.stringContaining('not listed, but 55% held by'),
      es: found[0]?.sentence,
    });
  });

  test('who decides that an owner is the listed one blocks what it owns', async () => {
    const pair = ['holder:P-3', 'example_watch_list/1003'];
    const { code } = await puente('hits', 'decide', ...pair, 'same', '--reason', 'place');
    expect(code).toBe(0);
    const { out } = await puente('ownership', 'blocked', 'C-105', '--lang', 'es');
    expect(out).toContain('Desert Bloom Freight LLC no está en la lista, pero queda bloqueada');
    expect(out).toContain('BLOQUEADA desde 2024-09-19 hasta …');
    expect(await rowsOf(EVIDENCE)).toEqual([
      { entry_id: 'C-101', party_id: 'C-101', listed_on: '2024-03-05' },
      { entry_id: 'C-103', party_id: null, listed_on: null },
      { entry_id: 'C-105', party_id: 'C-105', listed_on: '2024-09-19' },
    ]);
  });

  test('typologies see it, from the day on which it was so', async () => {
    const rules = writeRule();
    await puente('ingest', write('accounts.csv', ACCOUNTS), write('payments.csv', PAYMENTS));
    const shipped = join(packageRoot(), 'typologies');
    const folders = ['--typologies', shipped, '--typologies', rules];
    const { out } = await puente('detect', ...folders, '--only', 'paid_the_blocked');
    // The payment of 2023 was to a company that nobody blocked yet.
    expect(out).toMatch(/Panadería La Espiga Feliz SA de CV +1 +2025-06-01 +1/);
  });

  test('a layer of less than half stops the rule, and nobody blocks before owning', async () => {
    const { code, out, json: answer } = await json('ownership', 'blocked', 'C-102');
    expect(code).toBe(0);
    expect(answer.proof).toMatchObject({ verdict: 'no', held: '[0,0]' });
    expect(out).toContain('hold 49% of it');
    // Zúñiga bought her part in 2021: before that nothing blocked the company.
    const before = await json('ownership', 'blocked', 'C-101', '--on', '2021-01-01');
    expect(before.json.proof).toMatchObject({ verdict: 'no' });
  });
});

describe('questions', () => {
  test('who owns it in the end, step by step, in exact fractions', async () => {
    const asked = ['ownership', 'owners', 'C-104', '--regime', 'mx-cff', '--lang', 'es'];
    const { json: answer } = await json(...asked);
    const found = answer.owners as unknown as { name: string; multiplied: string }[];
    expect(found.map(({ name, multiplied }) => [name, multiplied])).toEqual([
      ['Tomás Rentería Leal', '[8/11,8/11]'],
      ['María Mercedes Zúñiga Hermosillo', '[3/11,3/11]'],
    ]);
    const lines = (answer.lines as unknown as string[]).join('\n');
    expect(lines).toContain('se poseen entre sí');
    expect(lines).toContain('72.7273% (8/11)');
  });

  test('a name is as good as an id, and a wrong one gets what is near', async () => {
    const { code, out } = await puente('ownership', 'show', 'panaderia la espiga feliz sa de cv');
    expect(code).toBe(0);
    expect(out).toMatch(/Teresa Aguilar Mora \(P-4\) +director/);
    const wrong = await puente('ownership', 'show', 'C-1O1');
    expect(wrong.code).toBe(3);
    expect(wrong.err).toContain('Did you mean C-101?');
    const part = await puente('ownership', 'show', 'barragan');
    expect(part.err).toContain('Did you mean P-1 (Vicente Anselmo Barragán Quiroz)?');
    const law = await puente('ownership', 'owners', 'C-101', '--regime', 'fr');
    expect(law.err).toContain('us-cdd');
    const rule = await puente('ownership', 'blocked', '--rule', 'ofac');
    expect(rule.err).toContain('us-ofac-50, eu-sanctions, uk-sanctions');
  });

  test('a chart is a drawing, and the same as a list', async () => {
    const { code } = await puente('ownership', 'chart', 'C-101', '-o', 'c.html', '--lang', 'es');
    expect(code).toBe(0);
    const page = readFileSync(join(cwd, 'c.html'), 'utf8');
    expect(page).toMatch(/^<!doctype html>\n<html lang="es">/);
    expect(page).toMatch(/<svg [\s\S]*EN LISTA[\s\S]*<\/svg>[\s\S]*<ul class="ownership-list"/);
    expect(page).not.toMatch(/(src|href)="http/);
    const other = await puente('ownership', 'chart', 'C-101', '-o', 'c.pdf');
    expect(other).toMatchObject({ code: 3, err: expect.stringContaining('.svg or .html') });
  });

  test('signs of shells are told and kept', async () => {
    const { json: answer } = await json('ownership', 'indicators');
    const signs = answer.signs as unknown as { holder: string; kind: string }[];
    expect(signs.map(({ holder, kind }) => `${holder} ${kind}`)).toEqual(
      expect.arrayContaining(['H-2 circular_holding', 'H-3 circular_holding']),
    );
    const kept = await rowsOf("SELECT value FROM indicator WHERE list = 'shell_circular_holding'");
    expect(kept.map(({ value }) => value).sort()).toEqual(['H-2', 'H-3']);
  });

  test('an empty store says how to begin, and is not made', async () => {
    const { code, err } = await puente('--data', 'none', 'ownership', 'blocked');
    expect(code).toBe(3);
    expect(err).toContain('puente ownership import');
    expect(existsSync(join(cwd, 'none'))).toBe(false);
  });
});

describe('files in and out', () => {
  test.each([
    ['bods', 'out.json'],
    ['ftm', 'out.jsonl'],
  ])(
    'what is written as %s says its loss, names no list, and can be read',
    async (format, file) => {
      const { json: answer } = await json('ownership', 'export', '--format', format, '-o', file);
      expect(answer.records).toBe(36);
      expect(JSON.stringify(answer.loss)).toContain('source.place');
      expect(readFileSync(join(cwd, file), 'utf8')).not.toMatch(/watch_list|EO14059|blocked/);
      const read = await readStatements([join(cwd, file)], { today: '2026-01-01' });
      expect(read.counts).toEqual({ read: 36, kept: 36, rejected: 0 });
      expect(read.statements.interests).toHaveLength(18);
    },
  );

  test('a bad row is told with its place, a correction replaces what was said', async () => {
    const rows = readFileSync(owners, 'utf8').split('\n');
    const half = rows[2]?.replace(',25,', ',26,');
    const bad = write('bad.csv', [rows[0], rows[1]?.replace(',30,', ',130,'), half].join('\n'));
    const { code, out } = await puente('ownership', 'import', bad, ...MAP);
    expect(code).toBe(1);
    expect(out).toContain('2 records read = 1 kept + 1 rejected');
    expect(out).toContain('bad.csv:2  This is not a share of a whole: 130');
    expect(out).toContain('0 interests added, 1 changed, 0 known already');
    const { json: answer } = await json('ownership', 'import', owners, ...MAP, '--replace');
    expect(answer).toMatchObject({ added: 18, changed: 0, removed: 18 });
  });

  test('what is not written, or is no official schema, is said', async () => {
    const form = await puente('ownership', 'export', '--format', 'xml', '-o', 'x');
    expect(form).toMatchObject({ code: 3, err: expect.stringContaining('bods or ftm') });
    const { code, err } = await puente('schemas', 'import', owners);
    expect({ code, err }).toEqual({ code: 3, err: expect.stringContaining('bods-0.4') });
  });

  test.skipIf(!schema)('the official schema, once imported, validates statements', async () => {
    const taken = await json('schemas', 'import', schema ?? '');
    expect(taken.json.taken).toMatchObject([{ set: 'bods-0.4', files: { length: 6 } }]);
    const good = await json('ownership', 'import', BODS);
    expect(good).toMatchObject({ code: 0, json: { checked_by_schema: true, findings: [] } });
    const broken = readFileSync(BODS, 'utf8').replace('"exact": 30', '"exact": "thirty"');
    const bad = await puente('ownership', 'import', write('broken.json', broken));
    expect(bad.code).toBe(1);
    expect(bad.out).toMatch(/first at broken\.json:\d+: .*share\/exact.*official schema/);
    const ledger = await openLedger({ folder: join(cwd, 'puente-data', 'ledger') });
    const entries = (await readAudit(ledger.db, 0, 100)).map(({ entry }) => JSON.parse(entry));
    await ledger.close();
    expect(entries.filter(({ kind }) => kind === 'schemas.imported')).toMatchObject([
      { body: { set: 'bods-0.4', files: { length: 6 } } },
    ]);
    expect(entries.filter(({ kind }) => kind === 'ownership.imported').length).toBeGreaterThan(4);
  });
});

const EVIDENCE = `SELECT entry_id, party_id, strftime(listed_on, '%Y-%m-%d') AS listed_on
  FROM listing WHERE list = 'ofac_50_percent' ORDER BY entry_id`;
const ACCOUNTS = 'id,institution_id,party_id\nA-1,BANKUS33,C-106\nA-2,BANKMXMM,C-101\n';
const PAYMENTS = `id,time,debtor_account,creditor_account,amount,currency,rail
p1,2023-06-01T10:00:00Z,A-1,A-2,100.00,USD,wire
p2,2025-06-01T10:00:00Z,A-1,A-2,200.00,USD,wire
`;

function write(name: string, text: string): string {
  writeFileSync(join(cwd, name), text);
  return join(cwd, name);
}

/** A shipped rule that looks at institutions of a list, made to look at parties. */
function writeRule(): string {
  const folder = join(cwd, 'rules');
  mkdirSync(join(folder, 'fentanyl'), { recursive: true });
  const rule = 'special_measures_institution';
  const shipped = join(packageRoot(), 'typologies', 'fentanyl', `${rule}.yaml`);
  const text = readFileSync(shipped, 'utf8')
    .replace(`id: ${rule}`, 'id: paid_the_blocked')
    .replace(
      /any_of:\n +- counterparty\.institution.*\n +- intermediaries.*\n +- counterparty\.name.*\n/g,
      'counterparty.party: {known: true, list: screened_ofac_50_percent}\n',
    );
  writeFileSync(join(folder, 'fentanyl', 'paid_the_blocked.yaml'), text);
  return folder;
}
