import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  caseInvestigation,
  type Investigation,
  networkInvestigation,
} from '../../../test/filing-investigation.js';
import { sharedData } from '../../../test/shared.js';
import { createSpeaker, LANGUAGES, packageRoot, present, showMoney } from '../../base/index.js';
import { filing } from '../filing.js';
import { castOf } from '../narrative/cast.js';
import { draftNarrative } from '../narrative/draft-narrative.js';
import type { Evidence } from '../narrative/evidence.js';
import { gatherEvidence } from '../narrative/gather-evidence.js';
import { noteOf } from '../narrative/key-terms.js';
import { bothWays } from '../narrative/sums.js';
import { reportedAmount, wholeUp } from './amounts.js';
import { DRAFT_FORMS, draftReport } from './draft-report.js';
import { identityOf, nameOf } from './filed-subject.js';
import { parseInstitution, readInstitution } from './institution.js';
import { bundledSigns, signsOf } from './signs.js';

const voices = { en: createSpeaker('en'), es: createSpeaker('es') };
const options = { voices, filed_on: '2026-11-22' };
const example = (name: string) => join(packageRoot(), 'examples', 'filing', name);
const ours = readInstitution(example('institution-us.yaml'));
const mexican = readInstitution(example('institution-mx.yaml'));
const { goaml: _goaml, ...mexicanUsd } = mexican;
const worlds = new Map<string, Evidence>();
const engines: Investigation['engine'][] = [];
const world = (name: string) => present(worlds.get(name), name);

beforeAll(async () => {
  const add = async (name: string, investigation: Investigation) => {
    engines.push(investigation.engine);
    worlds.set(name, await gatherEvidence(investigation.engine, investigation));
  };
  for (const id of ['cash_below_report_threshold', 'timeshare_fee_victim'])
    await add(id, await caseInvestigation(id));
  await add('network', await networkInvestigation(1));
  await add('ring', await networkInvestigation(2));
}, 60_000);
afterAll(() => {
  for (const engine of engines) engine.close();
});

describe.each(['cash_below_report_threshold', 'timeshare_fee_victim', 'network', 'ring'])(
  '%s',
  (name) => {
    test.each(DRAFT_FORMS)('%s is a filing of the model, with its evidence', (form) => {
      const profile = form === 'fincen-sar' ? ours : mexican;
      const drafted = draftReport(form, world(name), profile, options);
      expect(filing.safeParse(drafted.filing).error).toBeUndefined();
      expect(drafted.filing.evidence?.payments).toHaveLength(world(name).payments.length);
      expect(drafted.narrative.language).toBe(form.startsWith('cnbv') ? 'es' : 'en');
      for (const block of drafted.filing.narrative ?? [])
        expect(block.length).toBeLessThanOrEqual(4000);
      for (const { path, sentence } of drafted.gaps) {
        expect(path).toMatch(/^[a-z]/);
        expect(sentence.en).not.toBe(sentence.es);
      }
    });

    test('no party of the filing is a likely victim', () => {
      const { filing: own } = draftReport('fincen-sar', world(name), ours, options);
      const protecting = world(name).protecting;
      const victims = world(name)
        .alerts.filter(({ finding }) => protecting.has(finding.typology))
        .map(({ subject_name }) => subject_name);
      const names = own.parties?.flatMap((party) => party.names ?? []).map(({ full }) => full);
      for (const victim of victims) expect(names).not.toContain(victim);
    });
  },
);

test('whom a network marks as a possible victim is nowhere named, whoever it is', () => {
  const evidence = world('network');
  const [dossier] = evidence.networks;
  const { members, ...rest } = present(dossier, 'dossier');
  for (const { account_id, name } of members.filter((member) => member.party_id !== null)) {
    const marked = members.map((each) =>
      each.account_id === account_id ? { ...each, role: 'possible_victim' as const } : each,
    );
    const changed = { ...evidence, networks: [{ ...rest, members: marked }] };
    const drafted = draftReport('fincen-sar', changed, ours, options);
    const { evidence: _ids, ...sent } = drafted.filing;
    const said = [JSON.stringify(sent), drafted.attachment?.text, drafted.narrative.sentences];
    const texts = said.flatMap((each) =>
      Array.isArray(each) ? each.map(({ text }) => text) : [each ?? ''],
    );
    for (const text of texts) {
      expect(text).not.toContain(present(name, 'name'));
      expect(text).not.toContain(account_id);
    }
  }
});

