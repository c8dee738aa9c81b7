import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Alphabet,
  CNBV_TEXT,
  FINCEN_NARRATIVE,
  FINCEN_TEXT,
  GOAML_NAME,
  isSpelledIn,
  ofLength,
  transliterate,
} from './index.js';

const CAPITALS: Alphabet = {
  id: 'capitals',
  title: { en: 'capitals', es: 'mayúsculas' },
  characters: 'A-ZÑ ',
  capitals: true,
  length_max: 200,
};
const STRICT: Alphabet = { ...CAPITALS, first: 'A-ZÑ', trimmed: true, runs: false };
const SETS = [CAPITALS, STRICT, FINCEN_TEXT, FINCEN_NARRATIVE, CNBV_TEXT, GOAML_NAME];

describe('a text in the characters of a form', () => {
  it.each([
    ['José Ángel Núñez', CAPITALS, 'JOSE ANGEL NUÑEZ'],
    ['Jose\u0301 Nun\u0303ez', CAPITALS, 'JOSE NUÑEZ'],
    ['Jürgen Groß', CAPITALS, 'JURGEN GROSS'],
    ['Æsir Øre', CAPITALS, 'AESIR ORE'],
    ['Дмитрий', CAPITALS, 'DMITRIY'],
    ['Γιώργος', GOAML_NAME, 'Giorgos'],
    ['王小明', CAPITALS, 'WANGXIAOMING'],
    ['García-López', CAPITALS, 'GARCIA LOPEZ'],
    ['O’Brien', CAPITALS, 'OBRIEN'],
    ['O’Brien', GOAML_NAME, "O'Brien"],
    ['Ana 😀 María', CAPITALS, 'ANA  MARIA'],
    ['Ana\u0007María', CAPITALS, 'ANAMARIA'],
    ['uno;dos; tres', CNBV_TEXT, 'UNO DOS TRES'],
    ['Núñez\r\nLópez ', FINCEN_TEXT, 'Nunez  Lopez'],
    [' Núñez  López', STRICT, 'NUÑEZ LOPEZ'],
    ['\ud800Ana', CAPITALS, 'ANA'],
  ])('spells %j', (text, set, expected) => {
    expect(transliterate(text, set).text).toBe(expected);
  });

  it('tells each change at its place', () => {
    expect(transliterate('ANA É 😀X', CAPITALS).changes).toEqual([
      { at: 4, from: 'É', to: 'E' },
      { at: 6, from: '😀', to: '' },
    ]);
  });

  it('cuts between characters, and says so', () => {
    const cut = transliterate('AÑO NUEVO', ofLength(CAPITALS, 3));
    expect(cut).toMatchObject({ text: 'AÑO', isCut: true });
    expect(cut.changes).toEqual([{ at: 3, from: ' NUEVO', to: '' }]);
    const whole: Alphabet = { ...CAPITALS, characters: '\\u{1F600}', length_max: 1 };
    expect(transliterate('😀😀', whole).text).toBe('😀');
  });

  it('is in the set, leaves alone what was, and is the same done twice', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: fc.constantFrom('ñ', 'É', ' ', '-', 'ß', 'A', '\ud83d', '\u0301', '北') }),
    );
    const lengths = fc.option(fc.integer({ min: 1, max: 20 }), { nil: null });
    fc.assert(
      fc.property(texts, fc.constantFrom(...SETS), lengths, (text, any, most) => {
        const set = most === null ? any : ofLength(any, most);
        const result = transliterate(text, set);
        expect(isSpelledIn(result.text, set)).toBe(true);
        if (isSpelledIn(text, set)) expect(result).toEqual({ text, changes: [], isCut: false });
        expect(transliterate(result.text, set).text).toBe(result.text);
        expect(replayed(text, result.changes)).toBe(result.text);
      }),
      { numRuns: 300 },
    );
  });
});

/** The changes applied to the text before: they say all that happened. */
function replayed(text: string, changes: readonly { at: number; from: string; to: string }[]) {
  let done = '';
  let at = 0;
  for (const change of changes) {
    expect(text.slice(change.at, change.at + change.from.length)).toBe(change.from);
    done += text.slice(at, change.at) + change.to;
    at = change.at + change.from.length;
  }
  return done + text.slice(at);
}
