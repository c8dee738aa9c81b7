import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ALL,
  COMPANY,
  examined,
  FRAME,
  file,
  good,
  layoutOf,
  leadingOf,
  RELATED,
  rulesIn,
  UNUSUAL,
  unitsOf,
  written,
} from '../../../test/filing-cnbv.js';
import { sharedData } from '../../../test/shared.js';
import { seededRandom } from '../../base/index.js';
import type { DocumentNode } from '../document/node.js';
import { type Filing, filing as filingShape } from '../filing.js';
import { elementsOf } from '../layout/layout.js';
import { cnbvFormat } from './cnbv-format.js';
import { cnbvFileName } from './file-name.js';

const shared = sharedData('cnbv');

describe('the samples', () => {
  test.skipIf(!shared).each(['10699992609.002', '10699992612.002'])('%s', async (name) => {
    const bytes = readFileSync(join(shared ?? '', name));
    const { form, units, findings } = await examined(bytes, name);
    expect(form).toBe('cnbv-ror');
    expect(findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
    expect(written(form, units)).toEqual(bytes);
    const lens = cnbvFormat.lens(form);
    const filings = units.map((unit) => lens.read(unit, FRAME));
    for (const filing of filings) expect(filingShape.safeParse(filing).error).toBeUndefined();
    const again = filings.map((filing) => lens.write(filing));
    expect(again.flatMap(({ losses }) => losses)).toEqual([]);
    expect(
      written(
        form,
        again.flatMap(({ unit }) => unit ?? []),
      ),
    ).toEqual(bytes);
    expect(filings[0]?.zero).toBe(name.includes('12.002') ? true : undefined);
    expect(filings.map(cnbvFileName)[0]).toBe(name);
  });
});

describe('good files of every form', () => {
  test.each(ALL)('%s', async (form) => {
    const second = { ...good(form), ...COMPANY, folio: '000002' };
    const bytes = file(form, good(form), second);
    const result = await examined(bytes);
    expect(result.form).toBe(form);
    expect(result.findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
    expect(result.units).toHaveLength(2);
    expect(written(form, result.units)).toEqual(bytes);
  });

  test.each(UNUSUAL)(
    '%s with related rows, whose leading columns are filled or not',
    async (form) => {
      for (const lead of [leadingOf(form), {}]) {
        const company = {
          ...RELATED,
          consecutivo_cuentas: '02',
          paterno_relacionado: '',
          materno_relacionado: '',
        };
        const bytes = file(form, good(form), { ...lead, ...RELATED }, { ...lead, ...company });
        const { units, findings } = await examined(bytes);
        expect(findings.filter(({ severity }) => severity !== 'note')).toEqual([]);
        expect(units).toHaveLength(1);
        const lens = cnbvFormat.lens(form);
        const [unit] = units;
        const filing = lens.read(unit ?? null, FRAME);
        expect(filing.parties?.filter(({ role }) => role === 'related')).toMatchObject([
          {
            names: [{ given: 'MARIA', family: 'LOPEZ' }],
            accounts: [{ number: '4040123456', institution: '040012' }],
          },
          { names: [{ full: 'MARIA' }] },
        ]);
        const again = lens.write(filing);
        expect(again.losses).toEqual([]);
        expect(written(form, [again.unit ?? FRAME])).toEqual(bytes);
      }
    },
  );

  test.each([36, 37])('a report of nothing with %i separators', async (separators) => {
    const bytes = Buffer.from(`1;202612;;001002;069999${';'.repeat(separators - 4)}\r\n`);
    const { form, units, findings } = await examined(bytes);
    expect(findings).toEqual([]);
    expect(cnbvFormat.lens(form).read(units[0] ?? null, FRAME).zero).toBe(true);
    expect(written(form, units)).toEqual(bytes);
  });

  test('what a file has of its own comes back: line ends, encodings, separators', async () => {
    const [row = ''] = file('cnbv-roi', good('cnbv-roi')).toString().split('\r');
    const named = row.replace('PRUEBA UNO', 'NUÑO');
    for (const text of [`${row}\n${row}`, `${row.slice(0, -1)}\r\n`, `${named}\r\n`]) {
      for (const bytes of [Buffer.from(text, 'latin1'), Buffer.from(text)]) {
        const { form, units } = await examined(bytes);
        const lens = cnbvFormat.lens(form);
        const again = units.map((unit) => lens.write(lens.read(unit, FRAME)).unit ?? FRAME);
        expect(written(form, again)).toEqual(bytes);
        if (text.includes('Ñ'))
          expect(lens.read(units[0] ?? null, FRAME).parties?.[2]?.names?.[0]?.given).toBe('NUÑO');
      }
    }
  });
});

describe('rejections', () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['obligatory blank', { domicilio: '' }, 'required'],
    ['folio blank', { folio: '' }, 'required'],
    ['supervisor blank', { organo_supervisor: '' }, 'required_head'],
    ['key with hyphen', { organo_supervisor: '001-002' }, 'supervisor_hyphen'],
    ['filer with hyphen', { clave_sujeto_obligado: '069-999' }, 'filer_hyphen'],
    ['key not starting with 0', { clave_sujeto_obligado: '690999' }, 'filer_zero'],
    ['supervisor not starting with 0', { organo_supervisor: '101002' }, 'supervisor_zero'],
    ['supervisor not in the catalogue', { organo_supervisor: '009002' }, 'supervisor_catalogue'],
    ['operation not in the catalogue', { tipo_operacion: '37' }, 'operation_catalogue'],
    ['instrument not in the catalogue', { instrumento_monetario: '10' }, 'instrument_catalogue'],
    ['kind of person', { tipo_persona: '3' }, 'person_kind'],
    ['folio not consecutive', { folio: '000002' }, 'folio_consecutive'],
    ['natural person with company name', { razon_social: 'ACME SA' }, 'person_no_company'],
    ['company with names', { ...COMPANY, nombre: 'ANA' }, 'company_no_person'],
    [
      'no RFC, CURP or date',
      { rfc: '', curp: '', fecha_nacimiento_constitucion: '' },
      'person_identified',
    ],
    [
      'company without RFC or date',
      { ...COMPANY, rfc: '', fecha_nacimiento_constitucion: '' },
      'company_identified',
    ],
    ['surname blank', { apellido_materno: '' }, 'person_surnames'],
    ['amount with one decimal', { monto: '215000.0' }, 'amount'],
    ['amount with commas', { monto: '215,000.00' }, 'amount'],
    ['coins in parts', { instrumento_monetario: '05', monto: '2.50' }, 'amount_coins'],
    ['no such day', { fecha_operacion: '20260931' }, 'operation_day'],
    ['birth', { fecha_nacimiento_constitucion: '19801301' }, 'birth_day'],
    ['RFC with hyphens', { rfc: 'SIXP-800101-AB1' }, 'rfc_shape'],
    ['letters in the locality', { localidad: 'TIJUANA' }, 'locality_digits'],
    ['account of one sign', { numero_cuenta_contrato: '7' }, 'account_single'],
    ['control character', { domicilio: 'CALLE\u00011' }, 'control'],
  ])('%s', async (_what, change, rule) => {
    for (const form of ALL) {
      const { findings } = await examined(file(form, { ...good(form), ...change }));
      expect(rulesIn(findings, 'reject'), form).toContain(`cnbv.${rule}`);
    }
  });

  test('longer than a column', async () => {
    for (const [column, length] of [
      ['domicilio', 61],
      ['apellido_materno', 31],
      ['telefono', 41],
      ['monto', 18],
    ] as const) {
      const long = { [column]: column === 'monto' ? '9'.repeat(length) : '1'.repeat(length) };
      const { findings } = await examined(file('cnbv-ror', { ...good('cnbv-ror'), ...long }));
      expect(rulesIn(findings, 'reject').some((rule) => rule.startsWith('layout'))).toBe(true);
    }
  });

  test('of relevant operations', async () => {
    const form = 'cnbv-ror';
    const of = async (change: Readonly<Record<string, string>>) =>
      rulesIn((await examined(file(form, { ...good(form), ...change }))).findings, 'reject');
    expect(await of({ fecha_deteccion: '20260914' })).toEqual(['cnbv.detection_relevant']);
    expect(await of({ razones_reporte: 'X' })).toEqual(['cnbv.relevant_empty']);
    expect(await of({ periodo_reporte: '202613' })).toContain('cnbv.period_month');
    expect(await of({ periodo_reporte: '20260930' })).toContain('cnbv.period_month');
  });

  test('of unusual operations', async () => {
    const form = 'cnbv-roi';
    const of = async (...rows: Readonly<Record<string, string>>[]) =>
      rulesIn((await examined(file(form, ...rows))).findings, 'reject');
    const row = good(form);
    expect(await of({ ...row, fecha_deteccion: '' })).toEqual(['cnbv.required_unusual']);
    expect(await of({ ...row, periodo_reporte: '202608' })).toContain('cnbv.period_day');
    expect(await of({ ...row, consecutivo_cuentas: '' })).toContain('cnbv.required_unusual');
    expect(await of(row, { ...RELATED, consecutivo_cuentas: '02' })).toContain(
      'cnbv.related_sequence',
    );
    expect(await of(row, { ...RELATED, clave_sujeto_relacionado: '40012' })).toContain(
      'cnbv.related_key_zero',
    );
    expect(await of(row, { ...RELATED, clave_sujeto_relacionado: '' })).toContain(
      'cnbv.related_required',
    );
    expect(await of(row, { ...RELATED, monto: '1.00' })).toContain('cnbv.related_empty');
    expect(await of({ ...row, numero_cuenta_relacionado: '1' })).toContain('cnbv.principal_empty');
    expect(
      await of({
        tipo_reporte: '2',
        periodo_reporte: '20260812',
        organo_supervisor: '001002',
        clave_sujeto_obligado: '069999',
      }),
    ).toContain('cnbv.zero_only_relevant');
  });

  test('a row with other columns than its layout', async () => {
    const [row = ''] = file('cnbv-ror', good('cnbv-ror')).toString().split('\r');
    for (const text of [`${row};`, row.slice(0, -1).replace(/;;$/, ';'), `${row}X;`]) {
      const { findings } = await examined(Buffer.from(`${text}\r\n`));
      expect(rulesIn(findings, 'reject'), text).toContain('cnbv.columns');
    }
  });

  test('every finding says where', async () => {
    const { findings } = await examined(
      file('cnbv-ror', good('cnbv-ror'), { ...good('cnbv-ror'), monto: '1' }),
    );
    expect(findings.find(({ rule }) => rule === 'cnbv.amount')?.place).toEqual({
      line: 2,
      column: 63,
    });
  });
});

