import { afterAll, beforeAll, expect, test } from 'vitest';
import { LEDGER_KINDS } from '../../test/ledgers.js';
import { present, seededRandom } from '../base/index.js';
import { openContributor, policyOn, readMonitoringPolicies } from '../exchange/index.js';
import { createTables, type Engine, type Ledger, openEngine } from '../store/index.js';
import { storeMonitoring } from './exchange-monitoring.js';

const DAY_MS = 86_400_000;
const BANK = 'EXMBMXMM';
const EPOCH = { agreement: 'a', id: '0', from_ms: 0, to_ms: 90 * DAY_MS };

let engine: Engine;
let ledger: Ledger;
beforeAll(async () => {
  engine = await openEngine({ path: ':memory:', threads: 1 });
  await createTables(engine);
  await fill();
  ledger = await present(LEDGER_KINDS[0], 'PGlite').open();
}, 60_000);
afterAll(async () => {
  engine.close();
  await ledger.close();
});

test('a bank’s store gives what it weighed of its own customers, once for an epoch', async () => {
  const book = storeMonitoring((work) => work(engine), ledger, BANK);
  const policy = policyOn(readMonitoringPolicies(), '2026-11-22');
  const tokenise = async (inputs: readonly string[]) => inputs;
  const contribution = await book(EPOCH, async (own) => {
    expect(own.institution).toBe(BANK);
    return (await openContributor({ ...own, epoch: EPOCH, policy, tokenise })).contribute();
  });
  const told = contribution.edges.map(({ source }) => source);
  expect(told).toContain('cifx1|account|r1');
  for (const { source_institution, target_institution } of contribution.edges) {
    expect([source_institution, target_institution]).toContain(BANK);
  }
  const [one, two] = [await book(EPOCH, evidenceOf), await book(EPOCH, evidenceOf)];
  expect(two).toBe(one);
  expect(await book({ ...EPOCH, id: '1' }, evidenceOf)).not.toBe(one);
  expect((await book({ ...EPOCH, id: '2', to_ms: 1 }, evidenceOf)).order_key.length).toBe(0);
});

const evidenceOf = async <T>({ evidence }: { readonly evidence: T }) => evidence;

/** Ordinary payments of accounts at two banks, and money that runs through four at this one. */
async function fill(): Promise<void> {
  const random = seededRandom('own book');
  const rows: string[] = [];
  const pay = (at: number, from: string, to: string, amount: number) => {
    const bankOf = (account: string) => (/^[rx]|[02468]$/.test(account) ? BANK : 'EXMDMXMM');
    const ends = `'${from}', '${to}', '${bankOf(from)}', '${bankOf(to)}'`;
    rows.push(`('p${rows.length}', ${Math.floor(at)}, ${ends}, ${amount})`);
  };
  for (let i = 0; i < 2_000; i++) {
    const from = Math.floor(random.unit() * 100);
    const to = (from * 7 + 1 + Math.floor(random.unit() * 4)) % 100;
    const amount = Math.floor(100 * Math.exp(3 + 4 * random.unit()));
    if (to !== from) pay(random.unit() * 90 * DAY_MS, `a${from}`, `a${to}`, amount);
  }
  for (let hop = 0; hop < 4; hop++) {
    pay((20 + 0.1 * hop) * DAY_MS, `r${hop}`, `r${hop + 1}`, 912_345 - 50 * hop);
  }
  await engine.run(`
    INSERT INTO payment BY NAME
    SELECT id, make_timestamp_ms(ms::BIGINT) AS time, 'second' AS precision,
      debtor AS debtor_account, creditor AS creditor_account,
      payer AS debtor_institution, payee AS creditor_institution,
      amount::BIGINT AS amount_minor, 'MXN' AS currency, amount::BIGINT AS value_minor,
      ms::BIGINT * 2097152 + row_number() OVER (PARTITION BY ms ORDER BY id) AS order_key,
      'world' AS batch_id
    FROM (VALUES ${rows.join()}) AS rows(id, ms, debtor, creditor, payer, payee, amount)
    ORDER BY order_key`);
}
