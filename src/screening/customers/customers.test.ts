import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTables, type Engine, openEngine } from '../../store/index.js';
import type { Customer } from '../decisions/index.js';
import {
  type PartyFacts,
  partyProfile,
  readCounterparties,
  readCustomerFile,
  readParties,
} from './index.js';

const folder = mkdtempSync(join(tmpdir(), 'puente-customers-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('of the store', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine({ path: ':memory:' });
    await createTables(engine);
    await engine.run(`INSERT INTO party (id, kind, name, country, address, birth_year, tax_id,
      phone, valid_from) VALUES
      ('P1', 'person', 'Ana López Ruiz', 'MX', 'Calle 1', 1980, 'LORA800101AB1', '555', NULL),
      ('P1', 'person', 'Ana Ruiz', 'US', 'Street 2', 1980, '123-45-6789', NULL, '2024-01-01'),
      ('P2', 'organisation', 'Nadie SA de CV', 'MX', NULL, NULL, '123456789', NULL, NULL),
      ('P3', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)`);
    await engine.run(`INSERT INTO account (id, party_id, kind) VALUES
      ('A1', 'P1', 'checking'), ('1WalletOfP2', 'P2', 'wallet'), ('1Lone', NULL, 'wallet'),
      ('X1', NULL, NULL)`);
    await engine.run(`INSERT INTO payment (id, time, precision, debtor_account, creditor_account,
      debtor_name, creditor_name, creditor_country, rail, amount_minor, currency, order_key,
      batch_id)
      SELECT v.*, 1, 'USD', 1, 'b' FROM (VALUES
      ('1', '2025-01-01'::TIMESTAMP_MS, 'day', 'A1', 'X1', 'ANA R', 'Beta Ltd', 'US', 'wire'),
      ('2', '2025-01-02'::TIMESTAMP_MS, 'day', 'A1', 'X1', 'ANA R', 'BETA LTD.', 'CN', 'wire'),
      ('3', '2025-01-03'::TIMESTAMP_MS, 'day', 'A1', 'X1', NULL, 'Beta Ltd', NULL, 'wire'),
      ('4', '2025-01-04'::TIMESTAMP_MS, 'day', 'A1', NULL, NULL, 'Cash Man', 'MX', 'cash'),
      ('5', '2025-01-05'::TIMESTAMP_MS, 'day', 'A1', '1Lone', NULL, NULL, NULL, NULL),
      ('6', '2025-01-06'::TIMESTAMP_MS, 'day', 'A1', '1Hop', NULL, NULL, NULL, 'crypto'),
      ('7', '2025-01-07'::TIMESTAMP_MS, 'day', 'A1', 'Nameless', NULL, NULL, NULL, 'ach')
      ) v`);
  });
  afterAll(() => engine.close());

  test('parties in their newest version, with former names and their wallets', async () => {
    const all = await allOf(readParties(engine));
    expect(all.map(({ key }) => key)).toEqual(['party:P1', 'party:P2', 'party:P3']);
    expect(all[0]?.profile).toMatchObject({
      id: 'P1',
      kind: 'person',
      names: [
        { full: 'Ana Ruiz', kind: 'primary' },
        { full: 'Ana López Ruiz', kind: 'former' },
      ],
      dates: [{ kind: 'birth', from: '1980-01-01', to: '1980-12-31' }],
      places: [{ kind: 'residence', country: 'US' }],
      addresses: [{ text: 'Street 2', country: 'US' }],
      identifiers: [{ kind: 'ssn', value: '123456789' }],
    });
    expect(all[1]?.profile).toMatchObject({
      identifiers: [{ kind: 'ein', value: '123456789' }],
      places: [{ kind: 'registration', country: 'MX' }],
      wallets: [{ currency: null, address: '1WalletOfP2' }],
    });
    expect(all[2]?.profile).toMatchObject({ kind: null, names: [], identifiers: [] });
  });

  test('counterparties that are no parties of ours, by account or by name', async () => {
    const all = await allOf(readCounterparties(engine));
    const short = all.map(({ key, profile }) => [
      key,
      profile.names.map(({ full }) => full),
      profile.places.map(({ country }) => country),
      profile.wallets.length,
    ]);
    expect(short).toEqual([
      ['account:1Hop', [], [], 1],
      ['account:1Lone', [], [], 1],
      ['account:X1', ['Beta Ltd', 'BETA LTD.'], ['CN', 'US'], 0],
      ['name:Cash Man', ['Cash Man'], ['MX'], 0],
    ]);
  });
});

test.each([
  ['LORA800101AB1', null, 'rfc'],
  ['lora-800101-ab1', null, 'rfc'],
  ['ABC&800101AB1', null, 'rfc'],
  ['LORA800101MDFPZN09', null, 'curp'],
  ['12-3456789', null, 'ein'],
  ['123456789', 'organisation', 'ein'],
  ['123456789', 'person', 'ssn'],
  ['123456789', null, 'tax_id'],
  ['912-34-5678', 'person', 'itin'],
  ['B-77', 'person', 'tax_id'],
])('tax id %s of %s is a %s', (tax_id, kind, expected) => {
  const nothing = { former_names: [], wallets: [], name: null, country: null, region: null };
  const rest = { address: null, birth_year: null, founded_on: null, phone: null, email: null };
  const facts: PartyFacts = { id: '1', kind, tax_id, ...nothing, ...rest };
  expect(partyProfile(facts).identifiers[0]?.kind).toBe(expected);
});

