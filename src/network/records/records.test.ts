import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleRows, sampleStore } from '../../../test/network-sample.js';
import { present } from '../../base/index.js';
import type { NetworkDossier } from '../../model/index.js';
import type { Engine } from '../../store/index.js';
import { listNetworks, readDossier, readDossiers } from './read.js';
import { storedSurprise } from './surprise-text.js';
import { type FindingMark, typologiesTouching } from './typologies.js';
import { writeNetworks } from './write.js';

let engine: Engine;
const rows = sampleRows();
const END = 'CN-DELTA-700';
const TABLES = ['network', 'network_member', 'network_instance', 'network_payment'];

beforeAll(async () => {
  engine = await sampleStore();
  await writeNetworks(engine, rows);
  await engine.run(`INSERT INTO listing (list, entry_id, name, program, party_id, listed_on)
    VALUES ('us_ofac_sdn', '77', 'PEARL DELTA', 'SDNTK', 'P-CN-DELTA-700', '2024-02-01'),
           ('us_ofac_sdn', '78', 'SOMEBODY ELSE', NULL, 'P-elsewhere', NULL)`);
  await engine.run(`INSERT INTO indicator (list, kind, value, valid_from, valid_to) VALUES
    ('screened_us_ofac_sdn', 'party', 'P-CN-DELTA-700', '2024-02-01', NULL),
    ('fusion_mules', 'account', 'US-GULF-300', '2025-01-01', '2025-12-31'),
    ('fusion_mules', 'account', 'elsewhere', NULL, NULL)`);
});
afterAll(() => engine.close());

const contents = async () =>
  Promise.all(TABLES.map((table) => engine.rows(`FROM ${table} ORDER BY ALL`)));
const dossierOf = async (rank: number) => {
  const { id } = present((await listNetworks(engine))[rank - 1], 'network');
  return present(await readDossier(engine, id), 'dossier');
};

describe('keeping', () => {
  test('what is written comes back as it was, best first', async () => {
    expect(await listNetworks(engine)).toEqual(
      [...rows.networks].map((network) => expect.objectContaining(network)),
    );
    const [first] = await listNetworks(engine);
    const dossier = present(await readDossier(engine, first?.id ?? ''), 'dossier');
    const own = [...rows.members].filter(({ network_id }) => network_id === first?.id);
    const asWritten = own.map((member) => expect.objectContaining(member));
    expect(dossier.members).toHaveLength(own.length);
    expect(dossier.members).toEqual(expect.arrayContaining(asWritten));
  });

  test('writing twice is writing once; a shorter run leaves nothing of a longer one', async () => {
    const before = await contents();
    await writeNetworks(engine, sampleRows());
    expect(await contents()).toEqual(before);
    await writeNetworks(engine, { networks: [], members: [], instances: [], payments: [] });
    expect((await contents()).map((table) => table.length)).toEqual([0, 0, 0, 0]);
    await writeNetworks(engine, rows);
    expect(await contents()).toEqual(before);
  });

  test('a run that breaks off leaves the run before', async () => {
    const before = await contents();
    const broken = function* () {
      yield present([...rows.members][0], 'member');
      throw new Error('out of luck');
    };
    await expect(writeNetworks(engine, { ...rows, members: broken() })).rejects.toThrow('of luck');
    expect(await contents()).toEqual(before);
    const bad = { ...present([...rows.payments][0], 'payment'), instance_id: null };
    const payments = [bad] as unknown as typeof rows.payments;
    await expect(writeNetworks(engine, { ...rows, payments })).rejects.toThrow('instance_id');
    expect(await contents()).toEqual(before);
  });
});

