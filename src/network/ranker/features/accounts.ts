import { DAY_MS, type FeatureInput, meaning, SEEN_DAYS, type Sheet } from './sheet.js';

/** A greater age would tell how late in the data a payment is, and nothing about the account. */
const AGE_MAX_DAYS = 60;

/**
 * The payment itself and its ends: value, whether it crosses institutions, how long each account
 * has been seen and rested, and how many of the days that one who looks back may see are known at
 * all.
 */
export function addAccounts(sheet: Sheet, input: FeatureInput): void {
  const { time_ms, value_minor, debtor, creditor, accounts } = input.graph;
  const value = sheet.add('value', meaning('value'), Number.NaN);
  for (let i = 0; i < value.length; i++) {
    if ((value_minor[i] as number) >= 0) value[i] = Math.log1p((value_minor[i] as number) / 100);
  }
  const first = new Float64Array(accounts).fill(Number.NaN);
  const last = new Float64Array(accounts).fill(Number.NaN);
  const ends = [
    { end: 'debtor', of: debtor },
    { end: 'creditor', of: creditor },
  ].map(({ end, of }) => ({
    of,
    age: sheet.add(`${end}_days_known`, meaning('days_known', { end }), Number.NaN),
    rest: sheet.add(`${end}_days_quiet`, meaning('days_quiet', { end }), Number.NaN),
  }));
  for (let i = 0; i < value.length; i++) {
    const now = time_ms[i] as number;
    for (const { of, age, rest } of ends) {
      const account = of[i] as number;
      if (account < 0) continue;
      age[i] = Math.min(AGE_MAX_DAYS, (now - (first[account] as number)) / DAY_MS);
      rest[i] = Math.min(AGE_MAX_DAYS, (now - (last[account] as number)) / DAY_MS);
    }
    for (const { of } of ends) {
      const account = of[i] as number;
      if (account < 0) continue;
      if (Number.isNaN(first[account] as number)) first[account] = now;
      last[account] = now;
    }
  }
  addAhead(sheet, input);
  addCrossing(sheet, input);
}

function addAhead(sheet: Sheet, { graph, sight }: FeatureInput): void {
  if (sight !== 'looking_back') return;
  const { time_ms } = graph;
  const known = sheet.add('days_seen_ahead', meaning('days_seen_ahead', { days: SEEN_DAYS }));
  const end = time_ms.at(-1) ?? 0;
  for (let i = 0; i < known.length; i++) {
    known[i] = Math.min(SEEN_DAYS, (end - (time_ms[i] as number)) / DAY_MS);
  }
}

function addCrossing(sheet: Sheet, { crosses }: FeatureInput): void {
  if (!crosses) return;
  const column = sheet.add('crosses', meaning('crosses'), Number.NaN);
  for (let i = 0; i < column.length; i++) if (crosses[i] !== -1) column[i] = crosses[i] as number;
}
