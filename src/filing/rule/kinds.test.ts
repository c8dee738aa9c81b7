import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeDocument, mutationsOf, type RuledDocument } from '../../../test/filing-mutations.js';
import { UNBROKEN_KINDS } from '../../../test/filing-mutators.js';
import { fixedClock, seededRandom } from '../../base/index.js';
import { branch, leaf } from '../document/node.js';
import type { JudgeOptions } from './judge.js';
import { KINDS } from './kinds.js';
import { readRules } from './read-rules.js';

/** For every kind a rule, each about a part of the document of its own. */
const RULES = `
lists: {yes: [Y], kinds: {L: {en: Legal, es: Legal}, AKA: {en: Alias, es: Alias}}}
rules:
- {id: t.pattern, at: Batch/Unit/Pattern, test: pattern, is: '\\d{9}'}
- {id: t.not_pattern, at: Batch/Unit/NotPattern, test: not_pattern, is: '\\d{3}-\\d'}
- {id: t.characters, at: Batch/Unit/Characters, test: characters, allowed: 'A-ZÑ0-9 .,'}
- {id: t.length, at: Batch/Unit/Length, test: length, min: 2, max: 12}
- {id: t.length_is, at: //LengthIs, test: length, is: 14}
- {id: t.number, at: Batch/Unit/Number, test: number, decimals: 2, digits_max: 14, min: 0}
- {id: t.number_range, at: Batch/Unit/NumberRange, test: number, decimals: 0..2, min: 1, max: 100}
- {id: t.date, at: Batch/Unit/Date, test: date, year_min: 1900, year_max: 2100}
- {id: t.month, at: Batch/Unit/Month, test: date, form: YYYYMM}
- {id: t.born, at: Batch/Unit/Born, test: date, partial: yes}
- {id: t.us_day, at: Batch/Unit/UsDay, test: date, form: MMDDYYYY}
- {id: t.not_after, at: Batch/Unit/NotAfter, test: not_after, other: $today}
- {id: t.within_days, at: Batch/Unit/WithinDays, test: not_after, other: ../Day, days: 30}
- {id: t.not_before, at: Batch/Unit/NotBefore, test: not_before, other: ../Day}
- {id: t.in_period, at: Batch/Unit/InPeriod, test: in_period, other: /Batch/Period}
- {id: t.code, at: Batch/Unit/Code, test: code, in: [A, B]}
- {id: t.code_list, at: Batch/Unit/CodeList, test: code, list: kinds}
- {id: t.code_layout, at: Batch/Unit/CodeLayout, test: code, list: role}
- {id: t.tin, at: "Batch/Unit/Id[../Kind in 1 2]", test: identifier, kind: tin}
- {id: t.placeholder, at: Batch/Unit/Placeholder, test: identifier, kind: digits_placeholder}
- {id: t.rfc, at: Batch/Unit/Rfc, test: identifier, kind: rfc, level: warning}
- {id: t.clabe, at: Batch/Unit/Clabe, test: identifier, kind: clabe}
- {id: t.curp, at: Batch/Unit/Curp, test: identifier, kind: curp}
- {id: t.ssn, at: Batch/Unit/Ssn, test: identifier, kind: ssn}
- {id: t.imei, at: Batch/Unit/Imei, test: identifier, kind: imei}
- {id: t.equal, at: Batch/Unit/Equal, test: equal, other: /Batch/Period}
- {id: t.differs, at: Batch/Unit/Differs, test: differs, other: ../Code}
- {id: t.state, at: //State, test: state_of_country, country: ../Country}
- {id: t.required, at: //Party, when: Role in 33 35, test: required, of: [Name, Name/Full]}
- {id: t.absent, at: Batch/Unit, when: not Zero, test: absent, of: [Detected, '@late']}
- {id: t.one_of, at: Batch/Unit, test: one_of, of: [Rfc, Curp, "First[.=Y]"], least: 1, most: 2}
- {id: t.count, at: Batch, test: count, of: //Party, equals: '@PartyCount'}
- {id: t.count_max, at: Batch/Unit, test: count, of: Block, max: 5}
- {id: t.count_min, at: Batch/Unit, test: count, of: "Party[Role=33]", min: 1}
- {id: t.sum, at: Batch, test: sum, of: //Amount, minus: //Back, equals: '@Total'}
- {id: t.sum_max, at: Batch/Unit, test: sum, of: Amount, max: 100000}
- {id: t.unique, at: Batch/Unit, test: unique, of: Block, by: [No]}
- {id: t.unique_file, at: Batch, test: unique, of: Unit, by: Folio}
- {id: t.consecutive, at: Batch, test: consecutive, of: Unit/Folio, first: 000001}
- {id: t.holds, at: Batch/Unit, test: holds, that: ["Amount<=50000 or Zero", "Born ~ '19.*'"]}
- {id: t.prefix, at: Batch, test: prefix, is: fc2}
- {id: t.size, at: Batch, test: size, max: 60000000}
- {id: t.file_name, at: Batch, test: pattern, value: $file_name, is: '[123]\\d{10}\\.002'}
`;

const COMMON =
  'severity: reject, verified: false, source: us, forms: [f], ' +
  'say: {en: "{value}|{expected}|{other}", es: "{value}|{expected}|{other}"}}';
const { rules } = readRules(
  RULES.replaceAll(/\}$/gm, `, ${COMMON}`).replace(`, ${COMMON}`, '}'),
  'r',
);

