import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { packageRoot, present } from '../src/base/index.js';
import { findFlows } from '../src/network/index.js';
import { openEngine } from '../src/store/index.js';
import { casesFile, checkTypology, loadCatalogue, runCases } from '../src/typology/index.js';

const folder = join(packageRoot(), 'typologies');

test.each(['README.md', 'README.es.md'])(
  'the example of %s is sound and passes its cases',
  async (name) => {
    const blocks = readFileSync(join(folder, name), 'utf8').split('```yaml\n').slice(1);
    const block = (start: string) =>
      present(
        blocks.map((text) => text.split('```')[0] ?? '').find((text) => text.includes(start)),
        start,
      );
    const catalogue = loadCatalogue(folder, 'USD');
    const own = mkdtempSync(join(tmpdir(), 'puente-readme-'));
    mkdirSync(join(own, 'sources'));
    writeFileSync(join(own, 'sources', 'OUR-2026-07.yaml'), block('document: OUR-2026-07'));
    const sourced = loadCatalogue(own, 'USD', {}, folder);
    rmSync(own, { recursive: true });
    expect(sourced.faults.map((fault) => fault.message)).toEqual([]);
    expect(Object.keys(sourced.sources)).toContain('OUR-2026-07');
    const vocabulary = {
      laws: Object.keys(catalogue.laws),
      lists: Object.keys(catalogue.lists),
      reporting_currency: 'USD',
    };
    const { typology, faults } = checkTypology(block('language: 1'), name, vocabulary);
    expect(faults.map((fault) => fault.message)).toEqual([]);
    const cases = casesFile.parse(parse(block('typology: ')));
    const open = () => openEngine({ path: ':memory:', threads: 1 });
    const results = await runCases(open, findFlows, catalogue, present(typology, name), cases);
    expect(results.filter((result) => !result.passed)).toEqual([]);
    const edges = cases.cases.map((item) => item.parameter).filter(Boolean);
    expect(edges).toEqual(Object.keys(present(typology, name).parameters));
  },
);
