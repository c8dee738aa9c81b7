import { LIST, listValue, VARCHAR } from '@duckdb/node-api';
import { derivedId, isoTime, present } from '../../base/index.js';
import type {
  NetworkInstance,
  NetworkMember,
  NetworkPayment,
  NetworkRecord,
} from '../../model/index.js';
import type { Engine } from '../../store/index.js';
import type { PaymentGraph } from '../graph/payment-graph.js';
import type { SliceNames } from '../graph/slice-names.js';
import type { Candidate } from '../instance.js';
import { storedSurprise } from '../records/surprise-text.js';
import type { NetworkRows } from '../records/write.js';
import type { FoundNetwork, Member } from './networks.js';

/** What the numbers of networks stand for. */
export interface RowSource {
  readonly graph: PaymentGraph;
  readonly names: SliceNames;
  readonly found_at_ms: number;
}

/** Networks as rows of the model, ranked as they come. Ids depend on payments alone. */
export async function networkRows(
  engine: Engine,
  networks: readonly FoundNetwork[],
  source: RowSource,
): Promise<NetworkRows> {
  const known = await nameAll(engine, networks, source);
  const named = networks.map((network, at) => nameNetwork(network, at + 1, source, known));
  return {
    networks: named.map(({ record }) => record),
    members: named.flatMap(({ members }) => members),
    instances: named.flatMap(({ instances }) => instances),
    payments: named.flatMap(({ payments }) => payments),
  };
}

/** Ids, holders and institutions of all that networks touch, read once. */
interface Known {
  readonly payments: ReadonlyMap<number, string>;
  /** By payment, the accounts at its ends: a node can be a person with several. */
  readonly ends: ReadonlyMap<number, readonly [string | null, string | null]>;
  readonly accounts: ReadonlyMap<number, readonly string[]>;
  readonly holders: ReadonlyMap<string, Holder>;
}

interface Holder {
  readonly party_id: string | null;
  readonly institution_id: string | null;
}

async function nameAll(
  engine: Engine,
  networks: readonly FoundNetwork[],
  { names }: RowSource,
): Promise<Known> {
  const payments = Int32Array.from(new Set(networks.flatMap((network) => network.payments)));
  const nodes = Int32Array.from(
    new Set(networks.flatMap(({ members }) => members.map(({ node }) => node))),
  );
  const ids = await names.paymentIds(payments);
  const nodeNames = await names.nodeNames(nodes);
  const accounts = nodeNames.flatMap((node) => node.accounts);
  const holders = await readHolders(engine, accounts, ids);
  return {
    payments: new Map(Array.from(payments, (payment, i) => [payment, ids[i] as string])),
    ends: await readEnds(engine, payments, ids),
    accounts: new Map(Array.from(nodes, (node, i) => [node, nodeNames[i]?.accounts ?? []])),
    holders,
  };
}

async function readEnds(engine: Engine, payments: Int32Array, ids: readonly string[]) {
  const read = await engine.connection.runAndReadAll(
    `SELECT id, debtor_account, creditor_account FROM payment WHERE id IN (SELECT unnest($1))`,
    [listValue([...ids])],
    [LIST(VARCHAR)],
  );
  const rows = read.getRowsJS() as [string, string | null, string | null][];
  const byId = new Map(rows.map(([id, debtor, creditor]) => [id, [debtor, creditor] as const]));
  return new Map(
    Array.from(payments, (payment, i) => [payment, byId.get(ids[i] ?? '') ?? NOBODY] as const),
  );
}

const NOBODY = [null, null] as const;

/**
 * Who held the accounts where, by what is known last; where no file tells of an account, its
 * institution is the one that the networks' payments name.
 */
async function readHolders(
  engine: Engine,
  accounts: readonly string[],
  payments: readonly string[],
): Promise<ReadonlyMap<string, Holder>> {
  const last = (column: string) =>
    `last(${column} ORDER BY known_from NULLS FIRST, valid_from NULLS FIRST)`;
  const read = await engine.connection.runAndReadAll(
    `WITH told AS (
       SELECT id, ${last('party_id')} AS party_id, ${last('institution_id')} AS institution_id
       FROM account WHERE id IN (SELECT unnest($1)) GROUP BY id
     ), own AS (SELECT * FROM payment WHERE id IN (SELECT unnest($2))),
     named AS (
       SELECT id, min(institution_id) AS institution_id FROM (
         SELECT debtor_account AS id, debtor_institution AS institution_id FROM own
         UNION ALL SELECT creditor_account, creditor_institution FROM own
       ) WHERE id IS NOT NULL GROUP BY id
     )
     SELECT id, party_id, coalesce(told.institution_id, named.institution_id)
     FROM named LEFT JOIN told USING (id)`,
    [listValue([...accounts]), listValue([...payments])],
    [LIST(VARCHAR), LIST(VARCHAR)],
  );
  const rows = read.getRowsJS() as [string, string | null, string | null][];
  return new Map(rows.map(([id, party_id, institution_id]) => [id, { party_id, institution_id }]));
}

