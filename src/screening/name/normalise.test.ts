import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameTokens, readName } from './normalise.js';

describe('nameTokens', () => {
  test.each([
    ['Muñoz Ibáñez, José Ángel', 'person', 'munoz ibanez jose angel'],
    ['Lic. María del Carmen Peña y Solís', 'person', 'maria carmen pena solis'],
    ['M0r3n0 Ju4n', 'person', 'moreno juan'],
    ['Cаrlos Lорez', 'person', 'carlos lopez'],
    ['\u202eCarlos\u202c\u200bLópez 😀', 'person', 'carloslopez'],
    ['O’Brien, Seán', 'person', 'obrien sean'],
    ['Ｐａｂｌｏ　Ｒｕｉｚ', 'person', 'pablo ruiz'],
    ['Шевченко Тарас', 'person', 'shevchenko taras'],
    ['やまだ タロウ', 'person', 'yamada tarou'],
    ['王小明', 'person', 'wang xiaoming'],
    ['최민수', 'person', 'choi min su'],
    ['Transportes del Río, S. de R.L. de C.V.', 'organisation', 'transportes rio'],
    ['B. & C. Imports Ltd.', 'organisation', 'bc imports'],
    ['ООО «Ромашка»', 'organisation', 'romashka'],
    ['Unit 64E Holdings LLC', 'organisation', 'unit 64e holdings'],
    ['S.A. de C.V.', 'organisation', 'sa cv'],
    ['De La', 'person', 'de la'],
    ['MV Sea Star II', 'vessel', 'mv sea star ii'],
    ["x'; DROP TABLE names; --", 'person', 'x drop table names'],
    ['(a+)+$.*[', null, 'a'],
    ['', 'person', ''],
    ['😀', 'person', ''],
  ] as const)('%s (%s) is “%s”', (full, kind, tokens) => {
    expect(nameTokens(full, kind).join(' ')).toBe(tokens);
  });

  test('anything is read, as ASCII, within bounds', () => {
    const kind = fc.constantFrom('person', 'organisation', 'vessel', null);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 1500 }), kind, (full, asked) => {
        const tokens = nameTokens(full, asked);
        expect(tokens.length).toBeLessThanOrEqual(32);
        for (const token of tokens) expect(token).toMatch(/^[a-z0-9]{1,40}$/);
      }),
    );
  });
});

describe('legal forms', () => {
  test.each([
    ['Acme S.A. de C.V.', 'SACV'],
    ['Acme Sociedad Anónima de Capital Variable', 'SACV'],
    ['Acme, S. de R.L. de C.V.', 'SRLCV'],
    ['Acme S.A.P.I. de C.V.', 'SAPICV'],
    ['Acme, S.P.R. de R.L.', 'SPR'],
    ['Acme Gesellschaft mit beschränkter Haftung', 'GMBH'],
    ['Общество с ограниченной ответственностью Acme', 'OOO'],
    ['Acme L.L.C.', 'LLC'],
    ['Acme Co., Ltd.', 'LTD'],
  ])('%s is %s', (full, form) => {
    const { words, forms } = readName(full, 'organisation');
    expect(words.map((word) => word.text)).toEqual(['acme']);
    expect(forms.map((one) => one.class)).toEqual([form]);
  });
});
