import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { sharedData } from '../../../test/shared.js';
import { createSpeaker, fixedClock, packageRoot } from '../../base/index.js';
import { openForms } from '../catalogue.js';
import { type Examination, examine } from '../examine.js';

const shared = sharedData('lfpiorpi');
const voices = { en: createSpeaker('en'), es: createSpeaker('es') };
const forms = openForms();
const clock = fixedClock(Date.UTC(2026, 10, 22));

function judged(bytes: Buffer | string, file = 'x.xml'): Promise<Examination> {
  const all = Buffer.from(bytes);
  const open = async function* () {
    yield all;
  };
  return examine(
    { file, bytes: all.length, open },
    { forms, clock, voices, schemas: null, on: '2021-08-31' },
  );
}

/** As the authority's answer would be: findings that are only ours do not count. */
function outcome({ findings, fault }: Examination): string {
  if (fault || findings.some(({ severity }) => severity === 'reject')) return 'REJECT';
  return findings.some(({ severity }) => severity === 'warn') ? 'WARN' : 'ACCEPT';
}

const text = (path: string) => readFileSync(join(shared ?? '', path), 'utf8');
/** Of ours, of nobody. */
const OWN = readFileSync(join(packageRoot(), 'test/filings/aviso-inm.xml'), 'utf8');
const samples = shared
  ? readdirSync(shared, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.startsWith('samples') && file.endsWith('.xml'),
    )
  : [];

describe.skipIf(!shared)('published avisos', () => {
  it.each(samples)('%s is not refused', async (file) => {
    const { findings, fault, filings, zero } = await judged(readFileSync(join(shared ?? '', file)));
    expect(fault).toBeNull();
    expect(filings + zero).toBeGreaterThan(0);
    const serious = findings.filter(({ severity }) => severity !== 'note');
    const isRfc = ({ rule }: { rule: string }) => /\.rfc_(filer_)?last$/.test(rule);
    expect(serious.filter((each) => !isRfc(each))).toEqual([]);
  });
});

describe.skipIf(!shared)('broken avisos', () => {
  const expected: { file: string; expected: string }[] = shared
    ? JSON.parse(text('mutants/expected.json'))
    : [];
  const made: Readonly<Record<string, readonly [string, string]>> = {
    'inm-01-month-13.xml': ['<mes_reportado>201407', '<mes_reportado>201413'],
    'inm-02-month-pipe.xml': ['<mes_reportado>201407', '<mes_reportado>2026|1'],
    'inm-05-bad-date.xml': ['20051212</fecha_constitucion>', '20051399</fecha_constitucion>'],
    'inm-06-rfc-check-digit.xml': ['GOPJ801212R45', 'GOPJ801212R4Z'],
    'inm-09-amount-comma.xml': ['5820000.12', '1,500,000.00'],
  };
  const there = new Set(shared ? readdirSync(join(shared, 'mutants')) : []);

  it.each(expected.map(({ file, expected: asked }) => [file, asked]))(
    '%s is judged %s',
    async (file, asked) => {
      const [from, to] = made[file] ?? ['', ''];
      const good = text('mutants/inm-00-valid.xml');
      if (!there.has(file)) expect(good).toContain(from);
      const xml = there.has(file) ? text(`mutants/${file}`) : good.replace(from, to);
      expect(outcome(await judged(xml, file))).toBe(asked);
    },
  );
});

/** One aviso of each activity. */
const firsts = new Map(
  samples
    .filter((file) => basename(file).startsWith('ejemplo_') && !file.includes('zeros'))
    .map((file) => [basename(file).slice(8, 11), text(file)] as const),
);
firsts.set('own', OWN);

