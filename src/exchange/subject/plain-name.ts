/** Names in one spelling: capitals without marks, in one script. */
import anyAscii from 'any-ascii';

/**
 * NFKC, capitals, marks stripped (Ñ is N), nothing but A–Z, 0–9 and single spaces; apostrophes
 * vanish, other signs part words. Null where a letter is of another script than Latin: a Cyrillic
 * А in a Latin name is a trick, or a name that was not transliterated; either needs a person.
 */
export function plainName(text: string): string | null {
  const letters = text
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .toUpperCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '');
  if (/[^\P{L}\p{Script=Latin}]/u.test(letters)) return null;
  if (/[^\P{N}0-9]/u.test(letters)) return null;
  return letters
    .replaceAll(/[^\P{L}A-Z]/gu, (letter) => anyAscii(letter).toUpperCase())
    .replaceAll(/['\u2018\u2019\u02BC\u00B4`]/gu, '')
    .replaceAll(/[^A-Z0-9]+/g, ' ')
    .trim();
}

/** Text of an identifier: compatibility forms as plain ones, invisible signs gone. */
export function plainIdentifier(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .trim();
}
