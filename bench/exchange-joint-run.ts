/** One run of joint monitoring over a labelled set, as its banks, hub and owners would have it. */
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { countingIds, present } from '../src/base/index.js';
import {
  type Contribution,
  type Edge,
  type Epoch,
  Hub,
  type HubRun,
  type MonitoringPolicy,
  type OwnEvidence,
  openContributor,
  type Tokenise,
} from '../src/exchange/index.js';
import { findInstances, findJoint, readSlice, weighHeld } from '../src/network/index.js';
import { createTables, type Engine, openEngine } from '../src/store/index.js';

/** What one bank has by itself: its evidence for joint monitoring, and what it finds alone. */
export interface BankAlone {
  readonly bank: string;
  /** Its own store: payments of which it holds an end. */
  readonly engine: Engine;
  readonly evidence: OwnEvidence;
  /** Numbers of all banks' payments, best first. */
  readonly findings: readonly number[][];
}

export interface JointRun {
  /** By pattern, what its owners learn together; best first. */
  readonly findings: readonly number[][];
  readonly hub: HubRun;
  readonly edges: readonly Edge[];
  /** Customers over the threshold, */
  readonly over: number;
  /** and with those of whom an answer told something. */
  readonly named: number;
  readonly bytes: number;
  readonly tokenised: number;
  readonly seconds: number;
}

const EPOCH: Epoch = {
  agreement: 'bench-agreement',
  id: 'bench-epoch',
  from_ms: 0,
  to_ms: Date.UTC(2100, 0, 1),
};

/** Weakest evidence that any policy of the bench asks for. */
const HOP_NATS_MIN = -2;
const STAR_NATS_MIN = 3;

/** The search and the weighing of one bank, which sees only payments with an end there. */
export async function weighBank(
  all: Engine,
  bank: string,
  number: ReadonlyMap<bigint, number>,
  folder: string,
): Promise<BankAlone> {
  const engine = await ownStore(all, bank, folder);
  const slice = await readSlice(engine, null, {
    coded: ['debtor_institution', 'creditor_institution'],
  });
  const { graph } = slice;
  const held = new Uint8Array(graph.accounts);
  for (const [end, nodes] of [
    ['debtor_institution', graph.debtor],
    ['creditor_institution', graph.creditor],
  ] as const) {
    const column = present(slice.coded.get(end), end);
    const code = column.values.indexOf(bank);
    nodes.forEach((node, i) => {
      if (node >= 0 && column.codes[i] === code) held[node] = 1;
    });
  }
  const limits = { held, hop_nats_min: HOP_NATS_MIN, star_nats_min: STAR_NATS_MIN };
  const evidence = weighHeld(graph, limits);
  const findings = findInstances(graph).instances.map(({ payments }) =>
    Array.from(payments, (i) => number.get(graph.order_key[i] as bigint) ?? -1),
  );
  await slice.forget();
  return { bank, engine, evidence, findings };
}

async function ownStore(all: Engine, bank: string, folder: string): Promise<Engine> {
  const file = join(folder, 'own.parquet');
  await all.run(
    `COPY (FROM payment WHERE debtor_institution = '${bank}' OR creditor_institution = '${bank}'
       ORDER BY order_key) TO '${file}' (FORMAT parquet)`,
  );
  const engine = await openEngine({ path: ':memory:', threads: 1 });
  await createTables(engine);
  await engine.run(`INSERT INTO payment BY NAME FROM read_parquet('${file}')`);
  return engine;
}

/** Tokens as one operator's key of one epoch would make them: HMAC in place of the group. */
export const tokeniseHere: Tokenise = async (inputs) =>
  inputs.map((input) =>
    createHmac('sha256', 'bench epoch').update(input).digest('base64').slice(0, 14),
  );

/** Contributions, asks, answers and hits of one policy. */
export async function runJoint(
  banks: readonly BankAlone[],
  policy: MonitoringPolicy,
  from_ms: number,
  numberOf: (payment_id: string) => number,
): Promise<JointRun> {
  const cpu = process.cpuUsage();
  const epoch = { ...EPOCH, from_ms };
  let bytes = 0;
  const sent = <T>(message: T): T => {
    bytes += Buffer.byteLength(JSON.stringify(message));
    return message;
  };
  const hub = new Hub({
    institution: 'authority',
    epoch,
    policy,
    detect: findJoint,
    ids: countingIds('hit'),
  });
  const contributors = await Promise.all(
    banks.map(({ bank, engine, evidence }) =>
      openContributor({
        engine,
        institution: bank,
        epoch,
        policy,
        evidence,
        tokenise: tokeniseHere,
        referenceOf: (id) => id,
      }),
    ),
  );
  const byBank = new Map(contributors.map((one) => [one.institution, one]));
  const named = new Set<string>();
  const note = (one: Contribution) => {
    const target = new Map(one.edges.map((edge) => [edge.payment, edge.target]));
    for (const { first } of one.hops) named.add(target.get(first) ?? '');
    for (const star of one.stars) named.add(star.hub);
    return sent(one);
  };
  for (const one of contributors) hub.receive(note(await one.contribute()));
  const over = named.size;
  const run = await hub.run({
    answer: async (bank, asks) =>
      note(await present(byBank.get(bank), 'a contributor').answer(sent(asks))),
  });
  const whole = new Map<string, Set<number>>();
  for (const one of contributors) {
    for (const { hit, payments } of await one.learn(sent(hub.hitsFor(one.institution)))) {
      const known = whole.get(hit) ?? new Set<number>();
      whole.set(hit, known);
      for (const id of payments) known.add(numberOf(id));
    }
  }
  const { user, system } = process.cpuUsage(cpu);
  return {
    findings: hub.patterns.map(({ id }) => [...(whole.get(id) ?? [])]),
    hub: run,
    edges: hub.edges,
    over,
    named: named.size,
    bytes,
    tokenised: contributors.reduce((sum, one) => sum + one.tokenised, 0),
    seconds: (user + system) / 1e6,
  };
}
