import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryUnit } from '../../../test/filing-arbitrary.js';
import { judgeDocument, mutationsOf, type RuledDocument } from '../../../test/filing-mutations.js';
import { sharedData } from '../../../test/shared.js';
import { fixedClock, packageRoot, seededRandom } from '../../base/index.js';
import { type DocumentNode, NO_FRAME, sameNode } from '../document/node.js';
import { readXmlUnits } from '../document/read-xml.js';
import { filing as filingShape } from '../filing.js';
import { layoutOrder } from '../layout/layout-order.js';
import { readLayout } from '../layout/read-layout.js';
import { readRules } from '../rule/read-rules.js';
import { goamlFormat } from './goaml-format.js';

const shared = sharedData('goaml/samples/golden');
const folder = join(packageRoot(), 'filing/goaml');
const clock = fixedClock(Date.UTC(2026, 10, 22));
const file = join(folder, 'report.yaml');
const layout = readLayout(readFileSync(file, 'utf8'), file);
const lens = goamlFormat.lens('goaml-report');
const order = layoutOrder(layout);

test('any report that the layout admits is written as it was read', () => {
  fc.assert(
    fc.property(arbitraryUnit(layout, { nodes: 150, characters: 'abcXYZ 019' }), (unit) => {
      const filing = lens.read(unit, NO_FRAME);
      const shape = filingShape.safeParse(filing);
      expect(shape.error?.issues).toBeUndefined();
      const { unit: again } = lens.write(filing);
      const [a, b] = [order.unit(again ?? NO_FRAME), order.unit(unit)];
      expect(firstDifference(a, b)).toBeNull();
    }),
    { numRuns: 30, endOnFailure: true, interruptAfterTimeLimit: 20_000 },
  );
}, 40_000);

test.skipIf(!shared)('what a rule is there to catch is caught', async () => {
  const { rules } = readRules(readFileSync(join(folder, 'rules.yaml'), 'utf8'), 'rules.yaml');
  const [caught, missed] = [new Set<string>(), new Set<string>()];
  for (const sample of ['STR', 'SAR', 'DPMSR']) {
    const document = await documentOf(join(shared ?? '', `${sample}.xml`));
    const options = {
      form: 'goaml-uae',
      filed_on: '2026-11-22',
      unit: ['report'],
      codes: new Map(),
      clock,
    };
    for (const rule of rules) {
      const bad = mutationsOf(rule, document, { options, random: seededRandom(sample) });
      if (!bad) continue;
      const { findings } = judgeDocument(rules, bad, options);
      (findings.some((each) => each.rule === rule.id) ? caught : missed).add(rule.id);
    }
  }
  expect([...missed]).toEqual([]);
  expect(rules.map(({ id }) => id).filter((id) => !caught.has(id))).toEqual(UNTRIED);
});

/** Rules about what no sample has. */
const UNTRIED: readonly string[] = [
  'goaml.sides_or_parties',
  'goaml.from_who',
  'goaml.to_my_client_who',
  'goaml.nobody',
  'goaml.nobody_entity',
  'goaml.swift',
];

async function documentOf(path: string): Promise<RuledDocument> {
  const bytes = readFileSync(path);
  const source = { file: path, numbered: null, bytes_max: 1e7 };
  for await (const part of readXmlUnits([bytes], ['report'], source))
    if (part.kind === 'unit')
      return { frame: NO_FRAME, units: [part.unit], facts: { name: path, bytes: bytes.length } };
  throw new Error(path);
}

/** Where two elements part, shortly: a whole report would fill the screen. */
function firstDifference(a: DocumentNode, b: DocumentNode): string | null {
  if (sameNode(a, b)) return null;
  const at = b.children.findIndex((child, index) => {
    const other = a.children[index];
    return !other || !sameNode(other, child);
  });
  const [own, wanted] = [a.children[at], b.children[at]];
  if (!own || !wanted || own.name !== wanted.name)
    return `${a.name}: ${[a, b].map((each) => each.children.map(({ name }) => name)).join(' / ')}`;
  return own.children.length + wanted.children.length === 0
    ? `${a.name}/${own.name}: ${own.text} / ${wanted.text}`
    : `${a.name}/${firstDifference(own, wanted)}`;
}