describe('a SAR', () => {
  test('has its parties, days, dollars and boxes', () => {
    const drafted = draftReport('fincen-sar', world('cash_below_report_threshold'), ours, options);
    const { parties = [], activity, note, narrative = [] } = drafted.filing;
    expect(parties.map(({ role }) => role)).toEqual([
      ...['transmitter', 'transmitter_contact', 'filer', 'contact', 'activity_location', 'subject'],
    ]);
    expect(activity).toMatchObject({
      ...{ from: '2025-03-03', to: '2025-03-12', amount: '38000' },
      signs: [{ type: '1', subtype: '114' }],
      instruments: [{ code: '39' }],
    });
    expect(note).toBe('FIN-2019-A006 FIN-2024-A002');
    expect(narrative.join(' ')).toContain('FENTANYL FIN-2019-A006');
    expect(drafted.attachment?.text.split('\r\n')).toHaveLength(4 + 2);
    expect(drafted.filing.attachments).toEqual(['payments.csv']);
    const missing = drafted.gaps.map(({ code }) => code);
    expect(missing).toEqual(expect.arrayContaining(['kind', 'name', 'address', 'identity']));
  });

  test('marks what is not on file only when asked to', () => {
    const asked = draftReport('fincen-sar', world('network'), ours, options);
    const marked = draftReport('fincen-sar', world('network'), ours, {
      ...options,
      unknowns: 'mark',
    });
    expect(asked.filing.parties?.flatMap((party) => party.identities ?? [])).not.toContainEqual({
      unknown: true,
    });
    const codes = new Set(marked.gaps.map(({ code }) => code));
    expect([...codes].filter((code) => /address|identity|born/.test(code))).toEqual([]);
    // A name is on file: that its parts are not told is still for a person to mend.
    expect(codes).toContain('name_parts');
  });

  test('a currency without rate is not turned into dollars', () => {
    const { filing: own, gaps } = draftReport('fincen-sar', world('ring'), ours, options);
    expect(own.activity).toMatchObject({ amount_unknown: true });
    expect(gaps.map(({ code }) => code)).toContain('currency');
  });

  test('an edited narrative is filed as it stands; what is stale or indiscreet is a gap', () => {
    const evidence = world('network');
    const draft = draftNarrative(evidence, voices.en);
    const [first, ...others] = draft.sentences;
    const own = { ...present(first, 'sentence'), text: 'As our SAR of May said.', stale: ['x:y'] };
    const edited = { ...draft, sentences: [own, ...others] };
    const { filing: made, gaps } = draftReport('fincen-sar', evidence, ours, {
      ...options,
      narrative: edited,
    });
    expect(made.narrative?.[0]).toMatch(/^As our SAR of May said\./);
    const codes = gaps.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['stale', 'quotes_report']));
  });

  test('amounts are rounded up to whole dollars', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 14n }), (minor) => {
        const dollars = BigInt(wholeUp(minor, 'USD'));
        expect(dollars * 100n >= minor && (dollars - 1n) * 100n < minor).toBe(true);
      }),
    );
    const sum = world('network').payments.reduce((all, each) => all + (each.value_minor ?? 0n), 0n);
    const { amount } = reportedAmount(world('network'), 'USD');
    expect(amount).toBe(wholeUp(sum, 'USD'));
  });
});

test('a Mexican report tells what in one column and why in the other, of one operation', () => {
  const drafted = draftReport('cnbv-roi', world('cash_below_report_threshold'), mexican, {
    ...options,
    ...{ detected_on: '2026-11-20', reference: '000001' },
  });
  const { narrative = [], operations = [], parties } = drafted.filing;
  expect(narrative).toHaveLength(1);
  expect(narrative[0]).toContain('La regla «');
  expect(operations[0]?.text).not.toContain('La regla «');
  expect(operations[0]?.text).toContain('La institución conserva');
  expect(operations).toEqual([
    {
      ...{ on: '2025-03-12', amount: '38000.00', currency: 'USD', detected_on: '2026-11-20' },
      ...{ account: 'A', text: operations[0]?.text },
      payments: world('cash_below_report_threshold').payments.map(({ id }) => id),
    },
  ]);
  expect(parties?.[0]?.identities).toContainEqual({ kind: 'casfim', number: '069999' });
  expect(drafted.gaps.map(({ code }) => code)).not.toContain('detected');
});