const OPTIONS: JudgeOptions = {
  form: 'f',
  filed_on: null,
  unit: ['Batch', 'Unit'],
  codes: new Map([['role', new Map([['33', null]])]]),
  clock: fixedClock(Date.UTC(2026, 5, 15)),
};

/** What else may be broken, where a change touches what two rules are about. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  't.born': ['t.holds'],
  't.count_max': ['t.unique'],
  't.count_min': ['t.count'],
  't.sum_max': ['t.sum', 't.holds'],
  't.unique': ['t.count_max'],
  't.unique_file': ['t.count', 't.sum', 't.consecutive'],
  't.consecutive': ['t.unique_file'],
  't.holds': ['t.sum', 't.born'],
};

describe('every kind of test', () => {
  test('has a mutator, and a rule here', () => {
    expect(UNBROKEN_KINDS).toEqual([]);
    expect([...KINDS.keys()].filter((kind) => !rules.some((rule) => rule.kind === kind))).toEqual(
      [],
    );
  });

  test('lets a good document pass, whatever is in it', () => {
    fc.assert(
      fc.property(document(), (good) => {
        expect(judgeDocument(rules, good, OPTIONS).findings).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  test.each(rules.map((rule) => [rule.id, rule] as const))(
    '%s catches its mutation',
    (id, rule) => {
      let broken = 0;
      fc.assert(
        fc.property(document(), fc.integer(), (good, seed) => {
          const random = seededRandom(String(seed));
          const bad = mutationsOf(rule, good, { options: OPTIONS, random });
          if (bad === null) return;
          broken += 1;
          const { findings } = judgeDocument(rules, bad, OPTIONS);
          const by = new Set(findings.map((finding) => finding.rule));
          expect([...by], JSON.stringify(bad)).toContain(id);
          const others = [...by].filter((each) => each !== id && !ALSO[id]?.includes(each));
          expect(others, JSON.stringify(bad)).toEqual([]);
        }),
        { numRuns: 40 },
      );
      expect(broken).toBeGreaterThan(10);
    },
  );
});

/** One to three units in a frame that says of them what is so. */
function document(): fc.Arbitrary<RuledDocument> {
  return fc.array(unit(), { minLength: 1, maxLength: 3 }).map((units) => {
    const numbered = units.map((each, index) => ({
      ...each,
      children: [leaf('Folio', String(index + 1).padStart(6, '0')), ...each.children],
    }));
    const all = numbered.flatMap(({ children }) => children);
    const total = (name: string) =>
      all.filter((each) => each.name === name).reduce((sum, { text }) => sum + Number(text), 0);
    const PartyCount = String(all.filter(({ name }) => name === 'Party').length);
    const Total = String(total('Amount') - total('Back'));
    return {
      frame: branch('Batch', [leaf('Period', '202601')], { PartyCount, Total }),
      units: numbered,
      facts: { name: '10691191803.002', bytes: 60_000_000, prefixes: [prefix] },
    };
  });
}

const prefix = { prefix: 'fc2', path: 'Batch', place: null };

function unit() {
  const amount = fc.integer({ min: 0, max: 40_000 });
  return fc
    .record({ amount, back: amount, blocks: fc.integer({ min: 1, max: 5 }) })
    .map((given) =>
      branch('Unit', [
        ...LEAVES.map(([name, text]) => leaf(name, text)),
        ...[leaf('Amount', String(given.amount)), leaf('Back', String(given.back))],
        branch('Address', [leaf('State', 'BCN'), leaf('Country', 'MX')]),
        branch('Address', [leaf('State', 'TX'), leaf('Country', 'US')]),
        branch('Address', [leaf('State', 'Anything'), leaf('Country', 'GT')]),
        branch('Party', [leaf('Role', '33'), branch('Name', [leaf('Full', 'ACME')])]),
        branch('Party', [leaf('Role', '8')]),
        ...Array.from({ length: given.blocks }, (_, at) =>
          branch('Block', [leaf('No', String(at + 1)), leaf('Text', 'x')]),
        ),
      ]),
    );
}

const LEAVES: readonly (readonly [string, string])[] = [
  ...([
    ['Pattern', '458985215'],
    ['NotPattern', '45-8985215'],
  ] as const),
  ...([
    ['Characters', 'JUAN ÑANDÚ'.replace('Ú', 'U')],
    ['Length', 'Mechanic'],
  ] as const),
  ...([
    ['LengthIs', '00000000000000'],
    ['Number', '1500000.00'],
  ] as const),
  ...([
    ['NumberRange', '99.5'],
    ['Date', '20240229'],
  ] as const),
  ...([
    ['Month', '202612'],
    ['Born', '19800000'],
    ['UsDay', '12312025'],
  ] as const),
  ...([
    ['NotAfter', '20260615'],
    ['Day', '20260101'],
    ['WithinDays', '20260131'],
  ] as const),
  ...([
    ['NotBefore', '20260101'],
    ['InPeriod', '20260131'],
  ] as const),
  ...([
    ['Code', 'A'],
    ['CodeList', 'AKA'],
    ['CodeLayout', '33'],
  ] as const),
  ...([
    ['Kind', '1'],
    ['Id', '458985215'],
    ['Placeholder', '5589887789'],
  ] as const),
  ...([
    ['Rfc', 'GODE561231GR8'],
    ['Clabe', '032180000118359719'],
  ] as const),
  ...([
    ['Curp', 'BADD110313HCMLNS06'],
    ['Ssn', '458985215'],
    ['Imei', '490154203237518'],
  ] as const),
  ...([
    ['Equal', '202601'],
    ['Differs', 'B'],
  ] as const),
];
