/** Who owns or controls an organisation in the end, under one law, as of the graph's day. */
import { Fault, present } from '../base/index.js';
import { aboveOf } from './above.js';
import {
  type Control,
  type ControlFinder,
  type ControlStep,
  createControlFinder,
} from './control.js';
import { isOwned, nameOf, type OwnershipGraph, ownerEdges } from './graph.js';
import { type Integrated, integrateOwnership } from './integrated.js';
import { EDGE } from './pairs.js';
import type { Regime } from './regimes.js';
import { type Reached, reach } from './share.js';
import { POWERS, type Power } from './stake.js';
import type { HolderKind, Share } from './statement.js';

/** Why somebody counts. */
export type Ground =
  | { readonly kind: 'multiplied'; readonly share: Share; readonly reached: Reached }
  | { readonly kind: 'control'; readonly share: Share; readonly reached: Reached }
  | { readonly kind: 'controls'; readonly reached: Reached }
  | { readonly kind: 'office'; readonly offices: readonly Power[] };

/** Somebody at the end of the chains, with both readings side by side. */
export interface Owner {
  readonly holder: string;
  readonly name: string;
  readonly kind: HolderKind;
  /** Ownership multiplied down, over all paths. */
  readonly multiplied: Share;
  /** Control: whole stakes of everything under control. */
  readonly control: Control;
  /** How control reaches the entity; only of those who count or may count. */
  readonly control_chain: readonly ControlStep[];
  /** Under the law: certain, possible (bands, unknown shares), or no. */
  readonly counts: Reached;
  readonly grounds: readonly Ground[];
}

export interface OwnersAnswer {
  readonly entity: string;
  readonly name: string;
  readonly regime: Regime;
  readonly on: string;
  /** Persons who count or may count, the largest first. */
  readonly owners: readonly Owner[];
  /** Persons who hold part of it and do not reach the threshold. */
  readonly others: readonly Owner[];
  /** Ends that are no person: states, listed companies, organisations without stated owners. */
  readonly dead_ends: readonly Owner[];
  /** Persons by their office, where the law asks for one. */
  readonly control_persons: readonly Owner[];
  readonly integrated: Integrated;
  /** Above the entity, itself included. */
  readonly holders: number;
}

/** More holders above one organisation are refused: the answer would help nobody. */
const HOLDERS_MAX = 50_000;

export type OwnersFinder = (id: string) => OwnersAnswer;

/** Finds owners under one law, of one organisation after the other, with one working memory. */
export function createOwnersFinder(graph: OwnershipGraph, regime: Regime): OwnersFinder {
  const control = createControlFinder(graph, [...regime.powers, ...regime.trust_roles]);
  return (id) => {
    const entity = graph.node(id);
    if (entity === undefined) throw new Fault('ownership.entity_unknown', { id });
    const above = aboveOf(graph, entity);
    const nodes = above.groups.flat();
    if (nodes.length > HOLDERS_MAX)
      throw new Fault('ownership.too_many', { id, count: nodes.length, most: HOLDERS_MAX });
    const integrated = integrateOwnership(graph, entity, above);
    const found = nodes
      .filter((node) => node !== entity && isEnd(graph, node))
      .map((node) => judge(graph, node, { integrated, control, regime }));
    const persons = found.filter(({ kind }) => kind === 'person');
    const owners = sorted(persons.filter(({ counts }) => counts !== 'no'));
    const holds = ({ multiplied, control: { group_share } }: Owner) =>
      multiplied.most.num > 0n || group_share.most.num > 0n;
    return {
      entity: id,
      name: nameOf(graph, entity),
      regime,
      on: graph.moment.on,
      owners,
      others: sorted(persons.filter((owner) => owner.counts === 'no' && holds(owner))),
      dead_ends: sorted(found.filter((end) => end.kind !== 'person' && holds(end))),
      control_persons: controlPersons(graph, entity, { regime, owners, persons }),
      integrated,
      holders: nodes.length,
    };
  };
}

/** A person, a state, a company whose shares anybody can buy, or one of whom no owner is stated. */
function isEnd(graph: OwnershipGraph, node: number): boolean {
  const holder = graph.holderOf(node);
  if (holder?.kind === 'person' || holder?.kind === 'state' || holder?.listed_company) return true;
  return !isOwned(graph, node, (bits) => (bits & EDGE.superseded) === 0);
}

function judge(
  graph: OwnershipGraph,
  node: number,
  ask: {
    readonly integrated: Integrated;
    readonly control: ControlFinder;
    readonly regime: Regime;
  },
): Owner {
  const { readings, threshold } = ask.regime;
  const { above } = ask.integrated;
  const multiplied = ask.integrated.share(node);
  const control = ask.control.of(node, above);
  const grounds: Ground[] = [];
  if (readings.includes('multiplied'))
    grounds.push({ kind: 'multiplied', share: multiplied, reached: reach(multiplied, threshold) });
  if (readings.includes('control')) {
    const { group_share: share, controls } = control;
    grounds.push({ kind: 'control', share, reached: reach(share, threshold) });
    grounds.push({ kind: 'controls', reached: controls });
  }
  const counts = strongest(grounds);
  return {
    holder: present(graph.ids[node], 'id'),
    name: nameOf(graph, node),
    kind: graph.holderOf(node)?.kind ?? 'unknown',
    multiplied,
    control,
    control_chain: counts === 'no' ? [] : ask.control.chain(node, above),
    counts,
    grounds: grounds.filter((ground) => 'reached' in ground && ground.reached !== 'no'),
  };
}

function strongest(grounds: readonly Ground[]): Reached {
  const reached = grounds.map((ground) => ('reached' in ground ? ground.reached : 'no'));
  return reached.includes('yes') ? 'yes' : reached.includes('possible') ? 'possible' : 'no';
}

/** Persons in an office of the entity, where the law asks for one. */
function controlPersons(
  graph: OwnershipGraph,
  entity: number,
  found: {
    readonly regime: Regime;
    readonly owners: readonly Owner[];
    readonly persons: readonly Owner[];
  },
): Owner[] {
  const { regime, owners, persons } = found;
  const isAsked =
    regime.control_person === 'always' ||
    (regime.control_person === 'fallback' && !owners.some(({ counts }) => counts === 'yes'));
  if (!isAsked) return [];
  return ownerEdges(graph, entity).flatMap((edge) => {
    const bits = graph.bits[edge] as number;
    const offices = regime.control_person_kinds.filter((kind) => (bits & POWERS[kind]) !== 0);
    if (offices.length === 0) return [];
    const id = graph.ids[graph.owner[edge] as number];
    const person = persons.find(({ holder }) => holder === id);
    if (!person) return [];
    return [{ ...person, grounds: [...person.grounds, { kind: 'office' as const, offices }] }];
  });
}

/** The largest first, then by id: the numbers are for order only. */
function sorted(owners: readonly Owner[]): Owner[] {
  const sized = owners.map((owner) => {
    const { multiplied, control } = owner;
    const held = approximate(multiplied);
    const isSame = control.group_share === multiplied;
    return { owner, size: isSame ? held : Math.max(held, approximate(control.group_share)) };
  });
  sized.sort((a, b) => b.size - a.size || (a.owner.holder < b.owner.holder ? -1 : 1));
  return sized.map(({ owner }) => owner);
}

function approximate({ least, most }: Share): number {
  const low = Number(least.num) / Number(least.den);
  return least === most ? low : (low + Number(most.num) / Number(most.den)) / 2;
}
