import { createKeyIndex } from './candidates/keys.js';
import { createWordIndex, type WordIndex } from './candidates/words.js';
import { type Listing, listingKey } from './listing.js';
import type { Match, MatchOptions, Screener } from './match.js';
import { nameTokens } from './name/normalise.js';
import { createRarity } from './name/rarity.js';
import { createLexicon, type Lexicon } from './name/token.js';
import type { Profile } from './profile.js';
import { createScorer, type PreparedProfile, type Scorer } from './score/score.js';
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

/** Listings that are scored for one profile, and names that are followed to find them. */
const CANDIDATES = 50;
const CANDIDATE_NAMES = 90;
/** With only some lists wanted, so many more are looked at, since others are passed over. */
const WIDER = 8;
/** Names of a profile that are looked up; the others are compared all the same. */
const QUERY_NAMES_MAX = 8;
/** A listing of more names is compared by those that were found: a list may name one 100,000-fold. */
const NAMES_COMPARED_MAX = 64;
/** Of more names, those that a listing was not found by are left out at first. */
const NAMES_FIRST = 2;
/** How much the names left out may add to a score: beyond it nobody has been seen to rise. */
const MARGIN = 0.25;
const ADDRESSES_FOUND = 20;
/** Names found by the words of a search. */
const SEARCHED = 2_000;

