import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryUnit } from '../../../test/filing-arbitrary.js';
import { createSpeaker, packageRoot } from '../../base/index.js';
import type { DocumentNode } from '../document/node.js';
import { filing as filingSchema } from '../filing.js';
import { layoutChecker } from '../layout/layout-checker.js';
import { readLayout } from '../layout/read-layout.js';
import { fincenFormat } from './fincen-format.js';

const voices = { en: createSpeaker('en'), es: createSpeaker('es') };

for (const form of fincenFormat.forms) {
  const file = join(packageRoot(), 'filing', 'fincen', `${form.replace('fincen-', '')}.yaml`);
  const layout = readLayout(readFileSync(file, 'utf8'), file);

  const checker = layoutChecker(layout, voices);

  test(`whatever a ${form} may hold is read and written word for word`, () => {
    const lens = fincenFormat.lens(form);
    fc.assert(
      fc.property(arbitraryUnit(layout, { nodes: 40 }), (unit) => {
        fc.pre(checker.unit(unit, 'Activity').length === 0);
        const { frame } = lens.write({ form });
        const filing = lens.read(unit, frame);
        expect(filingSchema.safeParse(filing).error).toBeUndefined();
        const written = lens.write(JSON.parse(JSON.stringify(filing)));
        const numbers = written.losses.filter(({ path }) =>
          /(number|extension|postal_code)$/.test(path),
        );
        expect(numbers).toEqual(written.losses);
        if (numbers.length === 0) expect(sorted(written.unit ?? unit)).toEqual(sorted(unit));
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });
}

/** Without places, children by name: the order between names is the layout's. */
function sorted(node: DocumentNode): unknown {
  const children = node.children.map((child) => sorted(child) as DocumentNode);
  const text = (child: DocumentNode) => `${child.name} ${JSON.stringify(child)}`;
  children.sort((a, b) => (text(a) < text(b) ? -1 : 1));
  return { name: node.name, attributes: node.attributes, text: node.text, children };
}
