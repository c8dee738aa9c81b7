/** Who: the subjects, their accounts and roles, and how many others are likely victims. */
import { present } from '../../../base/index.js';
import type { DossierMember, NetworkDossier } from '../../../model/index.js';
import type { Actor } from '../cast.js';
import { factOf } from '../fact.js';
import { lesser, mainOf, type PartOfNarrative, type Scene, TOLD_MAX } from './scene.js';

export const tellWho: PartOfNarrative = (scene) => {
  const { cast, teller } = scene;
  const shown = cast.subjects.slice(0, TOLD_MAX.subjects);
  const rest = cast.subjects.slice(shown.length);
  return [
    ...shown.flatMap((actor, i) => [...onFile(scene, actor, i), ...accountsOf(scene, actor, i)]),
    ...unknown(scene),
    ...(rest.length === 0
      ? []
      : [
          teller.tell('who', {
            ...{ id: 'who.more', key: 'who.more', weight: 85, values: { n: rest.length } },
            facts: rest.flatMap((actor) => factsOf(scene, actor)),
          }),
        ]),
    ...scene.evidence.networks.flatMap((dossier) => rolesOf(scene, dossier)),
    ...victims(scene),
  ];
};

/** What is on file of a subject. */
function onFile(scene: Scene, actor: Actor, at: number) {
  const { cast, teller } = scene;
  const party = cast.index.parties.get(actor.party_id ?? '');
  if (!party) return [];
  const where = [party.region, party.country === null ? null : teller.country(party.country)];
  const place = where.filter((part) => part !== null).join(', ');
  const work = [
    party.sector === null ? null : teller.word('sector', party.sector),
    party.occupation === null ? null : teller.word('occupation', party.occupation),
  ].filter((part) => part !== null);
  const values = {
    ...{ name: teller.name(actor), kind: party.kind ?? 'unknown', place, work: work.join(', ') },
    ...{ has_place: place === '' ? 'no' : 'yes', has_work: work.length === 0 ? 'no' : 'yes' },
  };
  const facts = [factOf('party', party.id)];
  const isBare = party.kind === null && place === '' && work.length === 0;
  const official = party.is_official
    ? [
        teller.tell('who', {
          ...{ id: `who.official:${party.id}`, key: 'who.official', weight: 86, facts },
          values: { name: values.name },
        }),
      ]
    : [];
  const told = {
    id: `who.party:${party.id}`,
    key: 'who.party',
    values,
    facts,
    weight: lesser(92, at),
  };
  return [...(isBare ? [] : [teller.tell('who', told)]), ...official];
}

/** Of whom nothing is on file, told once for all of them. */
function unknown(scene: Scene) {
  const { cast, teller } = scene;
  const own = cast.subjects
    .filter((actor) => actor.facts.length === 0)
    .map((actor) => ({ name: teller.name(actor), facts: factsOf(scene, actor) }))
    .filter(({ facts }) => facts.length > 0);
  if (own.length === 0) return [];
  const names = own.slice(0, TOLD_MAX.unknown).map(({ name }) => name);
  const more = own.length - names.length;
  const list = teller.list(more > 0 ? [...names, teller.phrase('others', { n: more })] : names);
  const facts = own.flatMap((each) => each.facts);
  const told = { id: 'who.unknown', key: 'who.unknown', values: { list }, facts, weight: 62 };
  return [teller.tell('who', told)];
}

function accountsOf({ cast, teller }: Scene, actor: Actor, place: number) {
  return actor.accounts.flatMap((id) => {
    const account = cast.index.accounts.get(id);
    if (!account) return [];
    const institution = cast.index.institutions.get(account.institution_id ?? '');
    const at = institution?.name ?? account.institution_id ?? '';
    const values = {
      ...{ name: teller.name(actor), account: id, institution: at, at: at === '' ? 'no' : 'yes' },
      held: actor.name === null ? 'no' : 'yes',
      opened: account.opened_on === null ? 'no' : 'yes',
      opened_on: account.opened_on === null ? '' : teller.day(account.opened_on),
      closed: account.closed_on === null ? 'no' : 'yes',
      closed_on: account.closed_on === null ? '' : teller.day(account.closed_on),
    };
    const facts = [
      factOf('account', id),
      ...(institution ? [factOf('institution', institution.id)] : []),
      ...actor.facts.filter((fact) => fact.startsWith('party:')),
    ];
    const told = {
      id: `who.account:${id}`,
      key: 'who.account',
      values,
      facts,
      weight: lesser(84, place),
    };
    return [teller.tell('who', told)];
  });
}

/** What a network is made of, and what its largest subjects do in it. */
function rolesOf({ cast, teller }: Scene, { network, members, currency }: NetworkDossier) {
  const counts = new Map<string, number>();
  for (const { role } of members) counts.set(role, (counts.get(role) ?? 0) + 1);
  const roles = [...counts].map(([role, n]) => teller.phrase(`roles.${role}`, { n }));
  const facts = [factOf('network', network.id)];
  const { accounts, institutions } = network;
  const moved = ({ in_minor, out_minor }: DossierMember) => in_minor + out_minor;
  const active = members
    .filter(({ account_id, role }) => {
      const own = [...cast.actors.values()].find((each) => each.accounts.includes(account_id));
      return own !== undefined && cast.isSubject(own) && !/payer|victim/.test(role);
    })
    .sort((a, b) => (moved(b) > moved(a) ? 1 : -1));
  return [
    teller.tell('who', {
      ...{ id: `who.network:${network.id}`, key: 'who.network', weight: 87, facts },
      values: { accounts, institutions, roles: teller.list(roles) },
    }),
    ...mainOf(active, TOLD_MAX.roles, moved).map((member, place) => {
      const { account_id, role, in_minor, out_minor } = member;
      const actor = [...cast.actors.values()].find((each) => each.accounts.includes(account_id));
      const values = {
        ...{ name: teller.name(present(actor, account_id)), account: account_id },
        ...{ role: teller.word('role', role), currency },
        ...{ received: teller.money(in_minor), paid: teller.money(out_minor) },
      };
      return teller.tell('who', {
        ...{
          id: `who.role:${network.id}/${account_id}`,
          key: 'who.role',
          values,
          weight: lesser(66, place),
        },
        facts: [
          ...facts,
          ...(cast.index.accounts.has(account_id) ? [factOf('account', account_id)] : []),
        ],
      });
    }),
  ];
}

function victims(scene: Scene) {
  const { cast, teller } = scene;
  const facts = cast.victims.flatMap((actor) => factsOf(scene, actor));
  if (facts.length === 0) return [];
  const values = { n: cast.victims.length };
  return [teller.tell('who', { id: 'who.victims', key: 'who.victims', values, facts, weight: 94 })];
}

/** Of somebody on no file, the payments and networks that show them. */
function factsOf({ evidence, cast }: Scene, actor: Actor) {
  if (actor.facts.length > 0) return actor.facts;
  const own = evidence.payments.filter(
    (payment) =>
      cast.debtorOf(payment)?.key === actor.key || cast.creditorOf(payment)?.key === actor.key,
  );
  return [
    ...own.map(({ id }) => factOf('payment', id)),
    ...actor.roles.map(({ network_id }) => factOf('network', network_id)),
  ];
}