function nameNetwork(network: FoundNetwork, rank: number, source: RowSource, known: Known) {
  const { graph } = source;
  const named = network.instances.map((instance) => nameInstance(graph, instance, known));
  const id = derivedId('network', present(named[0], 'an instance').record.id);
  const members = network.members.flatMap((member) =>
    sharesOf(member, source, known).map((share) =>
      memberRow(id, share, known.holders.get(share.account_id)?.party_id ?? null),
    ),
  );
  const banks = members.map(({ account_id }) => known.holders.get(account_id)?.institution_id);
  const record: NetworkRecord = {
    id,
    rank,
    surprise: named.reduce((sum, { record: { surprise } }) => sum + surprise, 0),
    accounts: members.length,
    instances: named.length,
    payments: network.payments.length,
    institutions: new Set(banks.filter((bank) => bank)).size,
    shapes: [...new Set(named.map((instance) => instance.record.shape))].sort().join(' '),
    first_at: timeOf(graph, network.payments[0]),
    last_at: timeOf(graph, network.payments.at(-1)),
    in_minor: BigInt(network.in_minor),
    out_minor: BigInt(network.out_minor),
    kept_minor: BigInt(network.kept_minor),
    found_at: isoTime(source.found_at_ms),
  };
  return {
    record,
    members,
    instances: named.map((instance): NetworkInstance => ({ ...instance.record, network_id: id })),
    payments: named.flatMap(({ payments }) => payments),
  };
}

function nameInstance(
  graph: PaymentGraph,
  { shape, payments, parts }: Candidate,
  known: Known,
): { record: Omit<NetworkInstance, 'network_id'>; payments: NetworkPayment[] } {
  const ids = Array.from(payments, (payment) =>
    present(known.payments.get(payment), 'the id of an instance’s payment'),
  );
  const id = derivedId('instance', shape, ...ids);
  return {
    record: {
      id,
      shape,
      ...storedSurprise(parts),
      payments: payments.length,
      first_at: timeOf(graph, payments[0]),
      last_at: timeOf(graph, payments.at(-1)),
    },
    payments: ids.map((payment_id, i) => ({ instance_id: id, payment_id, ordinal: i + 1 })),
  };
}

type Share = Pick<
  Member,
  'role' | 'instances' | 'in_minor' | 'out_minor' | 'dwell_ms' | 'first_ms' | 'last_ms'
> & { readonly account_id: string };

/** Of a person with several accounts, what each of them paid and received: those that did neither
 * are no members. Role, instances and rest are the person's. */
function sharesOf(member: Member, { graph }: RowSource, { accounts, ends }: Known): Share[] {
  const own = accounts.get(member.node) ?? [];
  const [only] = own;
  if (only !== undefined && own.length === 1) return [{ ...member, account_id: only }];
  return own.flatMap((account_id) => {
    const of = (side: 0 | 1) =>
      member.payments.filter((payment) => ends.get(payment)?.[side] === account_id);
    const [outs, ins] = [of(0), of(1)];
    const times = [...outs, ...ins].map((payment) => graph.time_ms[payment] as number);
    if (times.length === 0) return [];
    const sum = (payments: readonly number[]) =>
      payments.reduce((all, each) => all + Math.max(0, graph.value_minor[each] as number), 0);
    const [first_ms, last_ms] = [Math.min(...times), Math.max(...times)];
    const money = { in_minor: sum(ins), out_minor: sum(outs) };
    return [{ ...member, account_id, ...money, first_ms, last_ms }];
  });
}

function memberRow(network_id: string, member: Share, party_id: string | null): NetworkMember {
  return {
    network_id,
    account_id: member.account_id,
    party_id,
    role: member.role,
    instances: member.instances,
    in_minor: BigInt(member.in_minor),
    out_minor: BigInt(member.out_minor),
    dwell_ms: member.dwell_ms === null ? null : BigInt(member.dwell_ms),
    first_at: isoTime(member.first_ms),
    last_at: isoTime(member.last_ms),
  };
}

function timeOf({ time_ms }: PaymentGraph, payment: number | undefined): string {
  return isoTime(present(time_ms[present(payment, 'a payment')], 'its time'));
}
