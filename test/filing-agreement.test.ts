import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSpeaker, present } from '../src/base/index.js';
import {
  type DocumentNode,
  keepXsd,
  type Layout,
  layoutChecker,
  layoutOrder,
  leaf,
  openSchemas,
  type SchemaSource,
} from '../src/filing/index.js';
import { arbitraryFrame, arbitraryUnit } from './filing-arbitrary.js';
import { officialLayout, officialSchemas } from './filing-schemas.js';

const schemas = officialSchemas();
const voices = { en: createSpeaker('en'), es: createSpeaker('es') };
const folder = mkdtempSync(join(tmpdir(), 'puente-agreement-'));
let source: SchemaSource;

beforeAll(async () => {
  for (const { path } of schemas)
    await keepXsd(folder, path, { from: null, imported_at: '2026-01-01T00:00:00Z' });
  source = (await openSchemas(folder, { voices })) ?? source;
});
afterAll(() => {
  source?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(schemas.length === 0)('the layout and the official schema', () => {
  test.each(schemas.map((schema) => [schema.form, schema] as const))(
    '%s: what is right for one is right for the other, and what is wrong is wrong',
    (_form, schema) => {
      const layout = officialLayout(schema);
      const checker = layoutChecker(layout, voices);
      const unit = arbitraryUnit(layout);
      fc.assert(
        fc.property(unit, arbitraryFrame(layout), fc.gen(), (node, frame, draw) => {
          const path = layout.unit.join('/');
          const judge = present(source.judgeOf(layout, '2026-01-01'), schema.form);
          const mutant = mutated(node, layout, draw as unknown as Draw);
          for (const each of [node, mutant]) {
            const ours = [...checker.unit(each, path), ...checker.frame(frame)];
            const theirs = judge.unit(each, frame, path);
            // Into an empty element the schema reads its fixed text; the portals want to see it.
            if (hasEmptyFixed(each, layout)) continue;
            const said = [...ours, ...theirs].map((one) => `${one.path} ${one.sentence.en}`);
            expect([ours.length > 0, theirs.length > 0], said.join('\n')).toEqual(
              theirs.length > 0 ? [true, true] : [false, false],
            );
          }
        }),
        { numRuns: 25 },
      );
    },
  );

  test.each(schemas.map((schema) => [schema.form, schema] as const))(
    '%s: whatever order children come in, they leave in the layout’s',
    (_form, schema) => {
      const layout = officialLayout(schema);
      const order = layoutOrder(layout);
      fc.assert(
        fc.property(arbitraryUnit(layout, { nodes: 30 }), fc.gen(), (node, draw) => {
          const shaken = shuffled(node, layout, draw as unknown as Draw);
          const once = order.unit(shaken);
          expect(order.unit(once)).toEqual(once);
          const findings = layoutChecker(layout, voices).unit(once, layout.unit.join('/'));
          expect(findings.filter(({ rule }) => rule === 'layout.order')).toEqual([]);
        }),
        { numRuns: 8 },
      );
    },
  );
});

type Draw = <T, A extends unknown[]>(make: (...args: A) => fc.Arbitrary<T>, ...args: A) => T;

/** None begins with a space and goes on: libxml2 misjudges it (see pattern.test.ts). */
const TEXTS = [
  ...['', ' ', 'x', '0', '-1', '01', '1.0', '1e3', 'true', 'Y', 'y', '٣', 'É', 'Ñ', '𝟛', '🙂'],
  ...['a\tb', 'a\nb', 'a ', 'a  b', '^', '$', '[', '20240231', '19000101', '2026|1'],
  ...['99999999999999999999', '1753-01-01T00:00:00', '2026-02-29T00:00:00', 'x'.repeat(5000)],
];

/** One thing changed, somewhere. */
function mutated(node: DocumentNode, layout: Layout, draw: Draw): DocumentNode {
  const pick = (length: number) => draw(fc.nat, { max: Math.max(0, length - 1) });
  if (node.children.length > 0 && draw(fc.nat, { max: 3 }) > 0) {
    const index = pick(node.children.length);
    const children = node.children.map((child, at) =>
      at === index ? mutated(child, layout, draw) : child,
    );
    return { ...node, children };
  }
  const child = node.children[pick(node.children.length)];
  if (!child) {
    if (draw(fc.nat, { max: 9 }) === 0) return { ...node, attributes: { nonsense: '1' } };
    const text = TEXTS[pick(TEXTS.length)] ?? '';
    return { ...node, text: draw(fc.boolean) ? text : `${node.text}${text}` };
  }
  const others = node.children.filter((each) => each !== child);
  const names = [...layout.groups.keys(), ...layout.values.keys(), 'nonsense'];
  const renamed = { ...child, name: names[pick(names.length)] ?? '' };
  const index = node.children.indexOf(child);
  const changes: DocumentNode[][] = [
    others,
    [...others, child],
    [child, ...others],
    [...node.children.slice(0, index), child, ...node.children.slice(index)],
    [...node.children, leaf('nonsense', '')],
    [...others, renamed],
    Array.from({ length: 101 }, () => child),
  ];
  return { ...node, children: changes[pick(changes.length)] ?? [] };
}

function shuffled(node: DocumentNode, layout: Layout, draw: Draw): DocumentNode {
  const order = draw(fc.array<number>, fc.nat(), {
    minLength: node.children.length,
    maxLength: node.children.length,
  });
  const children = node.children
    .map((child, index) => ({ child: shuffled(child, layout, draw), rank: order[index] ?? 0 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ child }) => child);
  return { ...node, children };
}

function hasEmptyFixed(node: DocumentNode, layout: Layout): boolean {
  const fixed = [...layout.values].filter(([, { codes }]) => codes?.size === 1);
  return node.children.some(
    (child) =>
      (child.text.trim() === '' &&
        child.children.length === 0 &&
        fixed.length > 0 &&
        typesOfName(layout, child.name).some((type) => fixed.some(([name]) => name === type))) ||
      hasEmptyFixed(child, layout),
  );
}

function typesOfName(layout: Layout, name: string): string[] {
  const seen: string[] = [];
  const visit = (particle: unknown): void => {
    const part = particle as { name?: string; type?: string; members?: unknown[] };
    if (part.name === name && part.type !== undefined) seen.push(part.type);
    part.members?.forEach(visit);
  };
  for (const { content } of layout.groups.values()) visit(content);
  return seen;
}
