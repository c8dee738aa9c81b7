/**
 * Signs of a company that does no business of its own (FIN-2019-A006, FIN-2025-A002 and others). A
 * sign is not a finding: typologies take them as inputs, beside what the company's money does.
 */
import { present, type Speaker } from '../base/index.js';
import { aboveOf } from './above.js';
import { measuredShare, nameOf, type OwnershipGraph, ownerEdges, UNNAMED } from './graph.js';
import { addRatios, compareRatios, ratio, showPercent } from './ratio.js';
import type { SectorsOfName } from './sector-words.js';
import { type Circle, type Circles, circlesOf } from './shell-circles.js';
import type { Ratio } from './statement.js';

export const SHELL_INDICATORS = [
  'mass_address',
  'shared_officers',
  'nominee_officer',
  'twins',
  'young',
  'dormant_then_active',
  'sector_mismatch',
  'circular_holding',
  'no_natural_person',
  'many_countries',
  'just_below_threshold',
] as const;
export type ShellIndicator = (typeof SHELL_INDICATORS)[number];

/** One sign at one organisation. */
export interface ShellSign {
  readonly holder: string;
  readonly kind: ShellIndicator;
  /** What was counted or measured, and from where on it is a sign (for `young`: up to where). */
  readonly value: number;
  readonly bound: number;
  /** What the sentence names beside the numbers. */
  readonly detail: string;
}

/** From where on something is a sign. Ours where the published red flag has no number. */
export const SHELL_BOUNDS = {
  organisations_at_address: 10,
  organisations_of_officer: 5,
  organisations_of_nominee: 20,
  twins: 3,
  twins_days: 30,
  young_days: 730,
  dormant_days: 180,
  countries: 4,
  below_points: 3,
} as const;
export type ShellBounds = { readonly [K in keyof typeof SHELL_BOUNDS]: number };

/** What ownership statements do not say. */
export interface ShellFacts {
  readonly sectors_of_name: SectorsOfName;
  /** Longest rest of each organisation's payments that ended: days, and the day it ended. */
  readonly rests: ReadonlyMap<string, { readonly days: number; readonly ended_on: string }>;
  /** Thresholds of law or policy just below which a holding is a sign: 1/4 is a quarter. */
  readonly thresholds: readonly Ratio[];
  readonly bounds: ShellBounds;
}

type Finder = (at: At) => Omit<ShellSign, 'holder' | 'kind'> | null;
interface At {
  readonly graph: OwnershipGraph;
  readonly node: number;
  readonly circles: Circles;
  readonly facts: ShellFacts;
}

const FINDERS: Readonly<Record<ShellIndicator, Finder>> = {
  mass_address: ({ circles, node, facts }) =>
    atLeast(circles.address.get(node), facts.bounds.organisations_at_address),
  shared_officers: ({ circles, node, facts }) =>
    atLeast(circles.officer.get(node), facts.bounds.organisations_of_officer),
  nominee_officer: ({ circles, node, facts }) =>
    atLeast(circles.officer.get(node), facts.bounds.organisations_of_nominee) ??
    atLeast(circles.nominee.get(node), 1),
  twins: ({ circles, node, facts }) => atLeast(circles.twins.get(node), facts.bounds.twins),
  young: findYoung,
  dormant_then_active: findRest,
  sector_mismatch: findMismatch,
  circular_holding: findCircle,
  no_natural_person: findNobody,
  many_countries: findCountries,
  just_below_threshold: findJustBelow,
};

/** Every sign at the organisations asked for, as of the graph's day. */
export function shellSigns(
  graph: OwnershipGraph,
  asked: readonly string[],
  facts: ShellFacts,
): ShellSign[] {
  const circles = circlesOf(graph, facts.bounds.twins_days);
  return asked.flatMap((holder) => {
    const node = graph.node(holder);
    if (node === undefined || graph.holderOf(node)?.kind === 'person') return [];
    return SHELL_INDICATORS.flatMap((kind) => {
      const found = FINDERS[kind]({ graph, node, circles, facts });
      return found ? [{ holder, kind, ...found }] : [];
    });
  });
}

