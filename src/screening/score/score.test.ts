import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSpeaker } from '../../base/index.js';
import { createRarity } from '../name/rarity.js';
import { createLexicon } from '../name/token.js';
import type { Identifier, Name, Profile, ProfileDate } from '../profile.js';
import { createScorer } from './score.js';

const scorer = createScorer({ lexicon: createLexicon(), rarity: createRarity([]) });

function name(full: string): Name {
  return { full, kind: 'primary', strength: 'strong', parts: null };
}

function party(full: string | readonly string[], more: Partial<Profile> = {}): Profile {
  return {
    id: 'x',
    kind: 'person',
    names: (typeof full === 'string' ? [full] : full).map(name),
    dates: [],
    places: [],
    addresses: [],
    identifiers: [],
    wallets: [],
    gender: null,
    ...more,
  };
}

function score(query: Profile, listed: Profile): number {
  return scorer.scoreProfiles(scorer.prepareProfile(query), scorer.prepareProfile(listed));
}

const born = (day: string, to = day): ProfileDate => ({
  kind: 'birth',
  from: day,
  to,
  circa: false,
});
const id = (kind: Identifier['kind'], value: string): Identifier => {
  return { kind, value, text: value, country: 'MX' };
};

const LISTED = 'OLIVARES BETANCOURT, Ramiro Eulogio';

describe('names of people', () => {
  test.each([
    ['Ramiro Eulogio Olivares Betancourt', LISTED],
    ['Ramiro Olivares', LISTED],
    ['Olivares Betancourt Ramiro Eulogio', LISTED],
    ['Ramiro E. Olivares B.', LISTED],
    ['Ramiro Eulojio Olibares Betancour', LISTED],
    ['Ramíro Olivares-Betancourt', LISTED],
    ['Pepe Zubirán Quiñones', 'ZUBIRAN QUINONES, Jose'],
    ['Lupita Zubirán Quiñones', 'ZUBIRAN QUINONES, Maria Guadalupe'],
    ['Ma. Gpe. Zubirán', 'ZUBIRAN QUINONES, Maria Guadalupe'],
    ['Ximena Velasques Ybarra', 'VELAZQUEZ IBARRA, Jimena'],
    ['Ernesta Zubirán de Quiñones', 'ZUBIRAN PALOMINO, Ernesta'],
    ['Muhammed Qasim al-Zawari', 'Mohamed Kassem Al Zawari'],
    ['Sergej Wolkoff', 'Sergei Volkov'],
    ['Сергей Волков', 'Sergei Volkov'],
    ['سمير القاسمي', 'Samir al-Qasimi'],
    ['VanDerVelde Joris', 'Joris van der Velde'],
  ])('%s may be %s', (query, listed) => {
    expect(score(party(query), party(listed))).toBeGreaterThan(0.6);
  });

  test.each([
    ['OLIVARES BETANCOURT, Hilda', LISTED],
    ['Hilda Olivares Betancourt', LISTED],
    ['Ramiro Eulogio Olivares Quiñones', LISTED],
    ['Ramiro Eulogio Palomino Quiñones', LISTED],
    ['José Luis Hernández García', 'HERNANDEZ LOPEZ, Jose Luis'],
    ['Dora Lindqvist', 'Nora Lundgren'],
    ['Juan', 'PEREZ GARCIA, Juan'],
    ['OLIVARES BETANCOURT, Jose Luis', 'OLIVARES BETANCOURT, Jose Alfredo'],
    ['OLIVARES BETANCOURT, Mario', 'OLIVARES BETANCOURT, Maria'],
    ['OLIVARES BETANCOURT, Ramiro', 'OLIVARES QUINONES, Ramiro'],
    ['محمد موسوی', 'Muhammad Masui'],
  ])('%s is not %s', (query, listed) => {
    expect(score(party(query), party(listed))).toBeLessThan(0.7);
  });

  test('a rare name proves more than a common one, omission costs less than contradiction', () => {
    const rare = score(party('Ramiro Eulogio Olivares Betancourt'), party(LISTED));
    const common = score(party('Juan Hernández'), party('HERNANDEZ, Juan'));
    const omitted = score(party('Ramiro Eulogio Olivares'), party(LISTED));
    const wrong = score(party('Ramiro Eulogio Olivares Quiñones'), party(LISTED));
    expect(rare).toBeGreaterThan(common);
    expect(rare).toBeLessThan(1);
    expect(rare).toBeGreaterThan(omitted);
    expect(omitted).toBeGreaterThan(wrong + 0.2);
  });
});

