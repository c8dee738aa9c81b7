import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { packageRoot } from './package-root.js';

export type Language = 'en' | 'es';
export const LANGUAGES: readonly Language[] = ['en', 'es'];

/** Spanish as in Mexico: 12,345.67. */
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-US', es: 'es-MX' };

/** A sentence that lives in data (a typology's title, a field's description) in both languages. */
export interface Bilingual {
  readonly en: string;
  readonly es: string;
}

export type Values = Readonly<Record<string, string | number | bigint>>;

/**
 * Says a sentence of `messages/<subject>.<language>.json` (ICU MessageFormat). A key that is
 * missing is a programmer's mistake and throws; `test/tidy.test.ts` holds both languages to the
 * same keys.
 */
export interface Speaker {
  readonly language: Language;
  say(key: string, values?: Values): string;
  has(key: string): boolean;
}

/** Loads every catalogue of `messages/` for one language. */
export function createSpeaker(language: Language): Speaker {
  const catalogue = loadCatalogue(language);
  const compiled = new Map<string, IntlMessageFormat>();
  return {
    language,
    has: (key) => catalogue.has(key),
    say(key, values = {}) {
      let message = compiled.get(key);
      if (!message) {
        const text = catalogue.get(key);
        if (text === undefined) throw new Error(`no message ${key} in ${language}`);
        message = new IntlMessageFormat(text, LOCALES[language]);
        compiled.set(key, message);
      }
      return String(message.format(values as Record<string, string | number>));
    },
  };
}

function loadCatalogue(language: Language): Map<string, string> {
  const folder = join(packageRoot(), 'messages');
  const catalogue = new Map<string, string>();
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith(`.${language}.json`)) continue;
    const entries = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, string>;
    for (const [key, text] of Object.entries(entries)) {
      if (catalogue.has(key)) throw new Error(`message ${key} stands in two files`);
      catalogue.set(key, text);
    }
  }
  return catalogue;
}

/** The language of an environment such as `LANG=es_MX.UTF-8`; English where it is neither. */
export function languageOf(setting: string | undefined): Language {
  return setting?.toLowerCase().startsWith('es') ? 'es' : 'en';
}
