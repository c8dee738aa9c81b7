/**
 * Networks as FollowTheMoney entities (https://followthemoney.tech), one a line: accounts, holders,
 * who holds what, payments, and a link from each account to its network with its role. Who is on
 * which list is not among them: lists may be confidential.
 */
import { derivedId, formatMinor } from '../../base/index.js';
import type {
  DossierEnd,
  DossierMember,
  DossierPayment,
  NetworkDossier,
} from '../../model/index.js';
import { LossCount } from './loss.js';
import type { NetworkWriter } from './writer.js';

export interface FtmEntity {
  readonly id: string;
  readonly schema: string;
  readonly properties: Readonly<Record<string, readonly string[]>>;
}

/** Longest account number there. */
const NUMBER_MAX = 64;

/** JSON lines; each thing once, however many networks it is in. Ids are derived from ours. */
export function ftmWriter(): NetworkWriter {
  const losses = new LossCount();
  const written = new Set<string>();
  return {
    head: '',
    foot: '',
    losses: () => losses.list(),
    add(dossier) {
      const own = ftmEntities(dossier, losses).filter(({ id }) => !written.has(id));
      for (const { id } of own) written.add(id);
      return own.map((entity) => `${JSON.stringify(entity)}\n`).join('');
    },
  };
}

/** The entities of one network, each once, things before links. */
function ftmEntities(dossier: NetworkDossier, losses: LossCount): FtmEntity[] {
  const { network, members, payments, instances } = dossier;
  const known = new Map(members.map((member) => [member.account_id, member]));
  const things = [networkEntity(dossier)];
  const links: FtmEntity[] = [];
  const ends = new Map<string, DossierMember | DossierEnd>(known);
  for (const end of payments.flatMap(({ debtor, creditor }) => [debtor, creditor]))
    if (end.account !== null && !ends.has(end.account)) ends.set(end.account, end);
  for (const [account, end] of ends) {
    things.push(accountEntity(account, end, losses), holderEntity(account, end, losses));
    const pair = { owner: [holderId(account, end)], asset: [accountId(account)] };
    links.push(entity(['holding', account], 'Ownership', pair));
  }
  for (const member of members) links.push(membership(member, dossier, losses));
  for (const payment of payments) {
    for (const [side, end] of sidesOf(payment))
      if (end.account === null) things.push(namelessEntity(network.id, side, end, losses));
    links.push(paymentEntity(payment, dossier, { ends, losses }));
  }
  for (const { id } of instances) losses.add('instance', 'unknown_here', id);
  return [...new Map([...things, ...links].map((each) => [each.id, each])).values()];
}

function networkEntity({ network }: NetworkDossier): FtmEntity {
  return entity(['network', network.id], 'Organization', {
    name: [`Puente network ${network.id.slice(0, 8)}`],
    summary: ['Accounts that launder together, as found by Puente; not a verdict'],
    keywords: network.shapes.split(' '),
    retrievedAt: [second(network.found_at)],
  });
}

function accountEntity(
  account: string,
  end: DossierMember | DossierEnd,
  losses: LossCount,
): FtmEntity {
  const isLong = [...account].length > NUMBER_MAX;
  if (isLong) losses.add('account.id', 'coarsened', account);
  return entity(['account', account], 'BankAccount', {
    name: [account],
    accountNumber: [isLong ? null : account],
    bankName: [end.institution],
    country: [end.country?.toLowerCase()],
  });
}

/** The format wants who pays: a holder whom nobody knows is named after the account. */
function holderEntity(
  account: string,
  end: DossierMember | DossierEnd,
  losses: LossCount,
): FtmEntity {
  const kind = 'party_kind' in end ? end.party_kind : null;
  if (end.name === null) losses.add('holder.name', 'filled', account);
  const schema = kind === 'person' ? 'Person' : kind === 'organisation' ? 'Company' : 'LegalEntity';
  return { ...entity([], schema, { name: [end.name ?? account] }), id: holderId(account, end) };
}