/** The same mistakes in every activity that has a sample with such an element. */
const MISTAKES: readonly [string, string, RegExp, string][] = [
  ['month 13', 'REJECT', /(mes_reportado>\d{4})\d\d/, '$113'],
  ['month 00', 'REJECT', /(mes_reportado>\d{4})\d\d/, '$100'],
  ['a stray bar in the month', 'REJECT', /(mes_reportado>\d{4})\d\d/, '$1|1'],
  ['a month in the future', 'REJECT', /(mes_reportado>)\d{6}/, '$1202812'],
  ['31 September', 'REJECT', /(fecha_(?!hora|periodo)\w+>)\d{8}</, '$120050931<'],
  ['day 99', 'REJECT', /(fecha_(?!hora|periodo)\w+>)\d{8}</, '$120051399<'],
  ['29 February of no leap year', 'REJECT', /(fecha_\w+>)\d{4}\d{4}(\d{6})?</, '$120210229$2<'],
  ['a birth in the future', 'REJECT', /(fecha_nacimiento>)\d{8}/, '$120991231'],
  ['a small letter', 'REJECT', /(<(?:\w+:)?(?:nombre|denominacion_razon)>.)/, '$1a'],
  ['an accent', 'REJECT', /(<(?:\w+:)?(?:nombre|denominacion_razon)>.)/, '$1É'],
  ['an amount without decimals', 'REJECT', /((?:monto|valor)_\w+>\d+)\.\d\d</, '$1<'],
  ['an amount of one decimal', 'REJECT', /((?:monto|valor)_\w+>\d+\.\d)\d</, '$1<'],
  ['an amount with a comma', 'REJECT', /((?:monto|valor)_\w+>)\d+\.\d\d</, '$11,500.00<'],
  [
    'a postal code of four digits',
    'REJECT',
    /(<(?:\w+:)?nacional>[^§]*?codigo_postal>)\d{5}</,
    '$10123<',
  ],
  ['another activity', 'REJECT', /clave_actividad>[A-Z]{3}</, 'clave_actividad>XYZ<'],
  ['another namespace', 'REJECT', /recepcion\/[a-z]{3}"/g, 'recepcion/xyz"'],
  ['no namespace', 'REJECT', /xmlns(:\w+)?="http:\/\/www\.uif[^"]*"/, 'xmlns$1="urn:x"'],
  ['priority 3', 'REJECT', /(prioridad>)\d/, '$13'],
  ['an RFC that ends with a letter', 'WARN', /(<(?:\w+:)?rfc>[^<]{11,12})[\dA]</, '$1Z<'],
];

describe('the same mistakes in every activity', () => {
  it.each(MISTAKES)('%s: %s', async (_name, asked, pattern, instead) => {
    let judgedCount = 0;
    for (const [key, good] of firsts) {
      const bad = good.replace(pattern, instead);
      if (bad === good) continue;
      judgedCount += 1;
      const found = await judged(bad);
      const seen = outcome(found);
      expect(seen, key).toBe(asked);
      const isSaid = found.findings.every(
        ({ sentence }) => sentence.en !== '' && sentence.es !== '',
      );
      expect(isSaid).toBe(true);
    }
    expect(judgedCount).toBeGreaterThan(0);
  });
});

type Severity = 'reject' | 'warn' | 'note';
/** Keys that no catalogue has: the rule, its severity, and how many activities have such a key. */
const IMPOSSIBLE: readonly [string, string, string, Severity, number][] = [
  ['mes_reportado', '201308', 'month_early', 'reject', 20],
  ['mes_reportado', '202612', 'month_future', 'reject', 20],
  ['mes_reportado', '203001', 'month_future', 'reject', 20],
  ['pais_nacionalidad', 'ZZ', 'nationality', 'reject', 19],
  ['pais', 'ZZ', 'country', 'reject', 5],
  ['clave_pais', 'ZZ', 'phone_country', 'reject', 4],
  ['bandera', 'ZZ', 'flag', 'reject', 1],
  ['moneda\\w*', '999', 'currency', 'warn', 15],
  ['moneda\\w*', '0', 'currency', 'warn', 15],
  ['monto_operacion', '0.00', 'amount_nothing', 'warn', 15],
  ['tipo_operacion', '000', 'operation_key', 'warn', 14],
  ['curp', 'ROMM900505HTSSLG07', 'curp', 'note', 4],
];

describe('impossible keys in every activity', () => {
  const withKey = (xml: string, name: string, key: string) =>
    xml.replace(new RegExp(`(<(?:\\w+:)?${name}>)[^<]*<`, 'g'), `$1${key}<`);

  it.each(IMPOSSIBLE)('%s %s: %s, %s', async (name, key, rule, severity, least) => {
    const seen: string[] = [];
    for (const [activity, good] of firsts) {
      const bad = withKey(good, name, key);
      if (bad === good) continue;
      const { findings } = await judged(bad);
      const found = findings.find((each) => each.rule === `lfpiorpi.${rule}`);
      expect(found?.severity, activity).toBe(severity);
      expect(found?.value).toBe(key);
      seen.push(activity);
    }
    if (shared) expect(seen.length).toBeGreaterThanOrEqual(least);
    else expect(seen.every((activity) => activity === 'own')).toBe(true);
  });

  it.each([
    ['mes_reportado', '201309'],
    ['mes_reportado', '202611'],
    ['pais_nacionalidad', 'MX'],
    ['moneda\\w*', '1'],
    ['curp', 'ROMM900505HTSSLG06'],
  ])('%s %s is taken', async (name, key) => {
    for (const [activity, good] of firsts) {
      const { findings } = await judged(withKey(good, name, key));
      const rules = IMPOSSIBLE.filter((each) => each[0] === name).map((each) => each[2]);
      const said = findings.filter((each) => rules.includes(each.rule.slice('lfpiorpi.'.length)));
      expect(said, activity).toEqual([]);
    }
  });
});

test('a good aviso is not refused, two of one reference are', async () => {
  const good = OWN;
  expect((await judged(good)).worst).not.toBe('reject');
  const aviso = /<aviso>[\s\S]*<\/aviso>/.exec(good)?.[0] ?? '';
  const twice = await judged(good.replace(aviso, `${aviso}${aviso}`));
  expect(twice.findings.map(({ rule }) => rule)).toContain('lfpiorpi.reference_repeated');
  const other = aviso.replace('CASA0001', 'REF2');
  expect(outcome(await judged(good.replace(aviso, `${aviso}${other}`)))).toBe('ACCEPT');
});
