/** What the record costs: appending to the audit log, and a hop of a trace between two ledgers. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isoTime } from '../src/base/index.js';
import { exchangeProtocols, type MoneyTrail } from '../src/exchange/index.js';
import { appendAudit, type Ledger, openLedger } from '../src/store/index.js';
import { type TestNodes, testNodes } from '../test/exchange-nodes.js';
import { grouped, type Print, timed } from './machine.js';

const ENTRIES = 500;
const BATCH = 5_000;
const HOPS = 60;
const A = 'exmbmxmm.mx';
const B = 'exmcmxmm.mx';

/**
 * Entries a second, one in each transaction as a message leaves them and many at once, in a ledger
 * on the disk; and a hop of a trace: its request signed, carried from hand to hand, taken, answered
 * from the book, the sealed answer back and opened. TLS and the network come on top.
 */
export async function benchExchangeLedger(print: Print): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'puente-bench-log-'));
  const ledger = openLedger({ folder: join(folder, 'ledger') });
  try {
    await ledger.ready();
    const each: number[] = [];
    const before = process.cpuUsage();
    for (let i = 0; i < ENTRIES; i++)
      each.push((await timed(() => append(ledger, 1))).seconds * 1_000);
    const cpu = cpuEach(before, ENTRIES);
    const rate = (1_000 * ENTRIES) / each.reduce((sum, ms) => sum + ms, 0);
    print(`audit log, an entry a transaction: ${grouped(rate)} a second, ${spread(each)}, ${cpu}`);
    const { seconds } = await timed(() => append(ledger, BATCH));
    print(`audit log, ${grouped(BATCH)} in one: ${grouped(BATCH / seconds)} a second`);
  } finally {
    await ledger.close();
    rmSync(folder, { recursive: true, force: true });
  }
  await benchHops(print);
}

function append(ledger: Ledger, count: number): Promise<unknown> {
  const entry = {
    kind: 'exchange.step',
    at: '2026-11-02T12:00:00.000Z',
    actor: A,
    body: { session: 'bench', state: 'asked', sha256: 'a'.repeat(64) },
  };
  const entries = Array.from({ length: count }, () => entry);
  return ledger.db.transaction().execute((trx) => appendAudit(trx, entries));
}

async function benchHops(print: Print): Promise<void> {
  const held = (at: number): MoneyTrail => ({
    status: 'held',
    received_at: at,
    amount_minor: 900_000n,
    currency: 'MXN',
    held_minor: 900_000n,
    onward: [],
  });
  const nodes: TestNodes = await testNodes([A, B], exchangeProtocols, (_, identity, peers) => ({
    identity,
    peers,
    book: { tracing: { follow: async () => held(nodes.clock.now()) } },
  }));
  try {
    const agreement = await nodes.agree([A, B], { retention_days: 30 }, 'MX.LIC115-DOM');
    const each: number[] = [];
    const before = process.cpuUsage();
    for (let i = 0; i < HOPS; i++) {
      const hop = () => trace(nodes, agreement, `PAYMENT-${i}`);
      each.push((await timed(hop)).seconds * 1_000);
    }
    const said = `${spread(each)}, ${cpuEach(before, HOPS)}, both ends`;
    print(`a hop of a trace, request to opened answer, two ledgers in memory: ${said}`);
  } finally {
    await nodes.close();
  }
}

async function trace(nodes: TestNodes, agreement_id: string, value: string): Promise<void> {
  const { node, ledger } = nodes.of(A);
  const session = await node.begin({ protocol: 'tracing', agreement_id, peer: B });
  const input = {
    reference: { kind: 'clave_de_rastreo', value },
    amount_minor: '900000',
    currency: 'MXN',
    paid_at: isoTime(nodes.clock.now()),
    answer_within_hours: 24,
    hold_hours: null,
  };
  await node.act({ session, action: 'trace', officer: 'eo', input, note: '' });
  await nodes.settle();
  const row = await ledger.db
    .selectFrom('exchange_session')
    .select('state')
    .where('id', '=', session)
    .executeTakeFirstOrThrow();
  if (row.state !== 'traced') throw new Error(`the trace is ${row.state}, not traced`);
}

function cpuEach(before: NodeJS.CpuUsage, count: number): string {
  const { user, system } = process.cpuUsage(before);
  return `${((user + system) / 1_000 / count).toFixed(1)} CPU ms each`;
}

function spread(each: readonly number[]): string {
  const sorted = [...each].sort((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1);
  return `median ${at(0.5)} ms, p95 ${at(0.95)} ms`;
}
