import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createSpeaker, faultsOf } from '../../base/index.js';
import { branch, type DocumentNode, leaf } from '../document/node.js';
import { readLayout } from '../layout/read-layout.js';
import { keepXsd, openSchemas, recogniseXsd, storedXsds } from './index.js';
import { readPatches } from './schema-patches.js';

const voices = { en: createSpeaker('en'), es: createSpeaker('es') };
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'puente-schema-'));
  folders.push(made);
  return made;
}

const XSD = 'xmlns:x="http://www.w3.org/2001/XMLSchema"';
const AVISO = 'http://www.uif.shcp.gob.mx/recepcion/zzz';

/** A schema like those of the avisos; `extra` is what one version knows and the other does not. */
function aviso(extra: string, pattern = '[A-Z]+'): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<x:schema ${XSD} xmlns:z="${AVISO}" targetNamespace="${AVISO}" elementFormDefault="qualified">
<x:element name="archivo"><x:complexType><x:sequence>
<x:element name="informe" maxOccurs="unbounded"><x:complexType><x:sequence>
<x:element name="mes"><x:simpleType>${texts('\\d{6}')}</x:simpleType></x:element>
<x:element name="aviso" minOccurs="0" maxOccurs="unbounded"><x:complexType><x:sequence>
<x:element name="nombre"><x:simpleType>${texts(pattern)}</x:simpleType></x:element>
<x:element name="${extra}" type="x:string" minOccurs="0"/>
</x:sequence></x:complexType></x:element>
<x:element name="version" type="x:string" minOccurs="0"/>
</x:sequence></x:complexType></x:element>
</x:sequence></x:complexType></x:element></x:schema>`;
}

function texts(pattern: string): string {
  return `<x:restriction base="x:string"><x:pattern value="${pattern}"/></x:restriction>`;
}

const LAYOUT = readLayout(
  `form: lfpiorpi-zzz
title: {en: x, es: x}
from: 2013-01-01
source: x
verified: true
namespace: ${AVISO}
unit: archivo/informe/aviso
groups:
  archivo: [informe+]
  informe: [mes string, aviso*, version? string]
  aviso: [nombre string]
