import {
  ACCOUNT_KINDS,
  CHANNELS,
  INSTITUTION_KINDS,
  NETWORK_ROLES,
  OCCUPATIONS,
  PURPOSES,
  RAILS,
  SECTORS,
  SHAPES,
} from '../model/index.js';

/** Where the emitter finds a field: the payment itself, or a joined noun of either end. */
export type Origin =
  | 'payment'
  | 'account'
  | 'party'
  | 'counterparty_account'
  | 'counterparty_party'
  | 'counterparty_institution'
  | 'network'
  | 'place';

export interface FieldInfo {
  readonly kind: 'text' | 'number' | 'money' | 'flag' | 'time' | 'many';
  readonly origins: readonly Origin[];
  /** Columns of the model; where all of an item's (`a|b`) are empty, the field is never known. */
  readonly requires: readonly string[];
  /** SQL over the aliases `p` (payment side), `oa`, `op`, `ca`, `cp`, `ci`, `pl`. */
  readonly sql: string;
  readonly values?: readonly string[];
}

const from = (
  kind: FieldInfo['kind'],
  origins: readonly Origin[],
  requires: readonly string[],
  sql: string,
  values?: readonly string[],
): FieldInfo => ({ kind, origins, requires, sql, ...(values ? { values } : {}) });

const ofPayment = (column: string, sql: string, values?: readonly string[]) =>
  from('text', ['payment'], [`payment.${column}`], sql, values);

/** A field that either end of a payment may fill. */
const ofEnds = (end: string, sql: string) =>
  from('text', ['payment'], [`payment.debtor_${end}|payment.creditor_${end}`], sql);

const days = (since: string) => `date_diff('day', ${since}, make_timestamp_ms(p.t)::DATE)`;

/** Every field of an entry. The list is the documentation; LANGUAGE.md prints its names. */
export const FIELDS: Readonly<Record<string, FieldInfo>> = {
  direction: from('text', ['payment'], [], "CASE WHEN p.inn THEN 'in' ELSE 'out' END", [
    'in',
    'out',
  ]),
  amount: from('money', ['payment'], ['payment.value_minor'], 'p.value_minor'),
  currency: ofPayment('currency', 'p.currency'),
  rail: ofPayment('rail', 'p.rail', RAILS),
  channel: ofPayment('channel', 'p.channel', CHANNELS),
  purpose: ofPayment('purpose', 'p.purpose', PURPOSES),
  text: ofPayment('text', 'p.text'),
  time: from('time', ['payment'], [], 'p.t'),
  is_return: from('flag', ['payment'], ['payment.is_return'], 'p.is_return'),
  institution: ofEnds('institution', 'p.own_institution'),
  country: ofEnds('country', 'p.own_country'),
  device: ofPayment('device_id', 'p.device_id'),
  behalf: ofPayment('behalf_id', 'p.behalf_id'),
  intermediaries: from(
    'many',
    ['payment'],
    ['payment.intermediaries'],
    "string_split(p.intermediaries, ' ')",
  ),
  network_id: from('text', ['network'], ['network_payment.instance_id'], 'p.network_id'),
  network_shape: from(
    'text',
    ['network'],
    ['network_payment.instance_id'],
    'p.network_shape',
    SHAPES,
  ),
  'account.id': from('text', ['payment'], [], 'p.account_id'),
  'account.kind': from('text', ['account'], ['account.kind'], 'oa.kind', ACCOUNT_KINDS),
  'account.country': from('text', ['account'], ['account.country'], 'oa.country'),
  'account.region': from('text', ['account'], ['account.region'], 'oa.region'),
  'account.currency': from('text', ['account'], ['account.currency'], 'oa.currency'),
  'account.age_days': from('number', ['account'], ['account.opened_on'], days('oa.opened_on')),
  ...ofNetwork('account', 'own'),
  'party.id': from('text', ['account'], ['account.party_id'], 'oa.party_id'),
  ...ofParty('party', 'op'),
  'party.income': from('money', ['party'], ['party.income_minor'], 'op.income_minor'),
  'party.birth_year': from('number', ['party'], ['party.birth_year'], 'op.birth_year'),
  'counterparty.account': ofEnds('account', 'p.other_account'),
  'counterparty.party': from('text', ['counterparty_account'], ['account.party_id'], 'ca.party_id'),
  'counterparty.name': ofEnds('name', 'p.other_name'),
  'counterparty.institution': ofEnds('institution', 'p.other_institution'),
  'counterparty.institution_kind': from(
    'text',
    ['counterparty_institution'],
    ['institution.kind'],
    'ci.kind',
    INSTITUTION_KINDS,
  ),
  'counterparty.country': from(
    'text',
    ['payment', 'counterparty_account'],
    ['payment.debtor_country|payment.creditor_country|account.country'],
    'coalesce(p.other_country, ca.country)',
  ),
  'counterparty.account_kind': from(
    'text',
    ['counterparty_account'],
    ['account.kind'],
    'ca.kind',
    ACCOUNT_KINDS,
  ),
  ...ofParty('counterparty', 'cp'),
  ...ofNetwork('counterparty', 'other'),
  'counterparty.same_party': from(
    'flag',
    ['account', 'counterparty_account'],
    ['account.party_id'],
    '(oa.party_id = ca.party_id)',
  ),
  'place.id': ofPayment('place_id', 'p.place_id'),
  'place.city': from('text', ['place'], ['payment.place_id', 'place.city'], 'pl.city'),
  'place.region': from('text', ['place'], ['payment.place_id', 'place.region'], 'pl.region'),
  'place.country': from('text', ['place'], ['payment.place_id', 'place.country'], 'pl.country'),
  'place.is_border': from(
    'flag',
    ['place'],
    ['payment.place_id', 'place.is_border'],
    'pl.is_border',
  ),
  'place.away': from(
    'flag',
    ['place', 'account'],
    ['payment.place_id', 'place.region', 'account.region'],
    '(pl.region <> oa.region)',
  ),
  'conductor.id': ofPayment('conductor_id', 'p.conductor_id'),
  'conductor.is_holder': from(
    'flag',
    ['payment', 'account'],
    ['payment.conductor_id', 'account.party_id'],
    '(p.conductor_id = oa.party_id)',
  ),
};

