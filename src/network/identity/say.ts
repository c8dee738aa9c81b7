/** Links and refusals in words. */
import type { Speaker } from '../../base/index.js';
import type { LinkEvidence } from './evidence.js';
import type { Refusal } from './resolve.js';

export function sayEvidence(voice: Speaker, { kind, value, holders }: LinkEvidence): string {
  return voice.say(`network.identity.evidence.${kind}`, { value: value ?? '', holders });
}

export function sayRefusal(voice: Speaker, refusal: Refusal): string {
  const values =
    'link' in refusal
      ? { one: refusal.link.party_a, other: refusal.link.party_b }
      : { value: refusal.value, holders: refusal.holders };
  return voice.say(`network.identity.refused.${refusal.reason}`, values);
}
