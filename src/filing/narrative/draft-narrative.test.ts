import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  caseInvestigation,
  type Investigation,
  networkInvestigation,
} from '../../../test/filing-investigation.js';
import { createSpeaker, LANGUAGES, present, showMoney } from '../../base/index.js';
import { SECRET_PHRASES } from '../../model/index.js';
import { castOf } from './cast.js';
import { draftNarrative } from './draft-narrative.js';
import type { Evidence } from './evidence.js';
import { digestFacts } from './fact.js';
import { fitNarrative } from './fit.js';
import { gatherEvidence } from './gather-evidence.js';
import { NARRATIVE_PARTS, narrativeText } from './narrative.js';
import { dealingsOf } from './sums.js';

const CASES = [
  'micro_remittances_china',
  'cash_below_report_threshold',
  'timeshare_fee_victim',
  'victim_turned_mule',
  'layered_chain',
];
const voices = { en: createSpeaker('en'), es: createSpeaker('es') };
const worlds = new Map<string, Evidence>();
const engines: Investigation['engine'][] = [];
const world = (name: string) => present(worlds.get(name), name);

beforeAll(async () => {
  const add = async (name: string, investigation: Investigation) => {
    engines.push(investigation.engine);
    worlds.set(name, await gatherEvidence(investigation.engine, investigation));
  };
  for (const id of CASES) await add(id, await caseInvestigation(id));
  for (const rank of [1, 2, 4]) await add(`network ${rank}`, await networkInvestigation(rank));
}, 60_000);
afterAll(() => {
  for (const engine of engines) engine.close();
});

const ALL = [...CASES, 'network 1', 'network 2', 'network 4'];

describe.each(ALL)('%s', (name) => {
  test.each(LANGUAGES)('%s: every sentence stands on facts of the evidence', (language) => {
    const evidence = world(name);
    const narrative = draftNarrative(evidence, voices[language]);
    const known = digestFacts(evidence);
    expect(narrative.sentences.length).toBeGreaterThan(5);
    for (const { id, facts, text } of narrative.sentences) {
      expect({ id, n: facts.length }).not.toEqual({ id, n: 0 });
      expect({ id, unknown: facts.filter((fact) => !known.has(fact)) }).toEqual({
        id,
        unknown: [],
      });
      expect({ id, holes: /undefined|null|\{|\}|\bNaN\b| {2}|: \.|: ;/.exec(text) }).toEqual({
        ...{ id, holes: null },
      });
    }
    const ids = narrative.sentences.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Object.keys(narrative.facts).every((fact) => narrative.facts[fact])).toBe(true);
  });

  test('answers who, what, when, where, how or why, in order, alike in both languages', () => {
    const [en, es] = LANGUAGES.map((language) => draftNarrative(world(name), voices[language]));
    const shape = (narrative: typeof en) =>
      narrative?.sentences.map(({ id, part, facts, weight }) => ({ id, part, facts, weight }));
    expect(shape(es)).toEqual(shape(en));
    const parts = present(en, 'draft').sentences.map(({ part }) => NARRATIVE_PARTS.indexOf(part));
    expect(parts).toEqual([...parts].sort((a, b) => a - b));
    const told = new Set(present(en, 'draft').sentences.map(({ part }) => part));
    for (const part of ['introduction', 'what', 'when', 'closing'] as const)
      expect(told).toContain(part);
    expect(told.has('why') || told.has('how')).toBe(true);
    expect(narrativeText(present(es, 'draft'))).not.toBe(narrativeText(present(en, 'draft')));
  });

  test('concludes nothing, and tells of no other report', () => {
    for (const language of LANGUAGES) {
      const { sentences } = draftNarrative(world(name), voices[language]);
      const ours = sentences.filter(({ part }) => part !== 'why');
      for (const { text } of ours)
        expect(text).not.toMatch(
          /guilty|committed|launder|crime|culpable|delito|lav[óa]|accepted/i,
        );
      for (const { text } of sentences)
        for (const { names, pattern } of SECRET_PHRASES)
          if (names === 'report') expect(text).not.toMatch(pattern);
    }
  });

  test('the sum of all payments stands in it', () => {
    const evidence = world(name);
    const minor = evidence.payments.reduce((sum, each) => sum + (each.value_minor ?? 0n), 0n);
    const { sentences } = draftNarrative(evidence, voices.en);
    const total = sentences.find(({ id }) => id === 'what.total');
    expect(total?.text).toContain(String(evidence.payments.length));
    if (evidence.payments.some(({ value_minor }) => value_minor !== null))
      expect(total?.text).toContain(showMoney({ minor, currency: 'USD' }));
    else expect(total?.text).toContain('without exchange rate');
  });
});

