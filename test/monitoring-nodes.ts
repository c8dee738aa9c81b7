/** Nodes that monitor jointly: two Mexican banks, a US operator, an authority as the hub. */

import { present, seededRandom } from '../src/base/index.js';
import {
  type GroupWork,
  ledgerRecords,
  type MonitoringBook,
  monitoring,
  type OwnEvidence,
  openGroup,
  policyOn,
  readMonitoringPolicies,
  workHere,
} from '../src/exchange/index.js';
import { findJoint, readSlice, weighHeld } from '../src/network/index.js';
import { createTables, type Engine, openEngine } from '../src/store/index.js';
import { type TestNodes, testNodes } from './exchange-nodes.js';

export const US = 'exmaus33.us';
export const B = 'exmbmxmm.mx';
export const D = 'exmdmxmm.mx';
export const HUB = 'authority-b.mx';
export const BANKS = { [B]: 'EXMBMXMM', [D]: 'EXMDMXMM', [US]: 'EXMAUS33' } as const;
/** One of the contributing banks operates a share as well. */
export const TERMS = { hub: HUB, operators: { US, MX: D }, protocols: ['monitoring' as const] };
export const DAYS = 90;
export const RINGS = 3;
const DAY_MS = 86_400_000;

export interface MonitoringNodes {
  readonly nodes: TestNodes;
  readonly group: GroupWork;
  /** Each bank's own store, by node: payments of which it holds an end. */
  readonly engines: ReadonlyMap<string, Engine>;
  close(): Promise<void>;
}

export async function monitoringNodes(): Promise<MonitoringNodes> {
  const engines = new Map<string, Engine>();
  const evidence = new Map<string, OwnEvidence>();
  const rows = world();
  for (const [node, bank] of Object.entries(BANKS)) {
    const engine = await openEngine({ path: ':memory:', threads: 1 });
    await createTables(engine);
    await insert(
      engine,
      rows.filter(({ from, to }) => bankOf(from) === bank || bankOf(to) === bank),
    );
    engines.set(node, engine);
    if (node !== US) evidence.set(node, await weigh(engine, bank));
  }
  const bookOf =
    (name: string): MonitoringBook =>
    (_, work) =>
      work({
        engine: present(engines.get(name), name),
        institution: BANKS[name as keyof typeof BANKS],
        evidence: present(evidence.get(name), name),
      });
  const curve = await openGroup();
  const group = workHere(curve);
  const defaults = policyOn(readMonitoringPolicies(), '2026-11-02');
  // The world is a thousandth of a market: fewer others share a cell.
  const policy = { ...defaults, coarsening: { ...defaults.coarsening, cell_min: 3 } };
  const nodes: TestNodes = await testNodes([US, B, D, HUB], [monitoring], (name) => {
    const records = () => ledgerRecords(nodes.of(name).ledger.db);
    return {
      group,
      curve,
      detect: findJoint,
      policies: () => [policy],
      records: {
        find: (area: string, key: string) => records().find(area, key),
        list: (area: string, prefix: string) => records().list(area, prefix),
      },
      book: { monitoring: bookOf(name) },
    };
  });
  return {
    nodes,
    group,
    engines,
    async close() {
      await nodes.close();
      await group.close();
      for (const engine of engines.values()) engine.close();
    },
  };
}

interface Row {
  readonly id: string;
  readonly time: number;
  readonly from: string;
  readonly to: string;
  readonly amount: number;
}

export const bankOf = (account: string) => {
  const [, ring, last] = /^(?:c(\d+)-|a)(\d+)$/.exec(account) ?? [];
  const isB = ring === undefined ? Number(last) % 2 === 0 : Number(last) < 3;
  return isB ? 'EXMBMXMM' : 'EXMDMXMM';
};

/** Ordinary payments, and rings of six accounts: three in a row at one bank, three at the other. */
function world(): readonly Row[] {
  const random = seededRandom('monitoring protocol');
  const rows: Row[] = [];
  for (let i = 0; i < 240 * 20; i++) {
    const from = Math.floor(random.unit() * 240);
    const steady = (from * 7 + 1 + Math.floor(random.unit() * 4)) % 240;
    const to = random.unit() < 0.8 ? steady : Math.floor(random.unit() * 240);
    if (to === from) continue;
    const amount = Math.floor(100 * Math.exp(3 + 4 * random.unit()));
    const time = random.unit() * DAYS * DAY_MS;
    rows.push({ id: `p${i}`, time, from: `a${from}`, to: `a${to}`, amount });
  }
  for (let ring = 0; ring < RINGS; ring++) {
    let time = (10 + 12 * ring) * DAY_MS;
    for (let hop = 0; hop < 6; hop++) {
      time += 0.2 * DAY_MS;
      const amount = 812_345 + 10_007 * ring - 100 * hop;
      const [from, to] = [`c${ring}-${hop}`, `c${ring}-${(hop + 1) % 6}`];
      rows.push({ id: from, time, from, to, amount });
    }
    for (let i = 0; i < 18; i++) {
      const own = `c${ring}-${i % 6}`;
      const [from = '', to = ''] = i % 2 === 0 ? [own, `a${ring + i}`] : [`a${ring + i}`, own];
      const when = random.unit() * DAYS * DAY_MS;
      rows.push({ id: `o${ring}-${i}`, time: when, from, to, amount: 20_000 + 500 * i });
    }
  }
  return rows;
}

async function insert(engine: Engine, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map(({ id, time, from, to, amount }) => {
    const ends = `'${from}', '${to}', '${bankOf(from)}', '${bankOf(to)}'`;
    return `('${id}', ${Math.floor(time)}, ${ends}, ${amount})`;
  });
  await engine.run(`
    INSERT INTO payment BY NAME
    SELECT id, make_timestamp_ms(ms::BIGINT) AS time, 'second' AS precision,
      debtor AS debtor_account, creditor AS creditor_account,
      payer AS debtor_institution, payee AS creditor_institution,
      amount::BIGINT AS amount_minor, 'MXN' AS currency, amount::BIGINT AS value_minor,
      ms::BIGINT * 2097152 + row_number() OVER (PARTITION BY ms ORDER BY id) AS order_key,
      'world' AS batch_id
    FROM (VALUES ${values.join()}) AS rows(id, ms, debtor, creditor, payer, payee, amount)
    ORDER BY order_key`);
}

async function weigh(engine: Engine, bank: string): Promise<OwnEvidence> {
  const slice = await readSlice(engine, null, {});
  const numbers = Int32Array.from({ length: slice.graph.accounts }, (_, node) => node);
  const names = await slice.nodeNames(numbers);
  const held = Uint8Array.from(names, ({ id }) => (bankOf(id) === bank ? 1 : 0));
  const limits = { held, hop_nats_min: -2, star_nats_min: 3 };
  const weighed = weighHeld(slice.graph, limits);
  await slice.forget();
  return weighed;
}
