import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reidentify } from '../../../test/token-graph-attack.js';
import { countingIds, present, seededRandom } from '../../base/index.js';
import { findJoint, readSlice, weighHeld } from '../../network/index.js';
import { createTables, type Engine, openEngine } from '../../store/index.js';
import { cellOf } from './coarse.js';
import {
  type Contribution,
  type Contributor,
  type ContributorOptions,
  type Epoch,
  Hub,
  type HubRun,
  type MonitoringPolicy,
  type OwnEvidence,
  openContributor,
  policyOn,
  readMonitoringPolicies,
  type Tokenise,
} from './index.js';

const DAY_MS = 86_400_000;
const BANKS = ['north', 'south', 'east', 'west'];
const ACCOUNTS = 400;
const DAYS = 90;
const CYCLES = 6;
const EPOCH: Epoch = { agreement: 'a1', id: 'e1', from_ms: 0, to_ms: DAYS * DAY_MS };
const CHILD = 'x-child';

const tokeniser =
  (key: string): Tokenise =>
  async (inputs) =>
    inputs.map((input) => createHmac('sha256', key).update(input).digest('hex').slice(0, 20));

const defaults = policyOn(readMonitoringPolicies(), '2026-11-22');
/** The world is a thousandth of a market: fewer others share a cell. */
const policy: MonitoringPolicy = {
  ...defaults,
  coarsening: { ...defaults.coarsening, cell_min: 3 },
};

let engine: Engine;
const evidence = new Map<string, OwnEvidence>();

beforeAll(async () => {
  engine = await openEngine({ path: ':memory:', threads: 1 });
  await createTables(engine);
  await fillWorld();
  for (const bank of BANKS) evidence.set(bank, await weigh(bank));
});
afterAll(() => engine.close());

