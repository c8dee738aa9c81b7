/** Invented networks in every shape a drawing meets, and the store that holds them. */
import { derivedId, isoTime, seededRandom } from '../src/base/index.js';
import type {
  NetworkInstance,
  NetworkMember,
  NetworkPayment,
  NetworkRecord,
} from '../src/model/index.js';
import { type NetworkRows, storedSurprise } from '../src/network/index.js';
import { createTables, type Engine, openEngine, type SqlValue } from '../src/store/index.js';
import {
  BANKS,
  BRIDGE,
  CYCLE,
  HOSTILE,
  type SampleAccount,
  type SampleLeg,
  type SampleNetwork,
  swarm,
} from './network-sample-data.js';

/** A store in memory with three networks: a bridge of two countries, a cycle, and a large one. */
export async function sampleStore(path = ':memory:'): Promise<Engine> {
  const engine = await openEngine({ path });
  await createTables(engine);
  await fillStore(engine, SAMPLES);
  return engine;
}

const SAMPLES: readonly SampleNetwork[] = [BRIDGE, CYCLE, swarm(seededRandom('swarm')), HOSTILE];

/** What `writeNetworks` is given for the samples. */
export function sampleRows(samples: readonly SampleNetwork[] = SAMPLES): NetworkRows {
  const made = samples.map((sample, i) => rowsOf(sample, i));
  return {
    networks: made.map(({ network }) => network),
    members: made.flatMap(({ members }) => members),
    instances: made.flatMap(({ instances }) => instances),
    payments: made.flatMap(({ links }) => links),
  };
}

async function fillStore(engine: Engine, samples: readonly SampleNetwork[]): Promise<void> {
  const insert = async (table: string, names: string, rows: readonly (readonly SqlValue[])[]) => {
    for (let i = 0; i < rows.length; i += 100) {
      const some = rows.slice(i, i + 100);
      const holes = some.map((row) => `(${row.map(() => '?').join(', ')})`).join(', ');
      await engine.run(`INSERT INTO ${table} (${names}) VALUES ${holes}`, some.flat());
    }
  };
  const banks = Object.entries(BANKS).map(([id, [name, country]]) => [id, name, country]);
  const accounts = samples.flatMap((sample) => sample.accounts);
  const held = accounts.filter(({ name }) => name !== null);
  await engine.run('BEGIN');
  await insert('institution', 'id, name, country', banks);
  const parties = held.map(({ id, name, kind, bank }) => [`P-${id}`, name, kind, BANKS[bank][1]]);
  await insert('party', 'id, name, kind, country', parties);
  await insert(
    'account',
    'id, institution_id, country, party_id',
    accounts.map(({ id, name, bank }) => [
      id,
      bank,
      BANKS[bank][1],
      name === null ? null : `P-${id}`,
    ]),
  );
  for (const [i, sample] of samples.entries())
    await insert(
      'payment',
      `id, time, precision, debtor_account, creditor_account, debtor_name, creditor_name,
       amount_minor, currency, value_minor, rail, order_key, batch_id`,
      paymentsOf(sample, i).map(({ id, at_ms, leg: [from, to, , cents, rail] }, n) => [
        ...[id, isoTime(at_ms).replace('Z', ''), sample.is_day ? 'day' : 'second', from, to],
        ...[statedName(from), statedName(to), sample.unvalued ? cents * 7 : cents],
        ...[sample.unvalued ? 'GTQ' : 'USD', sample.unvalued ? null : cents, rail],
        ...[(BigInt(at_ms) << 21n) + BigInt(n), 'b'],
      ]),
    );
  await engine.run('COMMIT');
}

/** Who has no holder on file may have a name in the payments. */
function statedName(account: string | null): string | null {
  return account?.startsWith('stated') ? `Stated ${account}` : null;
}

interface SamplePayment {
  readonly id: string;
  readonly at_ms: number;
  readonly leg: SampleLeg;
  readonly instance: number;
}

