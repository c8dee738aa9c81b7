import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatShare } from '../../share.js';
import { readCsvMapping, readStatements } from '../index.js';

const folder = mkdtempSync(join(tmpdir(), 'csv-'));

async function read(content: string | Uint8Array, mapping: string) {
  const [data, yaml] = [join(folder, 'data.csv'), join(folder, 'mapping.yaml')];
  writeFileSync(data, content);
  writeFileSync(yaml, mapping);
  return readStatements([data], { today: '2026-11-22', mapping: yaml });
}

const MAPPING = `
source: libro de accionistas
columns:
  subject_rfc: RFC Empresa
  subject_name: Razón social
  owner_name: Accionista
  owner_curp: CURP
  kind: Calidad
  share: "% acciones"
  from: Desde
values:
  kind: {Accionista: shares, "Administrador único": senior_manager}
defaults: {owner_kind: person, subject_country: MX}
dates: dmy
decimal: comma
`;
const HEADER = 'RFC Empresa;Razón social;Accionista;CURP;Calidad;% acciones;Desde\n';

describe('a book of shareholders', () => {
  test('rows become holders and interests', async () => {
    const { statements, counts, findings } = await read(
      `${HEADER}RET130705MD5;"Súper; ""La Ú""";Raúl;MOTR930411HJCRMN03;accionista;33,33;5/7/2013
RET130705MD5;Retail;Beatriz;;ACCIONISTA;1/3;
RET130705MD5;Retail;Carla;;Administrador único;;

RET130705MD6;Otra;Raúl;MOTR930411HJCRMN03;Accionista;25-50;
`,
      MAPPING,
    );
    expect(counts).toEqual({ read: 4, kept: 4, rejected: 0 });
    expect(statements.holders.map(({ id, name, born_on }) => [id, name, born_on])).toEqual([
      ['MX-RFC-RET130705MD5', 'Súper; "La Ú"', null],
      ['MX-CURP-MOTR930411HJCRMN03', 'Raúl', '1993-04-11'],
      [expect.any(String), 'Beatriz', null],
      [expect.any(String), 'Carla', null],
      ['MX-RFC-RET130705MD6', 'Otra', null],
    ]);
    expect(
      statements.interests.map(({ kind, share, from, source }) => [
        kind,
        share && formatShare(share),
        from,
        source.place,
      ]),
    ).toEqual([
      ['shares', '[3333/10000,3333/10000]', '2013-07-05', 'line 2'],
      ['shares', '[1/3,1/3]', null, 'line 3'],
      ['senior_manager', null, null, 'line 4'],
      ['shares', '[1/4,1/2]', null, 'line 6'],
    ]);
    expect(findings).toMatchObject([{ severity: 'warning', code: 'identifier.digit', line: 6 }]);
  });

  test('what cannot be understood is rejected with its line, and the rest is read', async () => {
    const row = (share: string, from = '') => `RET130705MD5;R;B;;Accionista;${share};${from}\n`;
    const { counts, rejects } = await read(
      [
        HEADER,
        row('150'),
        row('50', '31/02/2020'),
        'RET130705MD5;R;B;;Socio;10;\n',
        ';;B;;;10;\n',
        'RET130705MD5;"R;B;;;10;\n',
        row('50'),
      ].join(''),
      MAPPING,
    );
    expect(counts).toEqual({ read: 6, kept: 1, rejected: 5 });
    expect(rejects.map(({ line, code, value }) => [line, code, value])).toEqual([
      [2, 'csv_share', '150'],
      [3, 'csv_date', '31/02/2020'],
      [4, 'csv_kind', 'Socio'],
      [5, 'csv_subject', ';;B;;;10;'],
      [6, 'csv_quote', 'RET130705MD5;"R;B;;;10;'],
    ]);
  });

  test('Windows-1252 is read as such', async () => {
    const text = `${HEADER}RET130705MD5;\u0093Peñón\u0094;Íñigo;;Accionista;50;\n`;
    const { statements } = await read(Buffer.from(text, 'latin1'), MAPPING);
    expect(statements.holders.map(({ name }) => name)).toEqual(['“Peñón”', 'Íñigo']);
  });

  test('a column that is not there is a fault with what is', async () => {
    const { faults } = await read('a,b\n1,2\n', MAPPING);
    expect(faults).toMatchObject([
      { code: 'statements.column_missing', params: { found: 'a, b' }, place: { line: 1 } },
    ]);
  });

  test('without a mapping nothing is guessed', async () => {
    const file = join(folder, 'alone.csv');
    writeFileSync(file, 'owner,subject\na,b\n');
    const { faults } = await readStatements([file], { today: '2026-11-22' });
    expect(faults).toMatchObject([{ code: 'statements.mapping_needed' }]);
  });
});

async function faultsOfMapping(text: string): Promise<unknown> {
  const file = join(folder, 'm.yaml');
  writeFileSync(file, text);
  const error = (await readCsvMapping(file).catch((caught: unknown) => caught)) as object;
  return 'faults' in error ? error.faults : [error];
}

test.each([
  ['columns: {subject: A, owner: B}\nunits: percent', 'units', 2],
  ['columns:\n  subject: A\n  owner: B\n  shares: C', 'columns.shares', 4],
  ['columns: {subject: A, owner: B}\nunit: thirds', 'unit', 2],
])('a mapping that says %j is told where', async (text, key, line) => {
  expect(await faultsOfMapping(text)).toMatchObject([
    { code: 'statements.mapping_broken', params: { key }, place: { line } },
  ]);
});

test('YAML that is broken, or could grow without bound, is refused', async () => {
  expect(await faultsOfMapping('columns: {subject: A')).toMatchObject([{ code: 'yaml.syntax' }]);
  expect(await faultsOfMapping('columns: {subject: A, owner: B}\nvalues: &a {}')).toMatchObject([
    { code: 'yaml.anchor', place: { line: 2 } },
  ]);
});

test('a mapping must say both who owns and what', async () => {
  expect(await faultsOfMapping('columns: {subject: A}')).toMatchObject([
    { code: 'statements.mapping_lacks', params: { fields: 'owner' } },
  ]);
});
