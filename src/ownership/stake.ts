/**
 * What all statements about one owner and one organisation come to. Sources repeat, narrow and
 * contradict one another; the same stake must never be counted twice.
 */
import { compareRatios, ONE } from './ratio.js';
import {
  addShares,
  hullOfShares,
  intersectShares,
  isExact,
  sameShare,
  UNKNOWN_SHARE,
  WHOLE_SHARE,
} from './share.js';
import type { Interest, Share } from './statement.js';

/** One owner's stake in one organisation. */
export interface Stake {
  /** Of the capital; null where nothing stated is ownership. */
  readonly ownership: Share | null;
  /** Of the votes, where votes are stated. */
  readonly votes: Share | null;
  /** Bits of {@link POWERS} and {@link NOTES}. */
  readonly bits: number;
}

/** Interests that are not a share of the capital, one bit each. */
export const POWERS = {
  appointment: 1,
  other_control: 1 << 1,
  settlor: 1 << 2,
  trustee: 1 << 3,
  protector: 1 << 4,
  beneficiary: 1 << 5,
  nominee: 1 << 6,
  nominator: 1 << 7,
  senior_manager: 1 << 8,
  director: 1 << 9,
} as const;
export type Power = keyof typeof POWERS;

/** What a reader of the stake must know of how it came about, one bit each. */
export const NOTES = {
  /** Only known as held through others: no stake of the owner's own. */
  indirect: 1 << 10,
  /** Sources contradict one another; the bounds hold whichever is right. */
  sources_disagree: 1 << 11,
  /** One source states several stakes: they may be one corrected, or may add up. */
  several_stakes: 1 << 12,
  /** The source does not say that it is ownership. */
  kind_unknown: 1 << 13,
  share_unknown: 1 << 14,
  /** The source does not say whether the stake is held through others. */
  directness_unknown: 1 << 15,
} as const;
export type Note = keyof typeof NOTES;

/** What else is stated of the same organisation, where nominees and trusts need it. */
export interface RowContext {
  readonly nominators: number;
  /** The share of the one nominee, if there is just one. */
  readonly nominee_share: Share | null;
  /** It is held for others as a whole: a trust or a nomination, or nobody else owns it. */
  readonly is_held_whole: boolean;
}

/** Puts the statements of one pair together. */
export function stakeOf(interests: readonly Interest[], context: RowContext): Stake {
  const [only] = interests;
  if (only && interests.length === 1 && isPlain(only)) {
    return { ownership: only.share, votes: null, bits: 0 };
  }
  let bits = 0;
  for (const { kind } of interests) bits |= kind in POWERS ? POWERS[kind as Power] : 0;
  const owned = combine(interests, (interest) => ownershipIn(interest, context));
  const voted = combine(interests, ({ kind, share }) =>
    kind === 'votes' ? (share ?? UNKNOWN_SHARE) : null,
  );
  if (owned.share && !interests.some((interest) => isFirm(interest))) bits |= NOTES.kind_unknown;
  return { ownership: owned.share, votes: voted.share, bits: bits | owned.bits | voted.bits };
}

function isPlain({ kind, directness, share }: Interest): boolean {
  return kind === 'shares' && directness === 'direct' && share !== null;
}

/** Whether the statement says by its kind that capital belongs to the owner. */
function isFirm({ kind }: Interest): boolean {
  return kind === 'shares' || kind === 'nominator' || kind === 'beneficiary';
}

/** The share of the capital that one statement may give its owner; null: none. */
function ownershipIn({ kind, share }: Interest, context: RowContext): Share | null {
  const most = (share ?? UNKNOWN_SHARE).most;
  switch (kind) {
    case 'shares':
    case 'beneficiary':
      return share ?? UNKNOWN_SHARE;
    case 'nominator':
      return share ?? nominatorShare(context);
    case 'nominee':
      return context.nominators > 0 ? null : { ...UNKNOWN_SHARE, most };
    case 'trustee':
      return share ? { ...UNKNOWN_SHARE, most } : null;
    case 'unknown':
      return { ...UNKNOWN_SHARE, most };
    default:
      return null;
  }
}

/** Behind a nominee stands the nominator: what the one holds is the other's. */
function nominatorShare({ nominators, nominee_share, is_held_whole }: RowContext): Share {
  if (nominators !== 1) return UNKNOWN_SHARE;
  if (nominee_share) return nominee_share;
  return is_held_whole ? WHOLE_SHARE : UNKNOWN_SHARE;
}

/** Direct statements before indirect ones; each source for itself, then all against each other. */
function combine(
  interests: readonly Interest[],
  shareIn: (interest: Interest) => Share | null,
): { share: Share | null; bits: number } {
  const stated = interests.flatMap((interest) => {
    const share = shareIn(interest);
    return share ? [{ interest, share }] : [];
  });
  const own = stated.filter(({ interest }) => interest.directness !== 'indirect');
  const used = own.length > 0 ? own : stated;
  const sources = new Map<string, Share[]>();
  for (const { interest, share } of used) {
    const name = interest.source.name.split(':')[0] ?? '';
    const shares = sources.get(name) ?? [];
    if (!shares.some((known) => sameShare(known, share))) shares.push(share);
    sources.set(name, shares);
  }
  let bits = own.length === 0 && used.length > 0 ? NOTES.indirect : 0;
  if (own.some(({ interest }) => interest.directness === 'unknown'))
    bits |= NOTES.directness_unknown;
  let all: Share | null = null;
  for (const shares of sources.values()) {
    const one = ofOneSource(shares);
    bits |= one.bits;
    const both: Share | null = all && intersectShares(all, one.share);
    if (all && !both) bits |= NOTES.sources_disagree;
    all = all ? (both ?? hullOfShares(all, one.share)) : one.share;
  }
  const hasUnknown = all && all.least.num === 0n && compareRatios(all.most, ONE) >= 0;
  return { share: all, bits: hasUnknown ? bits | NOTES.share_unknown : bits };
}

/**
 * Different stakes that one source states for one owner. A band beside a share within it is the
 * same stake, said less exactly; two that differ are one stake stated anew, or two: between the
 * larger and the sum.
 */
function ofOneSource(shares: readonly Share[]): { share: Share; bits: number } {
  const [first = UNKNOWN_SHARE, ...rest] = narrowed(shares);
  if (rest.length === 0) return { share: first, bits: 0 };
  const larger = rest.reduce((a, b) => (compareRatios(a.least, b.least) >= 0 ? a : b), first);
  const sum = rest.reduce(addShares, first);
  const isWhole = compareRatios(sum.most, ONE) > 0;
  return {
    share: {
      least: larger.least,
      above: larger.above,
      most: isWhole ? ONE : sum.most,
      below: isWhole ? false : sum.below,
    },
    bits: NOTES.several_stakes,
  };
}

function narrowed(shares: readonly Share[]): Share[] {
  const apart: Share[] = [];
  for (const share of shares) {
    const at = apart.findIndex(
      (other) => !(isExact(share) && isExact(other)) && intersectShares(share, other) !== null,
    );
    const known = apart[at];
    if (known) apart[at] = intersectShares(share, known) ?? known;
    else apart.push(share);
  }
  return apart;
}