test('no draft of a form that is none, nor of a profile that lacks the form’s part', () => {
  expect(() => draftReport('fincen-ctr', world('ring'), ours, options)).toThrow('draft.form');
  const { gaps } = draftReport('fincen-sar', world('ring'), mexican, options);
  expect(gaps.slice(0, 2).map(({ code }) => code)).toEqual(['not_ours', 'profile']);
});

describe('what a person has to decide', () => {
  test.each(DRAFT_FORMS)('%s: that nothing of the evidence is ours, before all else', (form) => {
    const evidence = world('network');
    const codes = (ids: string[], changed = evidence) =>
      draftReport(form, changed, { ...mexican, ids }, options).gaps.map(({ code }) => code);
    expect(codes(['NOBODY'])[0]).toBe('not_ours');
    expect(codes(['NOBODY']).filter((code) => code === 'not_ours')).toHaveLength(1);
    const [account] = evidence.accounts;
    const bank = present(account?.institution_id, 'institution');
    expect(codes(['NOBODY', bank])).not.toContain('not_ours');
    const payments = evidence.payments.map((each, i) =>
      i > 0 ? each : { ...each, intermediaries: 'FIRST SECOND' },
    );
    expect(codes(['SECOND'], { ...evidence, payments })).not.toContain('not_ours');
    expect(codes(['SECOND'])).toContain('not_ours');
  });

  test.each(['fincen-sar', 'cnbv-roi', 'goaml-report'])('%s: an amount of both ways', (form) => {
    const evidence = world('network');
    const ask = (payments = evidence.payments) => {
      const { gaps } = draftReport(form, { ...evidence, payments }, mexicanUsd, options);
      return gaps.filter(({ code }) => code === 'both_ways');
    };
    const [asked, ...others] = ask();
    expect(others).toEqual([]);
    expect(asked?.path).toBe('activity.amount');
    const both = present(bothWays(castOf(evidence), evidence.payments), 'both ways');
    for (const { value_minor: minor } of [both.in, both.out])
      for (const language of LANGUAGES)
        expect(asked?.sentence[language]).toContain(showMoney({ minor, currency: 'USD' }));
    expect(ask(evidence.payments.slice(0, 1))).toEqual([]);
  });
});

describe('what is on file is taken as it is', () => {
  test.each([
    ['GOMEZ PEREZ, ANA MARIA', 'person', { family: 'GOMEZ PEREZ', given: 'ANA MARIA' }],
    ['Ana María Gómez Pérez', 'person', { full: 'Ana María Gómez Pérez' }],
    ['Ámbar, S.A. de C.V.', 'organisation', { full: 'Ámbar, S.A. de C.V.' }],
    ['A, B, C', 'person', { full: 'A, B, C' }],
  ] as const)('%s', (name, kind, parts) => {
    expect(nameOf(name, { kind })).toEqual({ kind: 'legal', ...parts });
  });

  test.each([
    ['123-45-6789', 'person', 'US', { kind: 'ssn', number: '123456789', country: 'US' }],
    ['12-3456789', 'organisation', null, { kind: 'ein', number: '123456789', country: 'US' }],
    ['12-3456789', null, 'US', { kind: 'tin', number: '123456789', country: 'US' }],
    ['123456789', 'person', 'CA', { kind: 'foreign', number: '123456789', country: 'CA' }],
    ['GODE561231GR8', 'person', 'MX', { kind: 'rfc', number: 'GODE561231GR8', country: 'MX' }],
  ] as const)('%s of %s in %s', (tax_id, kind, country, identity) => {
    expect(identityOf(tax_id, { kind, country })).toEqual(identity);
  });
});

