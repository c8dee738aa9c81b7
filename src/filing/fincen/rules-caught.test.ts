import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeDocument, mutationsOf, type RuledDocument } from '../../../test/filing-mutations.js';
import { arbitraryFiling } from '../../../test/fincen-arbitrary.js';
import { sharedData } from '../../../test/shared.js';
import { fixedClock, seededRandom } from '../../base/index.js';
import { openForms } from '../catalogue.js';
import { firstElement } from '../document/first-element.js';
import { readXmlUnits } from '../document/read-xml.js';
import { layoutOrder } from '../layout/layout-order.js';
import { fincenFormat } from './fincen-format.js';

const forms = openForms();
const { rules } = forms.rulesOf(fincenFormat);
const clock = fixedClock(Date.UTC(2026, 10, 22));
const unit = ['EFilingBatchXML', 'Activity'];

test('each rule catches what it is there to catch, in samples and in any filing', async () => {
  const silent: string[] = [];
  const caught = new Set<string>();
  for (const { form, document } of [...(await samples()), ...written()]) {
    const codes = new Map(
      [...forms.layoutOf(form, '2026-11-22').layout.values].flatMap(([name, value]) =>
        value.codes ? [[name, value.codes] as const] : [],
      ),
    );
    const options = { form, filed_on: '2026-11-22', unit, clock, codes };
    const before = judgeDocument(rules, document, options).totals;
    for (const rule of rules) {
      const isOurs = rule.forms.some((each) => each === form || each === 'fincen-*');
      // A rule that the document breaks already tells nothing new of what is broken in it.
      if (!isOurs || before.has(rule.id)) continue;
      const broken = mutationsOf(rule, document, { options, random: seededRandom(rule.id) });
      if (broken === null) continue;
      const { totals } = judgeDocument(rules, broken, options);
      if ((totals.get(rule.id) ?? 0) > 0) caught.add(rule.id);
      else silent.push(`${rule.id} in ${form}`);
    }
  }
  expect(silent).toEqual([]);
  expect(caught.size).toBeGreaterThan(rules.length * 0.7);
});

async function samples() {
  const folder = sharedData('fincen/samples-valid');
  const found: { form: string; document: RuledDocument }[] = [];
  for (const file of folder ? readdirSync(folder) : []) {
    const bytes = readFileSync(join(folder ?? '', file));
    const source = { file, numbered: 'SeqNum', bytes_max: 1e7 };
    const form = fincenFormat.recognise(firstElement(bytes, file)) ?? '';
    const units = [];
    for await (const part of readXmlUnits([bytes], unit, source)) {
      if (part.kind === 'unit') units.push(part.unit);
      if (part.kind === 'end') found.push({ form, document: { frame: part.root, units } });
    }
  }
  return found;
}

function written() {
  return (['fincen-sar', 'fincen-ctr', 'fincen-8300'] as const).flatMap((form) =>
    fc.sample(arbitraryFiling(form), { seed: 7, numRuns: 6 }).flatMap((filing) => {
      const lens = fincenFormat.lens(form);
      const order = layoutOrder(forms.layoutOf(form, '2026-11-22').layout);
      const { unit: activity, frame } = lens.write({ filed_on: '2026-11-20', ...filing });
      if (!activity) return [];
      const tally = lens.totals?.begin();
      tally?.add(activity);
      const root = { ...order.frame(frame), attributes: tally?.attributes() ?? {} };
      return [{ form, document: { frame: root, units: [order.unit(activity)] } }];
    }),
  );
}
