import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createSpeaker, isoTime } from '../../base/index.js';
import { filing } from '../filing.js';
import { GAPS, OBLIGATIONS, type Obligation } from './draft.js';
import { draftObligations } from './draft-obligations.js';
import type { Filer } from './filer.js';
import { NOTE_KINDS, sayNote } from './note.js';
import {
  insertRows,
  MX_BANK,
  type SampleRow,
  sampleLaw,
  samplePayment,
  sampleStore,
  US_BANK,
} from './samples.js';
import { draftSanctionReports } from './sanction-report.js';

const law = sampleLaw();
const engine = await sampleStore();
afterAll(() => engine.close());
beforeEach(async () => {
  await engine.run('DELETE FROM payment; DELETE FROM fx_rate');
  await insertRows(engine, 'fx_rate', [
    { currency: 'USD', day: '2026-01-01', rate: '17.5' },
    { currency: 'EUR', day: '2026-01-01', rate: '20' },
    { currency: 'USD', day: '2026-03-02', rate: '20' },
  ]);
});

const QUARTER = { from: '2026-01-01', until: '2026-03-31' };
async function owed(
  filer: Filer,
  obligation: Obligation,
  payments: readonly SampleRow[],
  period = QUARTER,
) {
  await insertRows(engine, 'payment', payments.map(samplePayment));
  const question = { filer, period, reporting_currency: 'MXN', obligations: [obligation] };
  const drafted = await draftObligations(engine, law, question);
  for (const each of drafted.drafts) expect(filing.safeParse(each.filing).error).toBeUndefined();
  return drafted;
}
const ids = (drafts: readonly { payments: readonly { payment: string }[] }[]) =>
  drafts.map(({ payments }) => payments.map(({ payment }) => payment).join(' '));

const time = '2026-02-03T18:00:00Z';
const taken = (id: string, amount_minor: number, more: SampleRow = {}) => ({
  id,
  time,
  amount_minor,
  creditor_account: 'mx-ana',
  creditor_institution: 'MXB',
  currency: 'MXN',
  ...more,
});

