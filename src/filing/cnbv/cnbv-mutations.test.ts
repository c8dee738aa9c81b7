import { expect, test } from 'vitest';
import {
  ALL,
  COMPANY,
  examined,
  FRAME,
  file,
  good,
  leadingOf,
  optionsOf,
  RELATED,
  table,
  UNUSUAL,
} from '../../../test/filing-cnbv.js';
import { judgeDocument, mutationsOf, type RuledDocument } from '../../../test/filing-mutations.js';
import { seededRandom } from '../../base/index.js';
import { rulesOf } from '../rule/table.js';

test('what a rule is there to catch is caught', async () => {
  const caught = new Set<string>();
  const missed = new Set<string>();
  for (const form of ALL) {
    const isUnusual = UNUSUAL.includes(form);
    const rows = [
      good(form),
      ...(isUnusual ? [{ ...leadingOf(form), ...RELATED }] : []),
      { ...good(form), ...COMPANY, folio: '000002', curp: '' },
      {
        ...good(form),
        folio: '000003',
        curp: 'PELJ800101HDFRNS09',
        instrumento_monetario: '05',
        monto: '12',
      },
    ];
    const { units } = await examined(file(form, ...rows));
    const document: RuledDocument = {
      frame: FRAME,
      units,
      facts: { name: '10699992609.002', bytes: 1000 },
    };
    const options = optionsOf(form);
    for (const rule of rulesOf(table.rules, { form, filed_on: options.filed_on })) {
      const random = seededRandom('7');
      const bad = mutationsOf(rule, document, { options, random });
      if (!bad) continue;
      const { findings } = judgeDocument(table.rules, bad, options);
      (findings.some((each) => each.rule === rule.id) ? caught : missed).add(rule.id);
    }
  }
  expect([...missed]).toEqual([]);
  const untried = table.rules.map(({ id }) => id).filter((id) => !caught.has(id));
  expect(untried).toEqual(UNTRIED);
});

/** Rules about reports of nothing, several filers and marks of a row: `cnbv.test.ts` has cases. */
const UNTRIED = [
  'cnbv.zero_only_relevant',
  'cnbv.zero_empty',
  'cnbv.columns_zero',
  'cnbv.columns_zero_bank',
  'cnbv.closing',
  'cnbv.period_one',
  'cnbv.filer_one',
  'cnbv.supervisor_cnbv',
  'cnbv.person_surname_foreign',
  'cnbv.rfc_person',
  'cnbv.rfc_company',
];
