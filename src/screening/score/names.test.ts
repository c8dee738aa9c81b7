import { describe, expect, test } from 'vitest';
import { nameTokens } from '../name/normalise.js';
import { createRarity } from '../name/rarity.js';
import { createLexicon } from '../name/token.js';
import type { Profile, ProfileKind } from '../profile.js';
import { walletKey } from '../wallet-key.js';
import { createScorer } from './score.js';

/** Two sister companies are listed, each by itself; of the third company several aliases are. */
const LISTED: readonly (readonly string[])[] = [
  ['Zortal Pang Textile Co Ltd'],
  ['Zortal Pang Trading Co Ltd'],
  ['Viozma del Noroeste', 'Ferretera Viozma', 'Viozma Norte', 'Tienda Viozma'],
];

const rarity = createRarity(
  LISTED.map((names) => {
    const tokens = names.flatMap((full) => nameTokens(full, 'organisation'));
    return { tokens, trade: true };
  }),
);
const scorer = createScorer({ lexicon: createLexicon(), rarity });

function profile(full: string, kind: ProfileKind): Profile {
  const name = { full, kind: 'primary', strength: 'strong', parts: null } as const;
  const nothing = { dates: [], places: [], addresses: [], identifiers: [], wallets: [] };
  return { id: 'x', kind, names: [name], ...nothing, gender: null };
}

function compare(query: string, listed: string, kind: ProfileKind = 'person') {
  const [one, other] = [query, listed].map((full) => scorer.prepareProfile(profile(full, kind)));
  if (!one || !other) throw new Error('two names are compared');
  return { score: scorer.scoreProfiles(one, other), reasons: scorer.explain(one, other) };
}

describe('order', () => {
  test('of a name with a comma is the order in which it is said', () => {
    const { score, reasons } = compare('Juan Pérez', 'PÉREZ, Juan');
    expect(score).toBe(compare('Juan Pérez', 'Juan Pérez').score);
    expect(reasons.map(({ step }) => step)).not.toContain('name.order');
    expect(compare('Pérez Juan', 'PÉREZ, Juan').score).toBe(score);
  });
  test('that fits neither way is charged', () => {
    const { reasons } = compare('Zubirán Ramiro Quiñones', 'ZUBIRÁN QUIÑONES, Ramiro Eulogio');
    expect(reasons.map(({ step }) => step)).toContain('name.order');
  });
});

describe('given names', () => {
  test('a pet name and an initial find the name they stand for', () => {
    expect(compare('Rafa Caro Q', 'CARO QUINTERO, Rafael').score).toBeGreaterThan(0.7);
  });
  test('of kin tell more than of two who share one surname of two', () => {
    const kin = compare('ZUBIRAN OLVEDA, Ramiro', 'ZUBIRAN OLVEDA, Wilfrido').score;
    const other = compare('ZUBIRAN OLVEDA, Ramiro', 'ZUBIRAN, Wilfrido').score;
    expect(kin).toBeLessThan(other);
  });
  test('a woman’s is no slip of the pen in a man’s', () => {
    const slip = compare('ZUBIRAN, Fabiano', 'ZUBIRAN, Fabianno').score;
    expect(compare('ZUBIRAN, Fernanda', 'ZUBIRAN, Fernando').score).toBeLessThan(slip - 0.5);
    const near = compare('Josefina Zubirán', 'ZUBIRAN, Josefinka').score;
    expect(compare('Josefina Zubirán', 'ZUBIRAN, Josefino').score).toBeLessThan(near);
  });
});

describe('companies', () => {
  test('that share what several listed ones share are sisters', () => {
    const { reasons } = compare('Zortal Pang Gems', 'Zortal Pang Textile', 'organisation');
    expect(reasons.map(({ step }) => step)).toContain('name.sisters');
  });
  test('a word in many aliases of one party is as rare as in one', () => {
    expect(rarity.weightOf('viozma', true)).toBe(1);
    expect(rarity.weightOf('zortal', true)).toBeLessThan(1);
  });
  test('a common word with a wrong letter is common', () => {
    expect(rarity.weightOf('companyy', true)).toBe(rarity.weightOf('company', true));
    expect(rarity.weightOf('qompetrol', true)).toBe(1);
  });
});

test('no reason is shown as nothing, and the points still add up', () => {
  for (const [query, listed] of [
    ['Rafael Caro', 'CARO QUINTERO, Rafael'],
    ['Chapo Guzmán Loera', 'GUZMAN LOERA, Joaquin'],
    ['José Luis Hernández', 'HERNANDEZ LARA, Maria Jose'],
  ] as const) {
    const { score, reasons } = compare(query, listed);
    expect(reasons.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(score, 9);
    for (const { points } of reasons.slice(1)) expect(points.toFixed(3)).not.toMatch(/^-?0\.000$/);
  }
});

test('a wallet is the same in any case where its kind ignores case', () => {
  expect(walletKey(' 0xABcd12 ')).toBe('0xabcd12');
  expect(walletKey('BC1QAR0SRRR7X')).toBe('bc1qar0srrr7x');
  expect(walletKey('1BoatSLRHtKNngkdXEeobR76b53LETtpyT')).toBe(
    '1BoatSLRHtKNngkdXEeobR76b53LETtpyT',
  );
});
