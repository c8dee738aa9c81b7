/**
 * The exchange's cryptography, in CPU seconds of each party, threads included, and bytes sent.
 *
 * - `PUENTE_BENCH_PSI` sizes of both sets of an intersection (10000,100000)
 * - `PUENTE_BENCH_PSI_PADDED` sizes that are run again padded and with proofs (10000)
 * - `PUENTE_BENCH_PSI_RIVAL` sizes at which OpenMined's psi.js is run beside (10000,100000)
 * - `PUENTE_BENCH_TOKENS` identifiers that are tokenised (50000; the rate holds for a million)
 */
import { Worker } from 'node:worker_threads';
import { present } from '../src/base/index.js';
import {
  answerCount,
  answerOrder,
  blindSet,
  contextKey,
  countShared,
  evaluate,
  type GroupWork,
  type HeldKey,
  type Inputs,
  learnShared,
  maskInputs,
  openGroup,
  openTokens,
  type Part,
  packInputs,
  suiteOf,
  tokenise,
  workOnThreads,
} from '../src/exchange/index.js';
import { type Cost, rivalIntersection } from './exchange-rival.js';
import { grouped, type Print } from './machine.js';

const CONTEXT = { agreement: 'bench', epoch: '2026-11', purpose: 'bench' };
const SUITE = suiteOf(CONTEXT);
const THREADS = 2;
const OVERLAP = 0.1;
const LOOKUPS = 3_000;
const MILLION = 1_000_000;
const seedOf = (n: number) => new Uint8Array(32).fill(n);

export async function benchExchangeCrypto(print: Print): Promise<void> {
  const start = () => new Worker(new URL('../src/exchange-thread.js', import.meta.url));
  const work = workOnThreads(start, THREADS);
  await work.run({ op: 'hash', suite: SUITE, inputs: numbered(0, 600) });
  try {
    for (const n of sizes('PUENTE_BENCH_PSI', '10000,100000')) {
      const ours = await plainIntersection(work, n);
      print(`psi ${grouped(n)} × ${grouped(n)}, no padding, no proofs: ${said(ours)}`);
      if (!sizes('PUENTE_BENCH_PSI_RIVAL', '10000,100000').includes(n)) continue;
      const rival = await rivalIntersection(numberedTexts(0, n), numberedTexts(shift(n), n));
      if (typeof rival === 'string') print(`  @openmined/psi.js 2.0.6 skipped: ${rival}`);
      else print(`  @openmined/psi.js 2.0.6: ${said(rival)}; ours ${times(rival, ours)} cheaper`);
    }
    for (const n of sizes('PUENTE_BENCH_PSI_PADDED', '10000')) {
      const rows = bucket(n);
      const ours = await provedIntersection(work, n, rows);
      print(`psi ${grouped(n)} padded to ${grouped(rows)}, both stages proved: ${said(ours)}`);
    }
    print(`${grouped(LOOKUPS)} look-ups with proofs: ${said(await tokens(work, LOOKUPS, 1))}`);
    const n = present(sizes('PUENTE_BENCH_TOKENS', '50000')[0], 'a size');
    print(await ownTokens(work, n));
    const split = await tokens(work, n, 2);
    const minutes = ((split.asker_s + split.holder_s) * (MILLION / n)) / 60;
    const rate = `${minutes.toFixed(1)} CPU min a million`;
    print(`${grouped(n)} tokens by a key split in two, proved: ${said(split)}; ${rate}`);
  } finally {
    await work.close();
  }
}

/** Adds up CPU seconds of this process, threads included, by party. */
function meter() {
  const spent = { asker_s: 0, holder_s: 0 };
  const by = async <T>(party: keyof typeof spent, step: Promise<T> | (() => Promise<T>)) => {
    const before = process.cpuUsage();
    const value = await (typeof step === 'function' ? step() : step);
    const { user, system } = process.cpuUsage(before);
    spent[party] += (user + system) / 1e6;
    return value;
  };
  return { spent, by };
}

async function plainIntersection(work: GroupWork, n: number): Promise<Cost> {
  const { spent, by } = meter();
  const key = await heldKey(work, 9);
  const [asker, holder] = [session(1), session(2)];
  const [inputs, own] = [numbered(0, n), numbered(shift(n), n)];
  const blinded = await by('asker_s', () => blindSet(work, asker, { inputs }));
  const bounds = { elements_max: n };
  const answer = await by('holder_s', () =>
    answerCount(work, holder, key, { blinded, bounds, own, with_proof: false }),
  );
  const asked = { blinded, answer, public_key: null };
  const { shared } = await by('asker_s', () => countShared(work, asker, asked));
  checkShared(shared, n);
  return { ...spent, bytes: blinded.length + answer.evaluated.length + answer.tags.length };
}

