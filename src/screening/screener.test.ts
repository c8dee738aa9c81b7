import { describe, expect, test } from 'vitest';
import type { Listing } from './listing.js';
import type { Profile } from './profile.js';
import { createScreener } from './screener.js';

const none = { dates: [], places: [], addresses: [], identifiers: [], wallets: [], gender: null };
const named = (full: string) => [
  { full, kind: 'primary' as const, strength: 'strong' as const, parts: null },
];
const listing = (id: string, full: string, more: Partial<Listing> = {}): Listing => ({
  ...none,
  id,
  kind: 'person',
  names: named(full),
  list: 'test',
  programs: [],
  stages: [],
  links: [],
  listed_on: null,
  remarks: null,
  properties: {},
  ...more,
});
const asked = (more: Partial<Profile>): Profile => {
  return { ...none, id: 'q', kind: 'person', names: [], ...more };
};
const WALLET = { currency: 'XBT', address: '149w62rY42aZBox8fGcmqNsXUzSStKeq8C' };
const passport = (kind: 'passport' | 'other') => {
  return { kind, value: 'T14553558', text: 'T14553558', country: null };
};
const screener = createScreener([
  listing('1', 'KHORRAMI, Ali', { wallets: [WALLET], identifiers: [passport('passport')] }),
  listing('2', 'OCEGUEDA IBARROLA, Rutilio'),
  listing('3', 'CHARHEIKA, Siarhei'),
  ...Array.from({ length: 200 }, (_, i) => listing(`x${i}`, `ALI, Person${i} Number${i}`)),
]);
const first = (profile: Profile) => screener.match(profile, { limit: 3, threshold: 0.7 })[0];

describe('what is the same is found whatever the name', () => {
  test.each([
    ['a wallet alone', { kind: 'wallet' as const, wallets: [WALLET] }],
    ['a wallet under a name of which one word is listed', { names: named('Ali Nobody') }],
    ['a wallet under another name', { names: named('Pedro Quispe Mamani') }],
  ])('%s', (_, more) => {
    expect(first(asked({ wallets: [WALLET], ...more }))?.listing.id).toBe('1');
  });

  test('a number of which nobody says what it is', () => {
    const profile = asked({ kind: null, identifiers: [passport('other')] });
    expect(first(profile)?.listing.id).toBe('1');
  });
});

test('letters that a legal form leaves are nobody’s initials', () => {
  for (const full of ['S.A. de C.V.', 'S de R L', 'L.L.C.'])
    expect(first(asked({ names: named(full) }))).toBeUndefined();
});

test('another birth date puts the same name behind', () => {
  const born = (day: string) => [{ kind: 'birth' as const, from: day, to: day, circa: false }];
  const lists = createScreener([
    listing('1', 'ZUNIGA HERMOSILLO, Maria', { dates: born('1983-06-27') }),
  ]);
  const score = (day: string) =>
    lists.match(asked({ names: named('Maria Zuniga Hermosillo'), dates: born(day) }), {
      limit: 1,
      threshold: 0,
    })[0]?.score ?? 0;
  expect(score('1983-06-27')).toBeGreaterThan(0.95);
  expect(score('1951-02-02')).toBeLessThan(0.93);
});

test('every point of a match is said, and they add up to the score', () => {
  const match = first(asked({ names: named('Rutilio Ocegueda') }));
  const sum = (match?.reasons ?? []).reduce((total, { points }) => total + points, 0);
  expect(sum).toBeCloseTo(match?.score ?? 0, 9);
});