describe('joint monitoring', () => {
  test('finds rings that no bank sees whole, and tells each owner of its own', async () => {
    const { hub, learned } = await monitor({});
    expect(wholeCycles(learned)).toBeGreaterThanOrEqual(CYCLES - 1);
    const told = hub.hitsFor('north').flatMap(({ customers }) => customers);
    const { contributors } = await monitor({});
    const north = present(contributors.get('north'), 'north');
    const hits = await north.learn(hub.hitsFor('north'));
    expect(told.length).toBeGreaterThan(0);
    for (const { accounts } of hits) {
      for (const account of accounts) expect(bankOf(account)).toBe('north');
    }
  });

  test('what owners answer makes whole what first contributions leave in pieces', async () => {
    const asked = await monitor({});
    const unasked = await monitor({ asks: { ...policy.asks, rounds_max: 0 } });
    expect(asked.run.asks).toBeGreaterThan(0);
    expect(wholeCycles(asked.learned)).toBeGreaterThan(wholeCycles(unasked.learned));
  });

  test('counts a payment once that both ends contribute, with a reference or without', async () => {
    const facts = await monitor({});
    const referred = await monitor({}, { referenceOf: (id) => id });
    for (const { run, hub } of [facts, referred]) {
      expect(run.joined.told_twice).toBeGreaterThan(0);
      expect(run.joined.contradicted).toBe(0);
      const tokens = hub.edges.map(({ payment }) => payment);
      expect(new Set(tokens).size).toBe(tokens.length);
    }
    expect(facts.hub.edges.length).toBe(referred.hub.edges.length);
  });

  test('names nobody below the threshold', async () => {
    const named = (one: Awaited<ReturnType<typeof monitor>>) =>
      new Set(
        one.first.flatMap(({ edges }) => edges.flatMap((edge) => [edge.source, edge.target])),
      );
    const two = named(await monitor({}));
    const three = named(await monitor({ threshold: { ...policy.threshold, families_min: 3 } }));
    const none = named(
      await monitor({ threshold: { ...policy.threshold, indicator_nats_min: 1_000 } }),
    );
    expect(two.size).toBeLessThan(ACCOUNTS);
    expect(three.size).toBeLessThan(two.size);
    expect(none.size).toBe(0);
  });

  test('an account that an authority listed is over the threshold', async () => {
    const threshold = { ...policy.threshold, indicator_nats_min: 1_000 };
    const { first } = await monitor({ threshold }, { listed: new Set(['c0-0']) });
    const tokens = first.flatMap(({ edges }) =>
      edges.flatMap((edge) => [edge.source, edge.target]),
    );
    const [token] = await tokeniser('e1')(['cifx1|account|c0-0']);
    expect(tokens).toContain(token);
  });

  test('a likely victim is named by nobody, whoever else knows of her', async () => {
    const [child] = await tokeniser('e1')([`cifx1|account|${CHILD}`]);
    const { hub, first } = await monitor({});
    const unprotected = await monitor({ protected: { younger_than_years: 0, lists: [] } });
    const names = (one: Hub) => one.edges.flatMap(({ source, target }) => [source, target]);
    expect(names(unprotected.hub)).toContain(child);
    expect(names(hub)).not.toContain(child);
    const own = present(
      first.find(({ institution }) => institution === bankOf(CHILD)),
      'hers',
    );
    expect(own.struck).toContain(child);
    expect(own.struck.length).toBe(64);
  });

  test('who tells of accounts that another holds is not believed', async () => {
    const { first, hub } = await monitor({});
    const [one, two] = [present(first[0], 'one'), present(first[1], 'two')];
    const liar = newHub(policy);
    const tokens = one.edges.flatMap(({ source, target }) => [source, target]);
    liar.receive(one);
    const before = liar.edges.length;
    liar.receive({ ...two, edges: [], hops: one.hops, stars: one.stars, struck: tokens });
    const run = await liar.run({
      answer: async () => ({ ...two, edges: [], hops: [], stars: [] }),
    });
    expect(run.joined.foreign).toBe(one.hops.length + one.stars.length);
    const struck = one.edges.filter((edge) =>
      [edge.source_institution, edge.target_institution].includes(two.institution),
    );
    expect(liar.edges.length).toBe(before - struck.length);
    expect(hub.edges.length).toBeGreaterThan(0);
  });

  test('patterns of too few customers are told to nobody', async () => {
    const { hub, run } = await monitor({ group: { customers_min: 99, institutions_min: 2 } });
    expect(run.withheld).toBeGreaterThan(0);
    for (const bank of BANKS) expect(hub.hitsFor(bank)).toEqual([]);
  });

  test('tokens of two epochs have nothing in common, and no hub takes the other’s', async () => {
    const one = await monitor({});
    const two = await monitor({}, { epoch: { ...EPOCH, id: 'e2' }, tokenise: tokeniser('e2') });
    const tokens = (list: readonly Contribution[]) =>
      list.flatMap(({ edges }) =>
        edges.flatMap((edge) => [edge.payment, edge.source, edge.target]),
      );
    const known = new Set(tokens(one.first));
    expect(tokens(two.first).filter((token) => known.has(token))).toEqual([]);
    const sameKey = await monitor({}, { epoch: { ...EPOCH, id: 'e2' } });
    expect(tokens(sameKey.first).filter((token) => known.has(token)).length).toBeGreaterThan(0);
    const hub = newHub(policy);
    expect(() => hub.receive(present(two.first[0], 'one'))).toThrow('other_agreement');
  });

  test('after the end nothing is left to ask', async () => {
    const { hub, contributors } = await monitor({});
    const north = present(contributors.get('north'), 'north');
    const hits = hub.hitsFor('north');
    north.end();
    hub.end();
    await expect(north.learn(hits)).rejects.toThrow('exchange.monitoring.ended');
    await expect(north.answer([])).rejects.toThrow('exchange.monitoring.ended');
    expect(hub.hitsFor('north')).toEqual([]);
    expect(hub.edges).toEqual([]);
  });

  test('a hub takes each contribution once and none of its own', async () => {
    const { first } = await monitor({});
    const hub = newHub(policy);
    const mine = present(first[0], 'one');
    hub.receive(mine);
    expect(() => hub.receive(mine)).toThrow('exchange.monitoring.twice');
    const own = { ...mine, institution: 'authority' };
    expect(() => hub.receive(own)).toThrow('exchange.monitoring.own_hub');
  });

  test('an owner answers about its own customers only', async () => {
    const { contributors, hub } = await monitor({});
    const edge = present(
      hub.edges.find((one) => one.target_institution !== 'north'),
      'another bank’s customer',
    );
    const north = present(contributors.get('north'), 'north');
    const ask = {
      ask: 'next',
      customer: edge.target,
      payment: edge.payment,
      period: null,
    } as const;
    expect((await north.answer([ask])).hops).toEqual([]);
  });
});