function ofParty(prefix: 'party' | 'counterparty', alias: string): Record<string, FieldInfo> {
  const origin: Origin = prefix === 'party' ? 'party' : 'counterparty_party';
  const column = (id: string, kind: FieldInfo['kind'] = 'text', values?: readonly string[]) =>
    from(kind, [origin], [`party.${id}`], `${alias}.${id}`, values);
  return {
    [`${prefix}.kind`]: column('kind', 'text', ['person', 'organisation']),
    [`${prefix}.sector`]: column('sector', 'text', SECTORS),
    [`${prefix}.occupation`]: column('occupation', 'text', OCCUPATIONS),
    ...(prefix === 'party' ? { 'party.country': column('country') } : {}),
    [`${prefix}.region`]: column('region'),
    [`${prefix}.founded_days`]: from(
      'number',
      [origin],
      ['party.founded_on'],
      days(`${alias}.founded_on`),
    ),
    [`${prefix}.is_official`]: column('is_official', 'flag'),
  };
}

/** Of the networks that the account at an end is in, the best one; its age may be below zero. */
function ofNetwork(prefix: 'account' | 'counterparty', end: 'own' | 'other') {
  const column = (id: string, kind: FieldInfo['kind'], sql: string, values?: readonly string[]) => [
    `${prefix}.network_${id}`,
    from(kind, ['network'], ['network_member.network_id'], sql, values),
  ];
  return Object.fromEntries([
    column('id', 'text', `p.${end}_network_id`),
    column('role', 'text', `p.${end}_network_role`, NETWORK_ROLES),
    column('size', 'number', `p.${end}_network_size`),
    column('rank', 'number', `p.${end}_network_rank`),
    column('age_days', 'number', days(`p.${end}_network_found_on`)),
  ]) as Record<string, FieldInfo>;
}