describe('Mexican reports of single operations', () => {
  test('relevant operations: 7,500 dollars or more at the rate of the day, in or out', async () => {
    const out = { creditor_account: null, debtor_account: 'mx-bea', debtor_institution: 'MXB' };
    const later = { time: '2026-03-02T18:00:00Z' };
    const { drafts } = await owed(MX_BANK, 'mx_relevant', [
      taken('reached', 13_125_000),
      taken('below', 13_124_900),
      taken('out', 13_125_000, out),
      taken('euro', 656_250, { currency: 'EUR' }),
      taken('euro-below', 656_200, { currency: 'EUR' }),
      taken('dollars', 750_000, { currency: 'USD' }),
      taken('new-rate', 14_999_900, later),
      taken('wire', 99_000_000, { rail: 'spei' }),
      taken('us', 99_000_000, { creditor_account: 'us-ana', creditor_institution: 'USB' }),
    ]);
    expect(ids(drafts).sort()).toEqual(['dollars', 'euro', 'out', 'reached']);
    const reached = drafts.find(({ payments }) => payments[0]?.payment === 'reached');
    expect(reached?.filing).toMatchObject({
      form: 'cnbv-ror',
      period: '2026-03',
      parties: [{ role: 'subject', accounts: [{ number: 'mx-ana' }] }],
      operations: [{ on: '2026-02-03', amount: '131250.00', currency: 'MXN' }],
    });
    // Ten business days of April, Holy Thursday and Friday aside, by the end of the day in Mexico.
    expect(isoTime((reached?.due_at ?? 0) + 1)).toBe('2026-04-17T06:00:00.000Z');
  });

  test('dollars in cash: from 500 of a customer, from 250 of a user, only taken in', async () => {
    const usd = { currency: 'USD' };
    const user = { ...usd, creditor_account: null, conductor_id: 'carl' };
    const { drafts } = await owed(MX_BANK, 'mx_usd_cash', [
      taken('customer', 50_000, usd),
      taken('customer-below', 49_999, usd),
      taken('user', 25_000, user),
      taken('user-below', 24_999, user),
      taken('changed', 30_000, { ...user, received_currency: 'MXN', received_minor: 525_000 }),
      taken('pesos', 5_000_000),
      taken('sold', 90_000, {
        ...usd,
        creditor_account: null,
        creditor_institution: null,
        debtor_account: 'mx-ana',
      }),
    ]);
    expect(ids(drafts).sort()).toEqual(['changed', 'customer', 'user']);
  });

  test('transfers from or to abroad, of a thousand dollars or more', async () => {
    const wire = {
      rail: 'wire',
      currency: 'USD',
      debtor_name: 'Sol SL',
      debtor_institution: 'FAR',
    };
    const { drafts, notes } = await owed(MX_BANK, 'mx_transfer', [
      taken('in', 100_000, { ...wire, creditor_country: 'MX', debtor_country: 'ES' }),
      taken('by-institution', 100_000, wire),
      taken('below', 99_999, wire),
      taken('domestic', 900_000, { ...wire, debtor_institution: 'MXB', debtor_country: 'MX' }),
      taken('out', 100_000, {
        rail: 'remittance',
        currency: 'USD',
        creditor_account: 'es-1',
        creditor_institution: 'FAR',
        creditor_country: 'ES',
        debtor_account: 'mx-bea',
        debtor_institution: 'MXB',
      }),
      taken('unknown', 100_000, { rail: 'wire', currency: 'USD', debtor_account: 'x' }),
    ]);
    expect(ids(drafts).sort()).toEqual(['by-institution', 'in', 'out']);
    expect(drafts[0]?.filing).toMatchObject({ period: '2026-02', form: 'cnbv-transfers' });
    expect(notes.map(({ kind }) => kind)).toEqual(['country_unknown']);
  });

  test("cashier's cheques of ten thousand dollars, issued or paid, each once", async () => {
    const cheque = { rail: 'cashiers_cheque', currency: 'USD' };
    const { drafts } = await owed(MX_BANK, 'mx_cashiers_cheque', [
      taken('paid', 1_000_000, cheque),
      taken('below', 999_999, cheque),
      taken('both', 1_000_000, { ...cheque, debtor_account: 'mx-bea', debtor_institution: 'MXB' }),
      taken('issued', 1_000_000, {
        ...cheque,
        creditor_account: null,
        creditor_institution: 'FAR',
        debtor_account: 'mx-bea',
        debtor_institution: 'MXB',
      }),
    ]);
    expect(ids(drafts).sort()).toEqual(['both', 'issued', 'paid']);
  });
});

test('Form 8300: cash of one payer within 24 hours; spans that meet are one', async () => {
  const shop: Filer = { ...US_BANK, id: 'shop', kind: 'business', accounts: ['us-eva'] };
  const paid = (id: string, day: number, hour: number, amount_minor: number, payer = 'ana') => ({
    id,
    time: isoTime(Date.UTC(2026, 1, day, hour)),
    amount_minor,
    currency: 'USD',
    creditor_account: 'us-eva',
    creditor_institution: 'USB',
    conductor_id: payer,
  });
  const { drafts, notes } = await owed(shop, 'us_8300', [
    paid('a', 3, 15, 600_000),
    paid('b', 4, 14, 500_000),
    paid('c', 5, 13, 600_000),
    paid('d', 7, 15, 600_000),
    paid('e', 8, 15, 600_000),
    paid('f', 3, 15, 1_000_000, 'bea'),
    paid('g', 9, 15, 1_000_001, 'carl'),
  ]);
  expect(ids(drafts)).toEqual(['a b c', 'g']);
  expect(drafts[0]?.filing.activity).toMatchObject({ from: '2026-02-04', cash_in: '17000.00' });
  // Fifteen days after 4 February, the day on which the sum passed ten thousand.
  expect(isoTime((drafts[0]?.due_at ?? 0) + 1)).toBe('2026-02-20T05:00:00.000Z');
  expect(notes.map(({ kind }) => kind)).toEqual(['instalments']);
});

