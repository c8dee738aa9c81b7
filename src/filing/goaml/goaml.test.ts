import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sharedData } from '../../../test/shared.js';
import { createSpeaker, fixedClock, packageRoot } from '../../base/index.js';
import { branch, type DocumentNode, leaf, NO_FRAME, sameNode } from '../document/node.js';
import { readXmlUnits } from '../document/read-xml.js';
import { type Filing, filing as filingShape } from '../filing.js';
import { layoutChecker } from '../layout/layout-checker.js';
import { layoutOrder } from '../layout/layout-order.js';
import { readLayout } from '../layout/read-layout.js';
import { judge } from '../rule/judge.js';
import { readRules } from '../rule/read-rules.js';
import { goamlFormat } from './goaml-format.js';

const folder = join(packageRoot(), 'filing/goaml');
const text = (file: string) => readFileSync(join(folder, file), 'utf8');
const { rules } = readRules(text('rules.yaml'), 'rules.yaml');
const layouts = {
  'goaml-report': readLayout(text('report.yaml'), 'report.yaml'),
  'goaml-uae': readLayout(text('uae.yaml'), 'uae.yaml'),
};
type Form = keyof typeof layouts;
const voices = { en: createSpeaker('en'), es: createSpeaker('es') };
const clock = fixedClock(Date.UTC(2026, 10, 22));
const shared = sharedData('goaml/samples/golden');
const samples = shared ? readdirSync(shared).filter((file) => file.endsWith('.xml')) : [];

async function parsed(bytes: Uint8Array): Promise<DocumentNode> {
  const source = { file: 'r.xml', numbered: null, bytes_max: 1e7 };
  for await (const part of readXmlUnits([bytes], ['report'], source))
    if (part.kind === 'unit') return part.unit;
  throw new Error('no report');
}

function complaints(unit: DocumentNode, form: Form): string[] {
  const checked = layoutChecker(layouts[form], voices).unit(unit, 'report');
  const options = { form, filed_on: '2026-11-22', unit: ['report'], codes: new Map(), clock };
  const court = judge(rules, options).begin({ name: 'r.xml', bytes: 1000 });
  court.unit(unit, NO_FRAME);
  const { findings } = court.end(unit, {});
  return [...checked, ...findings]
    .filter(({ severity }) => severity !== 'note')
    .map(({ rule, severity, path }) => `${severity} ${rule} ${path}`);
}

describe('the samples of one FIU', () => {
  test.skipIf(!shared)('are all there', () => expect(samples.length).toBeGreaterThan(4));

  test.each(samples)('%s', async (name) => {
    const bytes = readFileSync(join(shared ?? '', name));
    const root = { name: 'report', namespace: '' };
    const form = goamlFormat.recognise({ file: name, root, text: bytes.toString() }) as Form;
    expect(form).toBe('goaml-uae');
    const unit = await parsed(bytes);
    expect(complaints(unit, form)).toEqual([]);
    const lens = goamlFormat.lens(form);
    const filing = lens.read(unit, NO_FRAME);
    expect(filingShape.safeParse(filing).error).toBeUndefined();
    const written = lens.write(filing);
    expect(written.losses).toEqual([]);
    const ordered = layoutOrder(layouts[form]).unit(written.unit ?? unit);
    expect(sameNode(ordered, unit)).toBe(true);
    expect(filing.reference).toMatch(/-2026-/);
    expect(filing.filed_on).toBe('2026-05-26');
    expect(filing.activity?.signs).toHaveLength(1);
    const who =
      filing.operations?.[0]?.from ?? filing.parties?.find(({ role }) => role === 'subject');
    expect(who).toMatchObject({ kind: 'person', is_client: true, names: [{}] });
  });
});

const FILING: Filing = {
  form: 'goaml-report',
  reference: 'STR-2026-1',
  filed_on: '2026-11-20',
  narrative: ['Depósitos en efectivo', 'sin explicación'],
  parties: [
    { role: 'filer', identities: [{ kind: 'rentity_id', number: '101' }] },
    { role: 'contact', kind: 'person', names: [{ given: 'Sara', family: 'Núñez' }] },
  ],
  activity: { signs: [{ type: 'STRUC' }] },
  operations: [
    {
      on: '2026-11-02',
      amount: '9500.00',
      currency: 'GTQ',
      kind: 'CASH',
      place: 'Guatemala',
      text: 'Deposit',
      from: {
        role: 'subject',
        kind: 'person',
        is_client: true,
        gender: 'male',
        names: [{ given: 'José', family: 'Peña Ríos' }],
        nationality: 'GT',
        identities: [
          { kind: 'national_id', number: '1' },
          { kind: 'PASSP', number: 'A1', country: 'GT' },
        ],
        phones: [{ number: '5551234' }],
        addresses: [{ street: '1a Calle', city: 'Guatemala', country: 'GT' }],
      },
      to: { role: 'counterparty', kind: 'unknown', accounts: [{ number: '9', institution: 'B' }] },
    },
  ],
};

