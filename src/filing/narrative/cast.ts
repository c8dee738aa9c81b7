/** Who is who in the evidence: subjects of the report, likely victims, and everybody else. */
import type { DossierMember, NetworkRole, Payment, Subject } from '../../model/index.js';
import { type Evidence, type EvidenceIndex, indexEvidence } from './evidence.js';
import { type Fact, factOf } from './fact.js';

/** Somebody at an end of payments: a party, an account without holder, or a stated name. */
export interface Actor {
  /** `party:P-1`, `account:A-1` or `name:Somebody`. */
  readonly key: string;
  /** Null: on no file and in no payment. */
  readonly name: string | null;
  readonly party_id: string | null;
  /** Accounts of the evidence, in order of their ids. */
  readonly accounts: readonly string[];
  /** What each account does in a network of the evidence. */
  readonly roles: readonly { readonly network_id: string; readonly role: NetworkRole }[];
  /** What the actor's own facts are: the party on file and its accounts. */
  readonly facts: readonly Fact[];
}

export interface Cast {
  readonly index: EvidenceIndex;
  /** In the order of the alerts and networks that name them. */
  readonly subjects: readonly Actor[];
  readonly victims: readonly Actor[];
  readonly actors: ReadonlyMap<string, Actor>;
  debtorOf(payment: Payment): Actor | null;
  creditorOf(payment: Payment): Actor | null;
  isSubject(actor: Actor | null): boolean;
  isVictim(actor: Actor | null): boolean;
}

/** Roles in which somebody does nothing for a network. */
const IDLE_ROLES: readonly NetworkRole[] = ['payer', 'possible_victim'];

/**
 * Subjects are who stands behind alerts, and who does something for a network. Whom a rule of
 * `protecting` names, or a network marks as a possible victim, is a victim and no subject, whatever
 * else speaks against them; in their place stand those whom they paid. `chosen`, where a person
 * decided, is the list of subjects as it stands, and frees those on it from being victims.
 */
export function castOf(evidence: Evidence, chosen: readonly Subject[] | null = null): Cast {
  const index = indexEvidence(evidence);
  const actors = actorsOf(evidence, index);
  const keyOf = (account: string | null, name: string | null) => keyOfEnd(index, account, name);
  const keysOf = (subject: Subject) => keysOfSubject(evidence, index, subject);
  const named = chosen === null ? null : new Set(chosen.flatMap(keysOf));
  const victims = victimKeys(evidence, keysOf);
  for (const key of named ?? []) victims.delete(key);
  const keys = named ?? proposedSubjects(evidence, index, { victims, keysOf });
  const found = (some: Iterable<string>) =>
    [...some].map((key) => actors.get(key)).filter((actor) => actor !== undefined);
  const end = (account: string | null, name: string | null) =>
    actors.get(keyOf(account, name) ?? '') ?? null;
  return {
    ...{ index, actors, subjects: found(keys), victims: found(victims) },
    debtorOf: (payment) => end(payment.debtor_account, payment.debtor_name),
    creditorOf: (payment) => end(payment.creditor_account, payment.creditor_name),
    isSubject: (actor) => actor !== null && keys.has(actor.key),
    isVictim: (actor) => actor !== null && victims.has(actor.key),
  };
}

function actorsOf(evidence: Evidence, index: EvidenceIndex): Map<string, Actor> {
  const accounts = new Map<string, Set<string>>();
  const names = new Map<string, string>();
  const add = (account: string | null, name: string | null) => {
    const key = keyOfEnd(index, account, name);
    if (key === null) return;
    const own = accounts.get(key) ?? new Set();
    accounts.set(key, account === null || account === '' ? own : own.add(account));
    if (name !== null && name.trim() !== '' && !names.has(key)) names.set(key, name);
  };
  for (const each of evidence.payments) {
    add(each.debtor_account, each.debtor_name);
    add(each.creditor_account, each.creditor_name);
  }
  for (const { members } of evidence.networks)
    for (const { account_id, name } of members) add(account_id, name);
  for (const { owner, finding, subject_name } of evidence.alerts) {
    if (finding.subject.kind === 'account') add(finding.subject.id, subject_name);
    if (owner.kind === 'party' && !accounts.has(`party:${owner.id}`))
      accounts.set(`party:${owner.id}`, new Set());
  }
  return new Map(
    [...accounts].map(([key, own]) => [key, actorOf(evidence, index, { key, own, names })]),
  );
}

