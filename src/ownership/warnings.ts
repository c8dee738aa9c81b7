/** What the 50 Percent Rule does not block and an officer must still see (FAQ 398, 400). */
import { present } from '../base/index.js';
import type { Closure } from './fifty-percent.js';
import { measuredShare, nameOf, ownerEdges, UNNAMED } from './graph.js';
import { compareRatios, ONE, ratio } from './ratio.js';
import { addShares, NO_SHARE, reach, type Threshold } from './share.js';
import { NOTES, POWERS } from './stake.js';
import type { Share } from './statement.js';

const WARNINGS = [
  'control_by_blocked_person',
  'blocked_person_in_office',
  'blocked_person_in_trust',
  'blocked_nominee',
  'significant_minority',
  'blocked_person_signatory',
  'close_associate_of_blocked_owner',
  'ownership_sum_over_100',
  'unnamed_owner',
  'sources_disagree',
  'several_stakes',
  'share_unknown',
  'may_count_twice',
] as const;
export type WarningCode = (typeof WARNINGS)[number];

/** One thing to look at. `about` is the other party, `share` the stake in question. */
export interface Warning {
  readonly code: WarningCode;
  readonly about: string | null;
  readonly about_name: string | null;
  readonly share: Share | null;
}

/** What no ownership statement says: who signed, and who is close to whom. */
export interface Circumstances {
  readonly signatories: readonly { readonly entity: string; readonly person: string }[];
  readonly associates: readonly { readonly person: string; readonly associate: string }[];
}
export const NO_CIRCUMSTANCES: Circumstances = { signatories: [], associates: [] };

/** OFAC names no number for a significant minority: a quarter is ours. */
const SIGNIFICANT: Threshold = { share: ratio(1n, 4n), comparison: 'at_least' };
const HALF: Threshold = { share: ratio(1n, 2n), comparison: 'at_least' };

/** Powers of a blocked owner, each with what it is called. */
const BY_POWER: readonly { readonly bits: number; readonly code: WarningCode }[] = [
  { bits: POWERS.appointment | POWERS.other_control, code: 'control_by_blocked_person' },
  { bits: POWERS.senior_manager | POWERS.director, code: 'blocked_person_in_office' },
  { bits: POWERS.settlor | POWERS.trustee | POWERS.protector, code: 'blocked_person_in_trust' },
  { bits: POWERS.nominee, code: 'blocked_nominee' },
];

/** Notes on stakes that say how sure the sum is. */
const BY_NOTE = ['sources_disagree', 'several_stakes', 'share_unknown'] as const;

/** Everything to look at in one organisation, most serious first. */
export function warningsOf(
  closure: Closure,
  id: string,
  circumstances: Circumstances = NO_CIRCUMSTANCES,
): Warning[] {
  const { graph } = closure;
  const node = graph.node(id);
  const found: Warning[] = [];
  const warn = (code: WarningCode, about: string | null, share: Share | null = null) => {
    const other = about === null ? undefined : graph.node(about);
    const about_name = other === undefined ? about : nameOf(graph, other);
    if (!found.some((known) => known.code === code && known.about === about))
      found.push({ code, about, about_name, share });
  };
  for (const { entity, person } of circumstances.signatories)
    if (entity === id && closure.verdict(person) === 'blocked')
      warn('blocked_person_signatory', person);
  if (node === undefined) return found;
  warnOfOwners(closure, node, circumstances, warn);
  if (closure.verdict(id) !== 'blocked') {
    const { possible } = closure.held(id);
    if (reach(possible, SIGNIFICANT) !== 'no') warn('significant_minority', null, possible);
  }
  return found.sort((a, b) => WARNINGS.indexOf(a.code) - WARNINGS.indexOf(b.code));
}

type Warn = (code: WarningCode, about: string | null, share?: Share | null) => void;

function warnOfOwners(
  closure: Closure,
  node: number,
  { associates }: Circumstances,
  warn: Warn,
): void {
  const { graph } = closure;
  const isBlocked = closure.verdict(present(graph.ids[node], 'id')) === 'blocked';
  let total = NO_SHARE;
  for (const edge of ownerEdges(graph, node)) {
    const share = measuredShare(graph, edge, 'ownership');
    total = addShares(total, share);
    const owner = graph.owner[edge] as number;
    if (owner === UNNAMED) {
      warn('unnamed_owner', null, share);
      continue;
    }
    const id = present(graph.ids[owner], 'id');
    const stake = graph.stake(edge);
    if (closure.verdict(id) === 'no') {
      const close = associates.find(
        (pair) => pair.associate === id && closure.verdict(pair.person) === 'blocked',
      );
      if (close && reach(share, SIGNIFICANT) !== 'no')
        warn('close_associate_of_blocked_owner', id, share);
      continue;
    }
    for (const note of BY_NOTE) if ((stake.bits & NOTES[note]) !== 0) warn(note, id, share);
    if (mayCountTwice(closure, edge)) warn('may_count_twice', id, share);
    if (isBlocked) continue;
    for (const { bits, code } of BY_POWER) if ((stake.bits & bits) !== 0) warn(code, id);
    if (stake.votes && reach(stake.votes, HALF) !== 'no')
      warn('control_by_blocked_person', id, stake.votes);
  }
  if (compareRatios(total.least, ONE) > 0) warn('ownership_sum_over_100', null, total);
}

/** A stake not said to be direct may be the one that the owner's own company holds. */
function mayCountTwice({ graph, possible_level }: Closure, edge: number): boolean {
  if (((graph.bits[edge] as number) & NOTES.directness_unknown) === 0) return false;
  for (const other of ownerEdges(graph, graph.subject[edge] as number)) {
    const between = graph.owner[other] as number;
    if (other === edge || between === UNNAMED || possible_level[between] === -1) continue;
    if (ownerEdges(graph, between).some((up) => graph.owner[up] === graph.owner[edge])) return true;
  }
  return false;
}
