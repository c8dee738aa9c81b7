import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sharedData } from '../../../test/shared.js';
import { createSpeaker } from '../../base/index.js';
import { abaDigit } from './aba.js';
import { checkIdentifier, recogniseIdentifier } from './check.js';
import { clabeDigit } from './clabe.js';
import { nitDigit } from './colombia.js';
import { curpDigit } from './curp.js';
import { ibanDigits } from './iban.js';
import type { IdentifierKind } from './identifier.js';
import { imoDigit } from './imo.js';
import { leiDigits } from './lei.js';
import { rfcDigit } from './rfc.js';

const codes = (kind: IdentifierKind, text: string) =>
  checkIdentifier(kind, text).findings.map(({ severity, code }) => `${severity} ${code}`);

const GOOD = 'error identifier.';

describe('one identifier of each kind', () => {
  test.each<[IdentifierKind, string, string[]]>([
    ['rfc', 'GODE561231GR8', []],
    ['rfc', 'A&A050908GT0', []],
    ['rfc', 'AÑÑ801231JK0', []],
    ['rfc', 'mhtr-930411/79a', []],
    ['rfc', 'LME060822IH5', ['warning identifier.digit']],
    ['rfc', 'XAXX010101000', []],
    ['rfc', 'AAA-010101AAA', [`${GOOD}shape`]],
    ['rfc', 'ÁAAA010101AAA', [`${GOOD}shape`]],
    ['rfc', 'AAAA010229AAA', [`${GOOD}date`]],
    ['curp', 'MOTR930411HJCRMN03', []],
    ['curp', 'BOXW310820HNERXN08', [`${GOOD}digit`]],
    ['curp', 'MOTR930411HJCRMÑ03', [`${GOOD}shape`]],
    ['curp', 'MOTR930231HJCRMN03', [`${GOOD}date`]],
    ['clabe', '012 180 00464305124 9', []],
    ['clabe', '002000000000000007', [`${GOOD}digit`]],
    ['clabe', '000000000000000000', [`${GOOD}clabe_bank`]],
    ['clabe', '03218000011835971', [`${GOOD}shape`]],
    ['lei', '5493001Z012YSB2A0K51', []],
    ['lei', '5493001Z012YSB2A0K52', [`${GOOD}digit`]],
    ['aba', '021040078', []],
    ['aba', '123456789', [`${GOOD}digit`]],
    ['aba', '401000007', [`${GOOD}prefix`]],
    ['iban', 'GB82 WEST 1234 5698 7654 32', []],
    ['iban', 'DE89370400440532013000', []],
    ['iban', 'DE8937040044053201300', [`${GOOD}length`, `${GOOD}digit`]],
    ['bic', 'BMSXMXMM', []],
    ['bic', 'BMSXZZMMXXX', ['warning identifier.country']],
    ['ein', '12-3456789', []],
    ['ein', '00-1234567', ['warning identifier.prefix']],
    ['ssn', '536-90-4399', []],
    ['ssn', '078-05-1120', [`${GOOD}never_issued`]],
    ['ssn', '666-12-3456', [`${GOOD}never_issued`]],
    ['ssn', '123-00-4567', [`${GOOD}never_issued`]],
    ['itin', '912-90-3456', []],
    ['itin', '912-93-3456', [`${GOOD}never_issued`]],
    ['imo', 'IMO 9074729', []],
    ['imo', '9074728', [`${GOOD}digit`]],
    ['nit', '800.197.268-4', []],
    ['nit', '8001972683', ['warning identifier.digit']],
    ['cedula', '1.020.304.050', []],
    ['cedula', '2020304050', [`${GOOD}shape`]],
  ])('%s %s', (kind, text, expected) => {
    expect(codes(kind, text)).toEqual(expected);
  });

  test('says what it tells of its holder', () => {
    expect(checkIdentifier('curp', 'SABC560626MDFLRN01').facts).toMatchObject({
      born_on: '1956-06-26',
      sex: 'female',
      state: 'DF',
    });
    const young = 'SABC060626MNELRNA';
    const { facts } = checkIdentifier('curp', young + curpDigit(young));
    expect(facts).toMatchObject({ born_on: '2006-06-26', state: 'NE' });
    expect(checkIdentifier('rfc', 'RET130705MD5').facts).toMatchObject({
      holder: 'organisation',
      yymmdd: '130705',
    });
    expect(checkIdentifier('clabe', '032180000118359719').facts).toMatchObject({
      bank: '032',
      plaza: '180',
    });
  });

  test('recognises by itself, and does not guess between what nine digits can be', () => {
    expect(recogniseIdentifier('MOTR930411HJCRMN03')).toEqual(['curp']);
    expect(recogniseIdentifier('VACE460910SX6')).toEqual(['rfc']);
    expect(recogniseIdentifier('5493001Z012YSB2A0K51')).toEqual(['lei']);
    expect(recogniseIdentifier('021040078')).toEqual(['aba', 'ssn', 'ein', 'nit']);
    expect(recogniseIdentifier('x'.repeat(100_000))).toEqual([]);
    expect(recogniseIdentifier('')).toEqual([]);
  });

  test('every finding has its sentence in both languages', () => {
    for (const language of ['en', 'es'] as const) {
      const speaker = createSpeaker(language);
      for (const text of [
        'AA',
        'MHTR815511A70',
        '000000000000000000',
        '078051120',
        'ZZ00000000000000',
      ])
        for (const kind of ['rfc', 'clabe', 'ssn', 'ein', 'iban', 'curp'] as const)
          for (const { code, params } of checkIdentifier(kind, text).findings)
            expect(speaker.say(code, params)).not.toBe('');
    }
  });
});

