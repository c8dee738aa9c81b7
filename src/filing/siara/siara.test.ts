import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sharedData } from '../../../test/shared.js';
import { createSpeaker, Fault, LANGUAGES } from '../../base/index.js';
import { clabeDigit } from '../../model/index.js';
import { answerDueOn } from './due-day.js';
import type { SiaraOrder } from './order.js';
import { readSiara } from './read-siara.js';
import { soughtIn } from './sought.js';
import { summariseOrder } from './summary.js';

const shared = sharedData('siara');

const CLABE = `01218000118359719${clabeDigit('01218000118359719')}`;

function expediente(parts: string, root = 'Expediente'): Uint8Array {
  return new TextEncoder().encode(
    `<?xml version="1.0" encoding="utf-8"?>
<${root} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://www.cnbv.gob.mx">
${parts}
</${root}>`,
  );
}

const HEAD = `<Cnbv_NumeroOficio>214-1-18714972/2025   </Cnbv_NumeroOficio>
  <Cnbv_OficioYear>2025</Cnbv_OficioYear><Cnbv_AreaClave>4</Cnbv_AreaClave>
  <Cnbv_AreaDescripcion>Operaciones Ilícitas </Cnbv_AreaDescripcion>
  <Cnbv_FechaPublicacion>2025-06-05</Cnbv_FechaPublicacion><Cnbv_DiasPlazo>3</Cnbv_DiasPlazo>
  <TieneAseguramiento>true</TieneAseguramiento>`;

function request(instructions: string, persons = PERSON): string {
  return `${HEAD}<SolicitudEspecifica><SolicitudEspecificaId>1</SolicitudEspecificaId>
  <InstruccionesCuentasPorConocer>${instructions}</InstruccionesCuentasPorConocer>
  ${persons}</SolicitudEspecifica>`;
}

const PERSON = `<PersonasSolicitud><PersonaId>1</PersonaId><Persona>Fisica</Persona>
  <Nombre>José</Nombre><Paterno>Pérez </Paterno><Materno>Luna</Materno></PersonasSolicitud>`;

async function ordered(instructions: string, persons?: string): Promise<SiaraOrder> {
  return await readSiara(expediente(request(instructions, persons)), 'order.xml');
}

const codes = ({ faults }: SiaraOrder) =>
  faults.map(({ code }) => code.replace('filing.siara.', ''));
const kinds = ({ measures }: SiaraOrder) => measures.map(({ kind }) => kind);

describe('the orders seen', () => {
  test.skipIf(!shared)('Expediente: a seizure for the IMSS', async () => {
    const file = join(shared ?? '', '222AAA-44444444442025.xml');
    const order = await readSiara(readFileSync(file), 'order.xml');
    expect(order).toMatchObject({
      shape: 'Expediente',
      order_number: '222/AAA/-4444444444/2025',
      case_number: 'A/AS1-1111-222222-AAA',
      area: { key: 3, kind: 'seizure' },
      published_on: '2025-06-05',
      answer_days: 7,
      authority: 'SUBDELEGACION 8 SAN ANGEL',
      requester: null,
      references: ['IMSSCOB/40/01/001283/2025'],
      freezes: true,
      details: null,
    });
    expect(kinds(order)).toContain('freeze');
    expect(codes(order)).toEqual(['rfc']);
    expect(soughtIn(order).subjects).toMatchObject([
      {
        kind: 'organisation',
        names: ['AEROLINEAS PAYASO ORGULLO NACIONAL'],
        rfcs: ['APON33333444'],
      },
    ]);
  });

  test.skipIf(!shared)('SolicitudRequerimiento: dates of Mexico, persons at the root', async () => {
    const file = join(shared ?? '', 'SEIDO-2025-110624.synthetic.xml');
    const order = await readSiara(readFileSync(file), 'order.xml');
    expect(order).toMatchObject({ shape: 'SolicitudRequerimiento', published_on: '2026-07-04' });
    expect(order).toMatchObject({ answer_days: 8, freezes: false, details: null });
    expect(soughtIn(order).subjects).toMatchObject([
      { names: ['Nadia Armas Carrera'], rfcs: ['ARCN471207C0H'], persons: [{}, {}] },
    ]);
  });
});

