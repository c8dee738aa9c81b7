import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { arbitraryFrame, arbitraryUnit } from '../../../test/filing-arbitrary.js';
import { sharedData } from '../../../test/shared.js';
import { openForms } from '../catalogue.js';
import { firstElement } from '../document/first-element.js';
import { branch, type DocumentNode, leaf, sameNode } from '../document/node.js';
import { readXmlUnits } from '../document/read-xml.js';
import { type Filing, filing as filingShape } from '../filing.js';
import { layoutOrder } from '../layout/layout-order.js';
import { lfpiorpiFormat } from './lfpiorpi.js';

const UNIT = ['archivo', 'informe', 'aviso'];
const forms = openForms();
const layoutOf = (form: string) => forms.layoutOf(form, '2026-11-22').layout;

interface Entry {
  readonly unit: DocumentNode | null;
  readonly frame: DocumentNode;
}

async function entriesOf(bytes: Buffer): Promise<Entry[]> {
  const source = { file: 'x.xml', numbered: null, bytes_max: 1e7 };
  const entries: Entry[] = [];
  for await (const part of readXmlUnits([bytes], UNIT, source)) {
    if (part.kind === 'unit') entries.push(part);
    if (part.kind === 'frame') entries.push({ unit: null, frame: part.frame });
  }
  return entries;
}

/** What is read of an entry and written again is the entry, in the order of the layout. */
function expectSame(form: string, { unit, frame }: Entry): Filing {
  const lens = lfpiorpiFormat.lens(form);
  const order = layoutOrder(layoutOf(form));
  const filing = filingShape.parse(lens.read(unit, frame));
  const written = lens.write(filing);
  expect(written.losses).toEqual([]);
  const isFrame = sameNode(order.frame(written.frame), order.frame(frame));
  if (!isFrame) expect(order.frame(written.frame)).toEqual(order.frame(frame));
  const [is, was] = [written.unit, unit].map((node) => node && order.unit(node));
  if (!is || !was || !sameNode(is, was)) expect(is).toEqual(was);
  return filing;
}

const shared = sharedData('lfpiorpi');
const samples = shared
  ? readdirSync(shared, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.startsWith('samples') && file.endsWith('.xml'),
    )
  : [];

describe.skipIf(!shared)('published avisos', () => {
  it.each(samples)('%s is read and written the same', async (file) => {
    const bytes = readFileSync(join(shared ?? '', file));
    const form = lfpiorpiFormat.recognise(firstElement(bytes, file));
    const key = basename(file).includes('spr') ? 'spr2' : basename(file).slice(8, 11);
    expect(form).toBe(file.includes('o_test') ? 'lfpiorpi-ari' : `lfpiorpi-${key}`);
    for (const entry of await entriesOf(bytes)) expectSame(form ?? '', entry);
  });

  it('says who, what and when', async () => {
    const bytes = readFileSync(join(shared ?? '', 'mutants/inm-00-valid.xml'));
    const [entry] = await entriesOf(bytes);
    const filing = entry && expectSame('lfpiorpi-inm', entry);
    const { details, ...told } = filing ?? { details: {} };
    expect(told).toEqual({
      form: 'lfpiorpi-inm',
      period: '2014-07',
      reference: 'REF15454FG454',
      activity: { signs: [{ type: '521' }] },
      parties: [
        { role: 'filer', identities: [{ kind: 'rfc', number: 'OGA751212G56' }] },
        {
          role: 'subject',
          kind: 'organisation',
          names: [{ full: 'LA MORALISTA' }],
          founded_on: '2005-12-12',
          nationality: 'MX',
          occupation_code: '1119000',
          parties: [
            {
              role: 'representative',
              kind: 'person',
              names: [{ given: 'JUAN', family: 'GOMEZ', maternal: 'PEREZ' }],
              born_on: '1980-12-12',
              identities: [{ kind: 'rfc', number: 'GOPJ801212R45' }],
            },
          ],
          addresses: [
            {
              country: 'MX',
              quarter: 'GUADALUPE INN',
              street: 'REVOLUCION',
              exterior: '458',
              postal_code: '01020',
            },
          ],
          phones: [{ number: '5515485454' }],
        },
        {
          role: 'beneficial_owner',
          kind: 'person',
          names: [{ given: 'PEDRO', family: 'LOPEZ', maternal: 'X' }],
          born_on: '1989-05-16',
          nationality: 'AD',
        },
      ],
    });
    expect(Object.keys(details ?? {})).toContain('detalle_operaciones');
  });
});

