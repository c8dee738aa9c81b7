import type { RunOutcome, Typology } from '../../src/typology/index.js';
import { type Fraction, fraction, type Outcome, type World } from '../reference/index.js';

/** What is compared: the same sentences about either side, to be read in a counterexample. */
export type Account = ReadonlySet<string>;

/** What the reference says of a typology. */
export function accountOfReference(outcome: Outcome): Account {
  const orders = new Map(outcome.findings.map((f) => [f, f.peak.point.payment.order_key] as const));
  return new Set([
    sayTally(outcome.asked, outcome.undetermined.length, outcome.suppressed),
    ...outcome.fired.map(({ point, values, score, suppressed }) =>
      sayFired(suppressed ? 'suppressed' : 'fired', {
        subject: point.subject,
        payment: point.payment.id,
        direction: point.direction,
        score,
        values,
      }),
    ),
    ...outcome.undetermined.map((p) => sayUndetermined(p.subject, p.payment.id, p.direction)),
    ...outcome.findings.map((f) =>
      sayFinding({ ...f, score: f.peak.score, values: f.peak.values, peak: orders.get(f) ?? 0n }),
    ),
  ]);
}

/** What the engine says of it. */
export function accountOfEngine(outcome: RunOutcome, typology: Typology): Account {
  const mine = <T extends { readonly typology: string }>(all: readonly T[]) =>
    all.filter((one) => one.typology === typology.id);
  const entries = mine(outcome.fired);
  return new Set([
    ...mine(outcome.tallies).map((t) => sayTally(t.asked, t.undetermined, t.suppressed)),
    ...entries.map((entry) =>
      entry.state === 'undetermined'
        ? sayUndetermined(entry.subject_id, entry.payment_id, entry.direction)
        : sayFired(entry.state, {
            subject: entry.subject_id,
            payment: entry.payment_id,
            direction: entry.direction,
            score: entry.score,
            values: exact(entry.values, typology),
          }),
    ),
    ...mine(outcome.findings).map((f) =>
      sayFinding({
        subject: f.subject_id,
        period: f.period,
        times_fired: f.times_fired,
        first_at: f.first_ms,
        last_at: f.last_ms,
        score: f.score,
        values: exact(f.values, typology),
        peak: f.peak_order,
        evidence: f.evidence,
      }),
    ),
  ]);
}

/** The columns without any value for which the engine did not ask a rule: then it must not fire. */
export function idleFor(outcome: RunOutcome, typology: Typology): readonly string[] {
  return outcome.tallies.find((tally) => tally.typology === typology.id)?.idle_for ?? [];
}

/** The sentences that only one side says, and the world they are about; empty: they agree. */
export function difference(reference: Account, engine: Account, world: World): string {
  const only = (a: Account, b: Account) => [...a].filter((line) => !b.has(line));
  const lines = [
    ...only(reference, engine).flatMap((line) =>
      line.startsWith(UNDETERMINED) ? [] : [`  only the reference: ${line}`],
    ),
    ...only(engine, reference).map((line) => `  only the engine:    ${line}`),
  ];
  return lines.length === 0 ? '' : [...lines, describe(world)].join('\n');
}

type Values = Readonly<Record<string, Fraction | null>>;

interface FiredSaid {
  readonly subject: string;
  readonly payment: string;
  readonly direction: string;
  readonly score: number;
  readonly values: Values;
}

function sayFired(
  state: string,
  { subject, payment, direction, score, values }: FiredSaid,
): string {
  return `${state} for ${subject} at ${payment} ${direction}, score ${score}, ${sayValues(values)}`;
}

function sayTally(asked: number, undetermined: number, suppressed: number): string {
  return `asked ${asked} times, undetermined ${undetermined}, suppressed ${suppressed}`;
}

/** The engine lists only where the condition is undetermined; where `fires.where` is, it counts. */
const UNDETERMINED = 'undetermined';

function sayUndetermined(subject: string, payment: string, direction: string): string {
  return `${UNDETERMINED} for ${subject} at ${payment} ${direction}`;
}

interface FindingSaid {
  readonly subject: string;
  readonly period: string;
  readonly times_fired: number;
  readonly first_at: number;
  readonly last_at: number;
  readonly score: number;
  readonly values: Values;
  readonly peak: bigint;
  readonly evidence: readonly string[];
}

function sayFinding(f: FindingSaid): string {
  const span = `${f.times_fired} times from ${iso(f.first_at)} to ${iso(f.last_at)}`;
  const peak = `peak ${f.peak} score ${f.score} ${sayValues(f.values)}`;
  return `finding ${f.subject} ${f.period}: ${span}, ${peak}, evidence ${f.evidence.join(' ')}`;
}

const sayValues = (values: Values) =>
  Object.entries(values)
    .map(([name, v]) => `${name}=${v === null ? 'unknown' : `${v.num}/${v.den}`}`)
    .sort()
    .join(' ');

/** The engine gives the fields of the condition too; the reference only measures. */
function exact(
  values: Readonly<Record<string, readonly [bigint, bigint] | null>>,
  { measures }: Typology,
): Values {
  const pairs = Object.entries(values).filter(([name]) => measures[name]);
  return Object.fromEntries(pairs.map(([name, v]) => [name, v && fraction(v[0], v[1])]));
}

const iso = (ms: number) => new Date(ms).toISOString();

/** Columns that no rule reads. */
const UNTOLD = ['amount_minor', 'order_key', 'batch_id'];

/** The world in lines, without what is unknown. */
function describe({ law: _, ...tables }: World): string {
  const line = (record: object) =>
    Object.entries(record)
      .filter(([, value]) => value !== null && value !== undefined)
      .filter(([name]) => !UNTOLD.includes(name))
      .map(([name, value]) => `${name}=${String(value)}`)
      .join(' ');
  return Object.entries(tables)
    .flatMap(([name, records]) => records.map((record: object) => `  ${name}: ${line(record)}`))
    .join('\n');
}