/** Indexes listings. What it answers depends on nothing but them, so that it can be repeated. */
export function createScreener(source: Iterable<Listing>): IndexedScreener {
  const listings = [...source];
  const lexicon = createLexicon();
  const names = indexNames(listings, lexicon);
  const scorer: Scorer = createScorer({ lexicon, rarity: names.rarity });
  const prepared: (PreparedProfile | undefined)[] = [];
  const keys = createKeyIndex(listings);
  const positions = positionsById(listings);
  let addresses: ReturnType<typeof indexAddresses> | null = null;

  function candidatesOf(profile: Profile, wide: number): Map<number, number[]> {
    const found = new Map<number, number[]>();
    for (const position of keys.find(profile)) found.set(position, []);
    for (const name of profile.names.slice(0, QUERY_NAMES_MAX)) {
      const tokens = nameTokens(name.full, profile.kind);
      const limit = CANDIDATE_NAMES * wide;
      for (const { name: number } of names.index.find(tokens, limit)) {
        const position = names.listing[number] ?? 0;
        const known = found.get(position);
        if (known) known.push(names.ordinal[number] ?? 0);
        else if (found.size < CANDIDATES * wide) found.set(position, [names.ordinal[number] ?? 0]);
      }
    }
    // Who has a name is found by it; an address then only speaks for or against.
    for (const { text } of profile.names.length === 0 ? profile.addresses : []) {
      addresses ??= indexAddresses(listings);
      for (const { name } of addresses.index.find(addressWords(text), ADDRESSES_FOUND)) {
        const position = addresses.listing[name] ?? 0;
        if (!found.has(position)) found.set(position, []);
      }
    }
    return found;
  }

  /** Prepared when it is first asked for: most listings never are, and loading must be quick. */
  function preparedAt(position: number): PreparedProfile | undefined {
    const listing = listings[position];
    if (listing && !prepared[position]) prepared[position] = scorer.prepareProfile(listing);
    return prepared[position];
  }

  function match(profile: Profile, options: MatchOptions): readonly Match[] {
    const query = scorer.prepareProfile(profile);
    const { lists, limit, threshold } = options;
    const scored: { position: number; score: number; listed: PreparedProfile }[] = [];
    for (const [position, ordinals] of candidatesOf(profile, lists ? WIDER : 1)) {
      if (lists && !lists.includes(listings[position]?.list ?? '')) continue;
      const whole = preparedAt(position);
      if (!whole) continue;
      // A listing is first judged by the names it was found by; only the likely ones by all.
      const near = scorer.scoreProfiles(query, narrowed(whole, ordinals, NAMES_FIRST));
      if (near < threshold - MARGIN) continue;
      const listed = narrowed(whole, ordinals, NAMES_COMPARED_MAX);
      const score = scorer.scoreProfiles(query, listed);
      if (score >= threshold) scored.push({ position, score, listed });
    }
    scored.sort((a, b) => b.score - a.score || a.position - b.position);
    return scored.slice(0, limit).flatMap(({ position, score, listed }) => {
      const listing = listings[position];
      return listing ? [{ listing, score, reasons: scorer.explain(query, listed) }] : [];
    });
  }

  function search(query: ListingQuery): ListingPage {
    if (query.text.trim() === '') return pageOf(listings, query);
    const tokens = nameTokens(query.text, null);
    const found = new Set<number>(positions.get(query.text.trim()) ?? []);
    for (const position of keys.find(numberOf(query.text))) found.add(position);
    for (const { name } of names.index.find(tokens, SEARCHED)) found.add(names.listing[name] ?? 0);
    return pageOf(
      [...found].flatMap((position) => listings[position] ?? []),
      query,
    );
  }

  return {
    listings: listings.length,
    names: names.index.names,
    bytes: names.index.bytes,
    candidates: (profile) =>
      [...candidatesOf(profile, 1).keys()].flatMap((position) => listings[position] ?? []),
    match,
    search,
    listing: (id) => listings[positions.get(id)?.[0] ?? -1] ?? null,
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

function indexNames(listings: readonly Listing[], lexicon: Lexicon) {
  const tokens: string[][] = [];
  const listing: number[] = [];
  const ordinal: number[] = [];
  const weighed: { tokens: readonly string[]; trade: boolean }[] = [];
  listings.forEach(({ names, kind }, position) => {
    names.forEach((name, at) => {
      const words = nameTokens(name.full, kind);
      if (words.length === 0) return;
      tokens.push(words);
      listing.push(position);
      ordinal.push(at);
      weighed.push({ tokens: words, trade: kind !== 'person' });
    });
  });
  const index: WordIndex = createWordIndex(tokens, (word) => codesOf(word, lexicon));
  return { index, listing, ordinal, rarity: createRarity(weighed) };
}

/** What a word sounds like and what it may stand for, as codes that such words share. */
function codesOf(word: string, lexicon: Lexicon): string[] {
  const token = lexicon.token(word, 'latin');
  if (token.number || word.length < 2) return [];
  const groups = [
    ...token.spellings.map((group) => `spelling ${group}`),
    ...token.translations.map((group) => `translation ${group}`),
    ...token.nicknames.map((group) => `nickname ${group}`),
    ...token.trade.map((group) => `trade ${group}`),
  ];
  return word.length < 3 ? groups : [...groups, `sound ${token.sound}`, `es ${token.spanish}`];
}

function indexAddresses(listings: readonly Listing[]) {
  const tokens: string[][] = [];
  const listing: number[] = [];
  listings.forEach(({ addresses }, position) => {
    for (const { text } of addresses) {
      tokens.push(addressWords(text));
      listing.push(position);
    }
  });
  return { index: createWordIndex(tokens, () => []), listing };
}

function addressWords(text: string): string[] {
  return nameTokens(text, 'organisation');
}

function positionsById(listings: readonly Listing[]): ReadonlyMap<string, readonly number[]> {
  const positions = new Map<string, number[]>();
  listings.forEach((listing, position) => {
    for (const id of [listing.id, listingKey(listing)]) {
      const known = positions.get(id);
      if (known) known.push(position);
      else positions.set(id, [position]);
    }
  });
  return positions;
}

/** A text that may be a number of a document or a wallet. */
function numberOf(text: string): Pick<Profile, 'identifiers' | 'wallets'> {
  const written = text.trim();
  const identifier = { kind: 'other', value: written, text: written, country: null } as const;
  return { identifiers: [identifier], wallets: [{ currency: null, address: written }] };
}
