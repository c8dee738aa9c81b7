import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ID_TYPES } from '../agreement/index.js';
import { claimTokens } from './claim-tokens.js';
import { spanishSound } from './spanish-sound.js';
import type { Claim, PersonName, Subject } from './subject.js';
import { subjectsOf, tokenInputs } from './token-inputs.js';

const values = (claim: Claim) => {
  const canonical = claimTokens(claim);
  return 'refused' in canonical
    ? canonical.refused
    : canonical.values.map(({ label, value }) => `${label}|${value}`);
};
const person = (name: PersonName) => values({ type: 'person_name', ...name });
const born_on = '1980-02-14';
const garcia = { given: 'José', paternal: 'García', maternal: 'Núñez', born_on };

describe('identifiers', () => {
  test.each<[Claim, string[] | string]>([
    [{ type: 'curp', value: 'motr930411hjcrmn03' }, ['curp|MOTR930411HJCRMN03']],
    [{ type: 'curp', value: 'BOXW310820HNERXN08' }, 'digit'],
    [{ type: 'curp', value: 'МOTR930411HJCRMN03' }, 'shape'],
    [{ type: 'curp', value: 'ＭOTR930411HJCRMN03' }, ['curp|MOTR930411HJCRMN03']],
    [{ type: 'rfc', value: 'GODE-561231-GR8' }, ['rfc|GODE561231GR8']],
    [{ type: 'rfc', value: 'XAXX010101000' }, 'generic'],
    [{ type: 'rfc', value: 'XEXX010101000' }, 'generic'],
    [{ type: 'clabe', value: '032 180 00011835971 9' }, ['clabe|032180000118359719']],
    [{ type: 'clabe', value: '032180000118359718' }, 'digit'],
    [{ type: 'iban', value: 'GB82 WEST 1234 5698 7654 32' }, ['iban|GB82WEST12345698765432']],
    [{ type: 'ssn', value: '536-90-4399' }, ['ssn|536904399']],
    [{ type: 'ssn', value: '078-05-1120' }, 'never_issued'],
    [{ type: 'itin', value: '912-93-3456' }, 'never_issued'],
    [{ type: 'ein', value: '12-3456789' }, ['ein|123456789']],
    [{ type: 'lei', value: '5493001Z012YSB2A0K52' }, 'digit'],
    [{ type: 'passport', country: 'MX', value: 'g 1234-5678' }, ['passport|MX|G12345678']],
    [{ type: 'passport', country: 'Mexico', value: 'G12345678' }, 'shape'],
    [{ type: 'account', bank: '021040078', value: '12345' }, ['account|021040078|12345']],
    [
      { type: 'account', bank: '0210-40078', value: '00012345' },
      ['account|021040078|12345', 'account_kept|021040078|00012345'],
    ],
    [{ type: 'account', bank: '021040079', value: '12345' }, 'digit'],
    [{ type: 'account', bank: '021040078', value: '000000' }, 'shape'],
    [{ type: 'phone', value: '+52 1 (55) 1234-5678' }, ['phone|+525512345678']],
    [{ type: 'phone', value: '0052 55 1234 5678' }, ['phone|+525512345678']],
    [{ type: 'phone', value: '+1 212 555 0123' }, ['phone|+12125550123']],
    [{ type: 'phone', value: '55 1234 5678' }, 'shape'],
    [{ type: 'phone', value: '+1 112 555 0123' }, 'shape'],
    [{ type: 'email', value: ' Ana.Ruiz@Niño.MX ' }, ['email|ana.ruiz@xn--nio-8ma.mx']],
    [{ type: 'email', value: 'аna@example.org' }, 'script'],
    [{ type: 'email', value: 'ana@localhost' }, 'shape'],
    [
      { type: 'wallet', chain: 'bitcoin', value: '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2' },
      ['wallet|bitcoin|1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2'],
    ],
    [{ type: 'wallet', chain: 'bitcoin', value: '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3' }, 'digit'],
    [
      { type: 'wallet', chain: 'bitcoin', value: 'BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4' },
      ['wallet|bitcoin|bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'],
    ],
    [
      { type: 'wallet', chain: 'bitcoin', value: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5' },
      'digit',
    ],
    [
      { type: 'wallet', chain: 'ethereum', value: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed' },
      ['wallet|ethereum|0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed'],
    ],
    [
      { type: 'payment', scheme: 'uetr', value: '97ED4827-7B6F-4491-A06F-B548D5A7512D' },
      ['payment|uetr|97ed4827-7b6f-4491-a06f-b548d5a7512d'],
    ],
    [{ type: 'payment', scheme: 'ach', value: '12345' }, 'shape'],
  ])('%o', (claim, expected) => {
    expect(values(claim)).toEqual(expected);
  });
});

describe('names', () => {
  test('a person is known by composites, each with the day of birth', () => {
    expect(person({ ...garcia, given: 'J. Luis', paternal: 'de la García' })).toEqual([
      `pn4|GARCIA JOSE LUIS NUNEZ|${born_on}`,
      `pn1|JOSE GARCIA|NUNEZ|${born_on}`,
      `pn3|JOSE|NUNEZ|${born_on}`,
      `pn2|JOSE GARCIA|${born_on}`,
      'pn5|JOSE|GARSIA|1980-02',
    ]);
  });

  test('a day and a month swapped by a clerk still give one value', () => {
    const [first, other] = ['1980-02-11', '1980-11-02'].map((day) =>
      person({ ...garcia, born_on: day }),
    );
    const shared = [...(first ?? [])].filter((value) => other?.includes(value));
    expect(shared).toEqual(['pn6|JOSE GARCIA|1980|02 11']);
  });

  test.each([
    ['no_birth_date', { given: 'José', paternal: 'García' }],
    ['birth_date', { ...garcia, born_on: '1980-02-30' }],
    ['script', { ...garcia, paternal: 'Gаrcía' }],
    ['name', { given: 'José', born_on }],
    ['name', { given: 'de', paternal: 'la', born_on }],
  ] as const)('%s: no token', (reason, name) => {
    expect(person(name)).toBe(reason);
  });

  test('a business is known without its legal form', () => {
    const at = { type: 'business_name', country: 'MX', region: 'Jalisco' } as const;
    const expected = ['bn1|TEQUILA NORTE|MX|JALISCO'];
    for (const name of [
      'Tequila Norte, S.A. de C.V.',
      'TEQUILA & NORTE S. A. DE C. V.',
      'Tequila Norte S de RL de CV',
      'Tequila y Norté SAPI de CV',
    ])
      expect(values({ ...at, name }), name).toEqual(expected);
    expect(values({ type: 'business_name', name: 'Norte LLC', country: 'US' })).toBe('place');
  });

  test('what sounds alike in Mexico', () => {
    expect(spanishSound('GONZALEZ')).toBe(spanishSound('GONSALES'));
    expect(spanishSound('VALLE')).toBe(spanishSound('BAYE'));
    expect(spanishSound('HERNANDEZ')).toBe(spanishSound('ERNANDES'));
    expect(spanishSound('QUINTERO')).toBe(spanishSound('KINTERO'));
    expect(spanishSound('GARCIA')).not.toBe(spanishSound('GARZA'));
  });
});

describe('attacks on the canonical forms', () => {
  const word = fc.stringMatching(/^[A-Z]{3,9}$/);
  const day = fc
    .date({ min: new Date('1930-01-01'), max: new Date('2005-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  /** Spellings that mean the same: accents, case, particles, spaces, invisible signs. */
  const ACCENTS = new Map([...'AEIOUN'].map((letter, i) => [letter, 'ÁÉÍÓÚÑ'[i] ?? letter]));
  const respelt = (text: string, how: number) => {
    const accented = [...text].map((l, i) => ((how >> (i % 8)) & 1 ? (ACCENTS.get(l) ?? l) : l));
    const cased = how & 1 ? accented.join('').toLowerCase() : accented.join('');
    const spaced = how & 2 ? `  ${cased}\u200b ` : cased;
    return how & 4 ? `de  la ${spaced}` : spaced.normalize(how & 8 ? 'NFD' : 'NFC');
  };

  test('every spelling of a name gives the same values', () => {
    fc.assert(
      fc.property(word, word, word, day, fc.nat(255), (given, paternal, maternal, born, how) => {
        const name = { given, paternal, maternal, born_on: born };
        const other = {
          given: respelt(given, how & ~4),
          paternal: respelt(paternal, how),
          maternal: respelt(maternal, how),
          born_on: born,
        };
        expect(person(other)).toEqual(person(name));
      }),
    );
  });

  test('no two CURPs that differ by one character become one', () => {
    fc.assert(
      fc.property(fc.nat(17), fc.nat(35), (at, by) => {
        const curp = 'MOTR930411HJCRMN03';
        const letter = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'[by] ?? '0';
        const near = curp.slice(0, at) + letter + curp.slice(at + 1);
        const [a, b] = [curp, near].map((value) => values({ type: 'curp', value }));
        if (near !== curp) expect(b).not.toEqual(a);
      }),
    );
  });

  test('no value runs into the next: what is between bars stays there', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.string({ maxLength: 30 }), (given, paternal) => {
        const found = person({ given, paternal, born_on });
        if (typeof found === 'string') return;
        for (const value of found) expect(value.split('|').length).toBeLessThanOrEqual(4);
      }),
    );
  });

  test('names without a day of birth cannot be counted; with the rule off they are', async () => {
    const book = ['JOSE GARCIA', 'JOSE GARCIA', 'JOSE GARCIA', 'ANA RUIZ'].map((full, i) => ({
      id: `${i}`,
      is_likely_victim: false,
      claims: [{ type: 'person_name', full } as const],
    }));
    const { inputs, refused } = await tokenInputs(book, ['person_name']);
    expect([inputs.length, refused.length]).toEqual([0, 4]);
    // The weakened rule: a made-up day for all, so that the name alone decides.
    const weak = book.map(({ claims, ...rest }) => ({
      ...rest,
      claims: claims.map((claim) => ({ ...claim, born_on })),
    }));
    const merged = (await tokenInputs(weak, ['person_name'])).inputs.map((each) => each.subjects);
    expect(Math.max(...merged.map(({ length }) => length))).toBe(3);
  });

  test('any text is answered, and none throws', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ID_TYPES), fc.string({ unit: 'binary' }), (type, value) => {
        const rest = { value, name: value, full: value, country: 'MX', bank: value, born_on };
        claimTokens({ ...rest, type, chain: 'bitcoin', scheme: 'uetr' } as unknown as Claim);
      }),
    );
  });
});

