/** Puts a dossier together from its rows. Pure: the same rows give the same dossier. */
import { z } from 'zod';
import {
  type DossierBank,
  type DossierCorridor,
  type DossierEnd,
  type DossierInstance,
  type DossierMember,
  type DossierMonth,
  type DossierPayment,
  NETWORK_ROLES,
  type NetworkDossier,
  type NetworkInstance,
  type NetworkMember,
  type NetworkRecord,
} from '../../model/index.js';
import { chanceIn } from '../surprise/chance.js';
import type { Parts } from './parts.js';

const MILLION = 1_000_000n;

export function dossierOf(network: NetworkRecord, parts: Parts): NetworkDossier {
  const payments = parts.payments.get(network.id) ?? [];
  const rows = parts.members.get(network.id) ?? [];
  const ends = endsOf(payments);
  const months = monthsOf(payments);
  const again = usedAgain(payments, parts.instances.get(network.id) ?? []);
  const members = rows.map((row) => memberOf(row, parts, { ends, months, again }));
  const ordered = holdersTogether(members.sort(byRole));
  const keys = ordered.flatMap(({ account_id, party_id }) => [
    `account:${account_id}`,
    ...(party_id === null ? [] : [`party:${party_id}`]),
  ]);
  return {
    network,
    currency: parts.currency,
    fee_ppm: network.in_minor > 0n ? floor(network.kept_minor * MILLION, network.in_minor) : null,
    members: ordered,
    instances: (parts.instances.get(network.id) ?? []).map(instanceOf),
    payments,
    onward: parts.onward.get(network.id) ?? [],
    banks: banksOf(payments, ordered),
    corridors: corridorsOf(payments, (end) => end.country),
    bank_corridors: corridorsOf(payments, (end) => end.institution_id),
    months: monthRows(payments, ordered, again),
    typologies: [],
    listings: [...new Set(keys)].flatMap((key) => parts.listings.get(key) ?? []),
  };
}

/** What payments say of an account: the last that says it. */
function endsOf(payments: readonly DossierPayment[]): Map<string, DossierEnd> {
  const ends = new Map<string, DossierEnd>();
  for (const end of payments.flatMap(({ debtor, creditor }) => [debtor, creditor])) {
    if (end.account === null) continue;
    const before = ends.get(end.account);
    ends.set(end.account, {
      account: end.account,
      name: end.name ?? before?.name ?? null,
      institution_id: end.institution_id ?? before?.institution_id ?? null,
      institution: end.institution ?? before?.institution ?? null,
      country: end.country ?? before?.country ?? null,
    });
  }
  return ends;
}

/** Months in which an account paid or received. */
function monthsOf(payments: readonly DossierPayment[]): Map<string, Set<string>> {
  const months = new Map<string, Set<string>>();
  for (const { time, debtor, creditor } of payments)
    for (const { account } of [debtor, creditor]) {
      if (account === null) continue;
      const own = months.get(account) ?? new Set();
      months.set(account, own.add(time.slice(0, 7)));
    }
  return months;
}

function memberOf(
  row: NetworkMember,
  { holdings }: Parts,
  seen: {
    readonly ends: ReadonlyMap<string, DossierEnd>;
    readonly months: ReadonlyMap<string, ReadonlySet<string>>;
    readonly again: ReadonlyMap<string, ReadonlySet<string>>;
  },
): DossierMember {
  const [file, end] = [holdings.get(row.account_id), seen.ends.get(row.account_id)];
  return {
    ...row,
    name: file?.name ?? end?.name ?? null,
    party_kind: file?.party_kind ?? null,
    institution_id: file?.institution_id ?? end?.institution_id ?? null,
    institution: file?.institution ?? end?.institution ?? null,
    country: file?.country ?? end?.country ?? null,
    kept_minor: row.in_minor - row.out_minor,
    months: [...(seen.months.get(row.account_id) ?? [])].sort(),
    again: seen.again.has(row.account_id),
  };
}

function byRole(a: DossierMember, b: DossierMember): number {
  const stage = NETWORK_ROLES.indexOf(a.role) - NETWORK_ROLES.indexOf(b.role);
  if (stage !== 0) return stage;
  const [x, y] = [a.in_minor + a.out_minor, b.in_minor + b.out_minor];
  if (x !== y) return x > y ? -1 : 1;
  return a.account_id < b.account_id ? -1 : 1;
}

/** Accounts of one holder in one role follow the first of them. */
function holdersTogether(members: readonly DossierMember[]): DossierMember[] {
  const groups = new Map<string, DossierMember[]>();
  for (const member of members) {
    const key = JSON.stringify([member.role, member.party_id ?? `account ${member.account_id}`]);
    const own = groups.get(key);
    if (own) own.push(member);
    else groups.set(key, [member]);
  }
  return [...groups.values()].flat();
}