`,
  'x.yaml',
);

function write(name: string, text: string): string {
  const file = join(folder(), name);
  writeFileSync(file, text);
  return file;
}

async function source(files: readonly (readonly [string, string, string | null])[]) {
  const place = folder();
  for (const [name, text, from] of files)
    await keepXsd(place, write(name, text), { from, imported_at: '2026-01-01T00:00:00Z' });
  const opened = await openSchemas(place, { voices, patches: [] });
  if (!opened) throw new Error('nothing was kept');
  return { ...opened, place };
}

function at(node: DocumentNode, line: number): DocumentNode {
  return { ...node, place: { line, column: 7 } };
}

const frame = (month: string) =>
  branch('archivo', [branch('informe', [at(leaf('mes', month), 3)])]);
const unit = (name: string, ...more: DocumentNode[]) =>
  branch('aviso', [at(leaf('nombre', name), 12), ...more]);

describe('official schemas', () => {
  test('are told by what they say', () => {
    expect(recogniseXsd(aviso('a'))).toEqual({
      set: 'lfpiorpi',
      form: 'lfpiorpi-zzz',
      namespace: AVISO,
    });
    const fincen = `<s:schema xmlns:s="http://www.w3.org/2001/XMLSchema" targetNamespace="www.fincen.gov/base">
      <s:element name="FormTypeCode" type="s:string" fixed="CTRX"/></s:schema>`;
    expect(recogniseXsd(fincen)?.form).toBe('fincen-ctr');
    expect(recogniseXsd(`<!DOCTYPE a [<!ENTITY b "c">]>${fincen}`)).toBeNull();
    expect(recogniseXsd(aviso('a').replaceAll(AVISO, 'urn:other'))).toBeNull();
    expect(recogniseXsd('{"schema": "<schema>"}')).toBeNull();
    expect(recogniseXsd(aviso('a').slice(0, 400))).toBeNull();
  });

  test('judge a unit where it stands, and its frame once', async () => {
    const schemas = await source([['zzz.xsd', aviso('extra'), null]]);
    const judge = schemas.judgeOf(LAYOUT, '2026-01-01');
    if (!judge) throw new Error('no judge');
    const path = 'archivo/informe[4]/aviso[2]';
    const findings = judge.unit(unit('josé\n<&">'), frame('2026-1'), path);
    expect(findings.map(({ path: where, place }) => [where, place?.line])).toEqual([
      ['archivo/informe[4]/mes[1]', 3],
      [`${path}/nombre[1]`, 12],
    ]);
    const [, own] = findings;
    expect(own).toMatchObject({ rule: 'schema', severity: 'reject', verified: true });
    expect(own?.sentence.en).toContain("The official schema says: Element 'nombre'");
    expect(own?.sentence.es).toContain('El esquema oficial dice');
    expect(judge.unit(unit('ANA'), frame('2026-1'), path)).toEqual([]);
    expect(judge.frame(branch('archivo', []))).toHaveLength(1);
    expect(judge.unit(unit('A\u0001'), frame('202601'), path)).toHaveLength(1);
    schemas.close();
  });

  test('find the same of several units at once as of each alone', async () => {
    const schemas = await source([['zzz.xsd', aviso('extra'), null]]);
    const around = frame('202601');
    const names = Array.from({ length: 50 }, (_, i) => (i % 20 === 7 || i > 45 ? 'a1' : 'ANA'));
    const given = names.map(
      (name, i) => [unit(name), `archivo/informe[1]/aviso[${i + 1}]`] as const,
    );
    const alone = schemas.judgeOf(LAYOUT, '2026-01-01');
    const together = schemas.judgeOf(LAYOUT, '2026-01-01');
    const expected = given.flatMap(([node, path]) => alone?.unit(node, around, path) ?? []);
    const found = given.flatMap(([node, path]) => together?.add(node, around, path) ?? []);
    found.push(...(together?.end() ?? []));
    expect(expected).toHaveLength(names.filter((name) => name === 'a1').length);
    expect(found).toEqual(expected);
    expect(together?.end()).toEqual([]);
    schemas.close();
  });

  test('know what stands behind units', async () => {
    const schemas = await source([['zzz.xsd', aviso('extra'), null]]);
    const judge = schemas.judgeOf(LAYOUT, '2026-01-01');
    const [informe] = frame('202601').children;
    const whole = (version: string) =>
      branch('archivo', [branch('informe', [...(informe?.children ?? []), leaf(version, 'V1')])]);
    expect(judge?.unit(unit('ANA'), frame('202601'), 'archivo/informe[1]/aviso[1]')).toEqual([]);
    expect(judge?.rest(whole('version'))).toEqual([]);
    expect(judge?.rest(whole('mes'))).toHaveLength(1);
    schemas.close();
  });

  test('apply from their first day, and replace only themselves', async () => {
    const schemas = await source([
      ['zzz.xsd', aviso('extra', '[a-z]+'), null],
      ['zzz.xsd', aviso('extra', '[0-9]+'), '2026-08-01'],
      ['zzz.xsd', aviso('extra', '[A-Z]+'), '2026-08-01'],
    ]);
    const names = (day: string) =>
      ['ana', '123', 'ANA'].filter((name) => {
        const judge = schemas.judgeOf(LAYOUT, day);
        return judge?.unit(unit(name), frame('202601'), 'archivo/informe[1]/aviso[1]').length === 0;
      });
    expect([names('2026-07-31'), names('2026-08-01')]).toEqual([['ana'], ['ANA']]);
    expect(storedXsds(schemas.place).map(({ from }) => from)).toEqual([null, '2026-08-01']);
    schemas.close();
  });

  test('of one namespace are chosen by what they make of a file', async () => {
    const schemas = await source([
      ['zzz.xsd', aviso('antes'), null],
      ['zzz2.xsd', aviso('ahora'), null],
    ]);
    const judge = schemas.judgeOf(LAYOUT, '2026-01-01');
    const path = 'archivo/informe[1]/aviso[1]';
    expect(judge?.unit(unit('ANA', leaf('ahora', 'x')), frame('202601'), path)).toEqual([]);
    expect(judge?.name).toMatch(/^zzz2\.xsd \(sha256 [0-9a-f]{8}…\)$/);
    expect(judge?.unit(unit('ANA', leaf('antes', 'x')), frame('202601'), path)).toEqual([]);
    expect(judge?.unit(unit('ANA', leaf('nunca', 'x')), frame('202601'), path)).toHaveLength(1);
    schemas.close();
  });

  test('are mended by patches, which every sentence then names', async () => {
    const place = folder();
    const file = write('zzz.xsd', aviso('extra', '^[A-Z]+$'));
    await keepXsd(place, file, { from: null, imported_at: '' });
    const patches = readPatches(
      `- {id: zzz.anchors, form: lfpiorpi-zzz, find: '^[A-Z]+$', replace: '[A-Z]+',
    why: {en: x, es: x}, source: x, verified: false}`,
      'p.yaml',
    );
    const judged = async (applied: typeof patches, name: string) => {
      const opened = await openSchemas(place, { voices, patches: applied });
      const judge = opened?.judgeOf(LAYOUT, '2026-01-01');
      return judge?.unit(unit(name), frame('202601'), 'archivo/informe[1]/aviso[1]');
    };
    expect(await judged([], 'ANA')).toHaveLength(1);
    expect(await judged(patches, 'ANA')).toEqual([]);
    const [found] = (await judged(patches, 'ana')) ?? [];
    expect(found).toMatchObject({ verified: false });
    expect(found?.source).toMatch(/ \+ zzz\.anchors$/);
    expect(found?.sentence.en).toContain('mended by zzz.anchors');
  });

  test.each([
    ['a schema that does not compile', aviso('extra', '[Z-A]'), 'filing.schema.compile'],
    [
      'one that asks for another file',
      aviso('a').replace(
        '<x:element name="archivo"',
        '<x:include schemaLocation="file:///etc/passwd"/><x:element name="archivo"',
      ),
      'filing.schema.compile',
    ],
    ['anything else', '<report/>', 'filing.schema.unknown'],
  ])('%s is refused, and nothing is kept', async (_what, text, code) => {
    const place = folder();
    const kept = keepXsd(place, write('bad.xsd', text), { from: null, imported_at: '' });
    const faults = await kept.then(() => [], faultsOf);
    expect(faults.map((fault) => fault.code)).toEqual([code]);
    expect(storedXsds(place)).toEqual([]);
    expect(await openSchemas(place, { voices })).toBeNull();
  });

  test('a list of patches that is wrong says where', () => {
    expect(() => readPatches('- {id: x}', 'p.yaml')).toThrow('filing.schema.patch');
    const ours = readFileSync(
      new URL('../../../filing/goaml/schema-patches.yaml', import.meta.url),
    );
    expect(readPatches(ours.toString(), 'p.yaml').length).toBeGreaterThan(0);
  });
});
