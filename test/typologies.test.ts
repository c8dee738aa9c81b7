import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatPlace, packageRoot } from '../src/base/index.js';
import { findFlows } from '../src/network/index.js';
import { openEngine } from '../src/store/index.js';
import { loadCatalogue, readCases, runCases } from '../src/typology/index.js';

const catalogue = loadCatalogue(join(packageRoot(), 'typologies'), 'USD');
const open = () => openEngine({ path: ':memory:', threads: 1 });

test('every file of the catalogue is sound', () => {
  const faults = catalogue.faults.map((f) => `${f.place && formatPlace(f.place)} ${f.message}`);
  expect(faults).toEqual([]);
});

describe.each(catalogue.typologies.map((typology) => [typology.id, typology] as const))(
  '%s',
  (id, typology) => {
    const { cases, faults } = readCases(catalogue.files[id]?.file ?? '');

    test('has cases: a hit, a miss, and the edge of every parameter', () => {
      expect(faults.map((f) => f.message)).toEqual([]);
      expect(cases?.typology).toBe(id);
      const kinds = new Set(cases?.cases.map((item) => item.kind));
      expect(kinds.has('hit') && kinds.has('miss')).toBe(true);
      const edges = new Set(
        cases?.cases.filter((item) => item.kind === 'boundary').map((item) => item.parameter),
      );
      const missing = Object.keys(typology.parameters).filter((name) => !edges.has(name));
      expect(missing).toEqual([]);
    });

    test('says of every case what the case says', async () => {
      if (!cases) throw new Error('no cases');
      const results = await runCases(open, findFlows, catalogue, typology, cases);
      const failed = results.filter((result) => !result.passed);
      expect(failed).toEqual([]);
    });
  },
);
