import { LIMITS } from '../base/index.js';
import type { Family, Finding, Ground } from '../model/index.js';
import type { Typology } from './ast.js';

/** How a rule did on planted schemes: findings that named a planted subject, and others. */
export interface MeasuredPrecision {
  readonly version: string;
  readonly right: number;
  readonly wrong: number;
}
export type PrecisionTable = Readonly<Record<string, MeasuredPrecision>>;

/** A finding that a person should see, why, and what else speaks for it. */
export interface Promoted {
  readonly finding: Finding;
  readonly ground: Ground;
  readonly corroboration: readonly Finding[];
  readonly rank_score: number;
}

/** Whom a finding is about: who stands behind its subject, and the network that it is in. */
export interface Standing {
  readonly ownerOf: (finding: Finding) => string;
  readonly networkOf: (finding: Finding) => string | null;
}

/** Weight of a crime area in ranking, percent: priorities of 2021, assessments of 2024. */
const THREAT_WEIGHT: Readonly<Record<string, number>> = {
  fentanyl: 100,
  laundering_organisations: 100,
  human_trafficking: 100,
  terrorist_financing: 100,
  proliferation: 90,
  fraud: 90,
  corruption: 90,
  trade: 85,
  human_smuggling: 85,
  bulk_cash: 85,
  fuel_smuggling: 85,
  structuring: 85,
  shell_companies: 80,
  remittances: 75,
  virtual_assets: 70,
  real_estate: 70,
  gaming: 65,
};

const PRECISION_FLOOR_PERCENT = 60;
const PRECISION_FINDINGS_MIN = 5;

/**
 * Chooses the findings that become alerts. One flag proves nothing: an alert needs findings of two
 * families about one subject close in time, or one exact list hit, or a rule whose measured
 * precision earns it. Rules that cite the same flag count once. An account's findings are joined
 * with its holder's; those of a network's accounts support a finding about the network, and not the
 * other way: nobody is alerted for the company alone.
 */
export function promoteFindings(
  findings: readonly Finding[],
  typologies: ReadonlyMap<string, Typology>,
  precision: PrecisionTable,
  standing: Standing,
): Promoted[] {
  const byOwner = new Map<string, Finding[]>();
  const byNetwork = new Map<string, Finding[]>();
  for (const finding of findings) {
    add(byOwner, standing.ownerOf(finding), finding);
    const network = standing.networkOf(finding);
    if (network !== null) add(byNetwork, network, finding);
  }
  const promoted: Promoted[] = [];
  for (const group of byOwner.values()) {
    for (const finding of group) {
      const { kind, id } = finding.subject;
      const about = kind === 'network' ? (byNetwork.get(id) ?? group) : group;
      const support = independentOf(finding, about, typologies);
      const ground = groundOf(finding, support, precision);
      if (!ground) continue;
      const rank_score = rankScore(finding, support, precision);
      promoted.push({ finding, ground, corroboration: support, rank_score });
    }
  }
  return promoted.sort(
    (a, b) =>
      b.rank_score - a.rank_score ||
      b.finding.score - a.finding.score ||
      (a.finding.id < b.finding.id ? -1 : 1),
  );
}

function add(map: Map<string, Finding[]>, key: string, finding: Finding): void {
  const known = map.get(key);
  if (known) known.push(finding);
  else map.set(key, [finding]);
}

/**
 * Findings of other families, close in time, the strongest first: one a family, and none that
 * stands on a flag which the finding or a stronger one of them cites.
 */
function independentOf(
  finding: Finding,
  group: readonly Finding[],
  typologies: ReadonlyMap<string, Typology>,
): Finding[] {
  const cited = flagsOf(typologies.get(finding.typology));
  const families = new Set<Family>([finding.family]);
  const chosen: Finding[] = [];
  const others = group.filter((other) => isClose(finding, other));
  others.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  for (const other of others) {
    const flags = [...flagsOf(typologies.get(other.typology))];
    if (families.has(other.family) || flags.some((flag) => cited.has(flag))) continue;
    chosen.push(other);
    families.add(other.family);
    for (const flag of flags) cited.add(flag);
  }
  return chosen;
}

function flagsOf(typology: Typology | undefined): Set<string> {
  return new Set(typology?.sources.map(({ document, flag }) => `${document} ${flag}`));
}

function isClose(a: Finding, b: Finding): boolean {
  const gap = Math.max(
    Date.parse(a.first_at) - Date.parse(b.last_at),
    Date.parse(b.first_at) - Date.parse(a.last_at),
  );
  return gap <= LIMITS.corroboration_days * 86_400_000;
}

function groundOf(
  finding: Finding,
  support: readonly Finding[],
  precision: PrecisionTable,
): Ground | null {
  if (finding.exact_list_hit) return 'exact_list_hit';
  if (support.length > 0) return 'two_families';
  return hasEarned(finding, precision) ? 'measured_precision' : null;
}

/** At least three right in five, of at least five, measured for this very version. */
function hasEarned(finding: Finding, precision: PrecisionTable): boolean {
  const measured = precision[finding.typology];
  if (!measured || measured.version !== finding.version) return false;
  const total = measured.right + measured.wrong;
  return total >= PRECISION_FINDINGS_MIN && measured.right * 100 >= total * PRECISION_FLOOR_PERCENT;
}

/**
 * 100 · w · (1 − Π(1 − p)) over families, in whole parts per million. The strength p of a finding
 * is the rule's precision (measured, with one right and one wrong added so that few trials do not
 * make certainty; else one half), weighed by its score: three fifths stand, two fifths grow with
 * it.
 */
function rankScore(
  finding: Finding,
  support: readonly Finding[],
  precision: PrecisionTable,
): number {
  let missing = 1_000_000;
  for (const item of [finding, ...support]) {
    const measured = precision[item.typology];
    const { right, wrong } = measured?.version === item.version ? measured : { right: 0, wrong: 0 };
    const trusted = Math.floor(((right + 1) * 1_000_000) / (right + wrong + 2));
    const strength = Math.floor((trusted * (60 + Math.floor((item.score * 2) / 5))) / 100);
    missing = Math.floor((missing * (1_000_000 - strength)) / 1_000_000);
  }
  const weight = THREAT_WEIGHT[finding.area] ?? 70;
  return Math.floor(((1_000_000 - missing) * weight) / 1_000_000);
}