describe('any aviso', () => {
  it.each(lfpiorpiFormat.forms)('%s is read and written the same', (form) => {
    const layout = layoutOf(form);
    const entries = fc.record({
      unit: fc.option(arbitraryUnit(layout, { nodes: 25 }), { freq: 9 }),
      frame: arbitraryFrame(layout),
    });
    fc.assert(
      fc.property(entries, (entry) => void expectSame(form, withOneReport(entry))),
      { numRuns: 8, endOnFailure: true },
    );
  });

  it('says the same again once what it could not hold is out', () => {
    const lens = lfpiorpiFormat.lens('lfpiorpi-inm');
    const layout = layoutOf('lfpiorpi-inm');
    const words = fc.constantFrom('José', 'ÑANDÚ', 'a😀', 'Łódź', '王', 'x'.repeat(300), '-');
    const filings = fc
      .record({ unit: arbitraryUnit(layout), frame: arbitraryFrame(layout), word: words })
      .map(({ unit, frame, word }) => {
        const read = lens.read(unit, withOneReport({ unit, frame }).frame);
        const parties = read.parties?.map((party) => ({
          ...party,
          names: [{ given: word, middle: word, family: word, full: word }],
          sites: [word],
          addresses: [{ country: 'MX', street: word, city: word, quarter: word }],
          identities: [...(party.identities ?? []), { kind: 'passport', number: word }],
        }));
        const others = [{ role: 'counterparty' as const, names: [{ full: word }] }];
        const note = { note: word, correction: word, narrative: [word] };
        return { ...read, ...note, parties: [...others, ...(parties ?? [])] };
      });
    fc.assert(
      fc.property(filings, (filing) => {
        const first = lens.write(filing);
        const again = lens.read(first.unit, first.frame);
        const second = lens.write(again);
        expect(second.losses).toEqual([]);
        expect(lens.read(second.unit, second.frame)).toEqual(again);
        const told = new Set(first.losses.map(({ path }) => path));
        const kept = new Set(leavesOf('', again).map(([, value]) => value));
        const silent = leavesOf('', filing).filter(
          ([path, value]) => !kept.has(value) && !told.has(path),
        );
        expect(silent).toEqual([]);
      }),
      { numRuns: 30, endOnFailure: true },
    );
  });
});

/** Every text of a value, with its path. */
function leavesOf(path: string, value: unknown): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  const at = (key: string) => (Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`);
  const under = (key: string) => (path === '' ? key : at(key));
  return Object.entries(value).flatMap(([key, each]) => leavesOf(under(key), each));
}

/** A file's frame ends with the report that holds the unit; the lens is told of that one only. */
function withOneReport({ unit, frame }: Entry): Entry {
  const report = frame.children.findLast(({ name }) => name === 'informe');
  return { unit, frame: { ...frame, children: report ? [report] : [] } };
}

test('a value that cannot be understood does not hide the person', () => {
  const person = branch('persona_fisica', [
    leaf('nombre', 'ANA'),
    leaf('apellido_paterno', 'RUIZ'),
    leaf('apellido_materno', 'XXXX'),
    leaf('fecha_nacimiento', '20051399'),
    leaf('apodo', 'NITA'),
  ]);
  const unit = branch('aviso', [
    branch('persona_aviso', [branch('tipo_persona', [person], { extra: 'x' })]),
    leaf('prioridad', '7'),
  ]);
  const lens = lfpiorpiFormat.lens('lfpiorpi-ari');
  const read = lens.read(unit, branch('archivo', []));
  expect(read.parties).toEqual([
    {
      role: 'subject',
      kind: 'person',
      names: [{ given: 'ANA', family: 'RUIZ' }],
      details: {
        tipo_persona: {
          '@extra': 'x',
          persona_fisica: { fecha_nacimiento: '20051399', apodo: 'NITA' },
        },
      },
    },
  ]);
  const { unit: written, losses } = lens.write(read);
  expect(losses).toEqual([]);
  const [first] = written?.children.filter(({ name }) => name === 'persona_aviso') ?? [];
  expect(first).toEqual(unit.children[0]);
  expect(written?.children.filter(({ name }) => name === 'prioridad')).toEqual([
    leaf('prioridad', '7'),
  ]);
});

test('what avisos cannot hold is said', () => {
  const { losses, unit } = lfpiorpiFormat.lens('lfpiorpi-inm').write({
    form: 'lfpiorpi-inm',
    period: '2026-10-05',
    urgent: true,
    kinds: ['continuing'],
    narrative: ['Depósitos'],
    parties: [
      {
        role: 'subject',
        kind: 'person',
        names: [{ given: 'José', middle: 'Luis', family: 'Peña' }, { full: 'El Güero' }],
        gender: 'male',
        addresses: [{ country: 'MX', city: 'Tijuana', street: 'Av. Revolución 1' }],
      },
      { role: 'conductor', names: [{ full: 'Ana' }] },
    ],
  });
  expect(losses.map(({ path, kind, to }) => `${path} ${kind} ${to}`)).toEqual([
    'period cut 2026-10',
    'parties[0].names[0].middle split José Luis',
    'parties[0].names[0].given transliterated JOSE LUIS',
    'parties[0].names[0].family transliterated PEÑA',
    'parties[0].addresses[0].street transliterated AV. REVOLUCION 1',
    'kinds[0] dropped ',
    'narrative[0] dropped ',
    'parties[0].names[1].full dropped ',
    'parties[0].gender dropped ',
    'parties[0].addresses[0].city dropped ',
    'parties[1].role dropped ',
    'parties[1].names[0].full dropped ',
  ]);
  expect(unit?.children.find(({ name }) => name === 'prioridad')?.text).toBe('2');
});
