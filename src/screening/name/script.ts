import anyAscii from 'any-ascii';

/**
 * Words of any script in lower-case ASCII letters and digits. Look-alikes are undone first: a
 * Cyrillic а inside a Latin word, a zero inside “Ig0r”. Han and Hangul are cut into words here,
 * because these scripts do not space names.
 */

/**
 * How much of a word’s sound its script writes: `consonants` leaves the vowels to the reader,
 * `pinyin` has one spelling a character, `foreign` is a foreign name in Chinese
 * characters, near its sound only.
 */
export type Script = 'latin' | 'alphabet' | 'pinyin' | 'consonants' | 'foreign';

export type HanSpacing = 'whole' | 'spaced' | 'foreign';

export interface AsciiWord {
  readonly text: string;
  readonly script: Script;
}

const MIXED = /\p{Script=Latin}/u;
const LOOKALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;
const CONSONANTS = new RegExp(
  `[${['Arabic', 'Hebrew', 'Thai', 'Khmer', 'Lao', 'Devanagari', 'Bengali', 'Myanmar']
    .map((script) => `\\p{Script=${script}}`)
    .join('')}]`,
  'u',
);
/** Letters that any-ascii leaves out: at the start they carry a vowel. */
const SILENT_START = /^[اأإآعءאע](?!$)/u;
/** The Arabic article, written as one with its word. */
const ARTICLE = /^ال(?=\p{L}{3})/u;
const AL: AsciiWord = { text: 'al', script: 'latin' };
const HAN = /\p{Script=Han}/u;
const HANGUL = /\p{Script=Hangul}/u;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Cyrillic and Greek letters that a reader takes for a Latin one. */
const LATIN_OF: Readonly<Record<string, string>> = pairs(
  'аa вb еe зe ѕs іi јj кk мm нh оo рp сc тt уy хx ԁd ԛq ԝw ' +
    'ѵv ӏl αa βb εe ηn ιi κk νv οo ρp τt υu ' +
    'χx',
);
const CYRILLIC_OF: Readonly<Record<string, string>> = pairs(
  'aа bв eе iі jј kк mм hн oо pр cс tт yу xх',
);
const LEET: Readonly<Record<string, string>> = pairs('0o 1i 3e 4a 5s 7t 8b 9g');

/** Han words whose usual spelling abroad is not their Chinese reading (Japanese and Korean). */
const READINGS: Readonly<Record<string, string>> = Object.fromEntries(
  (
    '山田 yamada 田中 tanaka 佐藤 sato 鈴木 suzuki 高橋 takahashi 伊藤 ito 渡辺 watanabe 山本 yamamoto ' +
    '中村 nakamura 小林 kobayashi 加藤 kato 吉田 yoshida 佐々木 sasaki 山口 yamaguchi 松本 matsumoto ' +
    '井上 inoue 木村 kimura 清水 shimizu 斎藤 saito 齋藤 saito 阿部 abe 池田 ikeda 橋本 hashimoto ' +
    '石川 ishikawa 前田 maeda 藤田 fujita 岡田 okada 後藤 goto 長谷川 hasegawa 村上 murakami 近藤 kondo ' +
    '石井 ishii 坂本 sakamoto 遠藤 endo 青木 aoki 藤井 fujii 西村 nishimura 福田 fukuda 太田 ota ' +
    '三浦 miura 岡本 okamoto 松田 matsuda 中川 nakagawa 中野 nakano 原田 harada 小野 ono 竹内 takeuchi ' +
    '中島 nakajima 田村 tamura 太郎 taro 花子 hanako 一郎 ichiro 次郎 jiro 健一 kenichi 陽一 yoichi ' +
    '直子 naoko 英樹 hideki 明宏 akihiro 金正恩 kim_jong_un 金正日 kim_jong_il 金日成 kim_il_sung'
  )
    .split(' ')
    .reduce<[string, string][]>((rows, item, at, all) => {
      if (at % 2 === 0) rows.push([item, all[at + 1] ?? '']);
      return rows;
    }, []),
);
const READING_CHARACTERS_MAX = 3;

/** Korean surnames and syllables as their bearers spell them, from the official romanisation. */
const HANGUL_OF: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'gim:kim i:lee bag:park choe:choi jeong:jong gang:kang jo:cho yun:yoon jang:jang im:lim ' +
    'o:oh seo:so sin:shin gwon:kwon mun:moon baek:paek heo:ho no:roh u:woo gu:koo eun:un ' +
    'seong:song yeong:yong hyeon:hyon gyeong:kyong cheol:chol hyeok:hyok seok:sok geun:kun'
  )
    .split(' ')
    .map((row) => row.split(':') as [string, string]),
);