const partsShape = z.array(z.object({ step: z.string(), thousandths: z.int() }));

function instanceOf({ parts, ...row }: NetworkInstance): DossierInstance {
  const chance_in = chanceIn(row.shape, row.surprise / 1000);
  return { ...row, parts: partsShape.parse(JSON.parse(parts)), chance_in };
}

function banksOf(
  payments: readonly DossierPayment[],
  members: readonly DossierMember[],
): DossierBank[] {
  const banks = new Map<string, DossierBank>();
  const add = (
    { institution_id, institution, country }: Omit<DossierEnd, 'account' | 'name'>,
    more: { accounts?: number; in_minor?: bigint; out_minor?: bigint },
  ) => {
    if (institution_id === null) return;
    const { accounts = 0, in_minor = 0n, out_minor = 0n } = more;
    const bank = banks.get(institution_id);
    banks.set(institution_id, {
      institution_id,
      institution: bank?.institution ?? institution ?? institution_id,
      country: bank?.country ?? country,
      accounts: (bank?.accounts ?? 0) + accounts,
      in_minor: (bank?.in_minor ?? 0n) + in_minor,
      out_minor: (bank?.out_minor ?? 0n) + out_minor,
    });
  };
  for (const member of members) add(member, { accounts: 1 });
  for (const { debtor, creditor, value_minor } of payments) {
    add(debtor, { out_minor: value_minor ?? 0n });
    add(creditor, { in_minor: value_minor ?? 0n });
  }
  const moved = ({ in_minor, out_minor }: DossierBank) => in_minor + out_minor;
  return [...banks.values()].sort(
    (a, b) => descending(moved(a), moved(b)) || (a.institution_id < b.institution_id ? -1 : 1),
  );
}

function corridorsOf(
  payments: readonly DossierPayment[],
  placeOf: (end: DossierEnd) => string | null,
): DossierCorridor[] {
  const corridors = new Map<string, DossierCorridor>();
  for (const { debtor, creditor, value_minor } of payments) {
    const [from, to] = [placeOf(debtor), placeOf(creditor)];
    const key = JSON.stringify([from, to]);
    const before = corridors.get(key);
    corridors.set(key, {
      from,
      to,
      payments: (before?.payments ?? 0) + 1,
      value_minor: (before?.value_minor ?? 0n) + (value_minor ?? 0n),
    });
  }
  return [...corridors]
    .sort(([x, a], [y, b]) => descending(a.value_minor, b.value_minor) || (x < y ? -1 : 1))
    .map(([, corridor]) => corridor);
}

function monthRows(
  payments: readonly DossierPayment[],
  members: readonly DossierMember[],
  again: ReadonlyMap<string, ReadonlySet<string>>,
): DossierMonth[] {
  const months = new Map<string, DossierPayment[]>();
  for (const payment of payments) {
    const month = payment.time.slice(0, 7);
    const own = months.get(month);
    if (own) own.push(payment);
    else months.set(month, [payment]);
  }
  return [...months].sort().map(([month, own]) => {
    const active = members.filter((member) => member.months.includes(month));
    return {
      month,
      payments: own.length,
      value_minor: own.reduce((sum, { value_minor }) => sum + (value_minor ?? 0n), 0n),
      members: active.length,
      members_again: active.filter(({ account_id }) => again.get(account_id)?.has(month)).length,
    };
  });
}

/** An instance that begins so much later is a second use; the turn of a month is none. */
const AGAIN_MS = 7 * 86_400_000;

/** Months in which an account served an instance that began well after its first one did. */
function usedAgain(
  payments: readonly DossierPayment[],
  instances: readonly NetworkInstance[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const begun = new Map(instances.map(({ id, first_at }) => [id, Date.parse(first_at)]));
  const uses = payments.flatMap(({ time, debtor, creditor, instances: own }) =>
    [debtor, creditor].flatMap(({ account }) =>
      account === null
        ? []
        : own.map((id) => ({ account, month: time.slice(0, 7), at: begun.get(id) ?? 0 })),
    ),
  );
  const first = new Map<string, number>();
  for (const { account, at } of uses) first.set(account, Math.min(first.get(account) ?? at, at));
  const again = new Map<string, Set<string>>();
  for (const { account, month, at } of uses) {
    if (at < (first.get(account) ?? 0) + AGAIN_MS) continue;
    again.set(account, (again.get(account) ?? new Set()).add(month));
  }
  return again;
}

function descending(a: bigint, b: bigint): number {
  return a > b ? -1 : a < b ? 1 : 0;
}

/** Rounded down, below zero too: integer division of the language rounds towards it. */
function floor(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator % denominator < 0n ? quotient - 1n : quotient;
}