describe('of a file', () => {
  const write = (text: string, name = 'customers.csv') => {
    const file = join(folder, name);
    writeFileSync(file, Buffer.from(text, 'latin1'));
    return file;
  };

  test('columns are known by their names, in Spanish, in Latin-1, with a semicolon', async () => {
    const file = await readCustomerFile(
      write(
        'No. Cliente;Nombre(s);Apellido Paterno;Apellido Materno;RFC;' +
          'Fecha de nacimiento;Sexo;Otro\n' +
          '17;José;Núñez;Ávila;NUAJ800101AB1;01/02/1980;H;x\n' +
          '18;Ana\n' +
          '19;;;;;;;\n',
      ),
    );
    const all = await allOf(file.customers);
    expect(file.columns).toMatchObject({ given: 'Nombre(s)', maternal: 'Apellido Materno' });
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({
      key: 'file:17',
      profile: {
        names: [
          {
            full: 'José Núñez Ávila',
            parts: { given: 'José', paternal: 'Núñez', maternal: 'Ávila' },
          },
        ],
        dates: [{ kind: 'birth', from: '1980-02-01', to: '1980-02-01' }],
        identifiers: [{ kind: 'rfc', value: 'NUAJ800101AB1' }],
        gender: 'male',
      },
    });
    expect(file.counts).toMatchObject({ read: 3, kept: 1, rejected: 2 });
  });

  test('an English file, and a mapping for any other', async () => {
    const english = await readCustomerFile(write('customer_id,Full Name,DOB\nc1,Ana Ruiz,1980\n'));
    expect((await allOf(english.customers))[0]).toMatchObject({
      key: 'file:c1',
      profile: { names: [{ full: 'Ana Ruiz' }], dates: [{ from: '1980-01-01' }] },
    });
    const whole = await readCustomerFile(write('Folio|Nombre\n1|Ana Ruiz\n'));
    expect((await allOf(whole.customers))[0]?.profile.names).toMatchObject([{ parts: null }]);
    const mapping = write(
      'list: customers\ntitle: {en: c, es: c}\nissuer: own\ncolumns: {id: k, name: quien}\n',
      'm.yaml',
    );
    const mapped = await readCustomerFile(write('k,quien\n1,Ana\n'), { mapping });
    expect((await allOf(mapped.customers))[0]?.key).toBe('file:1');
  });

  test('a value that cannot be read has a fault and its place; the rest is compared', async () => {
    const file = write(
      'id,name,born,type,colour\n1,Ana Ruiz,1948-13-99,person,red\n2,Eva Sol,unknown,Martian,\n' +
        '3,Luz Rey,00/00/0000,,\n4,Rosa Paz,31/12/1950,moral,\n',
    );
    const read = await readCustomerFile(file);
    const all = await allOf(read.customers);
    expect(all.map(({ profile }) => [profile.names[0]?.full, profile.kind, profile.dates])).toEqual(
      [
        ['Ana Ruiz', 'person', []],
        ['Eva Sol', null, []],
        ['Luz Rey', null, []],
        [
          'Rosa Paz',
          'organisation',
          [{ kind: 'birth', from: '1950-12-31', to: '1950-12-31', circa: false }],
        ],
      ],
    );
    expect(read.counts).toMatchObject({ read: 4, kept: 4, rejected: 0 });
    expect(read).toMatchObject({ unread: 2, ignored: ['colour'] });
    expect(read.unreads).toMatchObject([
      {
        code: 'lists.unread_date',
        params: { column: 'born', value: '1948-13-99' },
        place: { file, line: 2 },
      },
      {
        code: 'lists.unread_kind',
        params: { column: 'type', value: 'Martian' },
        place: { file, line: 3 },
      },
    ]);
  });

  test.each([
    ['random bytes', Buffer.from(Array.from({ length: 3_000 }, (_, i) => (i * 151 + 7) % 256))],
    ['a PDF', Buffer.from('%PDF-1.7\nname,born\n')],
    ['a database', Buffer.from('SQLite format 3\0\u0010\0\u0001\u0001\0')],
  ])('%s are refused, and not a byte of them is repeated', async (_, bytes) => {
    const file = join(folder, 'binary.csv');
    writeFileSync(file, bytes);
    await expect(readCustomerFile(file)).rejects.toMatchObject({
      code: 'screening.customers.binary',
      params: {},
      place: { file },
    });
  });

  test('characters that are lost are told, with the first line that lost some', async () => {
    const file = join(folder, 'damaged.csv');
    const damaged = Buffer.concat([
      Buffer.from('id,name\n1,Ana\n2,Íñigo Ávila '),
      Buffer.from([0xc3]),
    ]);
    writeFileSync(file, Buffer.concat([damaged, Buffer.from(' Núñez\n')]));
    const read = await readCustomerFile(file);
    expect(await allOf(read.customers)).toHaveLength(2);
    expect(read.unreads).toMatchObject([
      { code: 'lists.unread_text', params: { n: 1 }, place: { file, line: 3 } },
    ]);
  });

  test('a stray control character does not make a file binary', async () => {
    const read = await readCustomerFile(
      write(`id,name\n1,Ana\u0001 Ruiz\n${'2,Eva\n'.repeat(30)}`),
    );
    expect((await allOf(read.customers)).length).toBe(2);
    expect(read.counts).toMatchObject({ read: 31, rejected: 29 });
  });

  test('what is no customer file is a fault with its place', async () => {
    const file = write('colour,size\nred,1\n');
    await expect(readCustomerFile(file)).rejects.toMatchObject({
      code: 'screening.customers.columns',
      place: { file, line: 1 },
    });
    await expect(readCustomerFile(join(folder, 'none.csv'))).rejects.toMatchObject({
      code: 'lists.file_unreadable',
    });
  });
});

async function allOf(customers: AsyncIterable<Customer>): Promise<Customer[]> {
  const all: Customer[] = [];
  for await (const customer of customers) all.push(customer);
  return all;
}