describe('the dossier', () => {
  let bridge: NetworkDossier;
  beforeAll(async () => {
    bridge = await dossierOf(1);
  });

  test('members come by role, with holder, institution, country and what they kept', () => {
    const roles = [...new Set(bridge.members.map(({ role }) => role))];
    expect(roles).toEqual([
      ...['source', 'collector', 'carrier', 'layerer', 'distributor', 'cash_out', 'beneficiary'],
    ]);
    const collector = present(
      bridge.members.find(({ role }) => role === 'collector'),
      'collector',
    );
    expect(collector).toMatchObject({
      name: 'Desert Bloom Freight LLC',
      party_kind: 'organisation',
      institution: 'First Mesa Bank',
      country: 'US',
      kept_minor: collector.in_minor - collector.out_minor,
      months: ['2025-03', '2025-04', '2025-05'],
    });
  });

  test('who has no holder on file has the name that payments state', () => {
    const stated = bridge.members.find(({ account_id }) => account_id === 'stated-CN-701');
    expect(stated).toMatchObject({ name: 'Stated stated-CN-701', party_id: null, country: 'CN' });
  });

  test('payments come once, in order, with both ends and their instances', () => {
    const times = bridge.payments.map(({ time }) => time);
    expect(times).toEqual([...times].sort());
    expect(bridge.payments).toHaveLength(bridge.network.payments);
    expect(bridge.payments[0]).toMatchObject({
      time: '2025-03-03T15:00:00.000Z',
      is_day: false,
      debtor: { account: 'US-MESA-101', name: 'Paloma Fruit Stands LLC', country: 'US' },
      creditor: { institution: 'First Mesa Bank', institution_id: 'MESA' },
      amount_minor: 950_000n,
      rail: 'internal',
    });
    const ids = new Set(bridge.instances.map(({ id }) => id));
    for (const { instances } of bridge.payments) {
      expect(instances.length).toBeGreaterThan(0);
      for (const id of instances) expect(ids.has(id)).toBe(true);
    }
  });

  test('the fee is exact: what was kept of what came in, rounded down', () => {
    const { kept_minor, in_minor } = bridge.network;
    const fee = present(bridge.fee_ppm, 'fee');
    expect(fee * in_minor <= kept_minor * 1_000_000n).toBe(true);
    expect((fee + 1n) * in_minor > kept_minor * 1_000_000n).toBe(true);
  });

  test('corridors and banks add up to the payments', () => {
    const total = bridge.payments.reduce((sum, { value_minor }) => sum + (value_minor ?? 0n), 0n);
    for (const corridors of [bridge.corridors, bridge.bank_corridors]) {
      expect(corridors.reduce((sum, { value_minor }) => sum + value_minor, 0n)).toBe(total);
      expect(corridors.reduce((sum, { payments }) => sum + payments, 0)).toBe(
        bridge.payments.length,
      );
    }
    expect(bridge.banks.reduce((sum, { in_minor }) => sum + in_minor, 0n)).toBe(total);
    expect(bridge.banks.reduce((sum, { accounts }) => sum + accounts, 0)).toBe(
      bridge.members.length,
    );
    expect(bridge.corridors).toContainEqual(expect.objectContaining({ from: 'MX', to: 'CN' }));
  });

  test('months tell who was used again', () => {
    expect(bridge.months.map(({ month }) => month)).toEqual(['2025-03', '2025-04', '2025-05']);
    expect(bridge.months[0]?.members_again).toBe(0);
    expect(bridge.months[1]?.members_again).toBeGreaterThan(8);
  });

  test('an end of the network shows where its account paid next, within days', async () => {
    const last = present(
      bridge.payments.filter(({ creditor }) => creditor.account === END).at(-1),
      END,
    );
    const day = (days: number) => new Date(Date.parse(last.time) + days * 86_400_000).toISOString();
    const pay = (id: string, time: string, creditor: string | null, value: number | null) =>
      engine.run(
        `INSERT INTO payment (id, time, precision, debtor_account, creditor_account, creditor_name,
           amount_minor, currency, value_minor, rail, order_key, batch_id)
         VALUES (?, ?, 'second', ?, ?, ?, 100, 'USD', ?, 'wire', 1, 'x')`,
        [id, time, END, creditor, creditor === null ? 'Yacht Dealer' : null, value],
      );
    expect(bridge.onward.map(({ account_id }) => account_id)).not.toContain(END);
    await pay('next-1', day(1), 'US-MESA-101', 7_000);
    await pay('next-2', day(2), null, 9_000);
    await pay('next-3', day(3), null, null);
    await pay('late', day(8), 'US-MESA-101', 5_000);
    const { onward } = await dossierOf(1);
    await engine.run("DELETE FROM payment WHERE batch_id = 'x'");
    expect(onward.find(({ account_id }) => account_id === END)).toMatchObject({
      ...{ payments: 3, value_minor: 16_000n, unvalued: 1, others: 0 },
      to: [
        { end: { account: null, name: 'Yacht Dealer' }, payments: 2, value_minor: 9_000n },
        { end: { account: 'US-MESA-101', name: 'Paloma Fruit Stands LLC' }, value_minor: 7_000n },
      ],
    });
  });

  test('the parts of a surprise add up to it', () => {
    for (const { surprise, parts } of bridge.instances)
      expect(parts.reduce((sum, { thousandths }) => sum + thousandths, 0)).toBe(surprise);
    expect(storedSurprise([{ step: 'burst', nats: 0.0014 }])).toEqual({
      surprise: 1,
      parts: '[{"step":"burst","thousandths":1}]',
    });
  });

  test('listings of a member or its holder, each once', () => {
    expect(bridge.listings).toEqual([
      {
        ...{ list: 'fusion_mules', entry_id: null, name: null, program: null },
        subject: { kind: 'account', id: 'US-GULF-300' },
        ...{ listed_on: '2025-01-01', delisted_on: '2026-01-01', is_open: false },
      },
      {
        ...{ list: 'us_ofac_sdn', entry_id: '77', name: 'PEARL DELTA', program: 'SDNTK' },
        subject: { kind: 'party', id: 'P-CN-DELTA-700' },
        ...{ listed_on: '2024-02-01', delisted_on: null, is_open: false },
      },
    ]);
  });

  test('without a rate there is no sum, and nobody breaks', async () => {
    const ring = await dossierOf(2);
    expect(ring.fee_ppm).toBeNull();
    expect(ring.payments.map(({ value_minor, is_day }) => [value_minor, is_day])).toEqual(
      Array(4).fill([null, true]),
    );
    expect(ring.members.filter(({ name }) => name === null)).toHaveLength(1);
  });

  test('cash has an end without an account', async () => {
    const hostile = await dossierOf(4);
    expect(hostile.payments[0]?.debtor).toEqual({
      ...{ account: null, name: null, institution_id: null, institution: null, country: null },
    });
  });
});