test.each(['timeshare_fee_victim', 'victim_turned_mule'])('%s: no victim is named', (name) => {
  const evidence = world(name);
  const cast = castOf(evidence);
  expect(cast.victims.length).toBeGreaterThan(0);
  for (const victim of cast.victims) expect(cast.isSubject(victim)).toBe(false);
  for (const language of LANGUAGES) {
    const text = narrativeText(draftNarrative(evidence, voices[language]));
    for (const { name: own, accounts } of cast.victims) {
      if (own !== null) expect(text).not.toContain(own);
      for (const id of accounts) expect(text).not.toMatch(new RegExp(`(account|cuenta) ${id}\\b`));
    }
    expect(text).toMatch(/possible victim|posible víctima/);
  }
  const [victim] = cast.victims;
  const id = present(victim?.party_id, 'party of the victim');
  const chosen = castOf(evidence, [{ kind: 'party', id }]);
  expect(chosen.subjects.map(({ key }) => key)).toEqual([`party:${id}`]);
  expect(chosen.victims).toEqual([]);
});

test('documents that alerts cite are quoted as FinCEN asks', () => {
  const { key_terms, sentences } = draftNarrative(world('micro_remittances_china'), voices.en);
  expect(key_terms).toContain('FENTANYL FIN-2019-A006');
  const terms = sentences.find(({ id }) => id === 'introduction.terms');
  expect(terms?.text).toContain('FENTANYL FIN-2019-A006');
  expect(terms?.facts).toContain('citation:FIN-2019-A006');
});

test('what is told of other reports and of confidential lists is left out, and said', () => {
  const evidence = world('micro_remittances_china');
  const [alert] = evidence.alerts;
  const listing = {
    ...{ list: 'mx_lpb', entry_id: '9', name: 'SOMEBODY', program: null, is_open: false },
    subject: present(alert, 'alert').finding.subject,
    ...{ listed_on: null, delisted_on: null },
  };
  const loud = { ...present(alert, 'alert'), sentence: { en: 'An earlier SAR.', es: 'Un ROI.' } };
  const changed = { ...evidence, alerts: [loud], listings: [listing] };
  const quiet = draftNarrative(changed, voices.en);
  expect(narrativeText(quiet)).not.toMatch(/SAR|mx_lpb/);
  expect(quiet.omitted.map(({ reason }) => reason)).toEqual(['quotes_report', 'confidential_list']);
  const home = draftNarrative(changed, voices.es, { confidential: true });
  expect(home.omitted.map(({ reason }) => reason)).toEqual(['quotes_report']);
});

test('an empty account is nobody, as cash is', () => {
  const evidence = world('cash_below_report_threshold');
  const payments = evidence.payments.map((each) => ({ ...each, debtor_account: '' }));
  const before = draftNarrative(evidence, voices.en);
  const { sentences } = draftNarrative({ ...evidence, payments }, voices.en);
  expect(sentences.map(({ text }) => text)).toEqual(before.sentences.map(({ text }) => text));
});

test('with fewer facts there are fewer sentences, and never one without', () => {
  for (const evidence of worlds.values()) {
    const bare = { ...evidence, parties: [], accounts: [], institutions: [], places: [] };
    const known = draftNarrative(bare, voices.en);
    expect(known.sentences.every(({ facts }) => facts.length > 0)).toBe(true);
    expect(known.sentences.some(({ id }) => id.startsWith('who.party'))).toBe(false);
    const quiet = draftNarrative({ ...bare, payments: [] }, voices.es);
    expect(quiet.sentences.some(({ part }) => part === 'what' || part === 'when')).toBe(false);
    const nothing = { ...bare, payments: [], alerts: [], networks: [], listings: [] };
    expect(draftNarrative(nothing, voices.en).sentences).toEqual([]);
  }
});

const bareNetwork = () => ({ ...world('network 1'), parties: [], accounts: [] });