/**
 * One word (no spaces, lower case, without combining marks) as ASCII words, in order.
 * @param unleet read digits inside a word as the letters they look like.
 * @param han how the name spaces its Chinese characters or Korean syllables: not at all (`whole`),
 * between words (`spaced`), or with a dot between the words of a foreign name (`foreign`).
 */
export function asciiWords(word: string, unleet: boolean, han: HanSpacing = 'whole'): AsciiWord[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is asked.
  if (/^[\x00-\x7f]*$/.test(word))
    return [{ text: unleet ? letters(word) : word, script: 'latin' }];
  if (HAN.test(word) || KANA.test(word))
    return han === 'foreign' && !KANA.test(word) ? foreignWord(word) : hanWords(word, han);
  if (HANGUL.test(word)) return hangulWords(word, han);
  const article = ARTICLE.exec(word);
  if (article) return [AL, ...asciiWords(word.slice(article[0].length), unleet, han)];
  const plain = LOOKALIKE.test(word) && MIXED.test(word) ? oneScript(word) : word;
  const text = anyAscii(plain.replace(SILENT_START, 'a'))
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
  if (text === '') return [];
  const script = CONSONANTS.test(plain) ? 'consonants' : MIXED.test(plain) ? 'latin' : 'alphabet';
  return [{ text: unleet && script === 'latin' ? letters(text) : text, script }];
}

/** “ig0r” is igor; “46b” and “2000” stay. */
function letters(word: string): string {
  if (!/\d/.test(word) || !/[a-z].*[a-z]/.test(word)) return word;
  const digits = word.replaceAll(/\D/g, '').length;
  if (digits * 2 > word.length) return word;
  return word.replaceAll(/\d/g, (digit) => LEET[digit] ?? digit);
}

/** A word of mixed scripts, in the script that most of its letters can only belong to. */
function oneScript(word: string): string {
  const characters = [...word];
  const latin = characters.filter((one) => MIXED.test(one) && CYRILLIC_OF[one] === undefined);
  const other = characters.filter((one) => LOOKALIKE.test(one) && LATIN_OF[one] === undefined);
  const table = other.length > latin.length ? CYRILLIC_OF : LATIN_OF;
  return characters.map((one) => table[one] ?? one).join('');
}

function hanWords(word: string, han: HanSpacing): AsciiWord[] {
  const characters = [...word];
  const words: AsciiWord[] = [];
  let rest = '';
  const flush = () => {
    if (rest !== '') words.push(...pinyin(rest, han === 'whole' && words.length === 0));
    rest = '';
  };
  for (let at = 0; at < characters.length; ) {
    const length = readingAt(characters, at);
    if (length === 0) {
      rest += characters[at];
      at += 1;
      continue;
    }
    flush();
    const reading = READINGS[characters.slice(at, at + length).join('')] ?? '';
    words.push(...reading.split('_').map((text) => ({ text, script: 'alphabet' as const })));
    at += length;
  }
  flush();
  return words;
}

function foreignWord(word: string): AsciiWord[] {
  const text = [...word].map(syllable).join('');
  return text === '' ? [] : [{ text, script: 'foreign' }];
}

function readingAt(characters: readonly string[], at: number): number {
  for (let length = READING_CHARACTERS_MAX; length >= 2; length--)
    if (characters.slice(at, at + length).join('') in READINGS) return length;
  return 0;
}

/** Two to four characters are a surname and a given name; longer runs are one foreign word. */
function pinyin(run: string, cut: boolean): AsciiWord[] {
  const syllables = [...run].map(syllable).filter((text) => text !== '');
  const kana = KANA.test(run);
  const script = kana ? 'alphabet' : 'pinyin';
  const [surname, ...given] = syllables;
  if (surname === undefined) return [];
  const count = [...run].length;
  if (kana || !cut || count < 2 || count > 3) return [{ text: syllables.join(''), script }];
  return [
    { text: surname, script },
    { text: given.join(''), script },
  ];
}

function hangulWords(word: string, han: HanSpacing): AsciiWord[] {
  const syllables = [...word].map(syllable).filter((text) => text !== '');
  const texts = syllables.map((text) => HANGUL_OF[text] ?? text);
  const [surname, ...given] = texts;
  if (surname === undefined) return [];
  if (han !== 'whole' || texts.length < 2 || texts.length > 4)
    return [{ text: texts.join(''), script: 'alphabet' }];
  if (texts.length === 2) return [{ text: texts.join(''), script: 'alphabet' }];
  return [surname, ...given].map((text) => ({ text, script: 'alphabet' as const }));
}

function syllable(character: string): string {
  return anyAscii(character)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
}

/** 'ab cd' is { a: 'b', c: 'd' }. */
function pairs(text: string): Record<string, string> {
  return Object.fromEntries(text.split(' ').map((pair) => [...pair] as [string, string]));
}
