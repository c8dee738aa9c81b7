/**
 * How a word sounds, so that spellings of one name meet: Muñoz and Munos, Velázquez and Belasques,
 * Ximena and Jimena, Petroff and Petrov. Keys are coarse on purpose; they are evidence, not proof.
 */

/** Spelled sounds, longest first, each to one letter; `c` stands for the sound of “church”. */
const SPELLINGS: Readonly<Record<string, string>> = {
  tsch: 'c',
  shch: 'S',
  sch: 'S',
  tch: 'c',
  tsh: 'c',
  dzh: 'j',
  ch: 'c',
  cz: 'c',
  sh: 'S',
  sz: 'S',
  zh: 'j',
  dj: 'j',
  ph: 'f',
  th: 't',
  dh: 'd',
  gh: 'g',
  kh: 'k',
  bh: 'b',
  rh: 'r',
  ck: 'k',
  qu: 'k',
  tz: 's',
  ts: 's',
  dz: 's',
  ks: 'ks',
  gue: 'gi',
  gui: 'gi',
  ge: 'ji',
  gi: 'ji',
  gy: 'ji',
  ce: 'si',
  ci: 'si',
  cy: 'si',
  ou: 'u',
  oo: 'u',
  ee: 'i',
  ie: 'i',
  iy: 'i',
  ij: 'i',
  yi: 'i',
  ya: 'ia',
  ye: 'i',
  yo: 'iu',
  yu: 'iu',
  ai: 'i',
  ay: 'i',
  ei: 'i',
  ey: 'i',
  eo: 'u',
  eu: 'u',
  oe: 'u',
  ae: 'a',
  aa: 'a',
  q: 'k',
  c: 'k',
  z: 's',
  w: 'v',
  b: 'v',
  h: '',
  x: 'ks',
  o: 'u',
  e: 'i',
  y: 'i',
};
const SPELLED = new RegExp(Object.keys(SPELLINGS).join('|'), 'g');

/** The key for all languages. Vowels fall into three; a digit stays. */
export function soundOf(word: string): string {
  return word
    .replace(/(?:ff|w)$/, 'v')
    .replace(/^x/, 'j')
    .replace(SPELLED, (spelled) => SPELLINGS[spelled] ?? spelled)
    .replace(/(.)\1+/g, '$1');
}

/** The key of Spanish ears: ll is y, g before e and i, j, x are one, and h is silent. */
export function spanishSoundOf(word: string): string {
  return soundOf(
    word
      .replace(/ll(?=[aeiou])/g, 'y')
      .replace(/x(?=[aeiou])/g, 'j')
      .replace(/^h(?=u[aeio])/, 'g'),
  );
}

const CONSONANT_SPELLINGS: Readonly<Record<string, string>> = {
  shch: 'S',
  sch: 'S',
  tch: 'S',
  sh: 'S',
  ch: 'S',
  kh: 'k',
  gh: 'g',
  th: 't',
  dh: 'd',
  zh: 'g',
  dj: 'g',
  ph: 'f',
  ck: 'k',
  qu: 'k',
  ts: 's',
  tz: 's',
  ce: 's',
  ci: 's',
  q: 'k',
  c: 'k',
  z: 's',
  j: 'g',
  p: 'b',
  x: 'ks',
};
const CONSONANT_SPELLED = new RegExp(Object.keys(CONSONANT_SPELLINGS).join('|'), 'g');

/**
 * The consonants alone: what Arabic and Hebrew write, and whether a vowel starts the word. Glides
 * count as vowels inside a word, as they may be.
 */
export function skeletonOf(word: string): string {
  const start = /^[aeiou]/.test(word) ? 'A' : /^y/.test(word) ? 'Y' : /^[wv]/.test(word) ? 'W' : '';
  return start + consonantsOf(word);
}

/** What stands before, between and after the consonants. */
export function vowelsOf(word: string): string[] {
  return spelledConsonants(word).split(/[^aeiouyvw]+/);
}

function consonantsOf(word: string): string {
  return spelledConsonants(word)
    .replace(/h$/, '')
    .replace(/[aeiouyvw]/g, '');
}

function spelledConsonants(word: string): string {
  return word
    .replace(CONSONANT_SPELLED, (spelled) => CONSONANT_SPELLINGS[spelled] ?? spelled)
    .replace(/(.)\1+/g, '$1');
}

/** The skeleton of a foreign name written in Chinese characters, which know no r and few finals. */
export function syllabicSkeletonOf(word: string): string {
  return consonantsOf(word).replaceAll('r', 'l').replaceAll('h', '').replaceAll('g', 'k');
}
