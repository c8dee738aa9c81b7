/** Listings laid out to be found: by the words of names and addresses, by id. */
import { createWordIndex, type WordIndex } from './candidates/words.js';
import { type Listing, listingKey } from './listing.js';
import { nameTokens } from './name/normalise.js';
import { createRarity } from './name/rarity.js';
import type { Lexicon } from './name/token.js';

/** Every name, with the listing it belongs to and its place among that one’s names. */
export function indexNames(listings: readonly Listing[], lexicon: Lexicon) {
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
