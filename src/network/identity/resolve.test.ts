import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createSpeaker } from '../../base/index.js';
import { createTables, type Engine, openEngine } from '../../store/index.js';
import { readSlice } from '../graph/slice.js';
import { accountsOfEntities, resolveIdentities } from './resolve.js';
import { sayEvidence, sayLink, sayRefusal } from './say.js';

const engine = await openEngine({ path: ':memory:', threads: 1 });
await createTables(engine);
const TABLES = ['party', 'account', 'device', 'interest', 'payment'];
beforeEach(async () => {
  for (const table of TABLES) await engine.run(`DELETE FROM ${table}`);
});
afterAll(() => engine.close());

const AS_OF_MS = Date.UTC(2026, 0, 1);
type Rows = readonly Readonly<Record<string, string | number | null>>[];

async function insert(table: string, rows: Rows): Promise<void> {
  for (const row of rows) {
    const names = Object.keys(row);
    const marks = names.map(() => '?').join(', ');
    await engine.run(
      `INSERT INTO ${table} (${names.join(', ')}) VALUES (${marks})`,
      Object.values(row),
    );
  }
}

const resolve = (apart: readonly (readonly [string, string])[] = [], as_of_ms = AS_OF_MS) =>
  resolveIdentities(engine, {
    as_of_ms,
    apart: apart.map(([party_a, party_b]) => ({ party_a, party_b })),
  });

const members = async (...args: Parameters<typeof resolve>) =>
  (await resolve(...args)).entities.map((entity) => entity.members.join(' '));

const underOneHand = async () => {
  const rows = await engine.rows<{ accounts: string[] }>(
    'SELECT list(account ORDER BY account) AS accounts FROM identity_hand GROUP BY hand',
  );
  return rows.map(({ accounts }) => accounts).sort();
};

const ana = { kind: 'person', name: 'Ana Montealto Ríos', country: 'MX' };
const luis = { kind: 'person', name: 'Luis Quirarte Peña', country: 'MX' };
const phone = { phone: '+52 1 (81) 2345-6780' };
const email = { email: 'ana.montealto+banco@gmail.com' };
const address = { address: 'Av. Juárez No. 12, Col. Centro' };
const tax_id = { tax_id: 'MORA900512AB1' };

describe('what joins two parties, and what does not', () => {
  const cases: readonly (readonly [string, Rows, boolean])[] = [
    ['one tax id, spaced otherwise', [{ ...ana, ...tax_id }, { tax_id: 'mora-900512-ab1' }], true],
    ['a generic tax id', [ana, luis].map((p) => ({ ...p, tax_id: 'XAXX010101000' })), false],
    [
      'a social security number and an employer’s of the same digits',
      [
        { kind: 'person', tax_id: '123-45-6788' },
        { kind: 'organisation', tax_id: '12-3456788' },
      ],
      false,
    ],
    ['one name alone', [ana, ana], false],
    [
      'one name and one telephone, with and without the country',
      [
        { ...ana, ...phone },
        { ...ana, phone: '81 2345 6780 ext. 4' },
      ],
      true,
    ],
    [
      'one telephone, two names',
      [
        { ...ana, ...phone },
        { ...luis, ...phone },
      ],
      false,
    ],
    [
      'one name and one address, written otherwise',
      [
        { ...ana, ...address },
        { ...ana, name: 'Rios Montealto, Ana', address: 'juarez 12 centro' },
      ],
      true,
    ],
    [
      'one address, two names',
      [
        { ...ana, ...address },
        { ...luis, ...address },
      ],
      false,
    ],
    [
      'telephone and address of a couple',
      [ana, luis].map((p) => ({ ...p, ...phone, ...address })),
      false,
    ],
    [
      'telephone, mail and address in two names',
      [ana, luis].map((p) => ({ ...p, ...phone, ...email, ...address })),
      true,
    ],
    [
      'a box of Google’s with dots',
      [
        { ...ana, ...email },
        { ...ana, email: 'AnaMontealto@gmail.com' },
      ],
      true,
    ],
    [
      'the same, but two tax ids that are no slip apart',
      [
        { ...ana, ...email, ...tax_id },
        { ...ana, ...email, tax_id: 'GOLJ850101XY2' },
      ],
      false,
    ],
    [
      'a name with one letter otherwise, a telephone and an address',
      [
        { ...ana, ...phone, ...address },
        { ...ana, name: 'Ana Montelato Ríos', ...phone, ...address },
      ],
      true,
    ],
    [
      'a minor in the household',
      [
        { ...ana, ...phone, ...address, ...email },
        { ...ana, ...phone, ...address, ...email, birth_year: 2012 },
      ],
      false,
    ],
  ];
  test.each(cases)('%s', async (_, rows, isOne) => {
    await insert(
      'party',
      rows.map((row, i) => ({ id: `p${i}`, ...row })),
    );
    expect(await members()).toEqual(isOne ? ['p0 p1'] : []);
  });

  test.each([
    ['[3/5,3/5]', null, true],
    ['(1/2,3/4]', null, true],
    ['[1/2,3/4]', null, false],
    [null, 500_001, true],
    [null, 500_000, false],
  ])('a share of %s or %s ppm controls, and is nobody’s identity', async (share, ppm, rules) => {
    await insert('party', [
      { id: 'p0', ...ana },
      { id: 'p1', kind: 'organisation' },
      { id: 'p2', ...luis },
    ]);
    await insert(
      'account',
      [0, 1, 2].map((i) => ({ id: `a${i}`, party_id: `p${i}` })),
    );
    const stake = { subject_id: 'p1', owner_id: 'p0', kind: 'shares' };
    await insert('interest', [{ ...stake, share, share_ppm: ppm }]);
    expect(await members()).toEqual([]);
    expect(await underOneHand()).toEqual(rules ? [['a0', 'a1']] : []);
  });

  test('a joint account and the household’s telephone and address', async () => {
    const home = { ...phone, ...address };
    await insert('party', [
      { id: 'p0', ...ana, ...home },
      { id: 'p1', ...luis, ...home },
    ]);
    await insert('account', [
      { id: 'a', party_id: 'p0' },
      { id: 'a', party_id: 'p1' },
    ]);
    expect(await members()).toEqual(['p0 p1']);
  });
});

