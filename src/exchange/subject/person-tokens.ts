/**
 * Composites of a person's name and day of birth. A name alone gives none: José García would be
 * found by counting. Each is matched under its own label, PN1 the strictest.
 */
import { plainName } from './plain-name.js';
import { spanishSound } from './spanish-sound.js';
import type { PersonName } from './subject.js';
import type { Canonical } from './token-value.js';

export function personTokens(name: PersonName): Canonical {
  const { born_on } = name;
  if (born_on === undefined) return { refused: 'no_birth_date' };
  const day = /^((?:19|20)\d\d)-(\d\d)-(\d\d)$/.exec(born_on);
  if (!day || !isDay(born_on)) return { refused: 'birth_date' };
  const parts = [name.given ?? '', name.paternal ?? '', name.maternal ?? '', name.full ?? ''];
  const plain = parts.map(plainName);
  if (plain.includes(null)) return { refused: 'script' };
  const [given = [], paternal = [], maternal = [], full = []] = plain.map((part, i) =>
    words(part ?? '', i === 0 || i === 3),
  );
  const all = full.length > 0 ? full : [...given, ...paternal, ...maternal];
  if (all.length < 2) return { refused: 'name' };
  const [, year = '', month = '', of_month = ''] = day;
  const values = [{ label: 'pn4', value: `${[...all].sort().join(' ')}|${born_on}` }];
  const [first] = given;
  if (first === undefined) return { values };
  const [father, mother] = [paternal.join(' '), maternal.join(' ')];
  const add = (label: string, value: string) => void values.push({ label, value });
  if (father && mother) add('pn1', `${first} ${father}|${mother}|${born_on}`);
  if (mother) add('pn3', `${first}|${mother}|${born_on}`);
  if (!father) return { values };
  add('pn2', `${first} ${father}|${born_on}`);
  add('pn5', `${spanishSound(first)}|${spanishSound(father)}|${year}-${month}`);
  // Day and month in either order give one value, so that one swapped by a clerk is found.
  const [low, high] = [month, of_month].sort();
  if (Number(of_month) <= 12) add('pn6', `${first} ${father}|${year}|${low} ${high}`);
  return { values };
}

/** Labels of composites that say too little alone: hits on nothing else reveal nobody. */
export const WEAK_LABELS: ReadonlySet<string> = new Set(['pn5', 'pn6']);

const PARTICLES = new Set(['DE', 'DEL', 'LA', 'LAS', 'LOS', 'Y', 'MC', 'VON']);
const SHORTENED = new Map([
  ['MA', 'MARIA'],
  ['J', 'JOSE'],
  ['GPE', 'GUADALUPE'],
  ['FCO', 'FRANCISCO'],
]);

function words(plain: string, has_given_names: boolean): string[] {
  const kept = plain.split(' ').filter((word) => word !== '' && !PARTICLES.has(word));
  return has_given_names ? kept.map((word) => SHORTENED.get(word) ?? word) : kept;
}

function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(text);
}
