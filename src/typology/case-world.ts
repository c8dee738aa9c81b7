import { Fault, parseMoney, present } from '../base/index.js';
import { NOUNS } from '../model/index.js';
import { createTables, type Engine, type SqlValue } from '../store/index.js';
import { type NetworkTables, networkTables } from './case-networks.js';
import type { Case, CasesFile } from './cases-file.js';
import { parseLiteral } from './literal.js';

/** Every row of a case, as records of the model's nouns: what both engines are given. */
export interface CaseWorld extends NetworkTables {
  readonly payment: readonly Record<string, unknown>[];
  readonly party: readonly Record<string, unknown>[];
  readonly account: readonly Record<string, unknown>[];
  readonly institution: readonly Record<string, unknown>[];
  readonly place: readonly Record<string, unknown>[];
}

/** Expands shorthands: `from`, `to`, `amount`, `repeat`, defaults, values by the case's rates. */
export function worldOf(file: CasesFile, item: Case): CaseWorld {
  const payments = item.payments.flatMap((raw, index) =>
    expand({ ...file.defaults, ...raw }, `p${index + 1}`),
  );
  const settled = payments.map((raw) => settle(raw, item.rates ?? {}));
  const payment = rank(settled);
  const until = String(payment.at(-1)?.time ?? '1970-01-01T00:00:00.000Z');
  return {
    payment,
    party: [...(file.parties ?? []), ...(item.parties ?? [])],
    account: [...(file.accounts ?? []), ...(item.accounts ?? [])],
    institution: [...(file.institutions ?? []), ...(item.institutions ?? [])],
    place: [...(file.places ?? []), ...(item.places ?? [])],
    ...networkTables([...(file.networks ?? []), ...(item.networks ?? [])], until),
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
      if (unknown) throw new Fault('case.field', { table, name: unknown, suggestion: 'none' });
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
