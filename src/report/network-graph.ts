/** What a drawing of a network shows: nodes in layers, arrows between them, folded where many. */
import { present } from '../base/index.js';
import {
  type DossierEnd,
  type DossierPayment,
  NETWORK_ROLES,
  type NetworkDossier,
  type NetworkRole,
} from '../model/index.js';
import { type Leg, layersOf } from './network-layers.js';
import { type Passage, passages } from './network-passage.js';

/** What one drawing shows before it folds accounts of one role, and when it has to. */
export const DRAWN = {
  nodes_max: 60,
  arrows_max: 300,
  layers_max: 14,
  folded_nodes_max: 30,
} as const;
/** Stages of a drawing that would have too much: in each one node a role, so at most 60. */
const STAGES = 6;
/** Payments between two nodes that are drawn one by one; more are one arrow. */
const PARALLEL_MAX = 3;

export interface DrawnNode {
  readonly key: string;
  readonly kind: 'account' | 'named' | 'cash' | 'unknown' | 'group';
  /** Null: no member of the network. */
  readonly role: NetworkRole | null;
  readonly label: string | null;
  readonly institution: string | null;
  readonly country: string | null;
  /** Accounts that it stands for. */
  readonly accounts: number;
  readonly layer: number;
  /** Day of its first payment. */
  readonly from: string;
}

export interface DrawnArrow extends Passage {
  readonly from: string;
  readonly to: string;
  readonly payments: number;
  /** Reporting currency; of payments without a rate nothing. */
  readonly value_minor: bigint;
  readonly first_at: string;
  readonly last_at: string;
  /** It leads to no later layer: it closes a ring, or pays back. */
  readonly is_return: boolean;
}

export interface DrawnGraph {
  readonly nodes: readonly DrawnNode[];
  readonly arrows: readonly DrawnArrow[];
  readonly layers: number;
  /** Accounts that stand in nodes with others: 0 where nothing was folded. */
  readonly folded: number;
  /** Payments between accounts of one node, which no arrow shows. */
  readonly inside: number;
}

/**
 * The drawing's graph: as it is where it can be read. Else the largest groups of one role in one
 * layer become a node each, as many as it takes; where that is not enough, layers become stages.
 */
export function drawnGraph(dossier: NetworkDossier): DrawnGraph {
  const whole = wholeGraph(dossier);
  if (fits(whole, DRAWN.nodes_max)) return whole;
  const sizes = groupSizes(whole, ({ layer }) => layer);
  for (let least = sizes[0] ?? 0; least > 2; least = sizes.find((size) => size < least) ?? 0) {
    const left = sizes.reduce((sum, size) => sum + (size >= least ? 1 : size), 0);
    if (left > DRAWN.folded_nodes_max) continue;
    const graph = folded(whole, ({ layer }) => layer, least);
    if (fits(graph, DRAWN.folded_nodes_max)) return graph;
  }
  const stageOf = (layer: number) => Math.floor((layer * STAGES) / Math.max(STAGES, whole.layers));
  const step = NETWORK_ROLES.length + 1;
  const places = ({ layer, role }: DrawnNode) =>
    stageOf(layer) * step + (role === null ? 0 : NETWORK_ROLES.indexOf(role) + 1);
  return folded(whole, places, 2);
}

/** Sizes of the groups of one place and role, largest first. */
function groupSizes({ nodes }: DrawnGraph, placeOf: (node: DrawnNode) => number): number[] {
  const sizes = new Map<string, number>();
  for (const node of nodes) {
    const group = `${placeOf(node)}/${node.role}`;
    sizes.set(group, (sizes.get(group) ?? 0) + 1);
  }
  return [...sizes.values()].sort((a, b) => b - a);
}

function fits({ nodes, arrows, layers }: DrawnGraph, nodes_max: number): boolean {
  const { arrows_max, layers_max } = DRAWN;
  return nodes.length <= nodes_max && arrows.length <= arrows_max && layers <= layers_max;
}

/** Every account a node, however many. */
export function wholeGraph(dossier: NetworkDossier): DrawnGraph {
  const passageOf = passages(dossier);
  const members = new Map(dossier.members.map((member) => [member.account_id, member]));
  const ends = new Map<string, { end: DossierEnd; kind: DrawnNode['kind']; from: string }>();
  const legs: Leg[] = [];
  const singles: DrawnArrow[] = [];
  for (const payment of dossier.payments) {
    const { time, value_minor, debtor, creditor } = payment;
    const [from, to] = [keyOf(payment, 'debtor'), keyOf(payment, 'creditor')];
    for (const [{ key, kind }, end] of [
      [from, debtor],
      [to, creditor],
    ] as const)
      if (!ends.has(key)) ends.set(key, { end, kind, from: time.slice(0, 10) });
    legs.push({ from: from.key, to: to.key, time });
    const span = { payments: 1, first_at: time, last_at: time, value_minor: value_minor ?? 0n };
    const passage = passageOf(payment);
    singles.push({ from: from.key, to: to.key, ...span, ...passage, is_return: false });
  }
  const layers = layersOf(legs);
  const nodes = [...ends].map(([key, { end, kind, from }]): DrawnNode => {
    const member = members.get(end.account ?? '');
    const { institution, country } = member ?? end;
    const label = member?.name ?? end.name ?? end.account;
    const layer = layers.get(key) ?? 0;
    const role = member?.role ?? null;
    return { key, kind, role, label, institution, country, accounts: 1, layer, from };
  });
  return graphOf(nodes, singles, 0);
}

