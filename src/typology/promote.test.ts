import { expect, test } from 'vitest';
import type { Finding } from '../model/index.js';
import type { Typology } from './ast.js';
import { type PrecisionTable, promoteFindings } from './promote.js';

/** Rules by the flags they cite. */
const RULES: Readonly<Record<string, readonly string[]>> = {
  cash_rule: ['RF 1'],
  flow_rule: ['RF 2'],
  same_flag: ['RF 1', 'RF 9'],
};
const TYPOLOGIES = new Map(
  Object.entries(RULES).map(([id, flags]) => [
    id,
    { id, sources: flags.map((flag) => ({ document: 'D', flag })) } as unknown as Typology,
  ]),
);

function finding(id: string, typology: string, over: Partial<Finding> = {}): Finding {
  return {
    id,
    typology,
    version: '1.0.0',
    subject: { kind: 'account', id: 'A' },
    first_at: '2025-03-01T00:00:00Z',
    last_at: '2025-03-02T00:00:00Z',
    score: 50,
    family: 'cash',
    area: 'fentanyl',
    exact_list_hit: false,
    ...over,
  } as Finding;
}

const CASH = finding('c', 'cash_rule');
const FLOW = finding('f', 'flow_rule', { family: 'flow' });

function promote(findings: readonly Finding[], precision: PrecisionTable = {}) {
  return promoteFindings(findings, TYPOLOGIES, precision, {
    ownerOf: ({ subject }) => subject.id,
    networkOf: ({ subject }) => (subject.id === 'A' ? 'N' : null),
  });
}

test('findings of accounts support one about their network, and not the other way', () => {
  const network = { ...FLOW, subject: { kind: 'network', id: 'N' } } as const;
  const promoted = promote([CASH, network]);
  expect(promoted.map(({ finding: { id }, corroboration }) => [id, corroboration])).toEqual([
    ['f', [CASH]],
  ]);
  const stranger = { ...CASH, subject: { kind: 'account', id: 'B' } } as const;
  expect(promote([stranger, network])).toEqual([]);
});

test('one finding alone is no alert', () => {
  expect(promote([CASH])).toEqual([]);
});

test('findings of two families about one subject support each other', () => {
  expect(promote([CASH, FLOW])).toMatchObject([
    { finding: CASH, ground: 'two_families', corroboration: [FLOW] },
    { finding: FLOW, ground: 'two_families', corroboration: [CASH] },
  ]);
});

test.each<[string, Finding]>([
  ['of the same family', { ...FLOW, family: 'cash' }],
  ['about another subject', { ...FLOW, subject: { kind: 'account', id: 'B' } }],
  ['by a rule that cites the same flag', { ...FLOW, typology: 'same_flag' }],
  ['61 days later', { ...FLOW, first_at: '2025-05-02T00:00:00Z', last_at: '2025-05-03T00:00:00Z' }],
])('a finding %s supports nothing', (_what, other) => {
  expect(promote([CASH, other])).toEqual([]);
});

test('a finding 60 days later still supports', () => {
  const later = { first_at: '2025-05-01T00:00:00Z', last_at: '2025-05-02T00:00:00Z' };
  expect(promote([CASH, { ...FLOW, ...later }])).toHaveLength(2);
});

test('an exact list hit stands alone', () => {
  const hit = { ...CASH, exact_list_hit: true };
  expect(promote([hit])).toMatchObject([{ finding: hit, ground: 'exact_list_hit' }]);
});

test.each([
  ['three right in five', { version: '1.0.0', right: 3, wrong: 2 }, 1],
  ['less than three right in five', { version: '1.0.0', right: 59, wrong: 41 }, 0],
  ['four trials', { version: '1.0.0', right: 4, wrong: 0 }, 0],
  ['another version', { version: '1.0.1', right: 9, wrong: 0 }, 0],
])('measured precision of %s', (_what, measured, alerts) => {
  expect(promote([CASH], { cash_rule: measured })).toHaveLength(alerts);
});

test('more support, more precision and more threat rank higher; nothing ranks above 100', () => {
  const precision = { cash_rule: { version: '1.0.0', right: 1_000_000, wrong: 0 } };
  const rank = (findings: readonly Finding[], table: PrecisionTable = precision) =>
    promote(findings, table).find((item) => item.finding.id === 'c')?.rank_score ?? -1;
  const low = { ...CASH, area: 'gaming' };
  const sure = { ...CASH, score: 100 };
  expect(rank([CASH, FLOW])).toBeGreaterThan(rank([CASH]));
  expect(rank([CASH, FLOW])).toBeGreaterThan(rank([CASH, FLOW], {}));
  expect(rank([CASH])).toBeGreaterThan(rank([low]));
  expect(rank([sure, { ...FLOW, score: 100 }])).toBeLessThanOrEqual(100);
});

test('the order of what comes in does not matter', () => {
  const other = finding('z', 'cash_rule', { subject: { kind: 'account', id: 'B' }, score: 90 });
  const support = { ...other, id: 'y', typology: 'flow_rule', family: 'flow' as const };
  const items = [CASH, FLOW, other, support];
  const ids = (list: readonly Finding[]) => promote(list).map((item) => item.finding.id);
  expect(ids([...items].reverse())).toEqual(ids(items));
  expect(ids(items)[0]).toMatch(/[yz]/);
});
