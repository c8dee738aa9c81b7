/** Shares and sources in words. */
import type { Speaker } from '../base/index.js';
import { compareRatios, ONE, showPercent } from './ratio.js';
import { isExact, isUnknown, type Threshold } from './share.js';
import type { Share, Source } from './statement.js';

/** `50%`, `more than 25% and at most 50%`, `an unknown share`. */
export function sayShare(share: Share, speaker: Speaker): string {
  const least = showPercent(share.least);
  const most = showPercent(share.most);
  if (isExact(share)) return least;
  if (isUnknown(share)) return speaker.say('ownership.share.unknown');
  if (compareRatios(share.most, ONE) >= 0 && !share.below)
    return speaker.say(share.above ? 'ownership.share.above' : 'ownership.share.from', { least });
  if (share.least.num === 0n && !share.above)
    return speaker.say(share.below ? 'ownership.share.below' : 'ownership.share.to', { most });
  const key = `${share.above ? 'above' : 'from'}_${share.below ? 'below' : 'to'}`;
  return speaker.say(`ownership.share.${key}`, { least, most });
}

/** `at least 50%`, `more than 25%`. */
export function sayThreshold({ share, comparison }: Threshold, speaker: Speaker): string {
  const least = showPercent(share);
  return speaker.say(comparison === 'above' ? 'ownership.share.above' : 'ownership.share.from', {
    least,
  });
}

/** Names of sources, each once, with the places in them. */
export function saySources(sources: readonly Source[]): string {
  const said = sources.map(({ name, place }) => (place ? `${name}, ${place}` : name));
  return [...new Set(said)].join('; ');
}
