import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judgeDocument, mutationsOf, type RuledDocument } from '../../../test/filing-mutations.js';
import { sharedData } from '../../../test/shared.js';
import { fixedClock, packageRoot, seededRandom } from '../../base/index.js';
import { openForms } from '../catalogue.js';
import { firstElement } from '../document/first-element.js';
import { readXmlUnits } from '../document/read-xml.js';
import { lfpiorpiFormat } from './lfpiorpi.js';

const { rules } = openForms().rulesOf(lfpiorpiFormat);
const shared = sharedData('lfpiorpi/samples-generated/ejemplos');
const clock = fixedClock(Date.UTC(2026, 10, 22));
const unit = ['archivo', 'informe', 'aviso'];
/** What no sample shows the rule: it needs a value that none has. */
const UNSEEN = new Set(['lfpiorpi.folio_year', 'lfpiorpi.rfc_partner_last', 'lfpiorpi.size']);

const OWN = join(packageRoot(), 'test/filings/aviso-inm.xml');
const files = [OWN, ...(shared ? readdirSync(shared).map((file) => join(shared, file)) : [])];

async function documentOf(file: string): Promise<{ form: string; document: RuledDocument }> {
  const bytes = readFileSync(file);
  const source = { file, numbered: null, bytes_max: 1e7 };
  const form = lfpiorpiFormat.recognise(firstElement(bytes, file)) ?? '';
  for await (const part of readXmlUnits([bytes], unit, source))
    if (part.kind === 'unit') return { form, document: { frame: part.frame, units: [part.unit] } };
  throw new Error(`no aviso in ${file}`);
}

describe('each rule of avisos', () => {
  it('catches what it is there to catch, in the samples of all activities', async () => {
    const caught = new Set<string>();
    const silent: string[] = [];
    for (const file of files) {
      const { form, document } = await documentOf(file);
      const options = { form, filed_on: '2026-11-22', unit, clock };
      const own = rules.filter(({ forms }) =>
        forms.some((each) => each === form || each === 'lfpiorpi-*'),
      );
      for (const rule of own) {
        const broken = mutationsOf(rule, document, { options, random: seededRandom('7') });
        if (broken === null) continue;
        const { totals } = judgeDocument(rules, broken, options);
        if ((totals.get(rule.id) ?? 0) > 0) caught.add(rule.id);
        else silent.push(`${rule.id} in ${file}`);
      }
    }
    expect(silent).toEqual([]);
    if (!shared) return;
    const missed = rules.map(({ id }) => id).filter((id) => !caught.has(id) && !UNSEEN.has(id));
    expect(missed).toEqual([]);
  });
});
