import { expect, test } from 'vitest';
import type { Filing } from '../filing.js';
import { fincenFormat } from './fincen-format.js';

const lens = fincenFormat.lens('fincen-sar');

function written(filing: Omit<Filing, 'form'>) {
  const { unit, frame, losses } = lens.write({ form: 'fincen-sar', ...filing });
  return { filing: lens.read(unit, frame), losses };
}

test('a Mexican person in fewer fields, each change told', () => {
  const { filing, losses } = written({
    parties: [
      {
        role: 'subject',
        kind: 'person',
        names: [{ kind: 'legal', given: 'José', family: 'Núñez', maternal: 'Peña' }],
        addresses: [{ street: 'Reforma', exterior: '12', quarter: 'Centro', country: 'MX' }],
        identities: [
          { kind: 'rfc', number: 'NUPJ800101AB1' },
          { kind: 'curp', number: 'X' },
        ],
        phones: [{ number: '(664) 123-4567' }],
        nationality: 'MX',
      },
    ],
  });
  expect(filing.parties?.[0]).toEqual({
    role: 'subject',
    kind: 'person',
    names: [{ kind: 'legal', given: 'José', family: 'Núñez Peña' }],
    addresses: [{ street: 'Reforma 12 Centro', country: 'MX' }],
    identities: [
      { kind: 'foreign', number: 'NUPJ800101AB1', country: 'MX' },
      { kind: 'other', other: 'CURP', number: 'X', country: 'MX' },
    ],
    phones: [{ number: '6641234567' }],
  });
  expect(losses.map(({ path, kind }) => `${kind} ${path}`).sort()).toEqual([
    'dropped parties[0].nationality',
    'transliterated parties[0].addresses[0].street',
    'transliterated parties[0].identities[0].kind',
    'transliterated parties[0].identities[1].kind',
    'transliterated parties[0].names[0].maternal',
    'transliterated parties[0].phones[0].number',
  ]);
});

test('cents are rounded up, what is too large has no place', () => {
  const { filing, losses } = written({
    activity: { amount: '9500.01', cumulative: '12345678901234567' },
  });
  expect(filing.activity).toEqual({ amount: '9501' });
  expect(losses).toMatchObject([
    { path: 'activity.amount', kind: 'transliterated', from: '9500.01', to: '9501' },
    { path: 'activity.cumulative', kind: 'dropped', from: '12345678901234567' },
  ]);
});

test('a narrative of 100,000 characters: five blocks, and all that was cut is shown', () => {
  const text = 'palabra '.repeat(12_500);
  const { filing, losses } = written({ narrative: [text] });
  expect(filing.narrative).toHaveLength(5);
  for (const block of filing.narrative ?? []) expect(block.length).toBeLessThanOrEqual(4000);
  const cut = losses.find(({ kind }) => kind === 'cut');
  expect([...(filing.narrative ?? []), cut?.from].join('')).toBe(text);
});

test('control characters, line breaks, blanks at the ends and long names', () => {
  const full = `  A\u0000B\r\nC ${'x'.repeat(200)}`;
  const { filing, losses } = written({
    parties: [{ role: 'filer', kind: 'organisation', names: [{ kind: 'legal', full }] }],
    narrative: ['One\r\nTwo\u0007 \u{1F600}'],
  });
  const name = filing.parties?.[0]?.names?.[0]?.full ?? '';
  expect(name).toMatch(/^AB +C x+$/);
  expect(name).toHaveLength(150);
  expect(filing.narrative?.[0]).toMatch(/^One\r?\nTwo \u{1F600}$/u);
  expect(losses.map(({ kind }) => kind)).toEqual(['transliterated', 'cut', 'transliterated']);
});

test('a party whose role the form lacks is told as a whole', () => {
  const { filing, losses } = written({ parties: [{ role: 'counterparty', kind: 'person' }] });
  expect(filing.parties).toBeUndefined();
  expect(losses).toEqual([{ path: 'parties[0]', kind: 'dropped', from: 'counterparty', to: '' }]);
});
