import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { type Random, seededRandom } from '../src/base/index.js';
import {
  asOf,
  type BlockedPerson,
  buildGraph,
  bundledRegimes,
  closeOverOwnership,
  createOwnersFinder,
  type Holder,
  type Interest,
  type OwnersFinder,
  type OwnershipGraph,
  proveVerdict,
  ratio,
  regimeOn,
  type Share,
  type Statements,
} from '../src/ownership/index.js';
import { grouped, type Print } from './machine.js';

const STATEMENTS = 1_000_000;
const ASKED = 2_000;
const CROWDED = 20;
const LISTED = 20_000;
const ON = '2026-01-01';

/**
 * Ownership of a million statements: stars of small firms, chains, funds with thousands of holders,
 * rings, bands, votes beside shares, indirect summaries, ended spans. Times are CPU seconds; those
 * of one answer are of the thread that answers, where the system tells them apart, because the
 * compiler and the collector work beside it. The bounds are those of the project.
 */
export async function benchOwnership(print: Print): Promise<void> {
  const [cpu] = cpus();
  print(`ownership: ${cpus().length} × ${cpu?.model ?? 'unknown'}, Node ${process.version}`);
  const made = measured(() => generatedOwnership(STATEMENTS, seededRandom('bench/ownership')));
  const statements = made.value;
  print(
    `  ${grouped(statements.interests.length)} statements, ` +
      `${grouped(statements.holders.length)} holders, generated in ${seconds(made.cpu_s)}`,
  );
  const built = measured(() => buildGraph(statements, asOf(ON)));
  const graph = built.value;
  print(`  graph of the day: ${grouped(graph.edges)} stakes in ${seconds(built.cpu_s)}`);
  const listed = listedHolders(statements, seededRandom('bench/listed'));
  const closed = measured(() => closeOverOwnership(graph, listed));
  const { blocked, possible } = closed.value;
  print(
    `  50 Percent closure: ${grouped(listed.length)} listed, ${grouped(blocked.length)} blocked, ` +
      `${grouped(possible.length)} possible in ${seconds(closed.cpu_s)}; ` +
      `with the graph ${seconds(built.cpu_s + closed.cpu_s)} (bound: 10 s)`,
  );
  const proofs = measured(() =>
    blocked.slice(0, 1_000).map((id) => proveVerdict(closed.value, id)),
  );
  print(`  proofs: ${grouped(proofs.value.length)} in ${seconds(proofs.cpu_s)}`);
  printChains(graph, statements, print);
}

/** Owners of single organisations: those drawn, and the one with the most holders above it. */
function printChains(graph: OwnershipGraph, statements: Statements, print: Print): void {
  const ownersOf = createOwnersFinder(graph, regimeOn(bundledRegimes(), 'us-cdd', ON));
  const [most = ''] = mostOwned(graph, 1);
  const { value: first, ms } = answerTime(() => ownersOf(most));
  print(
    `  the first answer, of the organisation with the most owners (${grouped(first.holders)}): ` +
      `${ms.toFixed(1)} ms (bound: 50 ms)`,
  );
  const random = seededRandom('bench/asked');
  const firms = statements.holders.filter(({ kind }) => kind === 'organisation');
  const times: number[] = [];
  for (let i = 0; i < ASKED; i++) {
    const { id } = random.pick(firms);
    if (graph.node(id) === undefined) continue;
    times.push(answerTime(() => ownersOf(id)).ms);
  }
  times.sort((a, b) => a - b);
  const at = (part: number) => (times[Math.floor((times.length - 1) * part)] ?? 0).toFixed(1);
  print(
    `  owners of one organisation, ${grouped(times.length)} asked: median ${at(0.5)} ms, ` +
      `p99 ${at(0.99)} ms, worst ${at(1)} ms (bound: 50 ms)`,
  );
  printCrowded(ownersOf, graph, print);
}

/** The organisations with the most owners of their own: the worst that can be asked. */
function printCrowded(ownersOf: OwnersFinder, graph: OwnershipGraph, print: Print): void {
  const times = mostOwned(graph, CROWDED).map((id) => {
    const { value, ms } = answerTime(() => ownersOf(id));
    return { holders: value.holders, ms };
  });
  times.sort((a, b) => a.ms - b.ms);
  const [median, worst] = [times[Math.floor(times.length / 2)], times.at(-1)];
  print(
    `  the ${CROWDED} with the most owners: median ${median?.ms.toFixed(1)} ms ` +
      `(${grouped(median?.holders ?? 0)} holders above), worst ${worst?.ms.toFixed(1)} ms ` +
      `(${grouped(worst?.holders ?? 0)})`,
  );
}

function mostOwned(graph: OwnershipGraph, count: number): string[] {
  const owners = (node: number) =>
    (graph.ownersStart[node + 1] ?? 0) - (graph.ownersStart[node] ?? 0);
  const nodes = graph.ids.map((_id, node) => node).sort((a, b) => owners(b) - owners(a));
  return nodes.slice(0, count).map((node) => graph.ids[node] ?? '');
}