describe('what it asks for', () => {
  test.each([
    ['Se ordena la inmovilización de las cuentas', ['freeze']],
    ['proceda al desembargo de la cuenta', ['release']],
    ['levantamiento del embargo', ['release']],
    ['fue incluido en la Lista de Personas Bloqueadas', ['list']],
    ['se ordena eliminar de la\nLista de Personas Bloqueadas a', ['delist']],
    ['de la lista de personas bloqueadas se determinó su exclusión', ['delist']],
    [
      'informe los saldos y remita estados de cuenta',
      ['information', 'information', 'information'],
    ],
    ['sin palabra alguna', []],
  ])('%s', async (text, wanted) => {
    expect(kinds(await ordered(text))).toEqual(wanted);
  });

  test('both ways needs a reader', async () => {
    expect(codes(await ordered('asegurar la una y desbloquear la otra'))).toEqual(['both_ways']);
  });
});

describe('accounts in prose', () => {
  test.each([
    [`la CLABE ${CLABE}, a nombre`, [['clabe', CLABE, 'named']]],
    [`deposite en ${CLABE}`, [['clabe', CLABE, 'shaped']]],
    ['cuenta número 4040123456', [['account', '4040123456', 'named']]],
    [
      'cuentas 65-50123456-7, 0123456789 y 9876543210.',
      [
        ['account', '65501234567', 'named'],
        ['account', '0123456789', 'named'],
        ['account', '9876543210', 'named'],
      ],
    ],
    ['tarjeta 4152 3130 0000 0001', [['account', '4152313000000001', 'named']]],
    ['tarjeta 4111 1111 1111 1111', [['card', '4111111111111111', 'named']]],
    ['contrato 123456', [['account', '123456', 'named']]],
  ])('%s', async (text, wanted) => {
    const { accounts } = await ordered(text);
    expect(accounts.map((each) => [each.kind, each.number, each.certainty])).toEqual(wanted);
  });

  test.each([
    'teléfono 5512345678',
    'oficio 214-1-18714972/2025',
    'por $1,234,567.00 y 1234567890.50',
    'el 2025-06-05 y 05-06-2025',
    'RFC APON800101123 y CURP PELJ800101HDFRNS09',
    'crédito fiscal 8712345678',
  ])('none in: %s', async (text) => {
    expect((await ordered(text)).accounts).toEqual([]);
  });

  test('a wrong check digit is told, with where it stands', async () => {
    const wrong = CLABE.slice(0, 17) + ((Number(CLABE[17]) + 1) % 10);
    const order = await ordered(`CLABE ${wrong}`);
    expect(codes(order)).toEqual(['account']);
    expect(order.faults[0]?.place).toMatchObject({ file: 'order.xml', line: 8 });
    const [account] = order.accounts;
    expect(account?.at.path).toBe(
      'Expediente/SolicitudEspecifica[1]/InstruccionesCuentasPorConocer[1]',
    );
    expect(account?.at.offset).toBe(6);
  });

  test('known accounts stand in elements', async () => {
    const known = PERSON.replace(
      '</PersonasSolicitud>',
      `<CuentasConocidas><Entidad>BANCO UNO</Entidad><Cuenta>${CLABE}</Cuenta>` +
        '</CuentasConocidas></PersonasSolicitud>',
    );
    const { accounts, details } = await ordered('', known);
    expect(accounts).toMatchObject([
      { kind: 'clabe', number: CLABE, certainty: 'stated', institution: 'BANCO UNO' },
    ]);
    expect(details).toBeNull();
  });

  test('any CLABE is found wherever it stands', async () => {
    const stems = fc.stringMatching(/^[1-9]\d{16}$/);
    const words = fc.constantFrom('', 'la cuenta ', 'CLABE: ', 'y la del C. Luis, ');
    await fc.assert(
      fc.asyncProperty(stems, words, async (stem, lead) => {
        const clabe = stem + clabeDigit(stem);
        const { accounts } = await ordered(`Según ${lead}${clabe}; sin más.`);
        expect(accounts.map(({ number }) => number)).toEqual([clabe]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('people', () => {
  test('two RFCs of one man are one subject', async () => {
    const twice = ['PELJ800101AB1', 'PELJ800110AB1'].map((rfc) =>
      PERSON.replace('</PersonasSolicitud>', `<Rfc> ${rfc}</Rfc></PersonasSolicitud>`),
    );
    const order = await ordered('x', twice.join(''));
    expect(soughtIn(order).subjects).toMatchObject([
      { plain_names: ['jose perez luna'], rfcs: ['PELJ800101AB1', 'PELJ800110AB1'] },
    ]);
    const note =
      '<Complementarios>CURP PELJ800101HDFRNS09, RFC PELJ8001107A1</Complementarios>' +
      '</PersonasSolicitud>';
    const noted = await ordered('x', (twice[0] ?? '').replace('</PersonasSolicitud>', note));
    expect(codes(noted)).toContain('several_rfc');
    expect(soughtIn(noted).subjects[0]?.curps).toEqual(['PELJ800101HDFRNS09']);
  });

  test('a legal form does not part a company from itself', async () => {
    const company = (name: string) =>
      `<PersonasSolicitud><Persona>Moral</Persona><Nombre>${name}</Nombre></PersonasSolicitud>`;
    const order = await ordered('x', company('ACME, S.A. DE C.V.') + company('Acme SA de CV'));
    expect(soughtIn(order).subjects).toHaveLength(1);
  });

  test('blanks of all kinds are nothing', async () => {
    const blank =
      '<PersonasSolicitud><Rfc>             </Rfc><Nombre>&nbsp;</Nombre>' +
      '<Paterno xsi:nil="true"/></PersonasSolicitud>';
    expect(codes(await ordered('x', blank))).toEqual(['nobody']);
  });
});

describe('mistakes are told and the rest is read', () => {
  test.each([
    ['Cnbv_DiasPlazo>3<', 'Cnbv_DiasPlazo>21<', ['number', 'no_answer_days']],
    ['2025-06-05', '2025-06-31', ['day']],
    ['2025-06-05', '05/06/2025', []],
    ['2025-06-05', '2024-06-05', ['year']],
    ['>4<', '>3<', ['area']],
    ['>true<', '>quizá<', ['freezes']],
    ['Fisica', 'Otra', ['kind']],
    ['"http://www.cnbv.gob.mx"', '"http://www.cnbv.gob.mx/2"', ['namespace']],
    ['<Cnbv_OficioYear>', '<Cnbv_NumeroOficio>x</Cnbv_NumeroOficio><Cnbv_OficioYear>', ['twice']],
  ])('%s → %s', async (from, to, wanted) => {
    const text = new TextDecoder().decode(expediente(request('informe')));
    const order = await readSiara(new TextEncoder().encode(text.replace(from, to)), 'order.xml');
    expect(codes(order)).toEqual(wanted);
    expect(soughtIn(order).subjects).toHaveLength(1);
    for (const { place } of order.faults) expect(place?.line).toBeGreaterThan(0);
  });

  test('what is not understood stays', async () => {
    const order = await ordered('x', `${PERSON}`);
    expect(order.details).toBeNull();
    const more = await readSiara(expediente(`${request('x')}<Nuevo>algo</Nuevo>`), 'order.xml');
    expect(more.details).toEqual({ Nuevo: 'algo' });
  });

  test.each([
    ['another root', '<Otro/>', 'filing.siara.root'],
    [
      'an entity',
      '<!DOCTYPE a [<!ENTITY b "c">]><Expediente>&b;</Expediente>',
      'filing.xml_doctype',
    ],
    ['half a file', '<Expediente><Cnbv_Folio>', 'filing.xml_truncated'],
  ])('%s is refused', async (_what, text, code) => {
    const failure = await readSiara(new TextEncoder().encode(text), 'order.xml').catch((e) => e);
    expect(failure).toBeInstanceOf(Fault);
    expect((failure as Fault).code).toBe(code);
  });
});

test('the due day counts business days of a calendar', () => {
  const isBusinessDay = (day: string) =>
    ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) && day !== '2025-06-09';
  const order = { published_on: '2025-06-05', answer_days: 3 };
  expect(answerDueOn(order, isBusinessDay)).toBe('2025-06-11');
  expect(answerDueOn(order, isBusinessDay, '2025-06-06')).toBe('2025-06-12');
  expect(answerDueOn({ ...order, answer_days: null }, isBusinessDay)).toBeNull();
  expect(() => answerDueOn(order, () => false)).toThrow(RangeError);
});

test('an order is summed up in both languages', async () => {
  const order = await ordered(`asegure la cuenta ${CLABE} y 5512345678`);
  for (const language of LANGUAGES) {
    const text = summariseOrder(order, '2025-06-10', createSpeaker(language)).join('\n');
    expect(text).toContain('José Pérez Luna');
    expect(text).toContain('2025-06-10');
    expect(text).not.toMatch(/[{}]/);
  }
});