function membership(
  member: DossierMember,
  { network }: NetworkDossier,
  losses: LossCount,
): FtmEntity {
  const { account_id, role, first_at, last_at } = member;
  for (const field of ['in_minor', 'out_minor', 'kept_minor', 'dwell_ms'])
    losses.add(`member.${field}`, 'unknown_here', account_id);
  return entity(['member', network.id, account_id], 'UnknownLink', {
    subject: [accountId(account_id)],
    object: [ftmId('network', network.id)],
    role: [role],
    startDate: [second(first_at)],
    endDate: [second(last_at)],
    recordId: [network.id],
  });
}

function paymentEntity(
  payment: DossierPayment,
  { network, currency }: NetworkDossier,
  {
    ends,
    losses,
  }: {
    readonly ends: ReadonlyMap<string, DossierMember | DossierEnd>;
    readonly losses: LossCount;
  },
): FtmEntity {
  const { id, time, is_day, amount_minor, value_minor, rail } = payment;
  if (rail !== null) losses.add('payment.rail', 'unknown_here', id);
  if (!is_day && !time.endsWith('.000Z')) losses.add('payment.time', 'coarsened', id);
  const inDollars = currency === 'USD' ? 'amountUsd' : currency === 'EUR' ? 'amountEur' : null;
  if (value_minor !== null && inDollars === null)
    losses.add('payment.value_minor', 'unknown_here', id);
  const value = value_minor === null ? null : formatMinor(value_minor, currency);
  const [payer, beneficiary] = sidesOf(payment).map(([side, end]) =>
    end.account === null
      ? namelessId(network.id, side, end)
      : holderId(end.account, ends.get(end.account) ?? end),
  );
  const account = ({ account: own }: DossierEnd) => (own === null ? null : accountId(own));
  return entity(['payment', id], 'Payment', {
    payer: [payer],
    payerAccount: [account(payment.debtor)],
    beneficiary: [beneficiary],
    beneficiaryAccount: [account(payment.creditor)],
    amount: [formatMinor(amount_minor, payment.currency)],
    currency: [payment.currency],
    ...(inDollars === null ? {} : { [inDollars]: [value] }),
    date: [is_day ? time.slice(0, 10) : second(time)],
    transactionNumber: [id],
  });
}

/** Whoever stands at an end without an account: by name, else unknown. */
function namelessEntity(
  network: string,
  side: string,
  end: DossierEnd,
  losses: LossCount,
): FtmEntity {
  if (end.name === null) losses.add(`payment.${side}`, 'filled', network);
  const named = entity([], 'LegalEntity', { name: [end.name ?? 'Unknown'] });
  return { ...named, id: namelessId(network, side, end) };
}

function sidesOf({ debtor, creditor }: DossierPayment): readonly (readonly [string, DossierEnd])[] {
  return [
    ['debtor', debtor],
    ['creditor', creditor],
  ];
}

const accountId = (account: string) => ftmId('account', account);

function holderId(account: string, end: DossierMember | DossierEnd): string {
  const party = 'party_id' in end ? end.party_id : null;
  return party === null ? ftmId('holder', account) : ftmId('party', party);
}

function namelessId(network: string, side: string, { name }: DossierEnd): string {
  return ftmId('nameless', network, side, name ?? '');
}

/** Ids there are letters, digits, points and hyphens only. */
function ftmId(...parts: readonly string[]): string {
  return derivedId('ftm', ...parts);
}

/** Dates there have no smaller part. */
const second = (iso: string) => iso.slice(0, 19);

/** Every property is a list of texts; those that are empty are left out. */
function entity(
  parts: readonly string[],
  schema: string,
  properties: Readonly<Record<string, readonly (string | null | undefined)[]>>,
): FtmEntity {
  const filled = Object.entries(properties)
    .map(([name, values]) => [name, values.filter((value) => value)] as const)
    .filter(([, values]) => values.length > 0);
  return {
    id: ftmId(...parts),
    schema,
    properties: Object.fromEntries(filled) as Record<string, string[]>,
  };
}