test('blocked and rejected: a report each, ten business days in New York', () => {
  const action = {
    id: 'act-1',
    kind: 'block',
    at: Date.parse('2025-12-19T15:00:00Z'),
    payments: ['p1'],
    customer_name: 'Sol SA',
    account: 'us-sol',
    amount: '900.10',
    currency: 'USD',
    list: 'us_ofac_sdn',
    entry_id: '123',
    listed_name: 'Quirino Montealto',
    programs: ['ILLICIT-DRUGS-EO14059'],
    note: '',
  } as const;
  const bare = { amount: null, currency: null, account: null, customer_name: null, payments: [] };
  const drafts = draftSanctionReports(law, US_BANK, [
    action,
    { ...action, ...bare, id: 'act-2', kind: 'reject' },
  ]);
  for (const each of drafts) expect(filing.safeParse(each.filing).error).toBeUndefined();
  expect(drafts.map(({ obligation }) => obligation)).toEqual([
    'us_ofac_blocked',
    'us_ofac_rejected',
  ]);
  expect(isoTime((drafts[0]?.due_at ?? 0) + 1)).toBe('2026-01-07T05:00:00.000Z');
  expect(drafts[1]?.gaps.map(({ kind }) => kind)).toEqual([
    'street',
    'name',
    'value',
    'account_numbers',
  ]);
});

test('what the store lacks is said: who conducted, and the other end of cash', async () => {
  const period = { from: '2026-02-01', until: '2026-02-28' };
  const dollars = { currency: 'USD', creditor_account: 'us-ana', creditor_institution: 'USB' };
  const { drafts, notes } = await owed(
    US_BANK,
    'us_ctr',
    [
      taken('a', 2_000_000, dollars),
      taken('b', 2_000_000, { ...dollars, debtor_account: 'us-bea' }),
      taken('c', 2_000_000, { ...dollars, currency: 'JPY' }),
    ],
    period,
  );
  // Without a rate it starts no report; in one that is owed, its amount is a gap, never zero.
  expect(ids(drafts)).toEqual(['a c']);
  expect(drafts[0]?.filing.operations?.[1]).not.toHaveProperty('amount');
  expect(drafts[0]?.gaps).toContainEqual({ path: 'operations[1].amount', kind: 'value' });
  expect(notes.map(({ kind, payments, currencies }) => [kind, payments, currencies])).toEqual([
    ['no_rate', 1, 'JPY'],
    ['no_conductors', 2, ''],
    ['two_ends', 1, ''],
    ['exempt_persons', 0, ''],
  ]);
});

test('a question that cannot be answered is refused', async () => {
  const ask = (filer: Filer, from: string, until: string) =>
    draftObligations(engine, law, { filer, period: { from, until }, reporting_currency: 'MXN' });
  const refused = [
    [ask(US_BANK, '2026-02-02', '2026-02-01'), 'filing.period'],
    [ask(US_BANK, '2001-02-02', '2026-02-01'), 'filing.period'],
    [ask({ ...US_BANK, institutions: [] }, '2026-02-01', '2026-02-01'), 'filing.filer'],
    [ask({ ...US_BANK, zone: 'Mars' }, '2026-02-01', '2026-02-01'), 'filing.zone'],
  ] as const;
  for (const [asked, code] of refused) await expect(asked).rejects.toMatchObject({ code });
});

test('every obligation, gap and note is said in both languages', () => {
  for (const language of ['en', 'es'] as const) {
    const voice = createSpeaker(language);
    for (const gap of GAPS) expect(voice.has(`filing.gap.${gap}`)).toBe(true);
    for (const kind of NOTE_KINDS) {
      const note = { obligation: 'us_ctr', state: 'partial', kind, payments: 2, currencies: 'JPY' };
      expect(sayNote(voice, note as never)).not.toBe('');
    }
  }
  const known = new Set(law.clocks.map(({ clock }) => clock));
  for (const each of OBLIGATIONS) expect(known).toContain(each);
});