function measured<T>(work: () => T): { value: T; cpu_s: number } {
  const start = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(start);
  return { value, cpu_s: (user + system) / 1e6 };
}

/** Milliseconds that this thread computed; of the whole process where the system keeps no such. */
function answerTime<T>(work: () => T): { value: T; ms: number } {
  const start = threadTime();
  if (start === null) {
    const { value, cpu_s } = measured(work);
    return { value, ms: cpu_s * 1_000 };
  }
  const value = work();
  return { value, ms: (threadTime() ?? start) - start };
}

function threadTime(): number | null {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return null;
  }
}

const seconds = (s: number) => `${s.toFixed(2)} s CPU`;

const SOURCE = { name: 'generated', url: null, retrieved_on: null, place: null };

function listedHolders(statements: Statements, random: Random): BlockedPerson[] {
  return Array.from({ length: LISTED }, () => ({
    holder: random.pick(statements.holders).id,
    list: 'generated',
    program: null,
    from: null,
    until: null,
  }));
}

/** About two organisations and three persons for five statements, as registers have them. */
function generatedOwnership(count: number, random: Random): Statements {
  const firms = Math.floor(count * 0.4);
  const persons = Math.floor(count * 0.5);
  const holders = [
    ...Array.from({ length: firms }, (_, i) => generatedHolder(`o${i}`, 'organisation')),
    ...Array.from({ length: persons }, (_, i) => generatedHolder(`p${i}`, 'person')),
  ];
  const shares = shareTable();
  const interests: Interest[] = [];
  const state = (owner: string, subject: string, share: Share | null, more?: Partial<Interest>) =>
    interests.push({ ...generatedInterest(interests.length, owner, subject, share), ...more });
  for (let firm = 0; interests.length < count; firm = (firm + 1) % firms)
    stateOwners(firm, { firms, persons, shares, random, state });
  return { holders, interests: interests.slice(0, count) };
}

interface Making {
  readonly firms: number;
  readonly persons: number;
  readonly shares: (percent: number) => Share;
  readonly random: Random;
  readonly state: (
    owner: string,
    subject: string,
    share: Share | null,
    more?: Partial<Interest>,
  ) => void;
}

function stateOwners(firm: number, { firms, persons, shares, random, state }: Making): void {
  const subject = `o${firm}`;
  const person = () => `p${random.integer(0, persons - 1)}`;
  const draw = random.unit();
  if (draw < 0.0002) {
    const many = random.integer(500, 3_000);
    for (let i = 0; i < many; i++) state(person(), subject, shares(100 / many));
    return;
  }
  const parent = () => `o${random.integer(Math.max(0, firm - 50), firm)}`;
  if (draw < 0.35) state(parent(), subject, shares(random.pick([51, 60, 75, 80, 100])));
  else if (draw < 0.4)
    state(`o${random.integer(0, firms - 1)}`, subject, shares(random.pick([10, 33.33, 49])));
  else if (draw < 0.42) state(`o${(firm + 1) % firms}`, subject, shares(random.pick([20, 40])));
  else if (draw < 0.5) {
    const owner = person();
    state(owner, subject, random.pick(BANDS));
    state(owner, subject, random.pick(BANDS), { kind: 'votes' });
  } else state(person(), subject, shares(random.pick([25, 30, 33.33, 50, 99, 100])));
  if (random.unit() < 0.5) state(person(), subject, shares(random.pick([0.5, 1, 5, 10, 20])));
  if (random.unit() < 0.03) state(person(), subject, null, { kind: 'director' });
  if (random.unit() < 0.02) state(parent(), subject, shares(25), { directness: 'indirect' });
  if (random.unit() < 0.05) state(person(), subject, shares(40), { until: '2024-05-01' });
}

const BANDS: readonly Share[] = [
  [1n, 2n],
  [2n, 3n],
  [3n, 4n],
].map(([low = 1n, high = 2n]) => ({
  least: ratio(low, 4n),
  most: ratio(high, 4n),
  above: true,
  below: false,
}));

/** One object for each share, as a reader that interns them would give. */
function shareTable(): (percent: number) => Share {
  const known = new Map<number, Share>();
  return (percent) => {
    const hundredths = Math.floor(percent * 1e4);
    const value = ratio(BigInt(hundredths), 1_000_000n);
    const share = known.get(hundredths) ?? {
      least: value,
      most: value,
      above: false,
      below: false,
    };
    known.set(hundredths, share);
    return share;
  };
}

function generatedHolder(id: string, kind: Holder['kind']): Holder {
  return {
    id,
    kind,
    name: id,
    other_names: [],
    country: null,
    addresses: [],
    identifiers: [],
    born_on: null,
    dissolved_on: null,
    sector: null,
    listed_company: false,
    source: SOURCE,
  };
}

function generatedInterest(
  number: number,
  owner: string,
  subject: string,
  share: Share | null,
): Interest {
  return {
    id: `s${number}`,
    subject,
    owner,
    kind: 'shares',
    share,
    directness: 'direct',
    from: '2015-01-01',
    until: null,
    known_from: null,
    source: SOURCE,
  };
}
