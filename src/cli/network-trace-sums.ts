/** Sums over the steps of a trace that an investigator asks for first. */
import type { Traced } from '../network/index.js';

/** Money that crossed a border, by where it went; money that crosses twice counts twice. */
export interface Border {
  readonly from: string;
  readonly to: string;
  readonly payments: number;
  readonly tainted_minor: bigint;
}

/** Most money first. */
export function bordersOf({ steps }: Traced): Border[] {
  const found = new Map<string, Border>();
  for (const { debtor_country: from, creditor_country: to, tainted_minor } of steps) {
    if (from === null || to === null || from === to) continue;
    const before = found.get(`${from} ${to}`) ?? { from, to, payments: 0, tainted_minor: 0n };
    found.set(`${from} ${to}`, {
      ...before,
      payments: before.payments + 1,
      tainted_minor: before.tainted_minor + tainted_minor,
    });
  }
  return [...found.values()].sort((a, b) =>
    a.tainted_minor === b.tainted_minor
      ? `${a.from}${a.to}`.localeCompare(`${b.from}${b.to}`, 'en')
      : a.tainted_minor < b.tainted_minor
        ? 1
        : -1,
  );
}

/** What left as cash (backward: came as cash). */
export function cashOf({ steps, query }: Traced): bigint {
  const end = query.direction === 'forward' ? 'creditor_account' : 'debtor_account';
  return steps
    .filter((step) => step.rail === 'cash' && step[end] === null)
    .reduce((sum, { tainted_minor }) => sum + tainted_minor, 0n);
}

/** What the steps after the mark took of money that was not seen to come in. */
export function unseenOf({ steps }: Traced): {
  readonly payments: number;
  readonly minor: bigint;
} {
  const found = steps.filter(({ hop, unseen_minor }) => hop > 0 && unseen_minor > 0n);
  const minor = found.reduce((sum, { unseen_minor }) => sum + unseen_minor, 0n);
  return { payments: found.length, minor };
}