describe('re-identification of the token graph (attack group 14)', () => {
  test('who knows one bank’s payments in clear learns much less with the guards on', async () => {
    const guarded = await attack(policy.coarsening);
    const open = await attack({
      ...policy.coarsening,
      amount_ratio: 2,
      period_days: 1,
      cell_min: 1,
    });
    expect(open.certain).toBeGreaterThan(0.5);
    expect(guarded.certain).toBeLessThan(open.certain / 2);
    expect(guarded.guessed).toBeLessThan(open.guessed);
  });
});

async function attack(coarsening: MonitoringPolicy['coarsening']) {
  const { hub } = await monitor({ coarsening });
  const rows = await engine.rows<Row>(
    `SELECT debtor_account AS debtor, creditor_account AS creditor, debtor_institution,
       creditor_institution, value_minor, epoch_ms(time)::DOUBLE AS time_ms FROM payment
     WHERE debtor_institution = 'north' OR creditor_institution = 'north'`,
  );
  const numbers = new Map<string, number>();
  const numbered = (account: string) => {
    const known = numbers.get(account) ?? numbers.size;
    numbers.set(account, known);
    return known;
  };
  const known = rows.map((row) => ({
    ...row,
    debtor: numbered(row.debtor),
    creditor: numbered(row.creditor),
    ...cellOf(coarsening, EPOCH, row),
  }));
  const names = [...numbers.keys()];
  const tokens = await tokeniser('e1')(names.map((name) => `cifx1|account|${name}`));
  const truth = new Map(tokens.map((token, i) => [token, i]));
  return reidentify(hub.edges, known, 'north', truth);
}

interface Row {
  readonly [column: string]: string | number | bigint | null;
  readonly debtor: string;
  readonly creditor: string;
  readonly debtor_institution: string;
  readonly creditor_institution: string;
  readonly value_minor: bigint;
  readonly time_ms: number;
}

async function monitor(
  change: Partial<MonitoringPolicy>,
  options: Partial<ContributorOptions> = {},
) {
  const changed = { ...policy, ...change };
  const epoch = options.epoch ?? EPOCH;
  const hub = newHub(changed, epoch);
  const contributors = new Map<string, Contributor>();
  const first: Contribution[] = [];
  for (const institution of BANKS) {
    const contributor = await openContributor({
      engine,
      institution,
      epoch,
      policy: changed,
      evidence: present(evidence.get(institution), institution),
      tokenise: tokeniser('e1'),
      ...options,
    });
    contributors.set(institution, contributor);
    const contribution = await contributor.contribute();
    first.push(contribution);
    hub.receive(contribution);
  }
  const run: HubRun = await hub.run({
    answer: (bank, asks) => present(contributors.get(bank), bank).answer(asks),
  });
  const learned = new Map<string, Set<string>>();
  for (const [bank, contributor] of contributors) {
    for (const { hit, payments } of await contributor.learn(hub.hitsFor(bank))) {
      const known = learned.get(hit) ?? new Set<string>();
      learned.set(hit, known);
      for (const payment of payments) known.add(payment);
    }
  }
  return { hub, run, contributors, first, learned };
}

function newHub(changed: MonitoringPolicy, epoch = EPOCH): Hub {
  const ids = countingIds('hit');
  return new Hub({ institution: 'authority', epoch, policy: changed, detect: findJoint, ids });
}

function wholeCycles(learned: ReadonlyMap<string, ReadonlySet<string>>): number {
  return Array.from({ length: CYCLES }, (_, ring) => ring).filter((ring) =>
    [...learned.values()].some(
      (payments) =>
        payments.size <= 12 && [0, 1, 2, 3].every((hop) => payments.has(`c${ring}-${hop}`)),
    ),
  ).length;
}

