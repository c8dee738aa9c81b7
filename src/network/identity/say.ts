/** Links and refusals in words. */
import type { Speaker } from '../../base/index.js';
import type { LinkEvidence } from './evidence.js';
import type { IdentityLink, Refusal } from './resolve.js';

/** A party as a person reads it: its name, and the id that commands take. */
export function partyName(name: string | null, id: string): string {
  return name === null ? id : `${name} (${id})`;
}

/** Who two parties are, and the odds that they are one. */
export function sayLink(voice: Speaker, link: IdentityLink): string {
  return voice.say('network.identity.link', { ...namesOf(link), odds: oddsOf(link.score) });
}

/** What is shared, by how many of all `parties`, and how much it says. */
export function sayEvidence(voice: Speaker, evidence: LinkEvidence, parties: number): string {
  const { kind, value, holders, millinats } = evidence;
  const said = voice.say(`network.identity.evidence.${kind}`, {
    value: kind === 'tax_id' || kind === 'other_scheme_id' ? identifier(value) : (value ?? ''),
    holders,
    parties,
  });
  const weight = STRENGTHS.find(([least]) => Math.abs(millinats) >= least)?.[1] ?? 'weak';
  const side = millinats < 0 ? 'against' : 'for';
  return voice.say('network.identity.weighed', { side, weight, said });
}

export function sayRefusal(voice: Speaker, refusal: Refusal): string {
  const values =
    'link' in refusal ? namesOf(refusal.link) : { value: refusal.value, holders: refusal.holders };
  return voice.say(`network.identity.refused.${refusal.reason}`, values);
}

/** From so many thousandths of a nat on, evidence is called so. */
const STRENGTHS = [
  [10_000, 'very_strong'],
  [6_000, 'strong'],
  [3_000, 'moderate'],
] as const;
/** Odds beyond which nobody can tell one from another. */
const ODDS_MAX = 1_000_000;

function namesOf({ party_a, party_b, name_a, name_b }: IdentityLink) {
  return { one: partyName(name_a, party_a), other: partyName(name_b, party_b) };
}

/** To two figures: more would look measured. */
function oddsOf(millinats: number): number {
  const odds = Math.min(ODDS_MAX, Math.exp(millinats / 1000));
  return Number(odds.toPrecision(2));
}

/** `rfc MORA900512AB1` as `MORA900512AB1 (RFC)`. */
function identifier(value: string | null): string {
  const [scheme = '', text = ''] = (value ?? '').split(' ');
  return scheme === 'other' ? text : `${text} (${scheme.toUpperCase()})`;
}