test('many at once are the same as one by one, and leave no table', async () => {
  const networks = await listNetworks(engine);
  const all: NetworkDossier[] = [];
  for await (const dossier of readDossiers(engine, ['nobody', ...networks.map(({ id }) => id)]))
    all.push(dossier);
  expect(all).toHaveLength(networks.length);
  for (const [i, dossier] of all.entries()) expect(dossier).toEqual(await dossierOf(i + 1));
  expect(await readDossier(engine, 'nobody')).toBeNull();
  const left = "SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'dossier%'";
  expect(await engine.rows(left)).toEqual([]);
});

test('typologies touch by subject, by holder and by evidence', async () => {
  const bridge = await dossierOf(1);
  const mark = (
    typology: string,
    kind: 'account' | 'party' | 'network',
    id: string,
    evidence: string[],
  ) => ({ typology, version: '1.0.0', subject: { kind, id }, severity: 'high', evidence }) as const;
  const findings: FindingMark[] = [
    mark('funnel', 'account', 'US-GULF-300', ['N1-0001', 'N1-0001', 'N1-0002']),
    mark('funnel', 'party', 'P-US-GULF-300', []),
    { ...mark('shared_device', 'account', 'elsewhere', ['N1-0003']), severity: 'critical' },
    mark('unrelated', 'account', 'elsewhere', ['N2-0001']),
    mark('layering', 'network', bridge.network.id, []),
    mark('layering', 'network', 'another', []),
  ];
  const titles = new Map([['funnel', { en: 'Funnel', es: 'Embudo' }]]);
  expect(typologiesTouching(findings, titles)(bridge)).toEqual([
    {
      ...{ typology: 'shared_device', version: '1.0.0', title: null, severity: 'critical' },
      ...{ findings: 1, members: 0, payments: 1, itself: 0 },
    },
    {
      ...{ typology: 'funnel', version: '1.0.0', title: { en: 'Funnel', es: 'Embudo' } },
      ...{ severity: 'high', findings: 2, members: 1, payments: 2, itself: 0 },
    },
    {
      ...{ typology: 'layering', version: '1.0.0', title: null, severity: 'high' },
      ...{ findings: 1, members: 0, payments: 0, itself: 1 },
    },
  ]);
});