describe('sets', () => {
  const subject = (id: string, claims: readonly Claim[], is_likely_victim = false): Subject => ({
    id,
    is_likely_victim,
    claims,
  });
  const phone = { type: 'phone', value: '+525512345678' } as const;

  test('likely victims and types that were not agreed give no input', async () => {
    const book = [
      subject('a', [phone, { type: 'curp', value: 'MOTR930411HJCRMN03' }]),
      subject('b', [{ type: 'curp', value: 'SABC560626MDFLRN01' }], true),
      subject('c', [{ type: 'curp', value: 'SABC560626MDFLRN02' }]),
    ];
    const { inputs, refused } = await tokenInputs(book, ['curp']);
    expect(inputs).toEqual([{ input: 'cifx1|curp|MOTR930411HJCRMN03', subjects: ['a'] }]);
    expect(refused).toEqual([
      { subject: 'b', type: 'curp', reason: 'likely_victim' },
      { subject: 'c', type: 'curp', reason: 'digit' },
    ]);
    expect(JSON.stringify(refused)).not.toContain('SABC');
  });

  test('what two subjects share is one input, whatever the book’s order', async () => {
    const book = [subject('z', [phone]), subject('a', [phone])];
    const there = await tokenInputs(book, ['phone']);
    expect(there.inputs).toEqual([{ input: 'cifx1|phone|+525512345678', subjects: ['a', 'z'] }]);
    expect(await tokenInputs([...book].reverse(), ['phone'])).toEqual(there);
  });

  test('a weak composite alone reveals nobody', () => {
    const weak = { input: 'cifx1|pn5|JOSE|GARSIA|1980-02', subjects: ['a'] };
    const swapped = { input: 'cifx1|pn6|JOSE GARCIA|1980|02 11', subjects: ['a', 'b'] };
    expect(subjectsOf([weak, swapped])).toEqual([]);
    const strong = { input: 'cifx1|curp|MOTR930411HJCRMN03', subjects: ['b'] };
    expect(subjectsOf([weak, swapped, strong])).toEqual([{ subject: 'b', by: ['curp', 'pn6'] }]);
  });
});
