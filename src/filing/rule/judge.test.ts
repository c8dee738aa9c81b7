import { describe, expect, test } from 'vitest';
import { fixedClock } from '../../base/index.js';
import { branch, type DocumentNode, leaf } from '../document/node.js';
import { judge } from './judge.js';
import { readRules } from './read-rules.js';

describe('the judge', () => {
  test('judges units in their frame, and what is counted over all of them', () => {
    const { findings } = judged(
      `
- {id: t.a, at: Batch, test: count, of: 'Activity/Party[Role=33]', equals: '@PartyCount'}
- {id: t.b, at: Batch, test: sum, of: //Amount, equals: '@Total'}
- {id: t.c, at: Batch/Activity/On, test: not_after, other: $today}
- {id: t.d, at: Batch/Activity, test: required, of: Party/Name}
- {id: t.e, at: Batch, test: unique, of: //Name}
- {id: t.f, at: //Name, test: differs, other: /Batch/Form}
- {id: t.g, at: Batch/Form, test: pattern, is: SARX}
- {id: t.h, at: Batch, test: consecutive, of: Activity/Folio, first: 001}
- {id: t.i, at: Batch, test: size, max: 99}
- {id: t.j, at: Batch, test: prefix, is: fc2}
`,
      [
        activity('20260101', '001', '10.10', 'A'),
        activity('20270101', '003', '0.90', 'A'),
        activity('20260101', '004', '', ''),
      ],
      { PartyCount: '2', Total: '10.99' },
    );
    expect(findings.map(({ rule, path, value }) => `${rule} ${path} ${value}`)).toEqual([
      't.a Batch 2',
      't.b Batch 10.99',
      't.i Batch 100',
      't.j Batch/Activity[1] ',
      't.g Batch/Form[1] SAR',
      't.c Batch/Activity[2]/On[1] 20270101',
      't.h Batch/Activity[2]/Folio[1] 003',
      't.e Batch/Activity[2]/Party[1]/Name[1] A',
      't.d Batch/Activity[3]/Party/Name ',
    ]);
    expect(findings[0]?.sentence.en).toBe('2|3|3');
    expect(findings[1]?.sentence.es).toBe('10.99|11.00|11.00');
  });

  test('shows so many of each rule, and counts all', () => {
    const units = Array.from({ length: 50 }, () => activity('20270101', '1', '1', 'A'));
    const { findings, totals } = judged(
      '- {id: t.c, at: Batch/Activity/On, test: not_after, other: $today}',
      units,
      {},
    );
    expect(findings).toHaveLength(20);
    expect(totals.get('t.c')).toBe(50);
  });

  test('judges each frame between root and units when it is whole', () => {
    const rules = `
- {id: t.a, at: archivo/informe/mes, test: date, form: YYYYMM}
- {id: t.b, at: archivo/informe, test: count, of: aviso, max: 1}
- {id: t.c, at: archivo, test: unique, of: informe/mes}
- {id: t.d, at: archivo/informe/aviso/fecha, test: in_period, other: ../../mes}
`;
    const court = judgeOf(rules, ['archivo', 'informe', 'aviso']);
    const informe = (mes: string) => branch('archivo', [branch('informe', [leaf('mes', mes)])]);
    const aviso = (fecha: string) => branch('aviso', [leaf('fecha', fecha)]);
    const first = informe('202601');
    court.unit(aviso('20260131'), first, 0);
    court.unit(aviso('20260201'), first, 0);
    court.frame(informe('202613'), 1);
    court.unit(aviso('20260101'), informe('202601'), 2);
    const { findings } = court.end(branch('archivo', []));
    expect(findings.map(({ rule, path }) => `${rule} ${path}`)).toEqual([
      't.b archivo/informe[1]',
      't.a archivo/informe[2]/mes[1]',
      't.c archivo/informe[3]/mes[1]',
      't.d archivo/informe[1]/aviso[2]/fecha[1]',
    ]);
  });

  test('judges a root that is itself the unit, with what is known of the file at its end', () => {
    const court = judgeOf(
      `
- {id: t.a, at: report, test: size, max: 5}
- {id: t.b, at: report/code, test: code, in: [STR]}`,
      ['report'],
    );
    const root = branch('report', [leaf('code', 'SAR')]);
    court.unit(root, branch('', []));
    const { findings } = court.end(root, { bytes: 9 });
    expect(findings.map(({ rule }) => rule)).toEqual(['t.a', 't.b']);
  });
});

function activity(on: string, folio: string, amount: string, name: string): DocumentNode {
  const party = branch('Party', [leaf('Role', '33'), leaf('Name', name)]);
  return branch('Activity', [leaf('On', on), leaf('Folio', folio), leaf('Amount', amount), party]);
}

function judgeOf(rules: string, unit: readonly string[]) {
  const common =
    'severity: reject, verified: false, source: us, forms: [f], ' +
    'say: {en: "{value}|{expected}|{other}", es: "{value}|{expected}|{other}"}';
  const table = readRules(
    rules.replaceAll('}\n', `, ${common}}\n`).replace(/\}$/, `, ${common}}`),
    'r',
  );
  const clock = fixedClock(Date.UTC(2026, 5, 1));
  return judge(table.rules, { form: 'f', filed_on: null, unit, clock });
}

function judged(rules: string, units: readonly DocumentNode[], attributes: Record<string, string>) {
  const court = judgeOf(rules, ['Batch', 'Activity']).begin({ bytes: 100 });
  const frame = branch('Batch', [leaf('Form', 'SAR')], attributes);
  for (const unit of units) court.unit(unit, frame);
  const prefixes = [
    { prefix: 'fc2', path: 'Batch', place: null },
    { prefix: '', path: 'Batch/Activity[1]', place: null },
  ];
  return court.end(frame, { prefixes });
}