async function provedIntersection(work: GroupWork, n: number, rows: number): Promise<Cost> {
  const { spent, by } = meter();
  const key = await heldKey(work, 9);
  const { public_key } = key;
  const [asker, holder] = [session(1), session(2)];
  const [inputs, own] = [numbered(0, n), numbered(shift(n), n)];
  const blinded = await by('asker_s', () => blindSet(work, asker, { inputs, rows }));
  const needs = { blinded, bounds: { elements_max: rows }, own, tags: rows, with_proof: true };
  const count = await by('holder_s', () => answerCount(work, holder, key, needs));
  const { evaluated, tags, sum_proof } = count;
  const asked = { blinded, answer: count, public_key };
  const { is_shared } = await by('asker_s', () => countShared(work, asker, asked));
  const answer = await by('holder_s', () => answerOrder(work, holder, key, { blinded, evaluated }));
  const found = await by('asker_s', () =>
    learnShared(work, asker, { blinded, evaluated, is_shared, answer, public_key, inputs: n }),
  );
  checkShared(found.length, n);
  const sent = [blinded, evaluated, tags, sum_proof, answer.order_seed, answer.proofs];
  return { ...spent, bytes: sent.reduce((sum, part) => sum + part.length, 0) };
}

/** Masked look-ups at one key holder, or at the operators of a split key, with proofs. */
async function tokens(work: GroupWork, n: number, operators: number): Promise<Cost> {
  const { spent, by } = meter();
  const inputs = numbered(0, n);
  const asker = session(1);
  const masked = await by('asker_s', () => maskInputs(work, asker, inputs));
  const parts: Part[] = [];
  for (let i = 0; i < operators; i++) {
    const key = await heldKey(work, 9 + i);
    const needs = { masked, bounds: { elements_max: n } };
    const part = await by('holder_s', () => evaluate(work, session(20 + i), key, needs));
    parts.push({ ...part, public_key: key.public_key });
  }
  await by('asker_s', () => openTokens(work, asker, { inputs, masked, width: 10 }, parts));
  const answered = parts.reduce((sum, part) => sum + part.elements.length + part.proofs.length, 0);
  return { ...spent, bytes: masked.length * operators + answered };
}

async function ownTokens(work: GroupWork, n: number): Promise<string> {
  const { spent, by } = meter();
  const { key } = await heldKey(work, 9);
  const inputs = numbered(0, n);
  await by('holder_s', () => tokenise(work, SUITE, key, { inputs, width: 10 }));
  const minutes = (spent.holder_s * (MILLION / n)) / 60;
  const rate = `${minutes.toFixed(1)} CPU min a million`;
  return `${grouped(n)} tokens by one key: ${spent.holder_s.toFixed(1)} CPU s; ${rate}`;
}

async function heldKey(work: GroupWork, n: number): Promise<HeldKey> {
  const pair = contextKey(await openGroup(), seedOf(n), CONTEXT);
  return { key: await work.hold(pair.secret, 'scalar'), public_key: pair.public };
}

const session = (n: number) => ({ suite: SUITE, seed: seedOf(n) });
const shift = (n: number) => Math.round(n * (1 - OVERLAP));

function numberedTexts(from: number, n: number): string[] {
  return Array.from({ length: n }, (_, i) => `cifx1|curp|${String(from + i).padStart(18, '0')}`);
}

function numbered(from: number, n: number): Inputs {
  return packInputs(numberedTexts(from, n));
}

/** The size up to which a set is padded: 64, 256, 1,024 … */
function bucket(n: number): number {
  let size = 64;
  while (size < n) size *= 4;
  return size;
}

function sizes(name: string, otherwise: string): number[] {
  return (process.env[name] ?? otherwise).split(',').filter(Boolean).map(Number);
}

function checkShared(found: number, n: number): void {
  if (found !== n - shift(n)) throw new Error(`${found} of ${n} are shared, which is wrong`);
}

function said({ asker_s, holder_s, bytes }: Cost): string {
  const megabytes = `${(bytes / 1e6).toFixed(2)} MB`;
  return `asker ${asker_s.toFixed(1)} CPU s, holder ${holder_s.toFixed(1)} CPU s, ${megabytes}`;
}

function times(rival: Cost, ours: Cost): string {
  const ratio = (rival.asker_s + rival.holder_s) / (ours.asker_s + ours.holder_s);
  return `${ratio.toFixed(1)} times`;
}