describe('the tables', () => {
  const signs = bundledSigns();
  const all = [
    ...[signs.areas, signs.typologies, signs.documents].flatMap((part) => Object.values(part)),
    signs.networks,
  ];
  const codes = [signs.other, ...all.flat().flatMap((each) => each.split('|'))];

  test('every area, typology and document of the table is there', () => {
    const root = join(packageRoot(), 'typologies');
    const areas = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !/^(lists|sources|template)$/.test(entry.name))
      .map(({ name }) => name);
    expect(Object.keys(signs.areas).toSorted()).toEqual(areas.toSorted());
    const files = areas.flatMap((area) => readdirSync(join(root, area)));
    for (const id of Object.keys(signs.typologies)) expect(files).toContain(`${id}.yaml`);
    const sources = readdirSync(join(root, 'sources'));
    for (const id of Object.keys(signs.documents)) expect(sources).toContain(`${id}.yaml`);
  });

  const enums = sharedData('fincen/enums.json');
  test.skipIf(!enums)('every code is one of the form', () => {
    const known = JSON.parse(readFileSync(present(enums, 'enums'), 'utf8')) as Record<
      string,
      Record<string, [string, string][]>
    >;
    const sar = present(known['EFL_SARXBatchSchema.xsd'], 'SAR');
    const of = (name: string) => present(sar[name], name).map(([code]) => code);
    for (const code of codes) {
      const [type = '', subtype = ''] = code.split('/');
      expect(of('ValidateSuspiciousActivityTypeID')).toContain(type);
      expect(of('ValidateSuspiciousActivitySubtypeID')).toContain(subtype);
      expect(subtype.startsWith(type)).toBe(true);
    }
    const assets = [...Object.values(signs.instruments), ...Object.values(signs.products)];
    for (const code of assets) expect(of('ValidateAssetSubtypeIDTypeCode')).toContain(code);
  });

  test('what no box fits is said in words; what has two is asked', () => {
    const evidence = world('cash_below_report_threshold');
    const [alert] = evidence.alerts;
    const odd = present(alert, 'alert');
    const finding = { ...odd.finding, typology: 'of_our_own', area: 'nowhere' };
    const lone = { ...evidence, alerts: [{ ...odd, finding, citations: [] }] };
    const { other } = present(signsOf(lone, signs).signs[0], 'sign');
    expect(other).toBe(odd.title.en.slice(0, 50));
    const corrupt = { ...finding, area: 'corruption' };
    const asked = { ...evidence, alerts: [{ ...odd, finding: corrupt, citations: [] }] };
    expect(signsOf(asked, signs).choices).toEqual([['9/907', '9/908']]);
  });

  test('the note holds one term, or the numbers of several', () => {
    const term = (document: string) => ({ document, term: `TERM ${document}` });
    expect(noteOf([])).toEqual({ note: null, left_out: [] });
    expect(noteOf([term('FIN-2019-A006')]).note).toBe('TERM FIN-2019-A006');
    const many = ['FIN-2019-A006', 'FIN-2024-A002', 'FIN-2025-A003', 'FIN-2014-A005'].map(term);
    const { note, left_out } = noteOf(many);
    expect(note).toBe('FIN-2019-A006 FIN-2024-A002 FIN-2025-A003');
    expect(left_out).toEqual(['FIN-2014-A005']);
  });
});

test('mistakes in a profile have their places', () => {
  const text = readFileSync(example('institution-us.yaml'), 'utf8');
  const wrong = text
    .replace('"746200551"', '74-6200551')
    .replace('regulator: occ', 'regulador: occ');
  const faults = (() => {
    try {
      parseInstitution(wrong, 'mine.yaml');
      return [];
    } catch (error) {
      return (error as { faults: { code: string; place: { line: number } }[] }).faults;
    }
  })();
  expect(faults.every(({ code }) => code === 'filing.institution')).toBe(true);
  const lines = faults.map(({ place }) => text.split('\n')[place.line - 1]?.trim());
  expect(lines).toEqual(
    expect.arrayContaining([expect.stringContaining('ein'), expect.stringContaining('regulator')]),
  );
});
