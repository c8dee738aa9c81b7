import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { schemaFolders } from '../filing-schemas.js';
import { makeFolder, runJson } from './program.js';

const there = schemaFolders();
const [schemas = '', avisos = '', goaml = ''] = there?.folders ?? [];

describe.skipIf(!there)('official schemas of reports are imported', () => {
  const cwd = makeFolder();
  const puente = (...argv: string[]) => runJson(argv, { cwd });
  interface Taken {
    readonly set: string;
    readonly files: readonly { readonly form: string; readonly from: string | null }[];
  }
  const taken = (json: Record<string, never>) => (json as { taken?: readonly Taken[] }).taken ?? [];

  test('whole folders, told apart by what they say', async () => {
    const { code, json } = await puente('schemas', 'import', schemas, avisos, goaml);
    expect(code).toBe(0);
    expect(taken(json).map(({ set, files }) => [set, files.length])).toEqual([
      ['fincen', 5],
      ['lfpiorpi', 20],
      ['goaml', 1],
    ]);
    // Of goAML's two schemas one is of report data, which no report is checked by.
    expect(json.ignored).toEqual([expect.stringContaining('goAMLReportDataSchema.xsd')]);
  });

  test('one by one, from a day on, and under another name', async () => {
    const file = join(cwd, 'renamed.xsd');
    copyFileSync(join(schemas, 'EFL_SARXBatchSchema.xsd'), file);
    const { code, json } = await puente('schemas', 'import', file, '--from', '2027-01-01');
    expect(code).toBe(0);
    expect(taken(json)).toMatchObject([
      { set: 'fincen', files: [{ form: 'fincen-sar', from: '2027-01-01' }] },
    ]);
  });

  test('what is broken is refused with its place, and the rest is taken', async () => {
    const folder = join(cwd, 'mixed');
    mkdirSync(folder);
    copyFileSync(join(avisos, 'din.xsd'), join(folder, 'din.xsd'));
    writeFileSync(
      join(folder, 'ari.xsd'),
      `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
        targetNamespace="http://www.uif.shcp.gob.mx/recepcion/ari">
        <xs:element name="archivo" type="nowhere"/></xs:schema>`,
    );
    const { code, json } = await puente('schemas', 'import', folder);
    expect(code).toBe(1);
    expect(taken(json)).toMatchObject([{ files: [{ form: 'lfpiorpi-din' }] }]);
    expect(json.faults).toMatchObject([
      { code: 'filing.schema.compile', place: { file: join(folder, 'ari.xsd'), line: 3 } },
    ]);
  });

  test('and then they judge what is checked', async () => {
    const { json } = await puente('file', 'check', there?.sample ?? '');
    expect(JSON.stringify(json)).toContain('EFL_SARXBatchSchema.xsd (sha256 ');
  });
});
