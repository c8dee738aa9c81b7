import { createGatherer } from './gather.js';
import type { Listing } from './listing.js';
import type { Match, MatchOptions, Screener } from './match.js';
import { createLexicon } from './name/token.js';
import type { Profile } from './profile.js';
import { createScorer, type PreparedProfile } from './score/score.js';
import { type ListingPage, type ListingQuery, pageOf } from './search.js';

/** A screener that can also be searched, as a worker holds it. */
export interface IndexedScreener extends Screener {
  /** Of the index, without the listings themselves. */
  readonly bytes: number;
  /** The listings that would be scored for a profile: what a match can be found among. */
  candidates(profile: Profile): readonly Listing[];
  search(query: ListingQuery): ListingPage;
  /** By its id, alone or as `list/id`. */
  listing(id: string): Listing | null;
}

/** With only some lists wanted, so many more are looked at, since others are passed over. */
const WIDER = 8;
/** A listing of more names is compared by those it was found by: some list has 100,000 of one. */
const NAMES_COMPARED_MAX = 64;
/** Of more names, those that a listing was not found by are left out at first. */
const NAMES_FIRST = 2;
/** How much the names left out may add to a score: beyond it nobody has been seen to rise. */
const MARGIN = 0.25;

/** Indexes listings. What it answers depends on nothing but them, so that it can be repeated. */
export function createScreener(source: Iterable<Listing>): IndexedScreener {
  const listings = [...source];
  const lexicon = createLexicon();
  const gatherer = createGatherer(listings, lexicon);
  const scorer = createScorer({ lexicon, rarity: gatherer.rarity });
  const prepared: (PreparedProfile | undefined)[] = [];
  const listed = (positions: Iterable<number>) =>
    [...positions].flatMap((position) => listings[position] ?? []);

  /** Prepared when it is first asked for: most listings never are, and loading must be quick. */
  function preparedAt(position: number): PreparedProfile | undefined {
    const listing = listings[position];
    if (listing && !prepared[position]) prepared[position] = scorer.prepareProfile(listing);
    return prepared[position];
  }

  function match(profile: Profile, options: MatchOptions): readonly Match[] {
    const query = scorer.prepareProfile(profile);
    const { lists, limit, threshold } = options;
    const scored: { position: number; score: number; compared: PreparedProfile }[] = [];
    for (const [position, ordinals] of gatherer.gather(profile, lists ? WIDER : 1)) {
      if (lists && !lists.includes(listings[position]?.list ?? '')) continue;
      const whole = preparedAt(position);
      if (!whole) continue;
      // A listing is first judged by the names it was found by; only the likely ones by all.
      const near = ordinals && scorer.scoreProfiles(query, narrowed(whole, ordinals, NAMES_FIRST));
      if (near !== null && near < threshold - MARGIN) continue;
      const compared = narrowed(whole, ordinals ?? [], NAMES_COMPARED_MAX);
      const score = scorer.scoreProfiles(query, compared);
      if (score >= threshold) scored.push({ position, score, compared });
    }
    scored.sort((a, b) => b.score - a.score || a.position - b.position);
    return scored.slice(0, limit).flatMap(({ position, score, compared }) => {
      const listing = listings[position];
      return listing ? [{ listing, score, reasons: scorer.explain(query, compared) }] : [];
    });
  }

  return {
    listings: listings.length,
    names: gatherer.names,
    bytes: gatherer.bytes,
    match,
    candidates: (profile) => listed(gatherer.gather(profile, 1).keys()),
    search(query) {
      const text = query.text.trim();
      return pageOf(text === '' ? listings : listed(gatherer.search(text)), query);
    },
    listing: (id) => listings[gatherer.position(id) ?? -1] ?? null,
  };
}

/** Of a listing with more names than that only those that it was found by, and its primary one. */
function narrowed(
  whole: PreparedProfile,
  ordinals: readonly number[],
  names_max: number,
): PreparedProfile {
  if (whole.names.length <= names_max) return whole;
  const names = [...new Set([0, ...ordinals])].flatMap((ordinal) => whole.names[ordinal] ?? []);
  return { ...whole, names };
}
