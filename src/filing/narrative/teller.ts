/** Says things for the readers of a report: money, days, countries and lists, in their language. */
import { type Speaker, showMoney, type Values } from '../../base/index.js';
import type { DossierEnd, Payment } from '../../model/index.js';
import type { Actor, Cast } from './cast.js';
import { type Fact, factOf } from './fact.js';
import type { NarrativePart, NarrativeSentence } from './narrative.js';
import type { Sum } from './sums.js';

const LOCALES = { en: 'en-US', es: 'es-MX' } as const;

/** How much each kind of sentence weighs where space is short. */
export interface Told {
  readonly id: string;
  readonly key: string;
  readonly values?: Values;
  readonly facts: readonly Fact[];
  readonly weight: number;
  readonly group?: string;
}

export class Teller {
  readonly #voice: Speaker;
  readonly #cast: Cast;
  readonly #currency: string;
  readonly #countries: Intl.DisplayNames;
  readonly #shortCountries: Intl.DisplayNames;
  readonly #list: Intl.ListFormat;
  readonly #day: Intl.DateTimeFormat;
  readonly #month: Intl.DateTimeFormat;

  constructor(voice: Speaker, cast: Cast, currency: string) {
    const locale = LOCALES[voice.language];
    this.#voice = voice;
    this.#cast = cast;
    this.#currency = currency;
    this.#countries = new Intl.DisplayNames(locale, { type: 'region' });
    this.#shortCountries = new Intl.DisplayNames(locale, { type: 'region', style: 'short' });
    this.#list = new Intl.ListFormat(locale, { type: 'conjunction' });
    this.#day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
    this.#month = new Intl.DateTimeFormat(locale, {
      ...{ year: 'numeric', month: 'long', timeZone: 'UTC' },
    });
  }

  get language() {
    return this.#voice.language;
  }

  /** A sentence of a part; it must stand on something. */
  tell(part: NarrativePart, told: Told): NarrativeSentence {
    const { id, key, values = {}, facts, weight, group = null } = told;
    const text = this.#asSentence(this.phrase(key, values));
    return { id, part, text, facts: [...new Set(facts)], weight, group, drafted: text, stale: [] };
  }

  /** Words of ours at its head begin with a capital; names stay as they are. Spanish contracts. */
  #asSentence(text: string): string {
    const ours = [
      ...[this.phrase('victim', { n: '' }), this.phrase('account', { account: '' })],
      this.phrase('the_network'),
    ];
    const isOurs = ours.some((words) => text.startsWith(words.trim()));
    const told = isOurs ? text.charAt(0).toUpperCase() + text.slice(1) : text;
    if (this.language === 'en') return told;
    return told
      .replaceAll(' de el titular ', ' del titular ')
      .replaceAll(' a el titular ', ' al titular ');
  }

  /** A message of `filing.narrative.`. */
  phrase(key: string, values: Values = {}): string {
    return this.#voice.say(`filing.narrative.${key}`, values);
  }

  /** A word of a catalogue (`role.collector`), or the word itself where it has none. */
  word(group: string, word: string): string {
    const key = `filing.narrative.${group}.${word}`;
    return this.#voice.has(key) ? this.#voice.say(key) : word;
  }

  /** In the reporting currency. */
  money(minor: bigint): string {
    return showMoney({ minor, currency: this.#currency });
  }

  /** How many payments, and how much they are. */
  sum({ payments, value_minor, unvalued }: Sum): string {
    const n = payments.length;
    if (n === 0) return this.phrase('sum.none');
    if (unvalued === n) return this.phrase('sum.unvalued', { n });
    return this.phrase('sum', { n, money: this.money(value_minor) });
  }

  day(iso: string): string {
    return this.#day.format(Date.parse(iso));
  }

  /** Of `2025-03`. */
  month(iso: string): string {
    return this.#month.format(Date.parse(`${iso.slice(0, 7)}-01T00:00:00Z`));
  }

  country(code: string): string {
    // Their long names hold letters that mean a report of suspicion to those who look for one.
    const names = /^(HK|MO)$/.test(code) ? this.#shortCountries : this.#countries;
    return names.of(code) ?? code;
  }

  list(items: readonly string[]): string {
    return this.#list.format(items);
  }

  /** Items set off by semicolons, as in a table of one line. */
  row(items: readonly string[]): string {
    return items.join('; ');
  }

  /** Who somebody is to the reader. A likely victim has no name here. */
  name(actor: Actor): string {
    if (this.#cast.isVictim(actor)) {
      const n = this.#cast.victims.findIndex(({ key }) => key === actor.key) + 1;
      return this.phrase('victim', { n });
    }
    if (actor.name !== null) return actor.name;
    return this.phrase('account', { account: actor.accounts[0] ?? actor.key });
  }

  /** One end of a payment: a name, cash, or nobody known. */
  end(payment: Payment, actor: Actor | null): string {
    if (actor !== null) return this.name(actor);
    return this.phrase(payment.rail === 'cash' ? 'cash' : 'unknown');
  }

  /** An end of a dossier, which may be somebody of the cast. */
  dossierEnd({ account, name }: DossierEnd): string {
    const actor = [...this.#cast.actors.values()].find(
      (each) => account !== null && each.accounts.includes(account),
    );
    return actor ? this.name(actor) : (name ?? account ?? this.phrase('unknown'));
  }

  /** Milliseconds, rounded down to what a reader counts in. */
  duration(ms: bigint): string {
    const minutes = ms / 60_000n;
    if (minutes >= 2_880n) return this.phrase('days', { n: Number(minutes / 1_440n) });
    if (minutes >= 120n) return this.phrase('hours', { n: Number(minutes / 60n) });
    return this.phrase('minutes', { n: Number(minutes) });
  }
}

export function paymentFacts(payments: readonly Payment[]): Fact[] {
  return payments.map(({ id }) => factOf('payment', id));
}