describe('a neutral filing', () => {
  test('is written with what it does not say left for the judges', () => {
    const lens = goamlFormat.lens('goaml-report');
    const { unit, losses } = lens.write(FILING);
    expect(losses.map(({ path, kind, to }) => `${kind} ${path} ${to}`)).toEqual([
      'split narrative 1',
      'transliterated parties[1].names[0].family Nunez',
      'transliterated operations[0].from.names[0].given Jose',
      'transliterated operations[0].from.names[0].family Pena Rios',
      'dropped operations[0].currency ',
    ]);
    const back = lens.read(unit, NO_FRAME);
    expect(filingShape.safeParse(back).error).toBeUndefined();
    expect(back.operations?.[0]?.from).toMatchObject({ is_client: true, nationality: 'GT' });
    const again = lens.write(back);
    expect(again.losses).toEqual([]);
    const order = layoutOrder(layouts['goaml-report']);
    expect(sameNode(order.unit(again.unit ?? NO_FRAME), order.unit(unit ?? NO_FRAME))).toBe(true);
    const text = JSON.stringify(unit);
    expect(text).toContain('1900-01-01T00:00:00');
    const found = complaints(order.unit(unit ?? NO_FRAME), 'goaml-report');
    expect(found.some((each) => each.includes('t_from_my_client'))).toBe(true);
  });
});

describe('rules', () => {
  const without = (node: DocumentNode, ...names: string[]): DocumentNode => ({
    ...node,
    children: node.children
      .filter(({ name }) => !names.includes(name))
      .map((each) => without(each, ...names)),
  });
  const within = (node: DocumentNode, name: string, more: DocumentNode): DocumentNode => ({
    ...node,
    children: [
      ...node.children.map((each) => within(each, name, more)),
      ...(node.name === name ? [more] : []),
    ],
  });
  const renamed = (node: DocumentNode, name: string, text: string): DocumentNode =>
    node.name === name
      ? { ...node, text }
      : { ...node, children: node.children.map((each) => renamed(each, name, text)) };

  test.skipIf(!shared)('each says what is wrong with a good report that was broken', async () => {
    const good = await parsed(readFileSync(join(shared ?? '', 'STR.xml')));
    const person = branch('t_to_my_client', [
      branch('to_person', [leaf('first_name', 'A'), leaf('last_name', 'B')]),
    ]);
    const cases: [string, DocumentNode][] = [
      ['reject goaml.indicator', without(good, 'report_indicators')],
      ['reject goaml.content', without(good, 'transaction')],
      ['reject goaml.one_from', without(good, 't_from_my_client')],
      ['reject goaml.one_to', without(good, 't_to')],
      ['reject goaml.one_to', within(good, 'transaction', person)],
      ['reject goaml.from_my_client_who', without(good, 'from_person')],
      ['reject goaml.reference', without(good, 'entity_reference')],
      ['warn goaml.amount', renamed(good, 'amount_local', '0')],
      ['warn goaml.transaction_day', renamed(good, 'date_transaction', '2026-06-24T14:30:00')],
      ['warn goaml.birth_future', renamed(good, 'birthdate', '2030-01-01T00:00:00')],
      ['warn goaml.empty_name', renamed(good, 'first_name', '-')],
      ['warn goaml.no_reason', without(good, 'reason')],
      ['warn goaml.version', renamed(good, 'schema_version', '4.0')],
      [
        'reject goaml.description_length',
        renamed(good, 'transaction_description', 'x'.repeat(4001)),
      ],
    ];
    for (const [wanted, broken] of cases) {
      const found = complaints(broken, 'goaml-uae').map((each) =>
        each.split(' ').slice(0, 2).join(' '),
      );
      expect(found, wanted).toContain(wanted);
    }
  });

  test.skipIf(!shared)('code lists are of one FIU', async () => {
    const good = await parsed(readFileSync(join(shared ?? '', 'STR.xml')));
    const other = renamed(good, 'indicator', 'NOSUCH');
    expect(complaints(other, 'goaml-uae')).not.toEqual([]);
    expect(complaints(other, 'goaml-report')).toEqual([]);
  });
});