describe('what holds of any file', () => {
  /** Rows of any texts that their columns can hold, as a seed makes them. */
  function anyRows(form: string, seed: number): Buffer {
    const random = seededRandom(String(seed));
    const pick = <T>(items: readonly T[]): T | undefined =>
      items[Math.floor(random.unit() * items.length)];
    const { groups, values } = layoutOf(form);
    const content = groups.get('relacionado')?.content;
    const columns = content ? elementsOf(content) : [];
    const text = (most: number) => {
      const some = Array.from({ length: Math.ceil(random.unit() * most) }, () =>
        pick([...'0129AZÑ']),
      );
      return (pick(['', 'XXXX', '0', '1', '2', '00', '01', '20260914', some.join('')]) ?? '').slice(
        0,
        most,
      );
    };
    const rows = Array.from({ length: 1 + Math.floor(random.unit() * 4) }, () => {
      const cells = columns.map(({ type }) =>
        text(Math.min(values.get(type)?.length_max ?? 8, 20)),
      );
      return `${cells.join(';')};\r\n`;
    });
    return Buffer.from(rows.join(''), 'latin1');
  }

  test('a row of any cells is read and written the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ALL), fc.nat(), async (form, seed) => {
        const bytes = anyRows(form, seed);
        const lens = cnbvFormat.lens(form);
        const again: DocumentNode[] = [];
        for (const unit of await unitsOf(bytes, form)) {
          const filing = lens.read(unit, FRAME);
          expect(filingShape.safeParse(filing).error).toBeUndefined();
          const { unit: back, losses } = lens.write(filing);
          if (back) again.push(back);
          expect(losses).toEqual([]);
        }
        expect(written(form, again).toString('latin1')).toBe(bytes.toString('latin1'));
      }),
      { numRuns: 100, endOnFailure: true },
    );
  });

  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
  const day = fc
    .date({ min: new Date('1950-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const party = fc.record(
    {
      role: fc.constantFrom('subject', 'related', 'filer', 'branch', 'other'),
      kind: fc.constantFrom('person', 'organisation', 'trust', 'unknown'),
      names: fc.array(
        fc.record(
          { full: name, given: name, family: name, maternal: name, middle: name },
          { requiredKeys: [] },
        ),
        { maxLength: 2 },
      ),
      addresses: fc.array(
        fc.record(
          { street: name, exterior: name, quarter: name, city: name, postal_code: name },
          { requiredKeys: [] },
        ),
        { maxLength: 2 },
      ),
      phones: fc.array(fc.record({ number: name }), { maxLength: 4 }),
      identities: fc.array(
        fc.record({ kind: fc.constantFrom('rfc', 'curp', 'casfim', 'passport'), number: name }),
        { maxLength: 3 },
      ),
      accounts: fc.array(fc.record({ number: name, institution: name }), { maxLength: 2 }),
      born_on: day,
      nationality: fc.constantFrom('MX', 'US'),
      occupation_code: name,
    },
    { requiredKeys: ['role'] },
  );
  const anyFiling = fc.record(
    {
      form: fc.constantFrom(...ALL),
      period: day,
      reference: name,
      narrative: fc.array(name, { maxLength: 3 }),
      parties: fc.array(party, { maxLength: 4 }),
      operations: fc.array(
        fc.record(
          {
            on: day,
            kind: name,
            amount: fc.constantFrom('1', '9500.25'),
            text: name,
            account: name,
          },
          { requiredKeys: [] },
        ),
        { maxLength: 2 },
      ),
    },
    { requiredKeys: ['form'] },
  );

  test('any filing is written, reads back as it was written, and the rest is a loss', async () => {
    await fc.assert(
      fc.asyncProperty(anyFiling, async (some) => {
        const filing = some as Filing;
        const lens = cnbvFormat.lens(filing.form);
        const { unit, losses } = lens.write(filing);
        const bytes = written(filing.form, unit ? [unit] : []);
        const back = (await unitsOf(bytes, filing.form)).map((each) => lens.read(each, FRAME));
        const [read] = back;
        expect(back).toHaveLength(1);
        const again = lens.write(read ?? filing);
        expect(again.losses).toEqual([]);
        expect(written(filing.form, again.unit ? [again.unit] : [])).toEqual(bytes);
        const said = filing.parties?.find(({ role }) => role === 'subject')?.occupation_code;
        const kept = read?.parties?.find(({ role }) => role === 'subject')?.occupation_code;
        if (said !== kept) expect(losses.map(({ from }) => from)).toContain(said);
      }),
      { numRuns: 100, endOnFailure: true },
    );
  });

  test('a neutral filing becomes a file without a finding', async () => {
    for (const form of ALL) {
      const row = good(form);
      const { units } = await examined(file(form, row));
      const { details, ...neutral } = cnbvFormat.lens(form).read(units[0] ?? null, FRAME);
      expect(details).toBeUndefined();
      const { unit, losses } = cnbvFormat.lens(form).write(neutral);
      expect(losses).toEqual([]);
      expect(written(form, [unit ?? FRAME])).toEqual(file(form, row));
    }
  });
});
