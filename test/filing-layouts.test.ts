import { describe, expect, test } from 'vitest';
import { readLayout } from '../src/filing/index.js';
import { layoutDifferences } from './filing-layout-difference.js';
import { layoutYaml } from './filing-layout-yaml.js';
import { officialLayout, officialSchemas, shippedLayouts } from './filing-schemas.js';

const schemas = officialSchemas();
const shipped = shippedLayouts();

describe.skipIf(schemas.length === 0)('layouts and the official schemas', () => {
  test.each(shipped.map(({ form, from }) => [form, from]))(
    '%s of %s says the same',
    (form, from) => {
      const ours = shipped.find((each) => each.form === form && each.from === from);
      const schema = schemas.find((each) => each.form === form.replace('goaml-uae', 'goaml'));
      if (!ours || !schema) return;
      expect(layoutDifferences(ours, officialLayout(schema))).toEqual([]);
    },
  );

  test.each(schemas.map((schema) => [schema.form, schema]))(
    '%s is the same when it is written as YAML and read',
    (_form, schema) => {
      const official = officialLayout(schema);
      const yaml = layoutYaml({ ...official, title: { en: 'x', es: 'x' }, source: 'x' });
      const read = readLayout(yaml.replaceAll(", es: ''}", ", es: 'x'}"), 'x.yaml');
      expect(layoutDifferences(read, official)).toEqual([]);
    },
  );

  test('a difference is seen', () => {
    const [schema] = schemas;
    if (!schema) throw new Error('no schema');
    const official = officialLayout(schema);
    const [root = ''] = official.unit;
    const group = official.groups.get(root);
    if (group?.content.kind !== 'sequence') throw new Error('no sequence');
    const turned = {
      ...group,
      content: { ...group.content, members: [...group.content.members].reverse() },
    };
    const wrong = { ...official, groups: new Map([...official.groups, [root, turned] as const]) };
    expect(layoutDifferences(wrong, official).length).toBeGreaterThan(0);
  });
});
