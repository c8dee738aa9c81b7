/** Where an edition stands in the chain that is held: next, known, too old, or contradicted. */
import { Fault, isoTime } from '../../base/index.js';
import { WIRE_BOUNDS } from '../wire/index.js';
import type { Edition, OpenedEdition } from './edition.js';

/** What is held of a feed: editions by number, and the last one. */
export interface HeldChain {
  readonly latest: { readonly seq: number; readonly hash: string } | null;
  hashOf(seq: number): string | null;
}

/**
 * `next` extends the chain; `expired` does so too, but offers nothing. `again` is held already.
 * `contradicts`: the publisher signed two editions of one number, or two histories. `gap`: editions
 * before it are missing.
 */
export type Verdict = 'next' | 'expired' | 'again' | 'contradicts' | 'gap';

/** Only tests switch a check off. */
export interface ChainChecks {
  readonly rollback: boolean;
  readonly equivocation: boolean;
  readonly gap: boolean;
  readonly expiry: boolean;
}
const ALL: ChainChecks = { rollback: true, equivocation: true, gap: true, expiry: true };

/**
 * Judges an edition. Throws `exchange.feed.rollback` for one older than what the chain began with,
 * `exchange.feed.early` for one from the future.
 */
export function judgeEdition(
  { latest, hashOf }: HeldChain,
  { edition, hash }: OpenedEdition,
  now: number,
  checks: ChainChecks = ALL,
): Verdict {
  const { seq, prev, issued_at } = edition;
  if (issued_at > isoTime(now + WIRE_BOUNDS.skew_ms)) {
    throw new Fault('exchange.feed.early', { at: issued_at });
  }
  const held = hashOf(seq);
  if (held === hash) return 'again';
  if (checks.equivocation && held !== null) return 'contradicts';
  const last = latest?.seq ?? 0;
  if (checks.rollback && held === null && seq <= last) {
    throw new Fault('exchange.feed.rollback', { seq, held: last });
  }
  if (checks.equivocation && seq === last + 1 && latest !== null && prev !== latest.hash) {
    return 'contradicts';
  }
  // A subscriber that holds nothing may begin with any full edition.
  const begins = latest === null && edition.kind === 'full';
  if (checks.gap && seq > last + 1 && !begins) return 'gap';
  return checks.expiry && hasLapsed(edition, now) ? 'expired' : 'next';
}

/** Whether an edition's time is over: its items are then for nobody to use. */
export function hasLapsed(edition: Pick<Edition, 'valid_until'>, now: number): boolean {
  return edition.valid_until <= isoTime(now);
}