test('who is on no file is told once for all, and main subjects before the rest together', () => {
  const evidence = bareNetwork();
  const cast = castOf(evidence);
  expect(cast.subjects.length).toBeGreaterThan(10);
  for (const language of LANGUAGES) {
    const { sentences } = draftNarrative(evidence, voices[language]);
    const [unknown, ...more] = sentences.filter(({ id }) => id.startsWith('who.unknown'));
    expect(more).toEqual([]);
    const named = cast.subjects.filter(({ name }) => unknown?.text.includes(name ?? '?'));
    expect(unknown?.text).toContain(` ${cast.subjects.length - named.length} `);
    const dealings = sentences.filter(({ id }) => id.startsWith('what.dealings'));
    expect(dealings.length).toBeLessThan(cast.subjects.length / 2);
    expect(dealings.at(-1)?.text).toContain(` ${cast.subjects.length - dealings.length + 1} `);
    const told = new Set(dealings.flatMap(({ facts }) => facts));
    expect(told.size).toBe(evidence.payments.length);
    const of = (key: string) => {
      const actor = cast.actors.get(key);
      const { in: into, out } = dealingsOf(cast, evidence.payments, actor ? [actor] : []);
      return into.value_minor + out.value_minor;
    };
    const keys = dealings.slice(0, -1).map(({ id }) => id.slice('what.dealings:'.length));
    const least = keys.map(of).reduce((a, b) => (a < b ? a : b));
    for (const { key } of cast.subjects)
      if (!keys.includes(key)) expect(of(key) <= least).toBe(true);
  }
});

test('where space is short, why, sums, days and the main subjects stay', () => {
  for (const language of LANGUAGES) {
    const { sentences } = draftNarrative(bareNetwork(), voices[language]);
    const { kept } = fitNarrative({ sentences }, { block: 2000, blocks: 1 }, voices[language]);
    const kinds = kept.map((id) => id.split(':')[0]);
    const main = ['introduction.activity', 'what.total', 'what.both_ways', 'when.span'];
    expect(kinds).toEqual(expect.arrayContaining([...main, 'who.network', 'why.network']));
  }
});

test('chance is told as weak unless it is less than one in a hundred', () => {
  const evidence = world('network 1');
  const tell = (chance_in: number | null, language: 'en' | 'es') => {
    const networks = evidence.networks.map((dossier) => ({
      ...dossier,
      instances: dossier.instances.slice(0, 1).map((each) => ({ ...each, chance_in })),
    }));
    const { sentences } = draftNarrative({ ...evidence, networks }, voices[language]);
    return present(
      sentences.find(({ id }) => id.startsWith('why.network')),
      'why',
    ).text;
  };
  const weak = { en: /weak ground/, es: /indicio débil/ };
  const chance = { en: /chance/, es: /azar/ };
  for (const language of LANGUAGES) {
    for (const n of [2, 14, 99]) expect(tell(n, language)).toMatch(weak[language]);
    for (const n of [100, 5000]) {
      expect(tell(n, language)).toMatch(chance[language]);
      expect(tell(n, language)).not.toMatch(weak[language]);
    }
    expect(tell(null, language)).not.toMatch(chance[language]);
  }
  expect(tell(null, 'en')).toMatch(/payments join \d+ accounts in 1 shape\.$/);
  expect(tell(null, 'es')).toMatch(/pagos unen \d+ cuentas en 1 forma\.$/);
});

test('what a network took in is not said to be from outside where its members brought it', () => {
  const evidence = world('network 1');
  const { network, members } = present(evidence.networks[0], 'dossier');
  expect(members.map(({ role }) => role)).toContain('source');
  const outside = { en: /sources or parties outside/, es: /orígenes o personas ajenas/ };
  for (const language of LANGUAGES) {
    const { sentences } = draftNarrative(evidence, voices[language]);
    const kept = sentences.find(({ id }) => id.startsWith('how.kept'))?.text;
    expect(kept).toMatch(outside[language]);
    for (const minor of [network.in_minor, network.out_minor, network.kept_minor])
      expect(kept).toContain(showMoney({ minor, currency: 'USD' }));
  }
});

test('thousands of payments are summed, and listed no further than asked', () => {
  const evidence = world('network 1');
  const payments = Array.from({ length: 120 }, (_, i) =>
    evidence.payments.map((each) => ({ ...each, id: `${each.id}-${i}` })),
  ).flat();
  const { sentences } = draftNarrative({ ...evidence, payments }, voices.en, { payments_max: 5 });
  const rows = sentences.filter(({ id }) => id.startsWith('what.payment:'));
  expect(rows).toHaveLength(5);
  expect(sentences.find(({ id }) => id === 'what.total')?.text).toContain('7,920 payments');
});
