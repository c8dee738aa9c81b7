import type { Language, Speaker } from '../base/index.js';
import { NOUNS } from '../model/index.js';

/** Follows from the exchange rates, which no column of a payment brings. */
const RATES = 'payment.value_minor';
/** Found in the store's own payments. */
const FOUND = /^(network\w*)\.\w+$/;

/**
 * What a typology lacks, in the words of the model: `account.party_id` is “accounts: holder
 * (party_id)”. Columns of which one is enough stand apart with `|`.
 */
export function needText(columns: string, voice: Speaker, language: Language): string {
  if (columns === RATES) return voice.say('cli.needs.rates');
  const [, found] = FOUND.exec(columns) ?? [];
  if (found) return voice.say('cli.needs.networks', { noun: found });
  const byNoun = new Map<string, string[]>();
  for (const column of columns.split('|')) {
    const [noun = '', field = ''] = column.split('.');
    byNoun.set(noun, [...(byNoun.get(noun) ?? []), `${meaning(noun, field, language)} (${field})`]);
  }
  const or = ` ${voice.say('cli.needs.or')} `;
  return [...byNoun]
    .map(([noun, fields]) => `${voice.say('cli.needs.noun', { noun })}: ${fields.join(or)}`)
    .join(`;${or}`);
}

/** The first words of the model's sentence: what comes after them is for who fills the column. */
function meaning(noun: string, field: string, language: Language): string {
  const said = NOUNS.find(({ name }) => name === noun)?.fields[field]?.doc[language] ?? field;
  const first = said.replace(/ \(.*\)$|[;:,].*$/g, '');
  return first.charAt(0).toLocaleLowerCase(language) + first.slice(1);
}