/** The sign in a sentence. */
export function saySign(sign: ShellSign, name: string, speaker: Speaker): string {
  const { kind, value, bound, detail } = sign;
  return speaker.say(`ownership.shell.${kind}`, { name, value, bound, detail });
}

function atLeast(circle: Circle | undefined, bound: number) {
  return circle && circle.count >= bound
    ? { value: circle.count, bound, detail: circle.detail }
    : null;
}

const DAY_MS = 86_400_000;

function daysBetween(from: string, to: string): number | null {
  const start = Date.parse(`${`${from}-01-01`.slice(0, 10)}T00:00:00Z`);
  const days = Math.floor((Date.parse(`${to}T00:00:00Z`) - start) / DAY_MS);
  return Number.isNaN(days) ? null : days;
}

function findYoung({ graph, node, facts }: At) {
  const born = graph.holderOf(node)?.born_on ?? null;
  const age = born === null ? null : daysBetween(born, graph.moment.on);
  const bound = facts.bounds.young_days;
  return age === null || age < 0 || age >= bound ? null : { value: age, bound, detail: born ?? '' };
}

function findRest({ graph, node, facts }: At) {
  const rest = facts.rests.get(present(graph.ids[node], 'id'));
  const bound = facts.bounds.dormant_days;
  if (!rest || rest.days < bound || rest.ended_on > graph.moment.on) return null;
  return { value: rest.days, bound, detail: rest.ended_on };
}

function findMismatch({ graph, node, facts }: At) {
  const holder = graph.holderOf(node);
  const named = holder?.name ? facts.sectors_of_name(holder.name) : [];
  if (!holder?.sector || named.length === 0 || named.includes(holder.sector)) return null;
  return { value: named.length, bound: 1, detail: `${named.join(', ')} / ${holder.sector}` };
}

function findCircle({ graph, node }: At) {
  const group = aboveOf(graph, node, 'ownership').groups[0] ?? [];
  const ownsItself = ownerEdges(graph, node).some((edge) => graph.owner[edge] === node);
  if (group.length < 2 && !ownsItself) return null;
  const names = group.map((member) => nameOf(graph, member)).slice(0, 10);
  return { value: group.length, bound: 1, detail: names.join(', ') };
}

function findNobody({ graph, node }: At) {
  const nodes = aboveOf(graph, node).groups.flat();
  if (nodes.length < 2) return null;
  const hasEnd = nodes.some((each) => /^(person|state)$/.test(graph.holderOf(each)?.kind ?? ''));
  const isListed = nodes.some((each) => graph.holderOf(each)?.listed_company);
  if (hasEnd || isListed) return null;
  return { value: nodes.length - 1, bound: 1, detail: '' };
}

function findCountries({ graph, node, facts }: At) {
  const holders = aboveOf(graph, node)
    .groups.flat()
    .map((each) => graph.holderOf(each));
  const firms = holders.filter((holder) => holder && holder.kind !== 'person');
  const countries = [...new Set(firms.flatMap((holder) => holder?.country ?? []))].sort();
  const bound = facts.bounds.countries;
  if (countries.length < bound) return null;
  return { value: countries.length, bound, detail: countries.join(', ') };
}

function findJustBelow({ graph, node, facts }: At) {
  for (const edge of ownerEdges(graph, node)) {
    const { least } = measuredShare(graph, edge, 'ownership');
    const bound = facts.thresholds.find((threshold) => {
      const isBelow = compareRatios(least, threshold) < 0;
      const near = addRatios(least, ratio(BigInt(facts.bounds.below_points), 100n));
      return isBelow && compareRatios(near, threshold) >= 0;
    });
    const owner = graph.owner[edge] as number;
    if (!bound || owner === UNNAMED) continue;
    const detail = `${nameOf(graph, owner)}, ${showPercent(least)}`;
    return { value: hundredths(least), bound: hundredths(bound), detail };
  }
  return null;
}

function hundredths({ num, den }: Ratio): number {
  return Number((num * 100n) / den);
}
