import type { Account, Party } from '../../src/model/index.js';
import {
  accountAt,
  type Entry,
  instanceOf,
  networkOf,
  otherAccount,
  ownAccount,
  ownInstitution,
  partyAt,
  timeOf,
  type World,
} from './world.js';

/** A field's value: text, flag, or a whole number (minor units, days, years); null is unknown. */
export type FieldValue = string | boolean | bigint | null;

type Reader = (e: Entry, world: World) => FieldValue | undefined;

const out = (e: Entry) => e.direction === 'out';
const own = (e: Entry, world: World) => accountAt(ownAccount(e), e.payment, world);
const other = (e: Entry, world: World) => accountAt(otherAccount(e), e.payment, world);
const holder = (e: Entry, world: World) =>
  partyAt(own(e, world)?.party_id ?? null, e.payment, world);
const otherHolder = (e: Entry, world: World) =>
  partyAt(other(e, world)?.party_id ?? null, e.payment, world);
const otherInstitution = (e: Entry) =>
  out(e) ? e.payment.creditor_institution : e.payment.debtor_institution;
const placeOf = (e: Entry, world: World) => world.places.find((p) => p.id === e.payment.place_id);

/** "Whole UTC days from the opening or founding day to the day of the payment." */
function daysSince(day: string | null | undefined, e: Entry): bigint | null {
  if (!day) return null;
  return BigInt(Math.floor(timeOf(e.payment) / 86_400_000) - Date.parse(day) / 86_400_000);
}

const ofAccount =
  (column: keyof Account): Reader =>
  (e, world) =>
    own(e, world)?.[column];
const ofParty =
  (column: keyof Party): Reader =>
  (e, world) =>
    holder(e, world)?.[column] as FieldValue;
const ofOther =
  (column: keyof Party): Reader =>
  (e, world) =>
    otherHolder(e, world)?.[column] as FieldValue;

/** Of the best network of an account. */
const ofNetwork = (
  prefix: 'account' | 'counterparty',
  accountOf: (e: Entry) => string | null,
): Readonly<Record<string, Reader>> => {
  const found = (e: Entry, world: World) => networkOf(accountOf(e), world);
  const count = (n: number | undefined) => (n === undefined ? null : BigInt(n));
  return {
    [`${prefix}.network_id`]: (e, world) => found(e, world)?.network.id,
    [`${prefix}.network_role`]: (e, world) => found(e, world)?.member.role,
    [`${prefix}.network_size`]: (e, world) => count(found(e, world)?.network.accounts),
    [`${prefix}.network_rank`]: (e, world) => count(found(e, world)?.network.rank),
    [`${prefix}.network_age_days`]: (e, world) =>
      daysSince(found(e, world)?.network.found_at.slice(0, 10), e),
  };
};

const READERS: Readonly<Record<string, Reader>> = {
  direction: (e) => e.direction,
  amount: (e) => e.payment.value_minor,
  currency: (e) => e.payment.currency,
  rail: (e) => e.payment.rail,
  channel: (e) => e.payment.channel,
  purpose: (e) => e.payment.purpose,
  text: (e) => e.payment.text,
  time: (e) => BigInt(timeOf(e.payment)),
  is_return: (e) => e.payment.is_return,
  institution: (e) => ownInstitution(e),
  country: (e) => (out(e) ? e.payment.debtor_country : e.payment.creditor_country),
  device: (e) => e.payment.device_id,
  behalf: (e) => e.payment.behalf_id,
  intermediaries: (e) => e.payment.intermediaries,
  network_id: (e, world) => instanceOf(e.payment, world)?.network_id,
  network_shape: (e, world) => instanceOf(e.payment, world)?.shape,
  ...ofNetwork('account', ownAccount),
  ...ofNetwork('counterparty', otherAccount),
  'account.id': (e) => ownAccount(e),
  'account.kind': ofAccount('kind'),
  'account.country': ofAccount('country'),
  'account.region': ofAccount('region'),
  'account.currency': ofAccount('currency'),
  'account.age_days': (e, world) => daysSince(own(e, world)?.opened_on, e),
  'party.id': ofAccount('party_id'),
  'party.kind': ofParty('kind'),
  'party.sector': ofParty('sector'),
  'party.occupation': ofParty('occupation'),
  'party.income': ofParty('income_minor'),
  'party.country': ofParty('country'),
  'party.region': ofParty('region'),
  'party.founded_days': (e, world) => daysSince(holder(e, world)?.founded_on, e),
  'party.is_official': ofParty('is_official'),
  'party.birth_year': (e, world) => {
    const year = holder(e, world)?.birth_year;
    return year == null ? null : BigInt(year);
  },
  'counterparty.account': (e) => otherAccount(e),
  'counterparty.party': (e, world) => other(e, world)?.party_id,
  'counterparty.name': (e) => (out(e) ? e.payment.creditor_name : e.payment.debtor_name),
  'counterparty.institution': (e) => otherInstitution(e),
  'counterparty.institution_kind': (e, world) =>
    world.institutions.find((i) => i.id === otherInstitution(e))?.kind,
  'counterparty.country': (e, world) =>
    (out(e) ? e.payment.creditor_country : e.payment.debtor_country) ?? other(e, world)?.country,
  'counterparty.account_kind': (e, world) => other(e, world)?.kind,
  'counterparty.kind': ofOther('kind'),
  'counterparty.sector': ofOther('sector'),
  'counterparty.occupation': ofOther('occupation'),
  'counterparty.region': ofOther('region'),
  'counterparty.founded_days': (e, world) => daysSince(otherHolder(e, world)?.founded_on, e),
  'counterparty.is_official': ofOther('is_official'),
  'counterparty.same_party': (e, world) =>
    equal(own(e, world)?.party_id, other(e, world)?.party_id),
  'place.id': (e) => e.payment.place_id,
  'place.city': (e, world) => placeOf(e, world)?.city,
  'place.region': (e, world) => placeOf(e, world)?.region,
  'place.country': (e, world) => placeOf(e, world)?.country,
  'place.is_border': (e, world) => placeOf(e, world)?.is_border,
  'place.away': (e, world) => {
    const same = equal(placeOf(e, world)?.region, own(e, world)?.region);
    return same === null ? null : !same;
  },
  'conductor.id': (e) => e.payment.conductor_id,
  'conductor.is_holder': (e, world) => equal(e.payment.conductor_id, own(e, world)?.party_id),
};

/** Names of every field, for the generators. */
export const FIELD_NAMES = Object.keys(READERS);

/** The value of a field as an entry's subject sees it, attributes as known at its payment. */
export function read(field: string, e: Entry, world: World): FieldValue {
  const reader = READERS[field];
  if (!reader) throw new Error(`no field ${field}`);
  return reader(e, world) ?? null;
}

/** Every value a test looks at: the institutions in between are many, all else is one or none. */
export function readAll(field: string, e: Entry, world: World): readonly NonNullable<FieldValue>[] {
  const value = read(field, e, world);
  if (value === null) return [];
  return field === 'intermediaries' ? String(value).split(' ') : [value];
}

function equal(a: string | null | undefined, b: string | null | undefined): boolean | null {
  return a == null || b == null ? null : a === b;
}