/** Cash that comes in is not the cash that goes out, so that a till joins nobody to anybody. */
function keyOf(
  payment: DossierPayment,
  side: 'debtor' | 'creditor',
): { key: string; kind: DrawnNode['kind'] } {
  const { account, name } = payment[side];
  if (account !== null) return { key: `account:${account}`, kind: 'account' };
  if (payment.rail === 'cash') return { key: `cash:${side}`, kind: 'cash' };
  if (name !== null) return { key: `named:${side}:${name}`, kind: 'named' };
  return { key: `unknown:${side}`, kind: 'unknown' };
}

/** Puts nodes at new places, and where one place and role has so many they become one node. */
function folded(
  whole: DrawnGraph,
  placeOf: (node: DrawnNode) => number,
  least: number,
): DrawnGraph {
  const groups = new Map<string, DrawnNode[]>();
  for (const node of whole.nodes) {
    const group = `${placeOf(node)}/${node.role}`;
    const own = groups.get(group);
    if (own) own.push(node);
    else groups.set(group, [node]);
  }
  const places = [...new Set(whole.nodes.map(placeOf))].sort((a, b) => a - b);
  const standsIn = new Map<string, string>();
  const nodes = [...groups].flatMap(([group, own]): DrawnNode[] => {
    const placed = own.map((node) => ({ ...node, layer: places.indexOf(placeOf(node)) }));
    const [first] = placed;
    if (own.length < least || !first) return placed;
    const key = `group:${group}`;
    for (const node of own) standsIn.set(node.key, key);
    const from = own.reduce((day, node) => (node.from < day ? node.from : day), first.from);
    const nothing = { label: null, institution: null, country: null };
    return [{ ...first, ...nothing, key, kind: 'group', accounts: own.length, from }];
  });
  const keyNow = (key: string) => standsIn.get(key) ?? key;
  const arrows = whole.arrows.map((arrow) => ({
    ...arrow,
    from: keyNow(arrow.from),
    to: keyNow(arrow.to),
  }));
  return graphOf(nodes, arrows, standsIn.size);
}

/** Merges parallel arrows, and tells which of them lead back. */
function graphOf(
  nodes: readonly DrawnNode[],
  singles: readonly DrawnArrow[],
  foldedAccounts: number,
): DrawnGraph {
  const layers = new Map(nodes.map(({ key, layer }) => [key, layer]));
  const pairs = new Map<string, DrawnArrow[]>();
  let inside = 0;
  for (const arrow of singles) {
    if (arrow.from === arrow.to) {
      inside += arrow.payments;
      continue;
    }
    const pair = JSON.stringify([arrow.from, arrow.to]);
    const own = pairs.get(pair);
    if (own) own.push(arrow);
    else pairs.set(pair, [arrow]);
  }
  // Where accounts stand together their payments do too, and where much leads back.
  const leadsBack = ({ from, to }: DrawnArrow) => (layers.get(to) ?? 0) <= (layers.get(from) ?? 0);
  const maxOf = (first: DrawnArrow) => (foldedAccounts > 0 || leadsBack(first) ? 1 : PARALLEL_MAX);
  const arrows = [...pairs.values()]
    .flatMap((own) => (own.length > maxOf(present(own[0], 'arrow')) ? [merged(own)] : own))
    .map((arrow) => ({ ...arrow, is_return: leadsBack(arrow) }));
  const total = nodes.reduce((most, { layer }) => Math.max(most, layer), 0) + 1;
  return { nodes, arrows, layers: total, folded: foldedAccounts, inside };
}

function merged(arrows: readonly DrawnArrow[]): DrawnArrow {
  const first = present(arrows[0], 'arrow');
  return {
    ...first,
    payments: arrows.reduce((sum, { payments }) => sum + payments, 0),
    value_minor: arrows.reduce((sum, { value_minor }) => sum + value_minor, 0n),
    first_at: arrows.reduce((at, { first_at }) => (first_at < at ? first_at : at), first.first_at),
    last_at: arrows.reduce((at, { last_at }) => (last_at > at ? last_at : at), first.last_at),
    enters: arrows.some(({ enters }) => enters),
    leaves: arrows.some(({ leaves }) => leaves),
  };
}