describe('laws', () => {
  const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
  const letters = (length: number) => fc.stringMatching(new RegExp(`^[A-Z]{${length}}$`));
  const day = fc
    .date({ min: new Date('1930-01-01'), max: new Date('1999-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(2, 10).replaceAll('-', ''));

  test('what carries its own digit has no finding', () => {
    fc.assert(
      fc.property(letters(4), day, letters(2), (name, date, key) => {
        const stem = name + date + key;
        expect(codes('rfc', stem + rfcDigit(stem))).toEqual([]);
      }),
    );
    fc.assert(
      fc.property(day, digits(1), (date, homonym) => {
        const stem = `MOTR${date}HJCRMN${homonym}`;
        expect(codes('curp', stem + curpDigit(stem))).toEqual([]);
      }),
    );
    fc.assert(
      fc.property(digits(6), digits(9), (imo, nit) => {
        expect(codes('imo', imo + imoDigit(imo))).toEqual([]);
        expect(codes('nit', nit + nitDigit(nit))).toEqual([]);
      }),
    );
  });

  /** Changes one digit into another digit, which these schemes promise to notice. */
  const noticed = (kind: IdentifierKind, value: string, at: number, by: number) => {
    const place = [...value].flatMap((each, i) => (/\d/.test(each) ? [i] : []));
    const i = place[at % place.length] ?? 0;
    const changed = value.slice(0, i) + ((Number(value[i]) + by) % 10) + value.slice(i + 1);
    expect(codes(kind, value)).toEqual([]);
    expect(codes(kind, changed)).not.toEqual([]);
  };
  const change = [fc.nat(40), fc.integer({ min: 1, max: 9 })] as const;

  test('one changed digit is noticed in a CLABE, a routing number, an LEI, an IBAN', () => {
    fc.assert(
      fc.property(digits(14), ...change, (account, at, by) => {
        const clabe = `012${account}`;
        noticed('clabe', clabe + clabeDigit(clabe), at, by);
        const aba = `02${account.slice(0, 6)}`;
        noticed('aba', aba + abaDigit(aba), at, by);
        const lei = `5493${account}`;
        noticed('lei', lei + leiDigits(lei), at, by);
        const iban = `ES${ibanDigits('ES', `${account}123456`)}${account}123456`;
        noticed('iban', iban, at, by);
      }),
    );
  });

  test('any text at all gives an answer', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        for (const kind of recogniseIdentifier(text)) checkIdentifier(kind, text);
      }),
    );
  });
});

const vectors = sharedData('identifiers/vectors.json');
describe.skipIf(!vectors)('published vectors', () => {
  type Vectors = Record<string, Record<string, string[] & Record<string, string>>>;
  const load = () => JSON.parse(readFileSync(vectors ?? '', 'utf8')) as Vectors;
  const errorOf = (kind: IdentifierKind, text: string) =>
    codes(kind, text).filter((code) => code.startsWith('error'));

  test('RFC', () => {
    const { rfc = {} } = load();
    for (const text of rfc.valid ?? []) expect(codes('rfc', text), text).toEqual([]);
    for (const text of Object.keys(rfc.generic ?? {})) expect(codes('rfc', text)).toEqual([]);
    for (const text of rfc.valid_but_wrong_check_digit_warn ?? [])
      expect(codes('rfc', text), text).toEqual(['warning identifier.digit']);
    for (const text of rfc.invalid_format ?? [])
      expect(codes('rfc', text), text).toEqual(['error identifier.shape']);
    for (const text of rfc.invalid_date ?? [])
      expect(codes('rfc', text), text).toEqual(['error identifier.date']);
    for (const text of rfc.valid_leap ?? []) expect(errorOf('rfc', text), text).toEqual([]);
    for (const [text, value] of Object.entries(rfc.normalise ?? {}))
      expect(checkIdentifier('rfc', text).value).toBe(value);
  });

  test.each<[string, IdentifierKind]>([
    ['curp', 'curp'],
    ['clabe', 'clabe'],
    ['aba_routing', 'aba'],
    ['lei', 'lei'],
  ])('%s', (name, kind) => {
    for (const [group, texts] of Object.entries(load()[name] ?? {})) {
      if (group === 'note') continue;
      for (const text of texts)
        expect(errorOf(kind, text).length > 0, `${group} ${text}`).toBe(group !== 'valid');
    }
  });
});

const list = sharedData('screening/sat69b');
test.skipIf(!list)('0.24 % of the RFCs on the list of article 69-B fail their digit', () => {
  const file = join(
    list ?? '',
    readdirSync(list ?? '').find((name) => name.endsWith('.csv')) ?? '',
  );
  const lines = new TextDecoder('windows-1252').decode(readFileSync(file)).split('\n');
  const written = lines.flatMap((line) => /^\d+,([^,]+),/.exec(line)?.[1] ?? []);
  const checked = written.map((text) => checkIdentifier('rfc', text).findings[0]);
  const well_formed = checked.filter((finding) => finding?.severity !== 'error');
  const failed = checked.filter((finding) => finding?.severity === 'warning');
  expect(well_formed.length).toBeGreaterThan(12_500);
  expect(failed.length / well_formed.length).toBeCloseTo(0.0024, 4);
});
