/** Composite of a business's name without its legal form, and its seat. */
import { plainName } from './plain-name.js';
import type { BusinessName } from './subject.js';
import type { Canonical } from './token-value.js';

export function businessTokens({ name, country, region = '' }: BusinessName): Canonical {
  const plain = plainName(name.replaceAll('.', '').replaceAll('&', ' '));
  const state = plainName(region);
  if (plain === null || state === null) return { refused: 'script' };
  if (!/^[A-Z]{2}$/.test(country) || state === '') return { refused: 'place' };
  const core = withoutForm(joinLetters(plain))
    .split(' ')
    .filter((word) => word !== 'Y' && word !== 'AND')
    .join(' ');
  if (core.length < 2) return { refused: 'name' };
  return { values: [{ label: 'bn1', value: `${core}|${country}|${state}` }] };
}

/** Letters that stand alone are one abbreviation: S A is SA. */
function joinLetters(plain: string): string {
  return plain.replaceAll(/\b(?:[A-Z] )+[A-Z]\b/g, (letters) => letters.replaceAll(' ', ''));
}

/** Legal forms of Mexico and the United States, as they end a name. */
const FORMS =
  'SA|SAB|SAPI|SAPIB|SAS|S DE RL|SPR DE RL|SOFOM|ENR|ER|DE CV|SC|AC|' +
  'LLC|INC|INCORPORATED|CORP|CORPORATION|CO|COMPANY|LTD|LIMITED|LP|LLP|PLLC';
const FORM = new RegExp(`(?: (?:${FORMS}))+$`);

function withoutForm(plain: string): string {
  return plain.replace(FORM, '');
}
