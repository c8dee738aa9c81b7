import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { Fault, parseMoney, present, silentProgress } from '../base/index.js';
import { type FlowKernel, NOUNS } from '../model/index.js';
import { createTables, type Engine, type SqlValue } from '../store/index.js';
import type { Typology } from './ast.js';
import type { Catalogue } from './catalogue.js';
import { readYaml } from './document.js';
import { parseLiteral } from './literal.js';
import type { RunOutcome } from './results.js';
import { runTypologies } from './run.js';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const record = z.record(z.string(), scalar);
const payment = z.intersection(
  z.record(z.string(), z.unknown()),
  z.object({
    repeat: z.strictObject({ times: z.int().min(1).max(500), every: z.string() }).optional(),
  }),
);
const rows = {
  parties: z.array(record).optional(),
  accounts: z.array(record).optional(),
  institutions: z.array(record).optional(),
  places: z.array(record).optional(),
};
const expectation = z.strictObject({
  subject: z.string(),
  period: z.string().optional(),
  evidence: z.array(z.string()).optional(),
  times_fired: z.int().optional(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

/** A cases file: rows in, findings out. A compliance officer can read and write it. */
export const casesFile = z.strictObject({
  typology: z.string(),
  /** Put under every payment that does not say otherwise. */
  defaults: record.optional(),
  ...rows,
  cases: z
    .array(
      z.strictObject({
        case: z.string(),
        kind: z.enum(['hit', 'miss', 'boundary', 'evasion']),
        /** The parameter whose edge a boundary case stands on. */
        parameter: z.string().optional(),
        ...rows,
        /** Reporting-currency units for one unit of a currency; without one the amount is unknown. */
        rates: z.record(z.string(), z.number()).optional(),
        payments: z.array(payment),
        expect: z.union([z.array(expectation), z.strictObject({ undetermined: z.int() })]),
      }),
    )
    .min(1),
});
export type CasesFile = z.infer<typeof casesFile>;
export type Case = CasesFile['cases'][number];

/** Every row of a case, as records of the model's nouns: what both engines are given. */
export interface CaseWorld {
  readonly payment: readonly Record<string, unknown>[];
  readonly party: readonly Record<string, unknown>[];
  readonly account: readonly Record<string, unknown>[];
  readonly institution: readonly Record<string, unknown>[];
  readonly place: readonly Record<string, unknown>[];
}

export interface CaseResult {
  readonly typology: string;
  readonly name: string;
  readonly kind: Case['kind'];
  readonly parameter: string | null;
  readonly passed: boolean;
  /** What was expected and what came, as JSON, where they differ. */
  readonly difference: { readonly expected: string; readonly found: string } | null;
}

/** Reads the cases file beside a typology; null where there is none, a fault where it is not sound. */
export function readCases(typologyFile: string): {
  cases: CasesFile | null;
  faults: readonly Fault[];
} {
  const file = typologyFile.replace(/\.yaml$/, '.cases.yaml');
  if (!existsSync(file)) return { cases: null, faults: [] };
  const doc = readYaml(readFileSync(file, 'utf8'), file);
  const parsed = doc.value === null ? null : casesFile.safeParse(doc.value);
  for (const issue of parsed?.error?.issues ?? []) {
    const path = issue.path as (string | number)[];
    doc.fault('typology.shape', { name: path.join('.'), reason: issue.message }, path);
  }
  return { cases: parsed?.success ? parsed.data : null, faults: doc.faults };
}

/** Runs every case of a typology, each in an empty store of its own made by `open`. */
export async function runCases(
  open: () => Promise<Engine>,
  findFlows: FlowKernel,
  catalogue: Pick<Catalogue, 'laws' | 'lists'>,
  typology: Typology,
  file: CasesFile,
): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  for (const item of file.cases) {
    const engine = await open();
    try {
      await loadCase(engine, worldOf(file, item));
      const request = {
        ...catalogue,
        typologies: [typology],
        bucket_entries: 4_000_000,
        shared: true,
        keep_fired: false,
      };
      const outcome = await runTypologies(engine, findFlows, request, silentProgress);
      results.push(judge(typology, item, outcome));
    } finally {
      engine.close();
    }
  }
  return results;
}

/** Expands shorthands: `from`, `to`, `amount`, `repeat`, defaults, values by the case's rates. */
export function worldOf(file: CasesFile, item: Case): CaseWorld {
  const payments = item.payments.flatMap((raw, index) =>
    expand({ ...file.defaults, ...raw }, `p${index + 1}`),
  );
  const settled = payments.map((raw) => settle(raw, item.rates ?? {}));
  return {
    payment: rank(settled),
    party: [...(file.parties ?? []), ...(item.parties ?? [])],
    account: [...(file.accounts ?? []), ...(item.accounts ?? [])],
    institution: [...(file.institutions ?? []), ...(item.institutions ?? [])],
    place: [...(file.places ?? []), ...(item.places ?? [])],
  };
}

type Raw = Record<string, unknown>;

function expand(raw: Raw, fallbackId: string): Raw[] {
  const { repeat, from, to, ...rest } = raw;
  const id = String(rest.id ?? fallbackId);
  const start = Date.parse(String(rest.time));
  if (Number.isNaN(start)) throw new Fault('case.time', { id, time: String(rest.time) });
  const { times, every } = (repeat as { times: number; every: string } | undefined) ?? {
    times: 1,
    every: '1d',
  };
  const step = Number(parseLiteral(every)?.numerator ?? 0n);
  const ends = {
    ...(from === undefined ? {} : { debtor_account: from }),
    ...(to === undefined ? {} : { creditor_account: to }),
    ...rest,
  };
  return Array.from({ length: times }, (_, i) => ({
    ...ends,
    ...numbered(ends, i),
    id: times === 1 ? id : `${id}.${i + 1}`,
    time_ms: start + i * step,
  }));
}

/** `from: M{n}` counts 1, 2, 3 … over a repetition, in every text field. */
function numbered(raw: Raw, index: number): Raw {
  const texts = Object.entries(raw).filter(
    ([, value]) => typeof value === 'string' && value.includes('{n}'),
  );
  return Object.fromEntries(
    texts.map(([key, value]) => [key, String(value).replaceAll('{n}', String(index + 1))]),
  );
}

function settle(raw: Raw, rates: Readonly<Record<string, number>>): Raw {
  const { amount, time_ms, time, ...rest } = raw;
  const currency = String(rest.currency ?? 'USD');
  const { minor } = parseMoney(String(amount), currency);
  const rate = currency === 'USD' ? 1_000_000 : Math.round((rates[currency] ?? -1) * 1_000_000);
  const value_minor = rate < 0 ? null : (minor * BigInt(rate)) / 1_000_000n;
  return {
    precision: 'second',
    ...rest,
    currency,
    amount_minor: minor,
    value_minor,
    time_ms,
    batch_id: 'case',
  };
}

/** Order keys by (time, id), as the store gives them. */
function rank(payments: readonly Raw[]): Raw[] {
  const sorted = [...payments].sort(
    (a, b) => Number(a.time_ms) - Number(b.time_ms) || (String(a.id) < String(b.id) ? -1 : 1),
  );
  let [instant, tie] = [Number.NaN, 0];
  return sorted.map(({ time_ms, ...rest }) => {
    tie = time_ms === instant ? tie + 1 : 0;
    instant = Number(time_ms);
    return {
      ...rest,
      time: new Date(instant).toISOString(),
      order_key: BigInt(instant) * 2_097_152n + BigInt(tie),
    };
  });
}

/** Attaches an empty store named `bank` and fills it. */
export async function loadCase(engine: Engine, world: CaseWorld): Promise<void> {
  await engine.run("ATTACH ':memory:' AS bank");
  await engine.run('USE bank');
  await createTables(engine);
  for (const [table, records] of Object.entries(world)) {
    const noun = present(
      NOUNS.find((item) => item.name === table),
      `noun ${table}`,
    );
    for (const raw of records as Raw[]) {
      const known = Object.keys(raw).filter((key) => noun.fields[key]);
      const unknown = Object.keys(raw).find((key) => !noun.fields[key]);
      if (unknown) throw new Fault('case.field', { table, name: unknown });
      const marks = known.map((key) =>
        noun.fields[key]?.sql === 'VARCHAR' ? '?' : `CAST(? AS ${noun.fields[key]?.sql})`,
      );
      const values = known
        .map((key) => raw[key] as SqlValue)
        .map((value) => (typeof value === 'string' ? value.replace(/Z$/, '') : value));
      await engine.run(
        `INSERT INTO ${table} (${known.join(', ')}) VALUES (${marks.join(', ')})`,
        values,
      );
    }
  }
  await engine.run('USE memory');
}

function judge(typology: Typology, item: Case, outcome: RunOutcome): CaseResult {
  const base = {
    typology: typology.id,
    name: item.case,
    kind: item.kind,
    parameter: item.parameter ?? null,
  };
  const tally = outcome.tallies[0];
  if (!Array.isArray(item.expect)) {
    const found = { undetermined: tally?.undetermined ?? 0, findings: outcome.findings.length };
    const expected = { ...item.expect, findings: 0 };
    return verdict(base, expected, found);
  }
  const expected = [...item.expect].sort((a, b) => (a.subject < b.subject ? -1 : 1));
  const found = outcome.findings.map((finding, i) => {
    const wanted = expected[i];
    return {
      subject: finding.subject_id,
      ...(wanted?.period === undefined ? {} : { period: finding.period }),
      ...(wanted?.evidence === undefined ? {} : { evidence: finding.evidence }),
      ...(wanted?.times_fired === undefined ? {} : { times_fired: finding.times_fired }),
      ...(wanted?.values === undefined
        ? {}
        : { values: pickValues(finding.values, Object.keys(wanted.values)) }),
    };
  });
  const idle =
    tally && tally.idle_for.length > 0 && expected.length > 0
      ? [{ idle_for: tally.idle_for }]
      : found;
  return verdict(base, expected, idle);
}

function pickValues(
  values: RunOutcome['findings'][number]['values'],
  names: readonly string[],
): Record<string, string | number> {
  return Object.fromEntries(
    names.map((name) => {
      const value = values[name];
      if (!value) return [name, 'unknown'];
      return [name, value[1] === 1n ? Number(value[0]) : `${value[0]}/${value[1]}`];
    }),
  );
}

function verdict(
  base: Omit<CaseResult, 'passed' | 'difference'>,
  expected: unknown,
  found: unknown,
): CaseResult {
  const [a, b] = [JSON.stringify(expected), JSON.stringify(found)];
  return { ...base, passed: a === b, difference: a === b ? null : { expected: a, found: b } };
}