const bankOf = (account: string) =>
  account === CHILD
    ? 'south'
    : (BANKS[Number(account.split('-')[1] ?? account.slice(1)) % BANKS.length] as string);

async function weigh(bank: string): Promise<OwnEvidence> {
  const slice = await readSlice(engine, null, { institutions: [bank], name: `of_${bank}` });
  const nodes = Int32Array.from({ length: slice.graph.accounts }, (_, node) => node);
  const names = await slice.nodeNames(nodes);
  const held = Uint8Array.from(names, ({ id }) => (bankOf(id) === bank ? 1 : 0));
  return weighHeld(slice.graph, { held, hop_nats_min: -2, star_nats_min: 3 });
}

/**
 * Ordinary payments to a few steady partners, and rings of four accounts at four banks in which
 * three hops are plain and one is not: the third keeps a third and waits three days.
 */
async function fillWorld(): Promise<void> {
  const random = seededRandom('monitoring');
  const rows: [string, number, string, string, number][] = [];
  for (let i = 0; i < ACCOUNTS * 20; i++) {
    const from = Math.floor(random.unit() * ACCOUNTS);
    const steady = (from * 7 + 1 + Math.floor(random.unit() * 4)) % ACCOUNTS;
    const to = random.unit() < 0.8 ? steady : Math.floor(random.unit() * ACCOUNTS);
    if (to === from) continue;
    const amount = Math.floor(100 * Math.exp(3 + 4 * random.unit()));
    rows.push([`p${i}`, random.unit() * DAYS * DAY_MS, `a${from}`, `a${to}`, amount]);
  }
  for (let ring = 0; ring < CYCLES; ring++) {
    let time = (10 + 12 * ring) * DAY_MS;
    let amount = 812_345 + 10_007 * ring;
    for (let hop = 0; hop < 4; hop++) {
      const weak = hop === 3;
      time += weak ? 2.5 * DAY_MS : 0.2 * DAY_MS;
      if (weak) amount = Math.floor(amount * 0.72);
      const child = ring === 0 && hop === 1;
      const to = `c${ring}-${(hop + 1) % 4}`;
      rows.push([`c${ring}-${hop}`, time, `c${ring}-${hop}`, to, amount]);
      if (child) rows.push(['v0', time + DAY_MS / 8, to, CHILD, amount]);
      if (child) rows.push(['v1', time + DAY_MS / 4, CHILD, 'a5', amount]);
    }
    for (let i = 0; i < 12; i++) {
      const own = `c${ring}-${i % 4}`;
      const ends = i % 2 === 0 ? [own, `a${ring * 9 + i}`] : [`a${ring * 9 + i}`, own];
      const when = random.unit() * DAYS * DAY_MS;
      rows.push([`o${ring}-${i}`, when, ends[0] ?? '', ends[1] ?? '', 20_000 + 500 * i]);
    }
  }
  await insert(rows);
  await engine.run(`INSERT INTO party BY NAME SELECT 'child' AS id, 1965 AS birth_year`);
  await engine.run(
    `INSERT INTO account BY NAME
     SELECT '${CHILD}' AS id, 'child' AS party_id, 'south' AS institution_id`,
  );
}

async function insert(rows: readonly [string, number, string, string, number][]): Promise<void> {
  const values = rows.map(([id, time, from, to, amount]) => {
    const ends = `'${from}', '${to}', '${bankOf(from)}', '${bankOf(to)}'`;
    return `('${id}', ${Math.floor(time)}, ${ends}, ${amount})`;
  });
  await engine.run(`
    INSERT INTO payment BY NAME
    SELECT id, make_timestamp_ms(ms::BIGINT) AS time, 'second' AS precision,
      debtor AS debtor_account, creditor AS creditor_account,
      payer AS debtor_institution, payee AS creditor_institution,
      amount::BIGINT AS amount_minor, 'USD' AS currency, amount::BIGINT AS value_minor,
      ms::BIGINT * 2097152 + row_number() OVER (PARTITION BY ms ORDER BY id) AS order_key,
      'world' AS batch_id
    FROM (VALUES ${values.join()}) AS rows(id, ms, debtor, creditor, payer, payee, amount)
    ORDER BY order_key`);
}
