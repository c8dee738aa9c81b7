import { stringify } from 'yaml';
import { Faults, present } from '../../src/base/index.js';
import type { Account, Party, Payment } from '../../src/model/index.js';
import type { Typology } from '../../src/typology/index.js';
import { checkTypology } from '../../src/typology/index.js';
import type { LegalAmount, World } from './world.js';

const BLANK: Payment = {
  id: '',
  time: '2025-01-01T00:00:00.000Z',
  precision: 'millisecond',
  debtor_account: null,
  creditor_account: null,
  debtor_institution: null,
  creditor_institution: null,
  debtor_country: null,
  creditor_country: null,
  debtor_name: null,
  creditor_name: null,
  amount_minor: 0n,
  currency: 'USD',
  received_minor: null,
  received_currency: null,
  rail: null,
  channel: null,
  purpose: null,
  text: null,
  place_id: null,
  conductor_id: null,
  behalf_id: null,
  device_id: null,
  intermediaries: null,
  is_return: null,
  order_key: 0n,
  value_minor: null,
  batch_id: 'sample',
};

/** Payments settled into order: milliseconds × 2²¹ + rank of the id within its instant. */
export function settle(payments: readonly Partial<Payment>[]): readonly Payment[] {
  const given = payments.map((payment) => ({ ...BLANK, ...payment }));
  return given.map((payment) => {
    const rank = given.filter((p) => p.time === payment.time && p.id < payment.id).length;
    return { ...payment, order_key: BigInt(Date.parse(payment.time)) * 2n ** 21n + BigInt(rank) };
  });
}

/** `transfer('a', 'A', 'B', '2025-01-05', 900)`: whole dollars; no account is cash. */
export function transfer(
  id: string,
  from: string | null,
  to: string | null,
  time: string,
  dollars: number | null,
  more: Partial<Payment> = {},
): Partial<Payment> {
  const value_minor = dollars === null ? null : BigInt(dollars) * 100n;
  const at = new Date(time).toISOString();
  const rest = { value_minor, amount_minor: value_minor ?? 1n, ...more };
  return { id, debtor_account: from, creditor_account: to, time: at, ...rest };
}

export function accountOf(account: Partial<Account> & { readonly id: string }): Account {
  return {
    institution_id: null,
    party_id: null,
    kind: null,
    currency: null,
    country: null,
    region: null,
    opened_on: null,
    closed_on: null,
    valid_from: null,
    known_from: null,
    ...account,
  };
}

export function partyOf(party: Partial<Party> & { readonly id: string }): Party {
  return {
    kind: null,
    name: null,
    country: null,
    region: null,
    address: null,
    sector: null,
    occupation: null,
    income_minor: null,
    birth_year: null,
    founded_on: null,
    phone: null,
    email: null,
    tax_id: null,
    is_official: null,
    valid_from: null,
    known_from: null,
    ...party,
  };
}

export function worldOf(payments: readonly Partial<Payment>[], more: Partial<World> = {}): World {
  const found = { networks: [], members: [], instances: [], legs: [] };
  const none = { accounts: [], parties: [], institutions: [], places: [], lists: [], ...found };
  return { ...none, law: LAW, ...more, payments: settle(payments) };
}

export const LAW: readonly LegalAmount[] = [
  { name: 'EARLY', from: '2025-01-01', until: '2025-01-09', minor: 100_000n },
  { name: 'EARLY', from: '2025-01-12', until: null, minor: 50_000n },
];

const HEAD = {
  language: 1,
  version: '1.0.0',
  status: 'test',
  area: 'structuring',
  family: 'cash',
  title: { en: 'A sample', es: 'Una muestra' },
  purpose: { en: 'A sample', es: 'Una muestra' },
  sources: [{ document: 'FIN-2024-A002', flag: '4' }],
  false_positives: { en: 'none', es: 'ninguno' },
  known_gaps: { en: 'none', es: 'ninguna' },
  investigate: { en: 'look', es: 'mirar' },
  owner: 'detection',
  review_by: '2027-06-30',
  subject: 'account',
  scope: 'any',
  fires: { at: 'any' },
  score: { base: 50 },
  severity: 'medium',
  group: 'month',
  explain: { en: 'A sample', es: 'Una muestra' },
};

/** The YAML of a typology: these parts, and a plain head. */
export function textOf(parts: Readonly<Record<string, unknown>>): string {
  return stringify({ id: 'sample', ...HEAD, ...parts }, { aliasDuplicateObjects: false });
}

/** A checked typology of these parts; a fault of theirs stops the test. */
export function typologyOf(parts: Readonly<Record<string, unknown>>): Typology {
  const vocabulary = { laws: ['EARLY'], lists: ['hot', 'slang'], reporting_currency: 'USD' };
  const { typology, faults } = checkTypology(textOf(parts), 'sample.yaml', vocabulary);
  if (faults.length > 0) throw new Faults(faults);
  return present(typology, 'a typology without faults');
}
