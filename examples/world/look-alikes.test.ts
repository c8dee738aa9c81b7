import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { packageRoot } from '../../src/base/index.js';
import { loadCatalogue } from '../../src/typology/index.js';
import { generateWorld } from './index.js';
import { type LookAlikes, lookAlikeTable, readLookAlikes } from './look-alike-table.js';
import { touches } from './look-alike-touch.js';

const INNOCENTS_MIN = 3;
let data: LookAlikes;
/** Typologies that payments of each behaviour touch. */
const touched = new Map<string, Set<string>>();

beforeAll(async () => {
  data = await readLookAlikes();
  const tests = Object.entries(touches);
  const world = generateWorld({ seed: 'look-alikes', schemes: false, scale: 0.5 });
  for (const { movement, behaviour = '' } of world.payments()) {
    const found = touched.get(behaviour) ?? new Set();
    touched.set(behaviour, found);
    for (const [typology, touch] of tests) {
      if (!found.has(typology) && touch(movement)) found.add(typology);
    }
  }
}, 120_000);

test('each typology has at least three innocent look-alikes, and no other is named', () => {
  const { typologies } = loadCatalogue(join(packageRoot(), 'typologies'), 'USD');
  const ids = typologies.map(({ id }) => id).sort();
  expect(Object.keys(data.typologies).sort()).toEqual(ids);
  expect(Object.keys(touches).sort()).toEqual(ids);
  for (const [id, innocents] of Object.entries(data.typologies)) {
    expect(new Set(innocents).size, id).toBe(innocents.length);
    expect(innocents.length, id).toBeGreaterThanOrEqual(INNOCENTS_MIN);
  }
});

test('each behaviour that is named lives in the generated world, and is described', () => {
  const named = new Set(Object.values(data.typologies).flat());
  expect([...named].filter((label) => !touched.has(label))).toEqual([]);
  expect([...named].filter((label) => !data.behaviours[label])).toEqual([]);
  expect(Object.keys(data.behaviours).filter((label) => !touched.has(label))).toEqual([]);
});

test('each look-alike makes payments that its typology looks at', () => {
  const far = Object.entries(data.typologies).flatMap(([id, innocents]) =>
    innocents.filter((label) => !touched.get(label)?.has(id)).map((label) => `${id}: ${label}`),
  );
  expect(far).toEqual([]);
});

test.each(['en', 'es'] as const)(
  'the tables of the page are those of the data (%s)',
  async (language) => {
    const page = language === 'en' ? 'README.md' : 'README.es.md';
    const text = await readFile(join(packageRoot(), 'examples', page), 'utf8');
    const plain = text.replace(/ +\|/g, ' |').replace(/-+/g, '-');
    expect(plain).toContain(lookAlikeTable(data, language).replace(/-+/g, '-'));
  },
);
