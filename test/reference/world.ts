import { present } from '../../src/base/index.js';
import type {
  Account,
  institution,
  NetworkInstance,
  NetworkMember,
  NetworkPayment,
  NetworkRecord,
  Party,
  Payment,
  place,
  RecordOf,
} from '../../src/model/index.js';
import type { Typology } from '../../src/typology/index.js';

/** Everything a typology may look at, in memory. */
export interface World {
  readonly payments: readonly Payment[];
  readonly accounts: readonly Account[];
  readonly parties: readonly Party[];
  readonly institutions: readonly RecordOf<typeof institution.fields>[];
  readonly places: readonly RecordOf<typeof place.fields>[];
  readonly networks: readonly NetworkRecord[];
  readonly members: readonly NetworkMember[];
  readonly instances: readonly NetworkInstance[];
  readonly legs: readonly NetworkPayment[];
  readonly lists: readonly ListedValue[];
  readonly law: readonly LegalAmount[];
}

/** An amount of the law (minor units, reporting currency), from its first to its last day. */
export interface LegalAmount {
  readonly name: string;
  readonly from: string;
  readonly until: string | null;
  readonly minor: bigint;
}

/** A value of a list, from its first to its last day. */
export interface ListedValue {
  readonly list: string;
  readonly value: string;
  readonly from: string | null;
  readonly until: string | null;
}

/** One end of a payment that is an account. */
export interface Entry {
  readonly payment: Payment;
  readonly direction: 'in' | 'out';
  readonly subject: string;
}

/** Where a rule is asked: at an entry, or at a deadline after it; `t` is that moment. */
export interface Point extends Entry {
  readonly t: number;
  readonly deadline: boolean;
}

export const timeOf = (payment: Payment) => Date.parse(payment.time);
export const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
export const ownAccount = (e: End) =>
  present(e.direction === 'out' ? e.payment.debtor_account : e.payment.creditor_account, 'account');
export const otherAccount = (e: End) =>
  e.direction === 'out' ? e.payment.creditor_account : e.payment.debtor_account;
export const ownInstitution = (e: End) =>
  e.direction === 'out' ? e.payment.debtor_institution : e.payment.creditor_institution;
type End = Omit<Entry, 'subject'>;

/** "A payment has one entry for each end that is an account": those of subjects in scope. */
export function entriesOf(typology: Typology, world: World): readonly Entry[] {
  return inOrder(world.payments)
    .flatMap(endsOf)
    .filter((end) => typology.scope === 'any' || isOurs(end, world))
    .flatMap((end) => {
      const account = ownAccount(end);
      const subject = {
        account,
        party: accountAt(account, end.payment, world)?.party_id,
        network: networkOf(account, world)?.network.id,
      }[typology.subject];
      return subject ? [{ ...end, subject }] : [];
    });
}

export function inOrder(payments: readonly Payment[]): readonly Payment[] {
  return [...payments].sort((a, b) => (a.order_key < b.order_key ? -1 : 1));
}

/** "Of the versions with `valid_from` and `known_from` at or before its time, the latest." */
export function accountAt(id: string | null, at: Payment, world: World): Account | null {
  return knownAt(world.accounts, id, at);
}

export function partyAt(id: string | null, at: Payment, world: World): Party | null {
  return knownAt(world.parties, id, at);
}

/** "Of several networks the best one": as the last search left it, whenever the payment was. */
export function networkOf(account: string | null, world: World) {
  return byRank(world)
    .flatMap((network) =>
      world.members
        .filter((m) => m.network_id === network.id && m.account_id === account)
        .map((member) => ({ network, member })),
    )
    .at(0);
}

/** "Of several instances, of the best network the one that surprises most." */
export function instanceOf(payment: Payment, world: World): NetworkInstance | undefined {
  return byRank(world)
    .flatMap(({ id }) =>
      world.instances
        .filter((i) => i.network_id === id)
        .sort((a, b) => b.surprise - a.surprise || (a.id < b.id ? -1 : 1)),
    )
    .find(({ id }) =>
      world.legs.some((leg) => leg.instance_id === id && leg.payment_id === payment.id),
    );
}

const byRank = ({ networks }: World) =>
  [...networks].sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1));

interface Versioned {
  readonly id: string;
  readonly valid_from: string | null;
  readonly known_from: string | null;
}

function knownAt<V extends Versioned>(all: readonly V[], id: string | null, at: Payment) {
  const since = (moment: string | null) => (moment ? Date.parse(moment) : Number.MIN_SAFE_INTEGER);
  const [latest] = all
    .filter((v) => v.id === id)
    .filter((v) => since(v.valid_from) <= timeOf(at) && since(v.known_from) <= timeOf(at))
    .sort(
      (a, b) =>
        since(b.valid_from) - since(a.valid_from) || since(b.known_from) - since(a.known_from),
    );
  return latest ?? null;
}

function endsOf(payment: Payment): readonly End[] {
  return [
    ...(payment.debtor_account ? [{ payment, direction: 'out' as const }] : []),
    ...(payment.creditor_account ? [{ payment, direction: 'in' as const }] : []),
  ];
}

/** "The account's institution; unknown: the payment's"; where none is marked, all are ours. */
function isOurs(end: End, world: World): boolean {
  const ours = world.institutions.filter((i) => i.is_ours === true).map((i) => i.id);
  const held =
    accountAt(ownAccount(end), end.payment, world)?.institution_id ?? ownInstitution(end);
  return ours.length === 0 || (held !== null && ours.includes(held));
}