function paymentsOf(sample: SampleNetwork, i: number): SamplePayment[] {
  const start = Date.parse(sample.start);
  return sample.instances
    .flatMap(({ legs }, instance) => legs.map((leg) => ({ leg, instance })))
    .map(({ leg, instance }, n) => {
      const at_ms = start + Math.round(leg[2] * 3_600_000);
      return { id: `N${i + 1}-${String(n + 1).padStart(4, '0')}`, at_ms, leg, instance };
    });
}

function rowsOf(sample: SampleNetwork, i: number) {
  const payments = paymentsOf(sample, i);
  const roles = new Map(sample.accounts.map(({ id, role }) => [id, role]));
  const members = sample.accounts.map((account) => memberOf(account, payments, i));
  const sum = (is: (leg: SampleLeg) => boolean) =>
    payments.reduce((minor, { leg }) => minor + (is(leg) ? BigInt(leg[3]) : 0n), 0n);
  const roleOf = (account: string | null) => roles.get(account ?? '') ?? null;
  const instances = sample.instances.map(({ shape }, n): NetworkInstance => {
    const own = payments.filter(({ instance }) => instance === n);
    return {
      ...{ id: instanceId(i, n), network_id: networkId(i), shape, payments: own.length },
      ...spanOf(own),
      ...storedSurprise([
        { step: 'burst', nats: 2.5 + n },
        { step: 'conservation', nats: 4.321 },
        { step: 'partners', nats: -0.75 },
      ]),
    };
  });
  const network: NetworkRecord = {
    ...{ id: networkId(i), rank: i + 1, accounts: members.length, instances: instances.length },
    surprise: instances.reduce((total, { surprise }) => total + surprise, 0),
    payments: payments.length,
    institutions: new Set(sample.accounts.map(({ bank }) => bank)).size,
    shapes: [...new Set(sample.instances.map(({ shape }) => shape))].sort().join(' '),
    ...spanOf(payments),
    in_minor: sum(([from]) => roleOf(from) === 'source' || roleOf(from) === null),
    out_minor: sum(([, to]) => /^(beneficiary|cash_out)$/.test(roleOf(to) ?? 'beneficiary')),
    kept_minor: members
      .filter(({ role }) => /^(carrier|layerer|collector|distributor)$/.test(role))
      .reduce((kept, { in_minor, out_minor }) => kept + in_minor - out_minor, 0n),
    found_at: '2025-07-01T00:00:00.000Z',
  };
  const links: NetworkPayment[] = sample.instances.flatMap((_, n) =>
    payments
      .filter(({ instance }) => instance === n)
      .sort((a, b) => a.at_ms - b.at_ms)
      .map(({ id }, k) => ({ instance_id: instanceId(i, n), payment_id: id, ordinal: k + 1 })),
  );
  return { network, members, instances, links };
}

function memberOf(
  { id, role, name }: SampleAccount,
  payments: readonly SamplePayment[],
  i: number,
): NetworkMember {
  const own = payments.filter(({ leg: [from, to] }) => from === id || to === id);
  const sum = (end: 0 | 1) =>
    own.reduce((minor, { leg }) => minor + (leg[end] === id ? BigInt(leg[3]) : 0n), 0n);
  return {
    ...{ network_id: networkId(i), account_id: id, role },
    party_id: name === null ? null : `P-${id}`,
    instances: new Set(own.map(({ instance }) => instance)).size,
    in_minor: sum(1),
    out_minor: sum(0),
    dwell_ms: sum(0) > 0n && sum(1) > 0n ? 7_200_000n : null,
    ...spanOf(own),
  };
}

function spanOf(payments: readonly SamplePayment[]) {
  const times = payments.map(({ at_ms }) => at_ms).sort((a, b) => a - b);
  return { first_at: isoTime(times[0] ?? 0), last_at: isoTime(times.at(-1) ?? 0) };
}

const networkId = (i: number) => derivedId('sample', `${i}`);
const instanceId = (i: number, n: number) => derivedId('sample', `${i}`, `${n}`);