test('one person’s two companies are under one hand; those of a trustee are not', async () => {
  const own = ['c0', 'c1'].map((id) => ({ id, kind: 'organisation' }));
  await insert('party', [{ id: 'p0', ...ana }, { id: 'trustee' }, ...own]);
  await engine.run(`
    INSERT INTO party (id, kind) SELECT 't' || i, 'organisation' FROM range(201) t(i);
    INSERT INTO interest (subject_id, owner_id, kind, share_ppm)
    SELECT 't' || i, 'trustee', 'votes', 600000 FROM range(201) t(i)`);
  await insert(
    'account',
    ['c0', 'c1', 't0', 't1'].map((id) => ({ id: `a ${id}`, party_id: id })),
  );
  const stake = { owner_id: 'p0', kind: 'votes', share_ppm: 600_000 };
  await insert(
    'interest',
    own.map(({ id }) => ({ ...stake, subject_id: id })),
  );
  const { refused } = await resolve();
  expect(await underOneHand()).toEqual([['a c0', 'a c1']]);
  expect(refused).toEqual([{ reason: 'controls', value: 'trustee', holders: 201, kind: null }]);
});

test('what five hundred share says nothing, and is told', async () => {
  await engine.run(`INSERT INTO party (id, kind, name, email, phone)
    SELECT 'p' || i, 'organisation', 'Empresa ' || i // 2, 'contador@despacho.mx', '5550001234'
    FROM range(500) t(i)`);
  const { entities, links, refused } = await resolve();
  expect([entities, links]).toEqual([[], []]);
  expect(refused).toEqual([
    { reason: 'common', kind: 'email', value: 'contador@despacho.mx', holders: 500 },
    { reason: 'common', kind: 'phone', value: '?5550001234', holders: 500 },
  ]);
});

test('the evidence of a link adds up to its score, and is said in both languages', async () => {
  const party = { ...ana, ...phone, ...tax_id };
  await insert('party', [
    { id: 'p0', ...party },
    { id: 'p1', ...party },
    { id: 'p2', ...phone },
  ]);
  const { links } = await resolve([['p0', 'p1']]).then(({ refused }) => ({
    links: refused.flatMap((each) => ('link' in each ? [each.link] : [])),
  }));
  const [link] = links;
  const sum = link?.evidence.reduce((total, { millinats }) => total + millinats, 0);
  expect(sum).toBe(link?.score);
  expect(link?.evidence.map(({ kind, holders }) => [kind, holders])).toEqual([
    ['tax_id', 2],
    ['name', 2],
    ['phone', 3],
    ['chance', 0],
  ]);
  for (const language of ['en', 'es'] as const) {
    const voice = createSpeaker(language);
    for (const each of link?.evidence ?? []) expect(sayEvidence(voice, each, 3)).not.toBe('');
    if (link) expect(sayLink(voice, link)).toContain('Ana Montealto Ríos (p1)');
    if (link) expect(sayRefusal(voice, { reason: 'apart', link })).toContain('p0');
  }
});

