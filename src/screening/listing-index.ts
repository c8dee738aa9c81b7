/** Listings laid out to be found: by the words of names and addresses, by id. */
import type { Candidate } from './candidates/candidate.js';
import { createWholeIndex } from './candidates/wholes.js';
import { createWordIndex, type WordIndex } from './candidates/words.js';
import { type Listing, listingKey } from './listing.js';
import { nameLetters, nameTokens } from './name/normalise.js';
import { createRarity } from './name/rarity.js';
import type { Lexicon } from './name/token.js';
import type { ProfileKind } from './profile.js';

/** Every name, with the listing it belongs to and its place among that one’s names. */
export function indexNames(listings: readonly Listing[], lexicon: Lexicon) {
  const tokens: string[][] = [];
  const wholes: string[][] = [];
  const listing: number[] = [];
  const ordinal: number[] = [];
  const weighed: { tokens: readonly string[]; trade: boolean }[] = [];
  listings.forEach(({ names, kind }, position) => {
    const ofParty: string[] = [];
    names.forEach((name, at) => {
      const words = nameTokens(name.full, kind);
      if (words.length === 0) return;
      tokens.push(words);
      wholes.push(ordersOf(name.full));
      listing.push(position);
      ordinal.push(at);
      ofParty.push(...words);
    });
    weighed.push({ tokens: ofParty, trade: kind !== 'person' });
  });
  const index: WordIndex = createWordIndex(tokens, (word) => codesOf(word, lexicon));
  const whole = createWholeIndex(wholes);
  /** The likeliest names by their words and as one word, in turns. */
  function find(full: string, kind: ProfileKind, limit: number): Candidate[] {
    const words = nameTokens(full, kind);
    // Letters alone, as a legal form leaves them, are the initials of everybody.
    const telling = words.some((word) => word.length > 1);
    const byWord = telling ? index.find(words, limit) : [];
    const byWhole = whole.find(full.length > LETTERS_LOOKED_AT ? '' : nameLetters(full), limit);
    return inTurns(byWhole, byWord);
  }
  const bytes = index.bytes + whole.bytes;
  return { index, find, bytes, listing, ordinal, rarity: createRarity(weighed) };
}

/** A longer text has more letters than names that are found by all of theirs. */
const LETTERS_LOOKED_AT = 28;

/** The letters of a name, and of one with a comma those in the order in which it is spoken. */
function ordersOf(full: string): string[] {
  if (full.length > LETTERS_LOOKED_AT) return [];
  const comma = full.indexOf(',');
  const spoken = comma < 0 ? '' : nameLetters(`${full.slice(comma + 1)} ${full.slice(0, comma)}`);
  return [nameLetters(full), spoken];
}

function inTurns(one: readonly Candidate[], other: readonly Candidate[]): Candidate[] {
  const all: Candidate[] = [];
  for (let at = 0; at < Math.max(one.length, other.length); at++)
    for (const candidate of [one[at], other[at]]) if (candidate) all.push(candidate);
  return all;
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

export function indexAddresses(listings: readonly Listing[]) {
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

export function addressWords(text: string): string[] {
  return nameTokens(text, 'organisation');
}

export function positionsById(
  listings: readonly Listing[],
): ReadonlyMap<string, readonly number[]> {
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