function actorOf(
  evidence: Evidence,
  index: EvidenceIndex,
  seen: {
    readonly key: string;
    readonly own: ReadonlySet<string>;
    readonly names: ReadonlyMap<string, string>;
  },
): Actor {
  const { key, own, names } = seen;
  const party_id = key.startsWith('party:') ? key.slice('party:'.length) : null;
  const accounts = [...own].sort();
  const roles = evidence.networks.flatMap(({ network, members }) =>
    members
      .filter(({ account_id }) => own.has(account_id))
      .map(({ role }) => ({ network_id: network.id, role })),
  );
  const onFile = accounts.filter((id) => index.accounts.has(id));
  return {
    ...{ key, party_id, accounts, roles },
    name: index.parties.get(party_id ?? '')?.name ?? names.get(key) ?? null,
    facts: [
      ...(party_id !== null && index.parties.has(party_id) ? [factOf('party', party_id)] : []),
      ...onFile.map((id) => factOf('account', id)),
    ],
  };
}

/** Null: no account and no name, as cash has it; an empty text is neither. */
function keyOfEnd(
  index: EvidenceIndex,
  account: string | null,
  name: string | null,
): string | null {
  const party = index.accounts.get(account ?? '')?.party_id ?? null;
  if (party !== null) return `party:${party}`;
  if (account !== null && account !== '') return `account:${account}`;
  return name === null || name.trim() === '' ? null : `name:${name}`;
}

/** Of a network, those of its members that do something for it, by what they moved. */
function keysOfSubject(evidence: Evidence, index: EvidenceIndex, subject: Subject): string[] {
  if (subject.kind === 'party') return [`party:${subject.id}`];
  if (subject.kind === 'account') return [keyOfEnd(index, subject.id, null) ?? ''];
  const dossier = evidence.networks.find(({ network }) => network.id === subject.id);
  const moved = ({ in_minor, out_minor }: DossierMember) => in_minor + out_minor;
  return (dossier?.members ?? [])
    .filter(({ role }) => !IDLE_ROLES.includes(role))
    .sort((a, b) => (moved(a) > moved(b) ? -1 : moved(a) < moved(b) ? 1 : 0))
    .map(({ account_id }) => keyOfEnd(index, account_id, null) ?? '');
}

function victimKeys(evidence: Evidence, keysOf: (subject: Subject) => string[]): Set<string> {
  const protecting = evidence.alerts.filter(({ finding }) =>
    evidence.protecting.has(finding.typology),
  );
  const marked = evidence.networks.flatMap(({ members }) =>
    members
      .filter(({ role }) => role === 'possible_victim')
      .map(({ account_id }) => ({ kind: 'account', id: account_id }) as const),
  );
  const owners = protecting.flatMap(({ owner, finding }) => [owner, finding.subject]);
  return new Set([...owners, ...marked].filter(({ kind }) => kind !== 'network').flatMap(keysOf));
}

function proposedSubjects(
  evidence: Evidence,
  index: EvidenceIndex,
  known: {
    readonly victims: ReadonlySet<string>;
    readonly keysOf: (subject: Subject) => string[];
  },
): Set<string> {
  const { victims, keysOf } = known;
  const members = evidence.networks.flatMap(({ network }) =>
    keysOf({ kind: 'network', id: network.id }),
  );
  const keys = new Set([...evidence.alerts.flatMap(({ owner }) => keysOf(owner)), ...members]);
  for (const key of victims) keys.delete(key);
  if (keys.size > 0) return keys;
  // Nobody but victims: the report is about those whom they paid.
  for (const each of evidence.payments) {
    const from = keyOfEnd(index, each.debtor_account, each.debtor_name);
    const to = keyOfEnd(index, each.creditor_account, each.creditor_name);
    if (from !== null && victims.has(from) && to !== null && !victims.has(to)) keys.add(to);
  }
  return keys;
}