describe('names of companies', () => {
  const company = (full: string) => party(full, { kind: 'organisation' });
  test.each([
    ['Grupo Zafiro Boreal SA de CV', 'GRUPO ZAFIRO BOREAL, S.A. DE C.V.'],
    ['Zafiro Boreal', 'Inmobiliaria Zafiro Boreal S. de R.L. de C.V.'],
    ['Q & R Importaciones', 'Q Y R IMPORTACIONES SA DE CV'],
    ['ООО Ромашково', 'Romashkovo LLC'],
    ['Zafiro Boreal Drug Trafficking Organization', 'ZAFIRO BOREAL DTO'],
    ['Petrozafiro', 'GASOLINERAS ZAFIRO SA DE CV'],
    ['Zafiro Boreal Diseño', 'ZBD Talleres'],
    ['Ferretería Zafiro', 'ZAFIRO HARDWARE'],
  ])('%s may be %s', (query, listed) => {
    expect(score(company(query), company(listed))).toBeGreaterThan(0.6);
  });
  test.each([
    ['Comercializadora Zafiro SA de CV', 'Comercializadora Tulipán SA de CV'],
    ['Tower 12A LLC', 'Tower 34C LLC'],
    ['S.A. de C.V.', 'Zafiro S.A. de C.V.'],
    ['2040 Zafiro Boreal 12C LLC', '2040 Zafiro Boreal Unit 31A LLC'],
    ['Nueva Cofradía', 'Cofradía'],
    ['Wong Money Laundering Organization', 'Prado Money Laundering Organization'],
  ])('%s is not %s', (query, listed) => {
    expect(score(company(query), company(listed))).toBeLessThan(0.5);
  });
});

describe('other evidence', () => {
  const listed = party(LISTED, {
    dates: [born('1971-04-05')],
    identifiers: [id('curp', 'OIBR710405HSLLTM01'), id('passport', 'G1234567')],
    gender: 'male',
    places: [{ kind: 'nationality', country: 'MX', text: 'Mexico' }],
  });
  const asked = (more: Partial<Profile>) => score(party('Ramiro Olivares', more), listed);
  const alone = asked({});

  test.each<[string, Partial<Profile>]>([
    ['the same date', { dates: [born('1971-04-05')] }],
    ['the year', { dates: [born('1971-01-01', '1971-12-31')] }],
    ['day and month exchanged', { dates: [born('1971-05-04')] }],
    ['the same passport', { identifiers: [id('passport', 'G1234567')] }],
    ['an RFC of the same letters and day', { identifiers: [id('rfc', 'OIBR710405AB1')] }],
    ['the country', { places: [{ kind: 'residence', country: 'MX', text: 'México' }] }],
  ])('%s speaks for it', (_, more) => {
    expect(asked(more)).toBeGreaterThan(alone);
  });

  test.each<[string, Partial<Profile>]>([
    ['another date', { dates: [born('1988-11-30')] }],
    ['another CURP', { identifiers: [id('curp', 'XEXX010101HNEXXXA4')] }],
    ['an RFC of other letters', { identifiers: [id('rfc', 'ZAQH880101AB1')] }],
    ['another country', { places: [{ kind: 'nationality', country: 'FI', text: 'Finland' }] }],
    ['another gender', { gender: 'female' }],
    ['another kind', { kind: 'organisation' }],
  ])('%s speaks against it', (_, more) => {
    expect(asked(more)).toBeLessThan(alone);
  });

  test('1 is kept for what leaves nothing to know', () => {
    expect(score(listed, listed)).toBe(1);
    expect(score(party(LISTED), party(LISTED))).toBeLessThan(1);
  });

  test('an identifier or a wallet can stand alone', () => {
    const wallet = {
      wallets: [{ currency: 'ETH', address: '0xAbC0000000000000000000000000000000000001' }],
    };
    const same = {
      wallets: [{ currency: null, address: '0xabc0000000000000000000000000000000000001' }],
    };
    expect(score(party([], wallet), party([], same))).toBeGreaterThan(0.9);
    const passport = { identifiers: [id('passport', 'G7654321')] };
    expect(score(party([], passport), party(LISTED, passport))).toBeGreaterThan(0.9);
  });
});

describe('names that thousands have', () => {
  const RFC = 'LOGL700101AB1';
  const taxpayer = (full: string) => party(full, { identifiers: [id('rfc', RFC)] });

  test.each([
    ['José Luis González', 'LÓPEZ GONZÁLEZ JOSÉ LUIS'],
    ['José Luis González', 'GONZALEZ LOPEZ, José Luis'],
    ['María Guadalupe Hernández', 'HERNANDEZ OROZCO MARIA GUADALUPE'],
    ['Juan Pérez', 'PÉREZ GARCÍA JUAN'],
    ['Juan Pérez García', 'PÉREZ GARCÍA JUAN'],
  ])('%s alone is no hit where a number tells who is listed: %s', (query, listed) => {
    expect(score(party(query), taxpayer(listed))).toBeLessThan(0.7);
    const steps = scorer
      .explain(scorer.prepareProfile(party(query)), scorer.prepareProfile(taxpayer(listed)))
      .map(({ step }) => step);
    expect(steps).toContain('name.common');
  });

  test.each([
    ['the same RFC', 'José Luis González', { identifiers: [id('rfc', RFC)] }, {}],
    ['a rare name', 'Ramiro Olivares', {}, {}],
    ['a listing of which more is known', 'José Luis González', {}, { dates: [born('1970-01-01')] }],
  ])('%s is a hit all the same', (_, query, more, known) => {
    const listed = { ...taxpayer(`${query} Betancourt`), ...known };
    expect(score(party(query, more), listed)).toBeGreaterThan(0.7);
  });
});

