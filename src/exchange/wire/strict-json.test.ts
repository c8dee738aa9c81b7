import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fault } from '../../base/index.js';
import { canonicalJson } from '../../store/index.js';
import { readStrictJson } from './strict-json.js';

const read = (text: string) => readStrictJson(Buffer.from(text));

function codeOf(text: string | Uint8Array): string {
  try {
    readStrictJson(Buffer.from(text as string));
    return 'none';
  } catch (error) {
    if (error instanceof Fault) return error.code.replace('exchange.wire.json.', '');
    throw error;
  }
}

test.each([
  ['{"a":1,"a":1}', 'duplicate'],
  ['{"a":1,"\\u0061":2}', 'duplicate'],
  ['[9007199254740992]', 'number'],
  ['[-9007199254740993]', 'number'],
  ['[1.0]', 'number'],
  ['[1e2]', 'number'],
  ['[-0]', 'number'],
  ['[01]', 'number'],
  ['["e\\u0301"]', 'unicode'],
  ['{"e\u0301":1}', 'unicode'],
  ['["\\ud800"]', 'unicode'],
  ['{"__proto__":{}}', 'syntax'],
  ['', 'syntax'],
  ['{"a":1,}', 'syntax'],
  ['[1 2]', 'syntax'],
  ['{} {}', 'syntax'],
  ['\ufeff{}', 'syntax'],
  ['["a\nb"]', 'syntax'],
  ['["open', 'syntax'],
  ['["\\x41"]', 'syntax'],
  ['[NaN]', 'syntax'],
  ["['a']", 'syntax'],
  ['['.repeat(40), 'depth'],
  [`[${'1,'.repeat(100_001)}1]`, 'depth'],
])('%s is refused: %s', (text, code) => {
  expect(codeOf(text)).toBe(code);
});

test('bytes that are not UTF-8, and too many of them', () => {
  expect(codeOf(Uint8Array.of(0x22, 0xc0, 0xaf, 0x22))).toBe('utf8');
  expect(codeOf(Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22))).toBe('utf8');
  expect(codeOf(Buffer.alloc(1024 * 1024 + 1, 0x20))).toBe('size');
});

test('what is accepted reads as the platform reads it', () => {
  const text =
    ' {"a" : [1, -2, 9007199254740991, true, null, "\\u00e9\\n\\ud83d\\ude00"] , "b":{} } ';
  expect(read(text)).toEqual(JSON.parse(text));
});

test('canonical JSON reads back as itself, and never anything else', () => {
  const text = fc.string({ unit: 'grapheme' }).map((s) => s.normalize('NFC'));
  const key = text.filter((s) => s !== '__proto__');
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.maxSafeInteger().map((n) => n + 0),
      text,
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      const written = canonicalJson(value);
      expect(canonicalJson(read(written))).toBe(written);
    }),
    { numRuns: 300 },
  );
});

test('any text is either read as the platform reads it, or a Fault', () => {
  const parts = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '\\',
    'a',
    '0',
    '1',
    '.',
    'e',
    '-',
    ' ',
    'true',
    'null',
    '\\u00',
    '\u0301',
  );
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 20 }), (pieces) => {
      const text = pieces.join('');
      if (codeOf(text) === 'none') expect(read(text)).toEqual(JSON.parse(text));
    }),
    { numRuns: 2000 },
  );
});

describe('RFC 8785', () => {
  test('the sample of section 3.2.2', () => {
    const sample =
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],' +
      '"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/",' +
      '"literals":[null,true,false]}';
    expect(canonicalJson(JSON.parse(sample))).toBe(
      '{"literals":[null,true,false],' +
        '"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  test('the order of keys of section 3.2.3', () => {
    const sample = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(Object.values(JSON.parse(canonicalJson(sample)) as object)).toHaveLength(7);
    expect(
      canonicalJson(sample)
        .match(/:"[^"]*"/g)
        ?.map((text) => text.slice(2, -1)),
    ).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  test.each([
    [0x0000000000000001n, '5e-324'],
    [0x7fefffffffffffffn, '1.7976931348623157e+308'],
    [0x4340000000000000n, '9007199254740992'],
    [0x44b52d02c7e14af6n, '1e+23'],
    [0x444b1ae4d6e2ef50n, '1e+21'],
    [0x3eb0c6f7a0b5ed8dn, '0.000001'],
    [0x8000000000000000n, '0'],
  ])('the number of appendix B with the bits %i', (bits, written) => {
    expect(canonicalJson(Number(new Float64Array(BigUint64Array.of(bits).buffer)[0]))).toBe(
      written,
    );
  });
});