test('as of a day: what holds and is known then', async () => {
  const day = (text: string) => ({ valid_from: text, known_from: text });
  await insert('party', [
    { id: 'p0', ...ana, ...phone },
    { id: 'p1', ...ana, phone: null },
    { id: 'p1', ...ana, ...phone, ...day('2025-06-01') },
    { id: 'p1', ...ana, phone: null, ...day('2025-09-01') },
  ]);
  expect(await members([], Date.UTC(2025, 4, 31))).toEqual([]);
  expect(await members([], Date.UTC(2025, 5, 1))).toEqual(['p0 p1']);
  expect(await members([], Date.UTC(2025, 8, 1))).toEqual([]);
});

test('entities are nodes of a slice', async () => {
  await insert(
    'party',
    [0, 1, 2].map((i) => ({ id: `p${i}`, ...(i < 2 ? { ...ana, ...phone } : luis) })),
  );
  await insert(
    'account',
    [0, 1, 2].map((i) => ({ id: `a${i}`, party_id: `p${i}` })),
  );
  const ends = [
    ['a0', 'a1'],
    ['a1', 'a2'],
    ['a2', 'x'],
  ];
  await insert(
    'payment',
    ends.map(([debtor_account = '', creditor_account = ''], i) => ({
      ...{ id: `t${i}`, time: '2025-01-01', precision: 'day', debtor_account, creditor_account },
      ...{ amount_minor: 5, currency: 'MXN', order_key: i, value_minor: 5, batch_id: 'b' },
    })),
  );
  const { entities, holders } = await resolve();
  const id = entities[0]?.id ?? '';
  expect(await accountsOfEntities(engine, [id, 'p2', 'nobody'])).toEqual(
    new Map([
      [id, ['a0', 'a1']],
      ['p2', ['a2']],
      ['nobody', []],
    ]),
  );
  const { graph, nodeNames } = await readSlice(engine, null, { nodes: { holders } });
  expect(graph.accounts).toBe(3);
  expect(graph.outgoing.payments.length).toBe(2);
  const names = await nodeNames(Int32Array.of(0, 1, 2));
  expect(names.map(({ kind }) => kind)).toEqual(['account', 'holder', 'holder']);
});

/** Few values among few parties, so that much is shared. */
const drawn = fc.array(
  fc.record({
    name: fc.constantFrom('Ana Ríos', 'Luis Peña', 'Ana Ríos Mora', null),
    phone: fc.constantFrom('8123456780', '8123456781', null),
    email: fc.constantFrom('a@b.mx', 'c@d.mx', null),
    address: fc.constantFrom('Calle Luna 5', 'Calle Sol 77', null),
    tax_id: fc.constantFrom('MORA900512AB1', 'GOLJ850101XY2', null, null),
  }),
  { minLength: 2, maxLength: 7 },
);

async function fill(store: Engine, rows: Rows): Promise<void> {
  await store.run('DELETE FROM party');
  await insert('party', rows);
}

test('the order of loading and a second run change nothing', async () => {
  await fc.assert(
    fc.asyncProperty(drawn, async (parties) => {
      const rows = parties.map((party, i) => ({ id: `p${i}`, kind: 'person', ...party }));
      await fill(engine, rows);
      const first = await resolve();
      expect(await resolve()).toEqual(first);
      await fill(engine, rows.toReversed());
      expect(await resolve()).toEqual(first);
    }),
    { numRuns: 6 },
  );
});

test('an undo takes its link away and no other’s evidence; its undo gives it back', async () => {
  await fc.assert(
    fc.asyncProperty(drawn, async (parties) => {
      await fill(
        engine,
        parties.map((party, i) => ({ id: `p${i}`, kind: 'person', ...party })),
      );
      const before = await resolve();
      const [undone] = before.links;
      if (!undone) return;
      const { party_a, party_b } = undone;
      const after = await resolve([[party_b, party_a]]);
      const joined = after.entities.filter(({ members: each }) => each.includes(party_a));
      expect(joined.some(({ members: each }) => each.includes(party_b))).toBe(false);
      const broken = after.refused.flatMap((each) => ('link' in each ? [each] : []));
      expect(broken.filter(({ reason }) => reason === 'apart').map(({ link }) => link)).toEqual([
        undone,
      ]);
      const all = [...after.links, ...broken.map(({ link }) => link)];
      const byPair = (links: typeof all) => links.map((link) => JSON.stringify(link)).sort();
      expect(byPair(all)).toEqual(byPair([...before.links]));
      expect(await resolve()).toEqual(before);
    }),
    { numRuns: 8 },
  );
});
