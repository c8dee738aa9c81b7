/** How the page speaks: every sentence stands in it twice, and the switch shows one of the two. */
import {
  type Bilingual,
  LANGUAGES,
  type Language,
  type Speaker,
  showMoney,
  type Values,
} from '../base/index.js';
import { html, type Markup } from './markup.js';

export type Speakers = Readonly<Record<Language, Speaker>>;

export interface Voice {
  readonly currency: string;
  /** In which a page opens; the reader can switch. */
  readonly language: Language;
  /** A message in both languages. */
  say(key: string, values?: Values): Markup;
  /** The same for SVG, where the element is a `<text>` with these attributes (trusted markup). */
  svgText(attributes: Markup, key: string, values?: Values): Markup;
  /** The plain texts of a message, for attributes that the script switches. */
  texts(key: string, values?: Values): Bilingual;
  has(key: string): boolean;
  /** A sentence that lives in data. */
  both(text: Bilingual): Markup;
  /** A day or moment (ISO) in words; what is none stays as it is. */
  day(iso: string): Markup;
  /** An amount of the reporting currency, exact. */
  money(minor: bigint): Markup;
  /** The same in whole units, for plots: `1,234,500 USD`. */
  wholeMoney(minor: bigint): string;
  /** The same in three figures: `1.23M USD`. */
  roughMoney(minor: bigint): Markup;
}

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-US', es: 'es-MX' };
const COUNT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const ROUGH = perLanguage(
  (locale) => new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 }),
);
const DAY = perLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }),
);
const MONTH = perLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' }),
);
const COUNTRY = perLanguage(
  (locale) => new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' }),
);

export function createVoice(
  speakers: Speakers,
  currency: string,
  language: Language = 'en',
): Voice {
  const texts = (key: string, values?: Values) => ({
    en: speakers.en.say(key, values),
    es: speakers.es.say(key, values),
  });
  const wholeMoney = (minor: bigint) => {
    const exact = showMoney({ minor, currency });
    const fraction = /\.\d+/.exec(exact)?.[0] ?? '';
    const up = fraction >= '.5' ? minor + (minor < 0n ? -1n : 1n) * unit(fraction) : minor;
    return showMoney({ minor: up, currency }).replace(/\.\d+/, '');
  };
  return {
    currency,
    language,
    texts,
    wholeMoney,
    has: (key) => speakers.en.has(key),
    both: pair,
    say: (key, values) => pair(texts(key, values)),
    svgText(attributes, key, values) {
      const said = texts(key, values);
      return html`
        <text lang="en" ${attributes}>${said.en}</text>
        <text lang="es" ${attributes}>${said.es}</text>`;
    },
    day(iso) {
      const at = new Date(iso);
      if (Number.isNaN(at.getTime())) return datum(iso || '–');
      const said = pair({ en: DAY.en.format(at), es: DAY.es.format(at) });
      return html`<time datetime="${iso}">${said}</time>`;
    },
    money: (minor) => html`<span translate="no">${showMoney({ minor, currency })}</span>`,
    roughMoney(minor) {
      const units =
        Number(minor) / Number(unit(/\.\d+/.exec(showMoney({ minor: 0n, currency }))?.[0] ?? ''));
      return pair({
        en: `${ROUGH.en.format(units)} ${currency}`,
        es: `${ROUGH.es.format(units)} ${currency}`,
      });
    },
  };
}

/** A whole number, grouped as both countries write it. */
export function count(n: number | bigint): string {
  return COUNT.format(n);
}

export function monthNames(at: Date): Bilingual {
  return { en: MONTH.en.format(at), es: MONTH.es.format(at).replace('.', '') };
}

/** A country's name in both languages; a code that is none stays as it is. */
export function countryNames(code: string): Bilingual {
  if (!/^[A-Z]{2}$/.test(code)) return { en: code, es: code };
  return { en: COUNTRY.en.of(code) ?? code, es: COUNTRY.es.of(code) ?? code };
}

/** Both texts side by side, each marked with its language. */
export function pair(text: Bilingual): Markup {
  return html`<span lang="en">${text.en}</span><span lang="es">${text.es}</span>`;
}

/** What was typed or coded by others and has no translation: names, ids, texts of payments. */
export function datum(text: string | number | bigint | Markup): Markup {
  return html`<span translate="no">${text}</span>`;
}

function perLanguage<T>(make: (locale: string) => T): Readonly<Record<Language, T>> {
  const [en, es] = LANGUAGES.map((language) => make(LOCALES[language])) as [T, T];
  return { en, es };
}

/** Minor units in one unit, from the fraction as written: `.00` → 100. */
function unit(fraction: string): bigint {
  return 10n ** BigInt(Math.max(0, fraction.length - 1));
}