describe('explanations', () => {
  const word = fc.constantFrom(
    'ramiro',
    'olivares',
    'José',
    'García',
    'Zafiro',
    'de',
    'Ma.',
    '王',
    'Волков',
    'J',
    '12',
  );
  const full = fc.array(word, { maxLength: 5 }).map((words) => words.join(' '));
  const day = fc.constantFrom('1971-04-05', '1971-05-04', '1988-11-30');
  const known = fc.constantFrom('1971-04-05', '1971-05-04', '');
  const anyone = fc.record({
    full,
    day: known,
    kind: fc.constantFrom('person', 'organisation', null),
  });
  const profile = (one: { full: string; day: string; kind: 'person' | 'organisation' | null }) =>
    party(one.full, {
      kind: one.kind,
      ...(one.day === ''
        ? { identifiers: [id('rfc', 'XAXX010101000')] }
        : { dates: [born(one.day)] }),
    });
  const voices = [createSpeaker('en'), createSpeaker('es')];

  test('points add up to the score, and each has a sentence in both languages', () => {
    fc.assert(
      fc.property(anyone, anyone, (one, other) => {
        const query = scorer.prepareProfile(profile(one));
        const listed = scorer.prepareProfile(profile(other));
        const reasons = scorer.explain(query, listed);
        const sum = reasons.reduce((total, { points }) => total + points, 0);
        expect(sum).toBeCloseTo(scorer.scoreProfiles(query, listed), 9);
        for (const { step, ...values } of reasons)
          for (const voice of voices) {
            const said = voice.say(`screening.reason.${step}`, {
              query: values.query ?? '—',
              listed: values.listed ?? '—',
            });
            expect(said).not.toContain('screening.reason');
          }
      }),
    );
  });

  test('agreeing evidence never lowers a score, contradicting evidence never raises it', () => {
    fc.assert(
      fc.property(full, full, day, (one, other, on) => {
        const listed = party(other, { dates: [born(on)], gender: 'male' });
        const bare = score(party(one), listed);
        expect(score(party(one, { dates: [born(on)] }), listed)).toBeGreaterThanOrEqual(bare);
        expect(score(party(one, { dates: [born('1930-01-01')] }), listed)).toBeLessThanOrEqual(
          bare,
        );
        expect(score(party(one, { gender: 'female' }), listed)).toBeLessThanOrEqual(bare);
      }),
    );
  });
});

describe('bad input', () => {
  test('nothing throws, every score is between 0 and 1', () => {
    const kind = fc.constantFrom('person', 'organisation', 'vessel', null);
    const text = fc.string({ unit: 'binary', maxLength: 120 });
    fc.assert(
      fc.property(text, text, kind, (one, other, of) => {
        const value = score(party(one, { kind: of }), party(other, { kind: of }));
        expect(value >= 0 && value <= 1).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test.each([
    ['4,000 characters', 'Olivares '.repeat(450)],
    ['4,000 letters without a space', 'a'.repeat(4000)],
    ['a regular expression that backtracks', `${'(a+)+$ '.repeat(200)}!`],
    ['nothing', ''],
    ['emoji and marks', '😀\u202e\u200b\u0301'],
  ])('%s is bounded', (_, full) => {
    const before = process.cpuUsage();
    for (let time = 0; time < 20; time++) score(party(full), party(full));
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(2000);
  });

  test('of 100,000 aliases, as many are compared as the bound on time allows', () => {
    const alias = (at: number) => `Alias Number${at}`;
    const listed = scorer.prepareProfile(
      party(Array.from({ length: 2_500 }, (_, at) => alias(at))),
    );
    const asked = (at: number) => scorer.prepareProfile(party(alias(at)));
    const scoreOf = (at: number) => scorer.scoreProfiles(asked(at), listed);
    expect(scoreOf(1_999)).toBeGreaterThan(scoreOf(2_400));
    const many = { ...listed, names: Array.from({ length: 40 }, () => listed.names).flat() };
    expect(many.names).toHaveLength(100_000);
    expect(scorer.scoreProfiles(asked(1_999), many)).toBe(scoreOf(1_999));
  });
});
